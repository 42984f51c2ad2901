"""Pages of the books: what they come to, their periods, the card of an account, an entry."""
