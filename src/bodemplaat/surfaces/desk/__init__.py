"""The desk of the shared service centre: queues, checks, payments."""
