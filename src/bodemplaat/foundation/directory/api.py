"""The door of this room: the connection with an organisation's directory, and what the directory says and finds."""

from bodemplaat.foundation.directory.asks import Ask, Wish, asks_of_directory, give_what_is_asked
from bodemplaat.foundation.directory.connection import (
    ConnectionView,
    connection_of,
    directory_of,
    end_secret,
    note_use,
    renew_secret,
    secret_opened,
    switch_off,
    switch_on,
)
from bodemplaat.foundation.directory.groups import (
    remove_group,
    roles_a_group_can_be,
    save_group,
    say_what_group_is,
)
from bodemplaat.foundation.directory.people import one_at_a_time, remove_person, save_person
from bodemplaat.foundation.directory.queries import (
    group_in_directory,
    groups_in_directory,
    people_in_directory,
    person_in_directory,
)
from bodemplaat.foundation.directory.values import (
    Both,
    DirectoryRefused,
    GroupInDirectory,
    Is,
    Other,
    PersonInDirectory,
    SaidOfGroup,
    SaidOfPerson,
    Where,
    Wrong,
)

__all__ = [
    "Ask",
    "Both",
    "ConnectionView",
    "DirectoryRefused",
    "GroupInDirectory",
    "Is",
    "Other",
    "PersonInDirectory",
    "SaidOfGroup",
    "SaidOfPerson",
    "Where",
    "Wish",
    "Wrong",
    "asks_of_directory",
    "connection_of",
    "directory_of",
    "end_secret",
    "give_what_is_asked",
    "group_in_directory",
    "groups_in_directory",
    "note_use",
    "one_at_a_time",
    "people_in_directory",
    "person_in_directory",
    "remove_group",
    "remove_person",
    "renew_secret",
    "roles_a_group_can_be",
    "save_group",
    "save_person",
    "say_what_group_is",
    "secret_opened",
    "switch_off",
    "switch_on",
]
