"""The outbox: what a capability announces is stored in the same transaction as the change, and delivered after.

Delivery is at least once, so a subscriber must be idempotent (the message's id is its key). ``project/wiring``
subscribes; a room below never learns who listens.
"""
