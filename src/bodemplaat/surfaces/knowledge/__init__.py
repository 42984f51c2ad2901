"""Knowledge: the pages on which answers are found, kept and counted."""
