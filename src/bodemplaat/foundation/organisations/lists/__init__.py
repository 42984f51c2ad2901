"""The lists of this room that are filled from files: units, and people with their employment."""
