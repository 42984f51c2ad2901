"""Search: one box for every role, over what the one who asks may see."""
