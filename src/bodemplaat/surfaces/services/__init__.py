"""Services: what is offered to us and by whom, and the pages on which a provider keeps what it offers."""
