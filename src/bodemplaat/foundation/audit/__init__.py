"""The audit trail: who did what to which record when, in the same transaction, append-only.

The history of values is kept by triggers (``tenancy.history_of``); this room keeps the acts. Details hold ids,
amounts and codes, never names or free text, so the trail itself holds no more personal data than it needs.
"""
