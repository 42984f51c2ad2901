"""What happened is told to other systems: signed messages to an address that a client registered, tried again for days, and kept."""
