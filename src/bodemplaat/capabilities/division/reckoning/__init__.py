"""What is worked out from values alone: the lists of processes, what a cut runs against, and what it comes to."""
