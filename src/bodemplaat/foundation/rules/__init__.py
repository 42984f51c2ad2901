"""Rules of an organisation that hold from a day on, proposed by one person and confirmed by another."""
