"""A design's file: its fields, and the step to what it asks of a legal form."""

from dataclasses import dataclass
from datetime import date

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.legal_form.words import FORM_WORDS
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.legal_form import Answer, Demand, Form, abilities
from bodemplaat.formats.form_law import FormKind, LawForm, LawKind, Powers, StaffKind, law_forms_on
from bodemplaat.kernel import say

CHOICES = {
    "openbaar lichaam": FormKind.PUBLIC_BODY,
    "bedrijfsvoeringsorganisatie": FormKind.OPERATIONAL,
    "gemeenschappelijk orgaan": FormKind.JOINT_ORGAN,
    "centrumgemeente": FormKind.CENTRE,
    "regeling zonder meer": FormKind.LIGHT,
    "stichting": FormKind.FOUNDATION,
    "bv of nv": FormKind.COMPANY,
    "coöperatie": FormKind.COOPERATIVE,
    "vereniging": FormKind.ASSOCIATION,
    "convenant": FormKind.COVENANT,
}
_STAFF = {
    StaffKind.OWN: Answer.YES,
    StaffKind.CENTRE: Answer.ON_CONDITION,
    StaffKind.SECONDED: Answer.NO,
    StaffKind.NONE: Answer.NO,
}
_POWERS = {Powers.YES: Answer.YES, Powers.LIMITED: Answer.ON_CONDITION, Powers.NO: Answer.NO}


class LegalFormFields(ModelFile, section="legal_form", sheet=say("Model")):
    """What a cooperation wants to be able to do, held against what legal forms can.

    Each question is answered with yes or no; what is left empty is no. There are no amounts in it, so it has no `--explain`.
    """

    title = fields.title()
    chosen = fields.choice(
        say("Form that is thought of"),
        {name: (kind, FORM_WORDS[kind]) for name, kind in CHOICES.items()} | {"": (None, "")},
        default="",
        note=say("Empty: none yet"),
    )
    own_staff = fields.yes(say("Employs staff of its own"), default=False)
    contracts = fields.yes(say("Signs contracts in its own name"), default=False)
    statutory = fields.yes(
        say("Does a task that an act lays on municipalities"), default=False, note=say("Medebewind")
    )
    levies = fields.yes(say("Levies taxes or makes binding rules"), default=False)
    council_powers = fields.yes(say("Powers of councils are involved"), default=False)
    beyond_support = fields.yes(
        say("Does more than supporting processes and carrying out"),
        default=False,
        note=say("Such as making policy of its own"),
    )
    transfer = fields.yes(
        say("Powers go over to it"),
        default=False,
        note=say("Delegation; with mandate the participant stays the one who decides"),
    )
    reason = fields.text(
        say("Why public law does not do"),
        default="",
        note=say("Only needed for a form of private law"),
    )


TEMPLATE = Template.of(LegalFormFields, "bodemplaat.calculations.legal_form")


@dataclass(frozen=True, slots=True)
class LegalFormFile:
    """The demands, the form that is thought of if any, and the forms with where the law says what they can."""

    title: str
    chosen: FormKind | None
    demands: frozenset[Demand]
    has_reason: bool
    forms: tuple[Form, ...]
    law: tuple[LawForm, ...]


def read_design(reading: Reading, question: Asked) -> LegalFormFile:
    """Read the block ``legal_form``, or the whole file where it has no such block."""
    file = LegalFormFields.read(reading)
    wanted = {
        Demand.OWN_STAFF: file.own_staff,
        Demand.CONTRACTS: file.contracts,
        Demand.STATUTORY: file.statutory,
        Demand.LEVIES: file.levies,
        Demand.COUNCIL_POWERS: file.council_powers,
        Demand.BEYOND_SUPPORT: file.beyond_support,
        Demand.TRANSFER: file.transfer,
    }
    law = tuple(law_forms_on(max(question.day, date(2022, 7, 1))).values())
    return LegalFormFile(
        title=file.title,
        chosen=file.chosen,
        demands=frozenset(demand for demand, is_wanted in wanted.items() if is_wanted),
        has_reason=bool(file.reason.strip()),
        forms=tuple(_form(row) for row in law),
        law=law,
    )


def _form(row: LawForm) -> Form:
    return Form(
        name=row.kind.value,
        can=abilities(
            staff=_STAFF[row.staff],
            is_person=row.is_person,
            signs_by_another=row.staff is StaffKind.CENTRE,
            is_public=row.law is LawKind.PUBLIC,
            can_levy=row.can_levy,
            has_councils="council" in row.parties,
            is_supporting_only=row.is_supporting_only,
            takes_powers=_POWERS[row.takes_powers],
        ),
        is_private=row.law is LawKind.PRIVATE,
    )
