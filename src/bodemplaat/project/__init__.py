"""Settings, addresses and wiring: the only place that knows everything; nobody imports it."""
