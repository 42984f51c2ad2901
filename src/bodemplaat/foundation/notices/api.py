"""The door of this room."""

from bodemplaat.foundation.notices.commands import mark_read, notify
from bodemplaat.foundation.notices.queries import NoticeView, inbox_of, unread_count

__all__ = ["NoticeView", "inbox_of", "mark_read", "notify", "unread_count"]
