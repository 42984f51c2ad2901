"""Making the tables of the database by Django's migrations: quickly in an empty one, and as they were at a version."""
