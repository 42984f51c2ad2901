"""Pages on which a provider bills its customers, and a customer reads what it was billed."""
