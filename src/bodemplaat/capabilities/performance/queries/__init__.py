"""What is asked: figures as they are now, and figures that were offered for signing."""
