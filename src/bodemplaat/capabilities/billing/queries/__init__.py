"""What is asked of billing: what is due, runs, bills, and how services are taxed."""
