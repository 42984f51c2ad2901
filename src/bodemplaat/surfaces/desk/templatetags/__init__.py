"""Filters for the pages of the desk."""
