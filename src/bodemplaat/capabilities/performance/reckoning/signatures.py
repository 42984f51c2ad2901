"""Who signed a report, as a part of it: on a page it stands above the figures, a file carries it below them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.performance.reckoning.report import ZONE
from bodemplaat.capabilities.performance.values import Signature
from bodemplaat.engines.service_time import day_in
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, Report, Table

SOMEBODY: Final = say("somebody at the other organisation")
"""Who signed at the other side before names were kept with a signature."""


def with_signatures(
    report: Report,
    signatures: Sequence[Signature],
    *,
    provider: str,
    customer: str,
    names: Mapping[UUID, str | None] | None = None,
) -> Report:
    """A report with who signed it for each side.

    ``names`` are those of today, for what was signed before a name was kept with it.
    """
    signed = {each.side: each for each in signatures if each.is_agreed}
    today = names or {}
    rows = []
    for side, organisation in (("provider", provider), ("customer", customer)):
        each = signed.get(side)
        who = say("not signed") if each is None else each.name or today.get(each.person) or SOMEBODY
        rows.append((organisation, who, None if each is None else day_in(ZONE, each.at)))
    columns = (
        Column("side", say("For")),
        Column("name", say("Signed by")),
        Column("day", say("On"), Kind.DAY),
    )
    return replace(report, parts=(*report.parts, Table("signatures", say("Signatures"), columns, rows)))
