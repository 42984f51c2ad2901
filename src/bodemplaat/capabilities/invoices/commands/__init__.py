"""What changes an invoice."""
