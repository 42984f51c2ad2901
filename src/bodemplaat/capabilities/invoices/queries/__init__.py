"""What is asked of invoices."""
