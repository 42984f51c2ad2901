"""The door of this room: declaring a list, previewing and carrying out a file, undoing it, and what was done."""

from bodemplaat.foundation.imports.commands import (
    carry_out_import,
    drop_preview,
    preview_import,
    renew_preview,
    undo_import,
)
from bodemplaat.foundation.imports.declared import (
    Act,
    Change,
    Fact,
    ImportColumn,
    ImportedList,
    Kind,
    Line,
    Mistake,
    Plan,
    RowChange,
    Terms,
    Value,
    imported_list,
    imported_lists,
    name_dependants,
    register_list,
)
from bodemplaat.foundation.imports.errors import BuiltUpon, Outdated, UnsoundFile
from bodemplaat.foundation.imports.queries import (
    ChangeView,
    FactView,
    ImportView,
    changes_of,
    import_of,
    imports_of,
    list_as_it_stands,
)
from bodemplaat.foundation.imports.reading import MOST_BYTES, in_every_language
from bodemplaat.foundation.imports.tasks import forget_previews
from bodemplaat.foundation.imports.templates import list_as_file

__all__ = [
    "MOST_BYTES",
    "Act",
    "BuiltUpon",
    "Change",
    "ChangeView",
    "Fact",
    "FactView",
    "ImportColumn",
    "ImportView",
    "ImportedList",
    "Kind",
    "Line",
    "Mistake",
    "Outdated",
    "Plan",
    "RowChange",
    "Terms",
    "UnsoundFile",
    "Value",
    "carry_out_import",
    "changes_of",
    "drop_preview",
    "forget_previews",
    "import_of",
    "imported_list",
    "imported_lists",
    "imports_of",
    "in_every_language",
    "list_as_file",
    "list_as_it_stands",
    "name_dependants",
    "preview_import",
    "register_list",
    "renew_preview",
    "undo_import",
]
