"""What is asked of invoices of our own."""
