"""Tags of this surface."""
