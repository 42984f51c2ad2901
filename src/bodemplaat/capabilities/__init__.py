"""What the platform can do, one Django app each; a line may use the doors of lines under it."""
