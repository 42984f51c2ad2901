"""``settle``, ``compare-keys`` and ``exit``: dividing a year, choosing how, and what leaving or joining costs.

The three read the same model of a cooperation; ``compare`` , ``exit`` and ``entry`` are blocks in it.
"""
