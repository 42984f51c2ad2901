"""The door of this room."""

from bodemplaat.foundation.notices.commands import mark_all_read, notify, open_notice, tell
from bodemplaat.foundation.notices.queries import NoticeView, inbox_of, unread_count
from bodemplaat.foundation.notices.tasks import OURS, domain, post
from bodemplaat.foundation.notices.wording import worded

__all__ = [
    "OURS",
    "NoticeView",
    "domain",
    "inbox_of",
    "mark_all_read",
    "notify",
    "open_notice",
    "post",
    "tell",
    "unread_count",
    "worded",
]
