"""What is worked out of an invoice from values alone."""
