"""Division: which process of a cooperation is whose (the cut, knip), and what follows from it."""
