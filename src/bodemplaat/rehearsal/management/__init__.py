"""Django's management commands of the rehearsal."""
