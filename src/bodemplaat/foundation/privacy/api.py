"""The door of this room: one's own data as one file, and requests to correct something."""

from bodemplaat.foundation.privacy.clock import Clock, clock_on
from bodemplaat.foundation.privacy.commands import (
    answer_correction,
    ask_correction,
    ask_own_data,
    fetch_own_data,
)
from bodemplaat.foundation.privacy.making import forget_files, make_own_file
from bodemplaat.foundation.privacy.notifications import PrivacyMessages
from bodemplaat.foundation.privacy.own import Facts, OwnPart, own_parts, register_own
from bodemplaat.foundation.privacy.queries import (
    CorrectionView,
    DataRequestView,
    correction_view,
    corrections,
    own_corrections,
    own_data_requests,
)

__all__ = [
    "Clock",
    "CorrectionView",
    "DataRequestView",
    "Facts",
    "OwnPart",
    "PrivacyMessages",
    "answer_correction",
    "ask_correction",
    "ask_own_data",
    "clock_on",
    "correction_view",
    "corrections",
    "fetch_own_data",
    "forget_files",
    "make_own_file",
    "own_corrections",
    "own_data_requests",
    "own_parts",
    "register_own",
]
