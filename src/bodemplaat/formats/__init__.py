"""Pure codecs, bytes to values and back: no Django, engines or network."""
