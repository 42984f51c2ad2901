"""What the templates of this surface need."""
