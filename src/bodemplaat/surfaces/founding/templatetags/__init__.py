"""Filters of this surface."""
