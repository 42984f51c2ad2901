"""An application of the tests: a subscriber that never ends while a file says so."""
