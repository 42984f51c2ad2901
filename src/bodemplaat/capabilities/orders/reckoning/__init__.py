"""What orders come to, from values alone."""
