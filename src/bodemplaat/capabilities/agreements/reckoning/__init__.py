"""What is worked out about agreements from values alone."""
