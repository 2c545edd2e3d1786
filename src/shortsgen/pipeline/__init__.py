"""The one place that calls load, run, plan, render and write in turn: a module for each command."""
