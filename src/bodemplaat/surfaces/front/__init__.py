"""Coming in: sign-in, choosing a role, the inbox, changing language."""
