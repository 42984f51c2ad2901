"""Pure: cases against the norm that was promised for them."""
