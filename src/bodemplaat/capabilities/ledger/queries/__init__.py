"""What is asked of the ledger: one module for each subject."""
