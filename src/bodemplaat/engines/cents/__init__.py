"""Dividing many amounts at once; every cent is kept. The one room that other engines may use."""

from bodemplaat.engines.cents.both_ways import divide_both_ways
from bodemplaat.engines.cents.rows import Cents, divide_in_turn, divide_rows, weight_rows

__all__ = ["Cents", "divide_both_ways", "divide_in_turn", "divide_rows", "weight_rows"]
