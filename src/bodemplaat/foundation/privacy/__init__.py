"""What a person may ask about themselves: their own data as one file, and that something is corrected.

Rooms declare what they know of one person (``register_own``); the file is made of nothing else.
"""
