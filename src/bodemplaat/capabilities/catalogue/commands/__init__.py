"""What changes in the catalogue."""
