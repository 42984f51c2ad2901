"""Measurements, each with a peer or the bare limit beside it in the same run: ``make bench``."""
