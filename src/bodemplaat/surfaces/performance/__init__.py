"""Pages on which both sides read how norms were kept."""
