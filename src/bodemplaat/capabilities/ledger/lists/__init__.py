"""The lists that are filled from files: one module each."""
