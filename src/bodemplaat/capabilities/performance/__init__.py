"""What was promised against what was done: per customer and period, from the same facts that the pages show."""
