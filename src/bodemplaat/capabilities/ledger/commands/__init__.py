"""What changes in the ledger: one module for each subject."""
