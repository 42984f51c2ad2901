"""Tags of self-service."""
