"""What changes in invoices of our own: one module for each subject."""
