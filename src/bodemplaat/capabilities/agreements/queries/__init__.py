"""What is asked about agreements."""
