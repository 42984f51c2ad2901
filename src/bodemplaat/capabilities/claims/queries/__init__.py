"""What is asked, answered as frozen values: one module a subject."""
