"""Who hears what, and who fills which port."""


def connect() -> None:
    """Called once, when all applications are loaded."""
