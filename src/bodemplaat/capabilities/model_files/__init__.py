"""Model files: calculations that an organisation keeps, in versions, for itself or for its cooperation.

What a file calculates is none of this room's business: it keeps bytes, who gave them when, and what they came to.
"""
