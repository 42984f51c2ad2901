"""What a provider and a customer agreed: services and levels (DVO), the finances of a year (DFA), procedures (DAP)."""
