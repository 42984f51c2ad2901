"""Cases on pages: whoever asks, on the phone first, and the desk that works on it."""
