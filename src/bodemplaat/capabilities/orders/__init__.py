"""Purchase orders: what a municipality orders of a supplier, who approved it, and what came of it."""
