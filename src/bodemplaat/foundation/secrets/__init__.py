"""Secrets by which other systems show who they are: made, shown once, kept as a digest, ended; and what was refused to them."""
