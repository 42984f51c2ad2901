"""What is worked out from values alone: forms, answers, differences, searching, the start content."""
