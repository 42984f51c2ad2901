"""The door of the catalogue.

A provider writes services (``write_service``, ``fill_with_proposals``), a second person adopts them, and they are published
from a day on. The form of a draft is built field by field (``add_field``, ``change_field``, ``move_field``, ``remove_field``).
Who provides a service for a customer is never written: it follows from who provides for whom. ``offer`` is the door by which
a capability offers a service with pages of its own. A form is drawn by ``draw_form`` and read by ``read_answers`` and nowhere
else.
"""

from bodemplaat.capabilities.catalogue.commands.forms import (
    CHANGED_MEANWHILE,
    add_field,
    change_field,
    move_field,
    remove_field,
)
from bodemplaat.capabilities.catalogue.commands.versions import (
    adopt_version,
    change_draft,
    end_service,
    fill_with_proposals,
    publish_version,
    write_next_version,
    write_service,
)
from bodemplaat.capabilities.catalogue.errors import UnsoundService
from bodemplaat.capabilities.catalogue.policies import ADOPTERS, WRITERS, check_may_read_all, may_read_all
from bodemplaat.capabilities.catalogue.ports import GENERAL, Offer, offer, offers
from bodemplaat.capabilities.catalogue.queries import (
    contents_of,
    norms_of,
    published_versions,
    service,
    service_offered,
    services_for,
    services_of,
    services_offered,
    services_to_agree_on,
    versions_shown,
)
from bodemplaat.capabilities.catalogue.reckoning.answers import (
    Drawn,
    Known,
    Reading,
    draw_form,
    read_answers,
)
from bodemplaat.capabilities.catalogue.reckoning.building import (
    check_field,
    field_at,
    key_for,
    named_choices,
    path_at,
    with_field,
)
from bodemplaat.capabilities.catalogue.reckoning.content import (
    HANDBOOK,
    KINDS,
    LINES,
    OWN,
    PACKAGES,
    PROPOSAL,
    REQUESTERS,
    UNITS,
    Content,
    Indicator,
    Price,
    check_content,
)
from bodemplaat.capabilities.catalogue.reckoning.differences import Difference, differences
from bodemplaat.capabilities.catalogue.reckoning.form import (
    BOUNDED,
    IN_A_TABLE,
    MOST_FIELDS,
    Choice,
    Field,
    FieldKind,
    Form,
    ShownWhen,
    Words,
    check_form,
    form_as_stored,
    form_from_stored,
)
from bodemplaat.capabilities.catalogue.reckoning.norms import norm_in_words
from bodemplaat.capabilities.catalogue.reckoning.searching import matches
from bodemplaat.capabilities.catalogue.reckoning.start import start_content
from bodemplaat.capabilities.catalogue.values import (
    NormFrom,
    NormsOverTime,
    OfferedView,
    ServiceRow,
    ServiceView,
    ShownVersion,
    VersionView,
)

__all__ = [
    "ADOPTERS",
    "BOUNDED",
    "CHANGED_MEANWHILE",
    "GENERAL",
    "HANDBOOK",
    "IN_A_TABLE",
    "KINDS",
    "LINES",
    "MOST_FIELDS",
    "OWN",
    "PACKAGES",
    "PROPOSAL",
    "REQUESTERS",
    "UNITS",
    "WRITERS",
    "Choice",
    "Content",
    "Difference",
    "Drawn",
    "Field",
    "FieldKind",
    "Form",
    "Indicator",
    "Known",
    "NormFrom",
    "NormsOverTime",
    "Offer",
    "OfferedView",
    "Price",
    "Reading",
    "ServiceRow",
    "ServiceView",
    "ShownVersion",
    "ShownWhen",
    "UnsoundService",
    "VersionView",
    "Words",
    "add_field",
    "adopt_version",
    "change_draft",
    "change_field",
    "check_content",
    "check_field",
    "check_form",
    "check_may_read_all",
    "contents_of",
    "differences",
    "draw_form",
    "end_service",
    "field_at",
    "fill_with_proposals",
    "form_as_stored",
    "form_from_stored",
    "key_for",
    "matches",
    "may_read_all",
    "move_field",
    "named_choices",
    "norm_in_words",
    "norms_of",
    "offer",
    "offers",
    "path_at",
    "publish_version",
    "published_versions",
    "read_answers",
    "remove_field",
    "service",
    "service_offered",
    "services_for",
    "services_of",
    "services_offered",
    "services_to_agree_on",
    "start_content",
    "versions_shown",
    "with_field",
    "write_next_version",
    "write_service",
]
