"""What is worked out from values alone: one module for each subject."""
