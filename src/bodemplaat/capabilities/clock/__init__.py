"""The clock, live: when a provider is open, and what a published norm means on its calendar."""
