"""What changes agreements."""
