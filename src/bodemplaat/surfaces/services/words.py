"""How what the catalogue keeps as codes is said to a reader."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.design.api import ROLE_LABELS, in_notation, in_words, reader_language
from bodemplaat.kernel import Euro, Finding
from bodemplaat.presentation import notation

PACKAGES: Final[Mapping[str, Any]] = {"basic": _("Basic package"), "plus": _("Plus package")}
LINES: Final[Mapping[int, Any]] = {
    1: _("1 – information"),
    2: _("2 – support"),
    3: _("3 – expertise"),
}
REQUESTERS: Final[Mapping[str, Any]] = {
    "employee": _("Employee"),
    "manager": _("Manager"),
    "personnel": _("Personnel department"),
    "finance": _("Finance department"),
    "contract_manager": _("Contract manager"),
    "budget_holder": _("Budget holder"),
    "project_leader": _("Project leader"),
    "supplier": _("Supplier of the municipality"),
    "customer": _("The organisation itself"),
}
ROLES: Final[Mapping[str, Any]] = {code: ROLE_LABELS[code] for code in catalogue.ROLES}
KINDS: Final[Mapping[str, Any]] = {
    "lead_time": _("Lead time"),
    "accuracy": _("Accuracy"),
    "reachability": _("Reachability"),
    "availability": _("Availability"),
    "satisfaction": _("Satisfaction"),
    "completeness": _("Completeness"),
    "timely_delivery": _("Delivery on time"),
}
UNITS: Final[Mapping[str, Any]] = {
    "working_days": _("working days"),
    "calendar_days": _("calendar days"),
    "hours": _("hours"),
    "seconds": _("seconds"),
    "grade": _("as a grade"),
    "percent": _("percent"),
}
STATES: Final[Mapping[str, tuple[Any, str]]] = {
    "draft": (_("Draft"), "neutral"),
    "adopted": (_("Adopted"), "info"),
    "published": (_("Published"), "success"),
    "ended": (_("Ended"), "neutral"),
}
ORIGINS: Final[Mapping[str, Any]] = {
    "S": _("From the manual"),
    "O": _("Proposal of Bodemplaat"),
    "C": _("Written by the provider"),
}
SECOND_CHECKS: Final[Mapping[str, Any]] = {
    "": _("Never"),
    "always": _("Always"),
    "amount": _("From an amount on"),
    "sample": _("Some, by chance"),
}
PARTS: Final[Mapping[str, Any]] = {
    "name": _("Name"),
    "process": _("Process"),
    "description": _("Description for the user"),
    "guidelines": _("Guidelines for delivering"),
    "package": _("Package"),
    "line": _("Service line"),
    "requesters": _("For whom"),
    "roles": _("Only for these roles"),
    "unit": _("Counted by"),
    "prices": _("Price"),
    "duties": _("What the customer does"),
    "indicators": _("Norm"),
    "how_to_order": _("How to order"),
    "form": _("Form field"),
    "form_order": _("Order of the form"),
    "case_type": _("Handled as"),
    "second_check": _("Second check"),
    "second_check_from": _("Second check from (euros)"),
    "second_check_share": _("Second check of a hundred"),
    "skill": _("Skill"),
    "skill_from": _("Skill asked from line"),
    "retention_years": _("Kept for"),
    "retention_basis": _("Kept because of"),
    "source": _("Source"),
    "origin": _("Origin"),
}


def with_questions(finding: Finding, form: catalogue.Form) -> Finding:
    """A finding about a form with the question that a reader knows, where it names a field by its key."""
    field = form.field(str(finding.values.get("key", "")))
    if field is None or not field.label:
        return finding
    return replace(finding, values={**finding.values, "key": field.label.in_(reader_language())})


def price(amount: Euro) -> str:
    """An amount with its sign."""
    return notation.euro(amount, reader_language())


def norm(indicator: catalogue.Indicator) -> str:
    """A norm in one line: ``Betaald binnen 10 werkdagen, 95 %``."""
    return in_words(catalogue.norm_in_words(indicator, reader_language()))


def process(code: str) -> str:
    """A process by its name, with its code."""
    try:
        return f"{division.process(code).name(reader_language())} ({code})"
    except LookupError:
        return code


def case_type(code: str) -> str:
    """How a service is handled."""
    offer = catalogue.offers().get(code)
    return gettext("General case") if offer is None else str(gettext(offer.name))


def second_check(content: catalogue.Content) -> str:
    """Which cases a second person checks, in words."""
    rule = str(SECOND_CHECKS.get(content.second_check, content.second_check))
    if content.second_check == "amount" and content.second_check_from is not None:
        return f"{rule}: {price(Euro(content.second_check_from * 100))}"
    if content.second_check == "sample":
        return gettext("{rule}: {share} of a hundred").format(rule=rule, share=content.second_check_share)
    return rule


def skill(content: catalogue.Content) -> str:
    """Which skill is asked, and from which line on, in words."""
    name = catalogue.skill_in_words(content.skill)
    if content.skill_from == 1:
        return name
    return gettext("{skill}, from line {line} on").format(skill=name, line=content.skill_from)


def requesters(codes: tuple[str, ...]) -> str:
    """For whom, in words."""
    return ", ".join(str(REQUESTERS.get(code, code)) for code in codes)


def roles(codes: tuple[str, ...]) -> str:
    """Which roles a service names, in words."""
    return ", ".join(str(ROLES[code]) for code in codes)


def said(part: str, value: Any, form: catalogue.Form | None = None) -> str:
    """One value of a field of a service, in words; a dash for nothing. ``form`` is the form that a form field is in."""
    if part == "second_check":
        return str(SECOND_CHECKS.get(value, value))
    match value:
        case None | "" | ():
            return "–"
        case catalogue.Words():
            return value.in_(reader_language()) or "–"
        case catalogue.Indicator():
            return norm(value)
        case catalogue.Field():
            return _field(value, form)
        case Euro():
            return price(value)
        case tuple():
            words_of = {"requesters": requesters, "roles": roles}.get(part)
            return ", ".join(map(str, value)) if words_of is None else words_of(value)
    if part == "skill":
        return catalogue.skill_in_words(str(value))
    words: Mapping[str, Mapping[Any, Any]] = {
        "package": PACKAGES,
        "line": LINES,
        "skill_from": LINES,
        "origin": ORIGINS,
    }
    if part in words:
        return str(words[part].get(value, value))
    if part == "process":
        return process(value)
    return case_type(value) if part == "case_type" else str(value)


def facts_of_field(field: catalogue.Field, form: catalogue.Form | None = None) -> str:
    """What a field asks for, in one line: its kind, its checks, when it is asked, its answers."""
    facts = [str(FIELD_KINDS[field.kind])]
    if field.required:
        facts.append(gettext("required"))
    for bound, words in ((field.least, gettext("at least {n}")), (field.most, gettext("at most {n}"))):
        if bound is not None:
            facts.append(words.format(n=in_notation(bound)))
    if field.shown_when is not None:
        facts.append(_condition(field.shown_when, form))
    facts += [choice.words.in_(reader_language()) for choice in field.choices]
    return ", ".join(facts)


def _condition(shown_when: catalogue.ShownWhen, form: catalogue.Form | None) -> str:
    language = reader_language()
    other = None if form is None else form.field(shown_when.field)
    question = shown_when.field if other is None else other.label.in_(language)
    names = {} if other is None else {each.code: each.words.in_(language) for each in other.choices}
    answers = gettext(" or ").join(names.get(code, code) for code in shown_when.answers)
    return gettext("only where “{field}” is {answers}").format(field=question, answers=answers)


def _field(field: catalogue.Field, form: catalogue.Form | None) -> str:
    label = field.label.in_(reader_language())
    columns = [
        f"{column.label.in_(reader_language())} ({facts_of_field(column)})" for column in field.columns
    ]
    return ", ".join((label, facts_of_field(field, form), *columns))


FIELD_KINDS: Final[Mapping[catalogue.FieldKind, Any]] = {
    catalogue.FieldKind.TEXT: _("Text"),
    catalogue.FieldKind.LONG_TEXT: _("Long text"),
    catalogue.FieldKind.AMOUNT: _("Amount"),
    catalogue.FieldKind.NUMBER: _("A number"),
    catalogue.FieldKind.DATE: _("Date"),
    catalogue.FieldKind.CHOICE: _("Choice"),
    catalogue.FieldKind.PERSON: _("Person"),
    catalogue.FieldKind.COST_CENTRE: _("Cost centre"),
    catalogue.FieldKind.FILE: _("File"),
    catalogue.FieldKind.TABLE: _("Table of lines"),
}
