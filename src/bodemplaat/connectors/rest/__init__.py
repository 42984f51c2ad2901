"""The interface for other systems: REST by the national API Design Rules, under ``/api/v1``."""
