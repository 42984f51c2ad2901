"""What is worked out from values alone."""
