"""``bodemplaat business-case MODEL``: is it worth it, for whom, when, and how sure is that."""
