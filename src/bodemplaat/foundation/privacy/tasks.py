"""The jobs of this room: making a file, and forgetting it."""

from bodemplaat.foundation.privacy.making import forget, make

__all__ = ["forget", "make"]
