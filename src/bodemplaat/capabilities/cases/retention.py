"""Cases as records that are kept for a term: when one is closed, and what goes with it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases.lifecycle import OVER
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.catalogue.api import Content, contents_of
from bodemplaat.foundation.retention.api import Dossier, Log, OwnTerm, Papers, Part, Rows, since
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Closed with a result, withdrawn, or merged with another."""
    return since(rows.filter(state__in=OVER, closed_at__isnull=False), "closed_at")


@query
def _contents(*, actor: Actor, versions: Collection[tuple[UUID, int]]) -> Mapping[tuple[UUID, int], Content]:
    return contents_of(actor=actor, versions=versions)


def _own_terms(actor: Actor, cases: Sequence[UUID]) -> Mapping[UUID, OwnTerm]:
    """What the version of the service that was asked for says about keeping; read within the cooperations of the cases."""
    rows = list(Case.records.of(actor).filter(id__in=cases))
    if not rows:
        return {}
    cooperations = sorted({row.cooperation_id for row in rows})
    reach = Actor.system(actor.organisation_id, *sorted(actor.scope), cooperations=cooperations)
    contents = _contents(actor=reach, versions={(row.service_id, row.version) for row in rows})
    own = {}
    for row in rows:
        content = contents[row.service_id, row.version]
        if content.retention_years is not None:
            own[row.id] = OwnTerm(content.retention_years, content.retention_basis)
    return own


CASES: Final = Dossier(
    code="cases",
    name=say("Cases with their documents and messages"),
    model="cases.Case",
    closed=_closed,
    label="number",
    parts=(
        Part("cases.CaseDocument", "case"),
        Part("cases.CaseRated", "case"),
        Part("cases.CaseEvent", "case"),
        Part("cases.CaseWord", "record"),
    ),
    own_terms=_own_terms,
    papers=(Papers("cases.CaseDocument", "case", "document"),),
)
OPINIONS: Final = Log(
    "case_opinions", say("What people thought of their requests"), "cases.Opinion", "quarter_at"
)
KINDS: Final = (CASES, OPINIONS)
