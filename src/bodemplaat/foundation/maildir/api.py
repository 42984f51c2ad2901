"""The door of this room."""

from bodemplaat.foundation.maildir.folder import Folder, Waiting

__all__ = ["Folder", "Waiting"]
