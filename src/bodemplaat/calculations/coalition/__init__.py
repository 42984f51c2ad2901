"""``bodemplaat coalition MODEL``: does the coalition hold, what is fair, what keeps it together."""
