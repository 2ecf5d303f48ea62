"""The command ``demo``, which stands beside ``serve``."""

from openlet.cli.serve import add_demo as add

__all__ = ["add"]
