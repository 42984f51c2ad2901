"""What changes something here."""
