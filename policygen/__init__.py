"""policygen issues policy documents: one model policy, each school's choices, three formats."""

__version__ = "0.1.0"
