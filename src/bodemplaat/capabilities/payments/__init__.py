"""Payments: from money owed to a file for the bank and back to what the bank did with it.

A payment comes from a source of a capability above (an approved claim), goes into one batch, is released by a
second person, and ends as paid or returned by what the bank statement says.
"""
