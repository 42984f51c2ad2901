"""An agreement as a document: one report of which page and PDF are drawn, so they say the same."""

import importlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.agreements import api as door
from bodemplaat.capabilities.agreements.api import AgreementView, Terms
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response, in_notation, in_words, reader_language
from bodemplaat.foundation.reports.api import FILE_TYPES, site_voice
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro
from bodemplaat.presentation import notation
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Paragraph, Part, Report, Table
from bodemplaat.surfaces.agreements import words

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@page(*door.READERS)
def pdf(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """The agreement on paper (PDF/UA)."""
    today = timezone.localdate()
    view = door.agreement(actor=actor, agreement=agreement, on=today)
    return _file(view, "pdf", FILE_TYPES["pdf"], file_of(report_of(view, today), "pdf", site_voice()))


@require_GET
@page(*door.READERS)
def docx(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """The agreement as a document to edit. It is a copy: nothing that is written in it comes back."""
    today = timezone.localdate()
    view = door.agreement(actor=actor, agreement=agreement, on=today)
    # the writer takes a while to load: only whoever asks for a document waits for it
    document = importlib.import_module("bodemplaat.calculations.render.docx").document
    note = gettext(
        "A copy to edit. What was agreed is version {number} in Bodemplaat; what is changed here changes nothing there."
    )
    content = document(report_of(view, today), site_voice(), note=note.format(number=view.terms.number))
    return _file(view, "docx", DOCX, content)


def _file(view: AgreementView, ending: str, media_type: str, content: bytes) -> HttpResponse:
    name = slugify(f"{words.SHORT[view.terms.kind]} {view.customer_name} {view.terms.number}")
    return file_response(content, f"{name}.{ending}", media_type)


def report_of(view: AgreementView, day: date) -> Report:
    """Everything that an agreement says, in the reader's language."""
    terms = view.terms
    parts = {door.DVO: _of_dvo, door.DFA: _of_dfa, door.DAP: _of_dap}[terms.kind](terms)
    lead = gettext("Version {number}: {standing}. Holds {period}.").format(
        number=terms.number,
        standing=str(words.STANDINGS[view.standing(day)][0]).lower(),
        period=words.period(terms),
    )
    figures = []
    if terms.kind == door.DFA:
        figures.append(KeyFigure(gettext("Together"), terms.total))
    return Report(
        title=words.title(view),
        subtitle=gettext("{provider} and {customer}").format(
            provider=view.provider_name, customer=view.customer_name
        ),
        lead=lead,
        figures=figures,
        parts=[*parts, _signatures(view)],
        day=day,
    )


def _of_dvo(terms: Terms) -> Iterator[Part]:
    if terms.charter_number is not None:
        text = gettext(
            "Version {number} of the charter, which is the same for all customers, holds {deviations}."
        )
        count = len(terms.content.deviations) + sum(each.deviates for each in terms.content.services)
        deviations = (
            gettext("without deviations")
            if not count
            else gettext("with one deviation")
            if count == 1
            else gettext("with {count} deviations").format(count=count)
        )
        yield Paragraph(text.format(number=terms.charter_number, deviations=deviations))
    if terms.content.deviations:
        yield _deviations(terms)
    for number, part in enumerate(door.PARTS, start=1):
        title = f"{number}. {words.PARTS[part]}"
        deviation = terms.content.deviation(part)
        yield Paragraph(terms.says(part) or gettext("Nothing is written here."), title)
        if deviation is not None:
            yield Paragraph(_deviates(deviation))
        if part == "services":
            yield _services(terms)
        if part == "customer_deliveries" and (duties := _duties(terms)) is not None:
            yield duties


def _deviates(deviation: door.Deviation) -> str:
    reason = deviation.reason.rstrip(". ")
    text = gettext("Deviates from the charter, because: {reason}.").format(reason=reason)
    if deviation.price:
        text += " " + gettext("It costs {price} a year.").format(price=in_notation(deviation.price))
    return text


def _deviations(terms: Terms) -> Table:
    columns = (
        Column("part", gettext("Part")),
        Column("charter", gettext("For all")),
        Column("instead", gettext("For this customer")),
        Column("why", gettext("Why")),
        Column("price", gettext("A year"), Kind.AMOUNT),
    )
    rows = [
        (str(words.PARTS[each.part]), terms.charter.get(each.part, ""), each.text, each.reason, each.price)
        for each in terms.content.deviations
    ]
    return Table("deviations", gettext("Where this customer deviates from the charter"), columns, rows)


def _services(terms: Terms) -> Table:
    columns = (
        Column("code", gettext("Code")),
        Column("name", gettext("Service")),
        Column("norm", gettext("Norm")),
        Column("why", gettext("Deviates from the catalogue, because")),
    )
    rows = [
        (
            each.code,
            words.name_of(each.code, terms.services, each.number),
            words.norm(terms, each),
            each.reason if each.deviates else "",
        )
        for each in terms.content.services
    ]
    note = gettext("Norms are those of the catalogue, in the version that was agreed on.")
    return Table("taken", gettext("Services that are taken"), columns, rows, note=note)


def _duties(terms: Terms) -> Table | None:
    rows = []
    for each in terms.content.services:
        service = terms.services.get((each.code, each.number))
        duty = "" if service is None else service.duties.in_(reader_language())
        if duty.strip(" -–") or each.duty is not None:
            name = words.name_of(each.code, terms.services, each.number)
            rows.append((each.code, name, duty.strip(" -–"), "" if each.duty is None else _within(each.duty)))
    columns = (
        Column("code", gettext("Code")),
        Column("name", gettext("Service")),
        Column("duty", gettext("What the customer does")),
        Column("norm", gettext("Decides and answers")),
    )
    return Table("duties", gettext("By service"), columns, rows) if rows else None


def _within(duty: door.Duty) -> str:
    return ngettext(
        "within {days} working day, {part}", "within {days} working days, {part}", duty.days
    ).format(days=duty.days, part=_percent(duty.percentage))


def _of_dfa(terms: Terms) -> Iterator[Part]:
    content = terms.content
    together = gettext("Together")
    columns: tuple[Column, ...] = (
        Column("name", gettext("Service")),
        Column("unit", gettext("Counted by")),
        Column("price", gettext("Price of one"), Kind.AMOUNT),
        Column("volume", gettext("Planned"), Kind.COUNT),
        Column("amount", gettext("Amount"), Kind.AMOUNT, total=True),
        Column("why", gettext("Deviates from the catalogue, because")),
    )
    by_use = any(line.billed != door.AGREED for line in content.lines)
    if by_use:
        columns += (Column("billed", gettext("Billed")),)
    rows = []
    for line in content.lines:
        service = terms.services.get((line.code, line.number))
        rows.append(
            (
                f"{line.code} {words.name_of(line.code, terms.services, line.number)}",
                "" if service is None else service.unit.in_(reader_language()),
                terms.unit_price(line) or Euro(0),
                line.volume,
                terms.amount(line),
                line.reason if line.price is not None else "",
                *((in_words(door.WAYS[line.billed]),) if by_use else ()),
            )
        )
    yield Table("lines", str(words.PARTS["lines"]), columns, rows, total_label=together)
    if content.start_up:
        heads = (
            Column("what", gettext("For what")),
            Column("amount", gettext("Amount"), Kind.AMOUNT, total=True),
        )
        costs = [(each.what, each.amount) for each in content.start_up]
        yield Table("start_up", str(words.PARTS["start_up"]), heads, costs, total_label=together)
    if terms.bills:
        of_bills = (
            Column("day", gettext("Day"), Kind.DAY),
            Column("share", gettext("Share"), Kind.RATIO, decimals=None),
            Column("amount", gettext("Amount"), Kind.AMOUNT, total=True),
        )
        bills = [(each.day, each.percent / 100, amount) for each, amount in terms.bills]
        yield Table("billing", str(words.PARTS["billing"]), of_bills, bills, total_label=together)
    if content.credit is not None:
        yield Paragraph(_credit(content.credit), str(words.PARTS["credit"]))
    if content.text("other"):
        yield Paragraph(content.text("other"), str(words.PARTS["other"]))


def _credit(rule: door.CreditRule) -> str:
    by_month = gettext(
        "For a month in which fewer cases kept their norm than promised, the provider credits {percent} of the price of that"
        " service in this year for each whole point below it, and in a year together no more than {ceiling} of that price."
    )
    by_quarter = gettext(
        "For a quarter in which fewer cases kept their norm than promised, the provider credits {percent} of the price of that"
        " service in this year for each whole point below it, and in a year together no more than {ceiling} of that price."
    )
    text = by_month if rule.by_month else by_quarter
    return text.format(percent=_percent(rule.percent), ceiling=_percent(rule.ceiling))


def _percent(value: Decimal) -> str:
    return notation.percent(value / 100, reader_language(), decimals=None)


def _of_dap(terms: Terms) -> Iterator[Part]:
    for part in door.DAP_PARTS:
        if terms.content.text(part):
            yield Paragraph(terms.content.text(part), str(words.PARTS[part]))
    if terms.content.deliveries:
        yield _deliveries(terms)


def _deliveries(terms: Terms) -> Table:
    columns = (
        Column("what", gettext("What")),
        Column("side", gettext("Who delivers it, to whom")),
        Column("when", gettext("When")),
        Column("remind", gettext("Reminder, days before"), Kind.COUNT),
    )
    rows = [
        (
            each.what,
            str(words.OWED_BY.get(each.owed_by, each.owed_by)),
            in_words(door.when_of(each)) if each.days else "",
            each.remind,
        )
        for each in terms.content.deliveries
    ]
    note = gettext("On a free day or in a weekend it is due on the working day after. Calendar: {calendar}.")
    calendar = in_words(door.CALENDARS[terms.content.free_days])
    title = str(words.PARTS["deliveries"])
    return Table("deliveries", title, columns, rows, note=note.format(calendar=calendar))


def _signatures(view: AgreementView) -> Table:
    sides = (("provider", view.provider_name), ("customer", view.customer_name))
    signed = {each.side: each for each in view.signatures}
    columns = (
        Column("side", gettext("For")),
        Column("name", gettext("Signed by")),
        Column("day", gettext("On"), Kind.DAY),
    )
    rows = [
        (
            name,
            signed[side].name if side in signed else gettext("not signed"),
            timezone.localdate(signed[side].at) if side in signed else None,
        )
        for side, name in sides
    ]
    return Table("signatures", gettext("Signatures"), columns, rows)
