"""File commands: run an engine on a model file, no database, no Django (the one stated exception in the walls)."""
