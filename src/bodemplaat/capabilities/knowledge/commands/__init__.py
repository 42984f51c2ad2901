"""What changes something: the life of answers, and what is counted of them."""
