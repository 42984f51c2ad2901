"""Pure: opening hours and terms as values."""
