"""Pure calculations, values in and values out: no Django, clock, files, network or randomness not passed in."""
