"""Pages of orders: the list, one order, deciding on it, and noting what came."""
