"""Ledger: the classification that costs are booked on. Today: taakvelden (BBV) and cost centres."""
