"""What is worked out from values alone: no rows, no files, no clock."""
