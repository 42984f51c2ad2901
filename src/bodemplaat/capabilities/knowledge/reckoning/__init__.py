"""What is worked out from values alone: what an answer says, and how it is drawn."""
