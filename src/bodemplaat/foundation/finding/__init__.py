"""Finding records by words, under both locks: a table of words beside each table that is searched."""
