"""What is asked of the division."""
