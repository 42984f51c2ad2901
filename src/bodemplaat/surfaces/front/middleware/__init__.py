"""What holds for every page: how much it takes, which headers it gives, how a refusal is told."""
