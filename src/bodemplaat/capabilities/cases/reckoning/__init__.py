"""What is worked out of a case from values alone."""
