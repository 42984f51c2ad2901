"""Tags of coming in."""
