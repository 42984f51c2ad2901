"""What comes in by e-mail for a desk: it becomes a case or goes into the file of one, or waits for a clerk with the reason."""
