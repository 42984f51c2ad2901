"""What changes the division."""
