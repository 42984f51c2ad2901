"""Commands of this connector."""
