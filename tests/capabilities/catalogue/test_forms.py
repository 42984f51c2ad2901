"""Laws of the form builder: every well-formed form is drawn, takes its own valid answers and refuses each invalid one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Choice, Field, FieldKind, Form, Known, ShownWhen, Words

TODAY = date(2026, 11, 23)
KNOWN = Known({"p1": "Anna", "p2": "Bert"}, {"6100": "Beleid", "6200": "Beheer"})
CHOICES = (
    Choice("ja", Words("Ja", "Yes")),
    Choice("nee", Words("Nee", "No")),
    Choice("later", Words("Later")),
)
SIMPLE = [kind for kind in FieldKind if kind is not FieldKind.TABLE]
COLUMNS = [kind for kind in SIMPLE if kind not in (FieldKind.FILE, FieldKind.LONG_TEXT)]


def labels(key: str) -> st.SearchStrategy[Words]:
    """Words of a field that no other has."""
    asked = st.sampled_from(["Reden", "Bedrag", "Wanneer?"]).map(lambda text: f"{text} {key}")
    return st.builds(Words, asked, st.sampled_from(["", "Reason"]))


@st.composite
def plain_fields(draw: st.DrawFn, key: str, kinds: Sequence[FieldKind]) -> Field:
    """A field other than a table, with bounds that leave room."""
    kind = draw(st.sampled_from(kinds))
    least = most = None
    if kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        least, most = draw(st.sampled_from([(None, None), (0, 9), (3, None), (None, 30), (2, 2)]))
    elif kind in (FieldKind.AMOUNT, FieldKind.NUMBER, FieldKind.DATE):
        least, most = draw(st.sampled_from([(None, None), (-5, 5), (0, None), (None, 0), (3, 3)]))
    return Field(
        key=key,
        kind=kind,
        label=draw(labels(key)),
        required=draw(st.booleans()),
        least=None if least is None else Decimal(least),
        most=None if most is None else Decimal(most),
        choices=CHOICES if kind is FieldKind.CHOICE else (),
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A well-formed form: fields that depend on choices before them, and tables."""
    fields: list[Field] = []
    for number in range(draw(st.integers(1, 6))):
        key = f"f{number}"
        if draw(st.integers(0, 4)) == 0:
            columns = tuple(
                draw(plain_fields(f"k{each}", COLUMNS)) for each in range(draw(st.integers(1, 3)))
            )
            field = Field(
                key, FieldKind.TABLE, draw(labels(key)), required=draw(st.booleans()), columns=columns
            )
        else:
            field = draw(plain_fields(key, SIMPLE))
        choices = [each.key for each in fields if each.kind is FieldKind.CHOICE]
        if bool(choices) and draw(st.booleans()):
            picked: set[str] = draw(st.sets(st.sampled_from(["ja", "nee", "later"]), min_size=1))
            answers = tuple(sorted(picked))
            field = replace(field, shown_when=ShownWhen(draw(st.sampled_from(choices)), answers))
        fields.append(field)
    return Form(tuple(draw(st.permutations(fields))))


def valid(field: Field) -> str:
    """An answer that the field takes."""
    at = field.least if field.least is not None else field.most if field.most is not None else Decimal(0)
    match field.kind:
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            return "x" * max(1, int(field.least or 0))
        case FieldKind.AMOUNT | FieldKind.NUMBER:
            return str(at)
        case FieldKind.DATE:
            return (TODAY + timedelta(days=int(at))).isoformat()
        case FieldKind.CHOICE:
            return "nee"
        case FieldKind.PERSON:
            return "p2"
        case FieldKind.COST_CENTRE:
            return "6200"
    return "bewijs.pdf"


def invalid(field: Field) -> list[str]:
    """Answers that the field refuses."""
    wrong: list[str] = [""] if field.required else []
    match field.kind:
        case FieldKind.TEXT:
            wrong += ["y" * 201, *(["z" * (int(field.most) + 1)] if field.most is not None else [])]
            wrong += ["z" * (int(field.least) - 1)] if field.least is not None and field.least > 1 else []
        case FieldKind.LONG_TEXT:
            wrong.append("y" * 4001)
        case FieldKind.AMOUNT | FieldKind.NUMBER:
            wrong += ["veel", "1e99", *([str(field.least - 1)] if field.least is not None else [])]
            wrong += [str(field.most + 1)] if field.most is not None else []
            wrong += ["1,005"] if field.kind is FieldKind.AMOUNT else []
        case FieldKind.DATE:
            wrong += ["morgen", "2026-02-30", "1066-10-14"]
        case FieldKind.CHOICE | FieldKind.PERSON | FieldKind.COST_CENTRE:
            wrong.append("iemand anders")
    return wrong


def filled_in(form: Form) -> dict[str, str]:
    """Valid answers to everything that a form asks."""
    typed: dict[str, str] = {}
    for field in form.fields:
        if field.kind is FieldKind.TABLE:
            typed |= {f"{field.key}.0.{column.key}": valid(column) for column in field.columns}
        else:
            typed[field.key] = valid(field)
    return typed


def shown_keys(form: Form, typed: Mapping[str, str]) -> set[str]:
    return {each.name for each in drawn(form, typed) if each.is_shown}


def drawn(form: Form, typed: Mapping[str, str]) -> tuple[catalogue.Drawn, ...]:
    return catalogue.draw_form(form, typed, language="nl", known=KNOWN)


@given(forms())
def test_a_well_formed_form_is_sound_drawn_and_kept_as_it_is(form: Form) -> None:
    assert catalogue.check_form(form) == ()
    assert [each.name for each in drawn(form, {})] == [each.key for each in form.fields]
    assert catalogue.form_from_stored(catalogue.form_as_stored(form)) == form


@given(forms())
def test_a_form_takes_its_own_valid_answers(form: Form) -> None:
    typed = filled_in(form)
    reading = catalogue.read_answers(form, typed, known=KNOWN, today=TODAY)
    assert reading.findings == ()
    assert set(reading.answers) == shown_keys(form, typed)


@given(forms(), st.data())
def test_a_form_refuses_an_invalid_answer_and_names_its_field(form: Form, data: st.DataObject) -> None:
    typed = filled_in(form)
    places: list[tuple[str, Field]] = []
    for field in form.fields:
        if field.key not in shown_keys(form, typed):
            continue
        inside = field.columns if field.kind is FieldKind.TABLE else ()
        places += [(f"{field.key}.0.{column.key}", column) for column in inside]
        places += [] if inside else [(field.key, field)]
    for name, field in places:
        for wrong in invalid(field):
            others = [
                value
                for key, value in typed.items()
                if key != name and key.startswith(name.split(".")[0] + ".")
            ]
            if not wrong and "." in name and not any(others):
                continue  # a line in which nothing was typed is no line
            reading = catalogue.read_answers(form, typed | {name: wrong}, known=KNOWN, today=TODAY)
            assert name in {finding.place for finding in reading.findings}, (field, wrong)


@given(forms())
def test_what_is_not_shown_is_neither_asked_nor_kept(form: Form) -> None:
    typed = {**filled_in(form), **{f.key: "" for f in form.fields if f.kind is FieldKind.CHOICE}}
    dependent = {each.key for each in form.fields if each.shown_when is not None}
    reading = catalogue.read_answers(form, typed, known=KNOWN, today=TODAY)
    assert not dependent & set(reading.answers)
    assert not dependent & {finding.place.split(".")[0] for finding in reading.findings}


@given(st.integers(1, 5))
def test_a_circle_of_conditions_is_refused_in_each_of_its_fields(length: int) -> None:
    fields = [
        Field(
            f"f{n}",
            FieldKind.CHOICE,
            Words("Vraag"),
            choices=CHOICES,
            shown_when=ShownWhen(f"f{(n + 1) % length}", ("ja",)),
        )
        for n in range(length)
    ]
    findings = catalogue.check_form(Form(tuple(fields)))
    circles = {finding.place for finding in findings if finding.code == "form.cycle"}
    assert circles == {f"fields.{n}.shown_when" for n in range(length)}
    drawn(Form(tuple(fields)), {})  # and drawing one ends


BAD = Field("goed", FieldKind.TEXT, Words("Goed"))


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (replace(BAD, key="Met spatie"), "key"),
        (replace(BAD, label=Words("", "English only")), "label"),
        (replace(BAD, label=Words("x" * 121)), "label"),
        (replace(BAD, least=Decimal(5), most=Decimal(4)), "most"),
        (replace(BAD, least=Decimal("1.5")), "least"),
        (replace(BAD, most=Decimal(201)), "most"),
        (replace(BAD, choices=CHOICES), "choices"),
        (replace(BAD, kind=FieldKind.CHOICE), "choices"),
        (replace(BAD, kind=FieldKind.CHOICE, choices=(CHOICES[0], CHOICES[0])), "choices"),
        (replace(BAD, kind=FieldKind.CHOICE, choices=(CHOICES[0], Choice("ja_2", Words(" JA")))), "choices"),
        (replace(BAD, kind=FieldKind.TABLE), "columns"),
        (replace(BAD, kind=FieldKind.TABLE, columns=(replace(BAD, kind=FieldKind.FILE),)), "columns.0.kind"),
        (replace(BAD, kind=FieldKind.PERSON, least=Decimal(1)), "least"),
        (replace(BAD, kind=FieldKind.AMOUNT, least=Decimal("0.001")), "least"),
        (replace(BAD, kind=FieldKind.NUMBER, most=Decimal("NaN")), "least"),
        (replace(BAD, shown_when=ShownWhen("weg", ("ja",))), "shown_when"),
        (replace(BAD, shown_when=ShownWhen("tekst", ("ja",))), "shown_when"),
        (replace(BAD, shown_when=ShownWhen("keus", ("misschien",))), "shown_when"),
    ],
)
def test_what_is_wrong_with_a_definition_is_said_at_its_place(field: Field, place: str) -> None:
    others = (
        Field("keus", FieldKind.CHOICE, Words("Keus"), choices=CHOICES),
        Field("tekst", FieldKind.TEXT, Words("Tekst")),
    )
    findings = catalogue.check_form(Form((*others, field)))
    assert f"fields.2.{place}" in {finding.place for finding in findings}


WHEN = ShownWhen("keus", ("ja",))


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (Field("a", FieldKind.TEXT, Words("Datum")), Field("b", FieldKind.DATE, Words(" datum ")), True),
        (Field("a", FieldKind.TEXT, Words("Datum")), Field("b", FieldKind.TEXT, Words("Datum van")), False),
        (
            Field("a", FieldKind.TEXT, Words("Van", "Date")),
            Field("b", FieldKind.TEXT, Words("Tot", "Date")),
            False,
        ),
        (
            Field("a", FieldKind.TEXT, Words("Datum")),
            Field("b", FieldKind.TEXT, Words("Datum"), shown_when=WHEN),
            True,
        ),
        (
            Field("a", FieldKind.TEXT, Words("Datum"), shown_when=WHEN),
            Field("b", FieldKind.TEXT, Words("Datum"), shown_when=replace(WHEN, answers=("nee",))),
            False,
        ),
        (
            Field("a", FieldKind.TEXT, Words("Datum"), shown_when=WHEN),
            Field("b", FieldKind.TEXT, Words("Datum"), shown_when=replace(WHEN, answers=("nee", "ja"))),
            True,
        ),
        (Field("a", FieldKind.TEXT, Words()), Field("b", FieldKind.TEXT, Words()), False),
    ],
)
def test_the_same_question_twice_is_refused_in_words_at_both(
    first: Field, second: Field, refused: bool
) -> None:
    choice = Field("keus", FieldKind.CHOICE, Words("Keus"), choices=CHOICES)
    findings = [f for f in catalogue.check_form(Form((choice, first, second))) if f.code == "form.same_label"]
    assert [finding.place for finding in findings] == (
        ["fields.1.label", "fields.2.label"] if refused else []
    )
    table = Field("t", FieldKind.TABLE, Words("Datum"), columns=(replace(first, shown_when=None), choice))
    assert "form.same_label" not in {finding.code for finding in catalogue.check_form(Form((table, choice)))}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    form = Form(
        (replace(BAD, label=Words()), replace(BAD, least=Decimal(-1)), Field("9", FieldKind.TABLE, Words()))
    )
    codes = {finding.code for finding in catalogue.check_form(form)}
    assert codes >= {"form.label", "form.same_key", "form.range", "form.key", "form.no_columns"}


@pytest.mark.parametrize(("count", "is_refused"), [(0, True), (1, True), (2, False), (3, False), (4, True)])
def test_a_table_has_so_many_lines(count: int, is_refused: bool) -> None:
    columns = (Field("wat", FieldKind.TEXT, Words("Wat")),)
    table = Field(
        "t", FieldKind.TABLE, Words("T"), required=True, least=Decimal(2), most=Decimal(3), columns=columns
    )
    typed = {f"t.{n}.wat": "pen" for n in range(count)}
    reading = catalogue.read_answers(Form((table,)), typed, known=KNOWN, today=TODAY)
    assert [finding.place for finding in reading.findings] == (["t"] if is_refused else [])
