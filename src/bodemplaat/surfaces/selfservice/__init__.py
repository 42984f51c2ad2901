"""Self-service for employee and manager, phone first."""
