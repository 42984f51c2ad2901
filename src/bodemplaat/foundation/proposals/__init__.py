"""One proposes, others confirm: the one machinery for what nobody does alone."""
