"""Django plumbing that every capability stands on."""
