"""What is asked of the structure, answered for a day as frozen views; one module a subject."""
