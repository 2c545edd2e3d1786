"""From one YAML file to a shoot-ready day of short videos, with code that provably ran."""

__version__ = "0.1.0"
