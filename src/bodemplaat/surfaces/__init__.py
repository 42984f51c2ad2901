"""Who looks at it: self-service, desk, board, command line. They call doors and show what comes back."""
