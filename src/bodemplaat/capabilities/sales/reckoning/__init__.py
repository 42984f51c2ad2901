"""What is worked out of an invoice of our own, from values alone."""
