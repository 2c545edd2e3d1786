"""Where a text that is no YAML is wrong, and how that is told to its author."""
