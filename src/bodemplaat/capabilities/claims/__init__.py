"""Expense claims (declaraties): from a phone to the bank and back.

Handbook SSC P&F, "Casus beschrijving indienen declaratie": own data filled in, checks, the approvals that the
organisation wants, the check by the service centre, payment, and everyone concerned sees where it stands.
"""
