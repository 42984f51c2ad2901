"""The door of this room."""

from bodemplaat.foundation.replica.reading import at_home, left_to_home, on_replica, read_as_of

__all__ = ["at_home", "left_to_home", "on_replica", "read_as_of"]
