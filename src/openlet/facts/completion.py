"""The completion statuses and the outcome that decisions turn on, by name (see ``spec.completion``)."""

from openlet.spec.completion import ACHIEVED, COMPLETED, CONTINUING, TEMPORARILY_WITHDRAWN, WITHDRAWN

__all__ = ["ACHIEVED", "COMPLETED", "CONTINUING", "TEMPORARILY_WITHDRAWN", "WITHDRAWN"]
