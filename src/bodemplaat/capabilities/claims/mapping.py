"""Rows and what stands in them as JSON, to and from values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from bodemplaat.capabilities.claims.models import Claim, ClaimKind, ClaimLine, ClaimSettings, LineEvidence
from bodemplaat.capabilities.claims.values import Basis, ClaimRules, Content, KindRule, Line
from bodemplaat.engines.approval import Approver, ChainStep
from bodemplaat.foundation.tenancy.api import Actor, shaped
from bodemplaat.kernel import Euro


def kept_lines(actor: Actor, claim: Claim) -> list[ClaimLine]:
    """The lines of a claim in their order, each with ``documents``, the ids of its evidence; one query."""
    return _lines_with_documents(actor, claim.id)


@shaped
def _lines_with_documents(actor: Actor, claim: UUID) -> QuerySet[ClaimLine]:
    evidence = (
        LineEvidence.records.of(actor).filter(line=OuterRef("pk")).order_by("document__stored_at", "id")
    )
    lines = ClaimLine.records.of(actor).filter(claim_id=claim).order_by("position")
    return lines.annotate(documents=ArraySubquery(evidence.values("document_id")))


def documents_of(line: ClaimLine) -> Sequence[UUID]:
    """The ids of the evidence of a line that ``kept_lines`` read."""
    documents: list[UUID] = line.documents  # type: ignore[attr-defined]  # annotated there
    return documents


def content_of(actor: Actor, claim: Claim) -> Content:
    """What is filled in on a claim, as it is kept; one query however many lines."""
    return content_of_lines(claim, kept_lines(actor, claim))


def content_of_lines(claim: Claim, rows: Sequence[ClaimLine]) -> Content:
    """What is filled in on a claim, from its lines as ``kept_lines`` gives them."""
    return Content(
        claim.description,
        claim.iban,
        tuple(
            Line(
                kind=row.kind,
                day=row.day,
                description=row.description,
                amount=None if row.amount_cents is None else Euro(row.amount_cents),
                kilometres=row.kilometres,
                origin=row.origin,
                destination=row.destination,
                documents=tuple(documents_of(row)),
            )
            for row in rows
        ),
    )


LINE_FIELDS = ("kind", "day", "description", "amount_cents", "kilometres", "origin", "destination")
"""The fields of a row that ``line_to_row`` fills in."""


def line_to_row(line: Line, row: ClaimLine | None, claim: Claim, position: int) -> ClaimLine:
    """A line's values on its row, a new one when there is none yet at that position."""
    row = row or ClaimLine(organisation_id=claim.organisation_id, claim=claim, position=position)
    row.kind = line.kind
    row.day = line.day
    row.description = line.description
    row.amount_cents = None if line.amount is None else line.amount.cents
    row.kilometres = line.kilometres
    row.origin = line.origin
    row.destination = line.destination
    return row


def rules_fields(rules: ClaimRules) -> dict[str, Any]:
    """The fields of a row of rules, as JSON values."""
    return {
        "max_age_days": rules.max_age_days,
        "threshold_cents": _cents(rules.threshold),
        "sample_percent": _plain(rules.sample_percent),
        "fallback_function": rules.fallback_function,
        "chain": [_step_to_json(step) for step in rules.chain],
    }


def rules_of_fields(fields: Mapping[str, Any]) -> ClaimRules:
    """Rules from the fields of their row; their kinds are left empty."""
    return ClaimRules(
        kinds=(),
        chain=tuple(step_of(step) for step in fields["chain"]),
        max_age_days=fields["max_age_days"],
        threshold=_euro(fields["threshold_cents"]),
        sample_percent=Decimal(fields["sample_percent"]),
        fallback_function=fields["fallback_function"],
    )


def start_of_fields(fields: Mapping[str, Any]) -> ClaimRules:
    """The first rules of an organisation as they were proposed: with the kinds in ``kinds``, none where there are none."""
    kinds = tuple(kind_of_fields(each["code"], each) for each in fields.get("kinds", ()))
    return replace(rules_of_fields(fields), kinds=kinds)


def kind_fields(kind: KindRule, *, position: int, offered: bool) -> dict[str, Any]:
    """The fields of a row of a kind, as JSON values."""
    return {
        "offered": offered,
        "name_nl": kind.name_nl,
        "name_en": kind.name_en,
        "basis": kind.basis.value,
        "rate": None if kind.rate is None else _plain(kind.rate),
        "limit_cents": _cents(kind.limit),
        "evidence_from_cents": _cents(kind.evidence_from),
        "taakveld": kind.taakveld,
        "position": position,
        "source": kind.source,
    }


def kind_of_fields(code: str, fields: Mapping[str, Any]) -> KindRule:
    """A kind from the fields of its row."""
    return KindRule(
        code=code,
        name_nl=fields["name_nl"],
        name_en=fields["name_en"],
        basis=Basis(fields["basis"]),
        rate=None if fields["rate"] is None else Decimal(fields["rate"]),
        limit=_euro(fields["limit_cents"]),
        evidence_from=_euro(fields["evidence_from_cents"]),
        taakveld=fields["taakveld"],
        source=fields["source"],
    )


def rules_of_row(row: ClaimSettings, kinds: tuple[KindRule, ...]) -> ClaimRules:
    """Rules from their row, with the kinds that hold beside it."""
    return ClaimRules(
        kinds=kinds,
        chain=tuple(step_of(step) for step in row.chain),
        max_age_days=row.max_age_days,
        threshold=_euro(row.threshold_cents),
        sample_percent=row.sample_percent,
        fallback_function=row.fallback_function,
    )


def kind_of_row(row: ClaimKind) -> KindRule:
    """A kind of cost from its row."""
    return KindRule(
        code=row.code,
        name_nl=row.name_nl,
        name_en=row.name_en,
        basis=Basis(row.basis),
        rate=row.rate,
        limit=_euro(row.limit_cents),
        evidence_from=_euro(row.evidence_from_cents),
        taakveld=row.taakveld,
        source=row.source,
    )


def _step_to_json(step: ChainStep) -> dict[str, Any]:
    return {
        "name": step.name,
        "by": step.by.value,
        "function": step.function,
        "from_cents": None if step.from_amount is None else step.from_amount.cents,
        "below_cents": None if step.below_amount is None else step.below_amount.cents,
        "kinds": sorted(step.kinds),
        "even_small": step.even_small,
    }


def step_of(step: Mapping[str, Any]) -> ChainStep:
    """A step of the chain from the JSON values that a row, a proposal or the trail holds."""
    return ChainStep(
        name=step["name"],
        by=Approver(step["by"]),
        function=step["function"],
        from_amount=_euro(step["from_cents"]),
        below_amount=_euro(step["below_cents"]),
        kinds=frozenset(step["kinds"]),
        even_small=step["even_small"],
    )


def _euro(cents: int | None) -> Euro | None:
    return None if cents is None else Euro(cents)


def _cents(euro: Euro | None) -> int | None:
    return None if euro is None else euro.cents


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
