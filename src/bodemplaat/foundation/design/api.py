"""The door of this room for pages: fields, pages of a list, questions first, places in the frame, names of roles, icons."""

from bodemplaat.foundation.design.addresses import SortHead, address_with, sort_head, state_chips
from bodemplaat.foundation.design.asking import ask_first, ask_to_refuse
from bodemplaat.foundation.design.context import ROLE_LABELS
from bodemplaat.foundation.design.fields import DayField, EuroField, NumberField, SuggestedInput, WholeField
from bodemplaat.foundation.design.files import SHOWN_IN_BROWSER, file_response
from bodemplaat.foundation.design.icons import ICONS
from bodemplaat.foundation.design.incoming import next_of, site_of, uuid_or_none
from bodemplaat.foundation.design.navigation import NavigationItem, Place, register
from bodemplaat.foundation.design.on_day import OnDay, holding, on_day
from bodemplaat.foundation.design.paging import page_number, page_of, rows_before, small_number
from bodemplaat.foundation.design.told import explained, in_notation, in_words, reader_language

__all__ = [
    "ICONS",
    "ROLE_LABELS",
    "SHOWN_IN_BROWSER",
    "DayField",
    "EuroField",
    "NavigationItem",
    "NumberField",
    "OnDay",
    "Place",
    "SortHead",
    "SuggestedInput",
    "WholeField",
    "address_with",
    "ask_first",
    "ask_to_refuse",
    "explained",
    "file_response",
    "holding",
    "in_notation",
    "in_words",
    "next_of",
    "on_day",
    "page_number",
    "page_of",
    "reader_language",
    "register",
    "rows_before",
    "site_of",
    "small_number",
    "sort_head",
    "state_chips",
    "uuid_or_none",
]
