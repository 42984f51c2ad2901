"""The door of model files.

A file is handed in (``hand_in``), kept under a name (``keep_model``) and followed by versions (``keep_version``); its
cooperation reads it while it is shared. What a file came to may be remembered (``remember_outcome``) and is never
needed: it can be worked out again.
"""

from bodemplaat.capabilities.model_files.commands import (
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_BYTES,
    archive_model,
    hand_in,
    keep_model,
    keep_version,
    note_downloaded,
    remember_outcome,
    rename_model,
    restore_model,
    share_model,
    stop_sharing,
)
from bodemplaat.capabilities.model_files.errors import UnsoundModelFile
from bodemplaat.capabilities.model_files.notifications import ModelMessages
from bodemplaat.capabilities.model_files.policies import KEEPERS, READERS
from bodemplaat.capabilities.model_files.queries import (
    SORTS,
    content_handed_in,
    handed_in,
    kept_as,
    model_kept,
    models_kept,
    outcome_key,
    outcome_of,
    version_content,
    versions_of,
)
from bodemplaat.capabilities.model_files.values import (
    Content,
    HandedInView,
    KeptAs,
    ModelFileView,
    ModelFilter,
    ModelPage,
    VersionView,
)

__all__ = [
    "KEEPERS",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "MOST_BYTES",
    "READERS",
    "SORTS",
    "Content",
    "HandedInView",
    "KeptAs",
    "ModelFileView",
    "ModelFilter",
    "ModelMessages",
    "ModelPage",
    "UnsoundModelFile",
    "VersionView",
    "archive_model",
    "content_handed_in",
    "hand_in",
    "handed_in",
    "keep_model",
    "keep_version",
    "kept_as",
    "model_kept",
    "models_kept",
    "note_downloaded",
    "outcome_key",
    "outcome_of",
    "remember_outcome",
    "rename_model",
    "restore_model",
    "share_model",
    "stop_sharing",
    "version_content",
    "versions_of",
]
