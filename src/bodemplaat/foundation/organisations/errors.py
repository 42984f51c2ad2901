"""What can be wrong with the structure, by name."""


class NoEmployment(LookupError):
    """The person has no employment at the organisation on that day."""
