"""Bodemplaat: the base plate on which autonomous municipalities share one service centre."""

__version__ = "0.1.0"
