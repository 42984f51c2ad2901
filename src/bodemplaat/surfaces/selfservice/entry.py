"""What an employee fills in, between the form on the page and the content of a claim. Nothing typed is lost."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from django.utils.datastructures import MultiValueDict

from bodemplaat.capabilities.claims.api import ClaimRules, ClaimView, Content, Line
from bodemplaat.kernel import Finding, bare_iban
from bodemplaat.surfaces.selfservice.forms import ClaimForm, LineForm
from bodemplaat.surfaces.selfservice.wording import found

READ_AT_MOST = 60
"""Lines read from one form; claims itself says how many a claim may have."""
LINE_FIELDS = ("kind", "day", "origin", "destination", "kilometres", "description", "amount", "documents")
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CODE = re.compile(r"[-\w]{1,40}", re.ASCII)
RawLine = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """The form of a whole claim: one for the claim and one for each line."""

    claim: ClaimForm
    lines: tuple[LineForm, ...]

    @classmethod
    def kept(cls, view: ClaimView, rules: ClaimRules) -> Self:
        """The form as the draft was kept."""
        claim = ClaimForm(initial={"description": view.description, "iban": spaced(view.iban)})
        lines = tuple(
            LineForm(
                prefix=f"lines-{position}",
                code=line.kind_code,
                rules=rules,
                initial={
                    "kind": line.kind_code,
                    "day": line.day,
                    "origin": line.origin,
                    "destination": line.destination,
                    "kilometres": line.kilometres,
                    "description": line.description,
                    "amount": line.amount,
                    "documents": " ".join(str(document.id) for document in line.evidence),
                },
            )
            for position, line in enumerate(view.lines)
        )
        return cls(claim, lines)

    @classmethod
    def typed(cls, data: Mapping[str, str], raw: Sequence[RawLine], rules: ClaimRules) -> Self:
        """The form as it was typed, with what cannot be read pointed out."""
        claim = ClaimForm({"description": data.get("description", ""), "iban": data.get("iban", "")})
        lines = tuple(
            LineForm(
                {f"lines-{position}-{name}": text for name, text in line.items()},
                prefix=f"lines-{position}",
                code=line.get("kind", ""),
                rules=rules,
            )
            for position, line in enumerate(raw)
        )
        return cls(claim, lines)

    @property
    def forms(self) -> tuple[ClaimForm | LineForm, ...]:
        """All forms, in the order of the page."""
        return (self.claim, *self.lines)

    @property
    def wrong(self) -> tuple[ClaimForm | LineForm, ...]:
        """The forms in which something is pointed out."""
        return tuple(form for form in self.forms if form.errors)

    def content(self) -> Content:
        """Everything that reads; what does not is left open, and pointed out on the page."""
        self.claim.is_valid()
        read = self.claim.cleaned_data
        return Content(
            description=read.get("description", ""),
            iban=bare_iban(read.get("iban", ""))[:34],
            lines=tuple(_line(form) for form in self.lines),
        )

    def point_out(self, findings: Iterable[Finding]) -> None:
        """Put each finding that stops at its field; one whose field is not on the page stays for the check."""
        for finding in findings:
            if not finding.stops:
                continue
            form, name = self._at(finding.place)
            if form is not None and name in form.fields and name not in form.errors:
                form.add_error(name, found(finding))
            elif finding.place == "lines":
                self.claim.add_error(None, found(finding))

    def _at(self, place: str) -> tuple[ClaimForm | LineForm | None, str]:
        line = re.fullmatch(r"lines\.(\d+)\.(\w+)", place)
        if line is None:
            return self.claim, place
        position = int(line[1])
        return (self.lines[position] if position < len(self.lines) else None), line[2]


def raw_lines(data: MultiValueDict[str, str]) -> list[RawLine]:
    """The lines as posted, in their order on the page."""
    written = str(data.get("lines", ""))
    count = min(int(written), READ_AT_MOST) if re.fullmatch(r"\d{1,4}", written, re.ASCII) else 0
    lines = ({name: data.get(f"lines-{i}-{name}", "") for name in LINE_FIELDS} for i in range(count))
    return [{**line, "kind": line["kind"] if CODE.fullmatch(line["kind"]) else ""} for line in lines]


def documents_of(line: RawLine) -> tuple[UUID, ...]:
    """The evidence that stood with a line when the page was drawn."""
    return tuple(UUID(text) for text in UUIDS.findall(line.get("documents", "").lower()))


def new_line(kind: str, day: date) -> RawLine:
    """An empty line of a kind, of today until something else is filled in."""
    return {**dict.fromkeys(LINE_FIELDS, ""), "kind": kind, "day": day.isoformat()}


def spaced(iban: str) -> str:
    """An account number in groups of four, as on a bank card."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def _line(form: LineForm) -> Line:
    form.is_valid()
    read = form.cleaned_data
    return Line(
        kind=read.get("kind", ""),
        day=read.get("day"),
        description=read.get("description", ""),
        amount=read.get("amount"),
        kilometres=read.get("kilometres"),
        origin=read.get("origin", ""),
        destination=read.get("destination", ""),
        documents=documents_of({"documents": read.get("documents", "")}),
    )
