"""A number in a file that means two things is never read in silence, whichever command asks for it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bodemplaat.surfaces.cli.main import main

SETTLE = (
    'year: 2026\nparticipants: [{name: A}, {name: B}]\nfigures:\n  inwoners: {A: "%s", B: 9800}\n'
    'keys:\n  - {name: k, kind: counted, by: inwoners}\ncosts:\n  - {name: Huur, key: k, budget: "%s"}\n'
)
CASE = (
    "title: T\nyears: 2\ndiscount_rate: 0%%\nparticipants:\n  - name: G\n"
    "    functions: [{name: P, cost_now: %s, cost_ambition: 5.00, profile: [0%%, 100%%]}]\n"
    "one_offs:\n  - {name: I, kind: centre, participant: G, amounts: [%s, 75.00]}\n"
)


def run(tmp_path: Path, command: str, text: str, *more: str) -> Result:
    model = tmp_path / "model.yaml"
    model.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, [command, str(model), "--lang", "en", *more])


@pytest.mark.parametrize(
    ("command", "text", "places"),
    [
        ("settle", SETTLE % ("14.500", "100.000"), [(4, "14500, or 14.5"), (8, "100000, or 100")]),
        ("settle", SETTLE % ("14,500", "€ 100.000"), [(4, "14500, or 14.5"), (8, "Write 100000")]),
        ("settle", SETTLE % ("1.125", "100"), [(4, "Write 1125 for the one, 1.1250 for the other")]),
        ("business-case", CASE % ("750.000", "175.000"), [(6, "750000, or 750"), (8, "175000, or 175")]),
        (
            "exit",
            SETTLE % ("14500", "100")
            + "exit: {leaver: A, day: 2026-07-01, key: k, contribution: 100.000, taper: [100%, 12.500%]}\n",
            [(9, "100000, or 100"), (9, "12500%, or 12.5%")],
        ),
        (
            "compare-keys",
            SETTLE % ("14500", "100")
            + "compare:\n  scenarios:\n    - {name: nu, amounts: {A: 40.000, B: 60.000}}\n    - {name: k, key: k}\n",
            [(11, "40000, or 40")],
        ),
        (
            "choose",
            (
                "criteria:\n  - {name: c, weight: 1.125}\noptions:\n  - {name: o, scores: {c: 1.125}}\n"
                "  - {name: p, scores: {c: 1}}\n"
            ),
            [(2, "1125, or 1.125")],
        ),
        ("costs", "year: 1.125\ncost_centres: []\n", [(1, "1125, or 1.125")]),
    ],
)
def test_a_dot_before_three_digits_is_refused_with_both_readings(
    tmp_path: Path, command: str, text: str, places: list[tuple[int, str]]
) -> None:
    result = run(tmp_path, command, text)

    assert result.exit_code == 2
    for line, words in places:
        assert any(f"model.yaml:{line} " in row and words in row for row in result.stderr.splitlines()), (
            words,
            result.stderr,
        )


def test_what_else_the_file_writes_decides_and_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, "settle", SETTLE % ("14.500", "€ 100.000,-"))

    assert result.exit_code == 0
    assert "59,670.78" in result.stdout
    assert "'14.500' is read as 14500" in result.stdout


@pytest.mark.parametrize(
    ("language", "inhabitants", "budget", "told"),
    [
        ("nl", "10.000", "€ 100.000,-", "'10.000' is gelezen als 10000 en niet als 10, omdat '€ 100.000,-' (model.yaml:8) zo geschreven is."),
        ("nl", "10.125", "1.234,56", "'10.125' is gelezen als 10125 en niet als 10,125, omdat '1.234,56' (model.yaml:8) zo geschreven is."),
        ("nl", "10,125", "1.234,56", "'10,125' is gelezen als 10,125 en niet als 10125, omdat"),
        ("en", "10,125", "1.234,56", "'10,125' is read as 10.125 and not as 10125, decided by '1.234,56' (model.yaml:8)"),
        ("nl", "1234,5", "100.000", "'100.000' is gelezen als 100000 en niet als 100, omdat '1234,5' (model.yaml:4) zo geschreven is."),
        ("en", "1,234.5", "-100,000", "'-100,000' is read as -100000 and not as -100, decided"),
    ],
)  # fmt: skip
def test_both_readings_and_what_decided_are_told_in_the_notation_of_the_reader(
    tmp_path: Path, language: str, inhabitants: str, budget: str, told: str
) -> None:
    result = run(tmp_path, "settle", SETTLE % (inhabitants, budget), "--lang", language)

    assert result.exit_code == 0, result.stderr
    assert told in " ".join(result.stdout.split())


def test_a_refusal_writes_both_readings_in_the_notation_of_the_reader(tmp_path: Path) -> None:
    result = run(tmp_path, "settle", SETTLE % ("1.125", "100"), "--lang", "nl")

    assert "1125, of 1,125. Schrijf 1125 voor het een, 1,1250 voor het ander" in result.stderr


def test_a_decimal_point_elsewhere_does_not_turn_a_thousand_into_one(tmp_path: Path) -> None:
    result = run(tmp_path, "settle", SETTLE % ("14.500", '€ 100.000,-", discount_part: "0.03'))

    assert result.exit_code == 2
    assert "14500, or 14.5" in result.stderr


@pytest.mark.parametrize(
    "amount",
    [
        "100.000,00 €",
        "€ 100.000,-",
        "100 000",
        "100\u2009000,00",
        "€\u00a0100'000",
        "100_000.00",
        "100000.000",
    ],
)
def test_what_means_one_thing_is_read_alike(tmp_path: Path, amount: str) -> None:
    result = run(tmp_path, "settle", SETTLE % ("14500", amount))

    assert result.exit_code == 0, result.stderr
    assert "59,670.78" in result.stdout


def test_a_comma_without_a_space_in_a_list_may_be_part_of_a_number(tmp_path: Path) -> None:
    """YAML ends an item at every comma between brackets, so 175,000 is 175 and nothing to it."""
    result = run(tmp_path, "business-case", CASE % ("750", "175,000"))

    assert result.exit_code == 2
    assert "model.yaml:8" in result.stderr
    assert "'175,000' between brackets" in result.stderr
    assert "between brackets" not in run(tmp_path, "business-case", CASE % ("750", "175, 000")).stderr


def test_shares_that_do_not_add_up_to_a_hundred_are_told(tmp_path: Path) -> None:
    model = (
        "year: 2026\nparticipants: [{name: A}, {name: B}]\n"
        "keys:\n  - {name: vast, kind: fixed, shares: {A: %s, B: 30}}\n"
        "costs:\n  - {name: Huur, key: vast, budget: 100}\n"
    )

    assert "add up to 90, not to 100" in run(tmp_path, "settle", model % "60").stdout
    assert "add up" not in run(tmp_path, "settle", model % "70").stdout


def test_amounts_and_groups_that_are_missing_are_named(tmp_path: Path) -> None:
    """The names of who is missing are words for the message and no argument of the code that reports it."""
    scenarios = "compare:\n  scenarios:\n    - {name: nu, amounts: {A: 400}}\n    - {name: k, key: k}\n"
    result = run(tmp_path, "compare-keys", SETTLE % ("100", "100") + scenarios)
    assert result.exit_code == 2
    assert "model.yaml:11" in result.stderr
    assert "No amount is given for: B" in result.stderr

    cascade = (
        "year: 2026\nparticipants: [{name: A, group: g}, {name: B}]\n"
        "keys:\n  - {name: e, kind: equal}\n  - {name: c, kind: cascade, between: e, within: e}\n"
        "costs:\n  - {name: Huur, key: c, budget: 100}\n"
    )
    result = run(tmp_path, "settle", cascade)
    assert result.exit_code == 2
    assert "without one: B" in result.stderr


@pytest.mark.parametrize("year", ["²", "²⁰²⁶", "٢٠٢٦", "20260"])
def test_a_year_in_other_signs_than_figures_is_refused_with_its_line(tmp_path: Path, year: str) -> None:
    saving = f"efficiency:\n  base_year: 2025\n  base: 100\n  targets: {{'{year}': 90}}\n"
    path = SETTLE.replace("kind: counted, by: inwoners", "kind: fixed, parts: {A: 1}") + saving
    for command, text in (("settle", path % ("14500", "100")), ("costs", f"years: ['{year}']\n")):
        result = run(tmp_path, command, text)
        assert result.exit_code == 2, result.output
        assert year in result.stderr
        assert "is not a year" in result.stderr


def test_a_percentage_is_never_read_as_thousands(tmp_path: Path) -> None:
    """A decimal comma elsewhere in the file made ``2.500%`` 25 times the whole: € 18 million of costs, exit code 0."""
    case = (CASE % ('"750.000,50"', "100")).replace(".00,", ",").replace(
        ".00]", "]"
    ) + "wage_index: [INDEX]\n"
    result = run(tmp_path, "business-case", case.replace("INDEX", "2.500%"))
    assert result.exit_code == 2
    assert "Write 2500% for the one, 2.5% for the other" in result.stderr
    for index in ('"2,5%"', '"2,500%"', "3%"):
        assert run(tmp_path, "business-case", case.replace("INDEX", index)).exit_code == 0


def test_a_share_with_a_percent_sign_is_told_to_drop_it(tmp_path: Path) -> None:
    model = (
        "year: 2026\nparticipants: [{name: A}, {name: B}]\n"
        "keys:\n  - {name: vast, kind: fixed, shares: {A: 40%, B: 60%}}\n"
        "costs:\n  - {name: Huur, key: vast, budget: 100}\n"
    )

    assert "'40%' has a percent sign where a plain number belongs" in run(tmp_path, "settle", model).stderr


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("settle", "advances: [{participant: A, amount: 10}, {participant: a, amount: 20}]\n"),
        ("settle", "reserves: [{balance: 1, maximum: 5}, {balance: 1, maximum: 6, provider: A}, {provider: A, balance: 2, maximum: 6}]\n"),
        ("settle", "reserves: [{balance: 1, maximum: 5}, {balance: 1, maximum: 6}]\n"),
        ("settle", "efficiency: {base_year: 2025, base: 100, targets: {2026: 90, 2026: 80}}\n"),
        ("exit", "exit: {leaver: A, day: 2026-07-01, key: k, contribution: 9, terms: [{name: t, amount: 1}, {name: t, amount: 2}]}\n"),
        ("exit", "exit: {leaver: A, day: 2026-07-01, key: k, contribution: 9, bridging_years: 2, stranded: [{name: t, costs: [1]}, {name: t, costs: [2]}]}\n"),
        ("exit", "entry: {joiner: A, day: 2026-07-01, key: k, connections: [{name: t, amount: 1}, {name: t, amount: 2}]}\n"),
        ("exit", "entry: {joiner: A, day: 2026-07-01, key: k, investments: [{name: t, amount: 1, since: 2025-01-01, years: 5}, {name: T, amount: 2, since: 2025-01-01, years: 5}]}\n"),
    ],
)  # fmt: skip
def test_what_stands_in_a_list_twice_is_refused(tmp_path: Path, command: str, more: str) -> None:
    result = run(tmp_path, command, SETTLE % ("100", "100") + more)

    assert result.exit_code == 2
    assert "twice" in result.stderr or "second time" in result.stderr


ITEMS = "  - {name: Pand, key: k, items: [{name: Huur, budget: 100}, {name: Huur, budget: 200}]}\n"
COVERS = "covers:\n  - {name: Reserve, source_of_money: reserve, participant: G, amount: 10}\n  - {name: %s, source_of_money: reserve, participant: G, amount: 20}\n"
PLAN = "title: T\nstart: 2026-03-02\nactivities: [{name: A, days: 1}]\n"
COSTS = (
    "title: T\nyear: 2026\ncost_centres: [{name: C, kind: service_giving}]\n"
    "costs:\n  - {centre: C, type: Huur, plan: 100}\n  - {centre: C, type: %s, plan: 200}\n"
)


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("settle", SETTLE % ("100", "100") + ITEMS),
        ("business-case", CASE % ("10", "10") + COVERS % "Reserve"),
        ("business-case", CASE % ("10", "10") + "scenarios: [{name: s, delay: 1}, {name: S, delay: 2}]\n"),
        ("business-case", CASE % ("10", "10") + "scenarios: [{name: s, delay: 1}, {name: s, delay: 2}]\n"),
        ("business-case", CASE % ("10", "10") + "benefits_in_words: [{name: b, text: een}, {name: b, text: twee}]\n"),
        ("plan", PLAN + "phases: [{name: p, months: 1}, {name: p, months: 2}]\n"),
        ("plan", PLAN + "conditions: [{name: p, met: true}, {name: p, met: false}]\n"),
        ("plan", PLAN + "scenarios: [{name: p, text: een}, {name: p, text: twee}]\n"),
        ("costs", COSTS % "Huur"),
    ],
)  # fmt: skip
def test_two_of_one_name_are_never_added_together_in_silence(tmp_path: Path, command: str, text: str) -> None:
    result = run(tmp_path, command, text)

    assert result.exit_code == 2, result.stdout
    assert "stands here twice" in result.stderr


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("business-case", CASE % ("10", "10") + COVERS % "Subsidie"),
        ("costs", COSTS % "Energie"),
        ("costs", (COSTS % "Huur, year: 2026").replace("Huur, plan: 100", "Huur, year: 2027, plan: 100").replace("year: 2026\ncost", "years: [2026, 2027]\ncost")),
    ],
)  # fmt: skip
def test_two_that_are_told_apart_are_read(tmp_path: Path, command: str, text: str) -> None:
    result = run(tmp_path, command, text)

    assert "twice" not in result.stderr
    assert result.exit_code == 0, result.stderr


ACTIVITY = "title: T\nstart: %s\nactivities: [{name: A, days: 6}]\n"


@pytest.mark.parametrize("day", ["9999-12-30", "31-12-9999", "0001-01-01", "1899-12-31", "2201-01-01"])
@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("plan", ACTIVITY),
        ("plan", ACTIVITY % "2026-03-02" + "closed: [{name: dicht, from: 2026-03-03, until: %s}]\n"),
        ("plan", ACTIVITY % "2026-03-02" + "meetings: [{calendar: raad, days: [%s]}]\n"),
        ("exit", SETTLE % ("100", "100") + "exit: {leaver: A, day: %s, key: k, contribution: 9}\n"),
    ],
)
def test_a_day_that_no_plan_or_year_has_is_refused_with_its_line(
    tmp_path: Path, command: str, text: str, day: str
) -> None:
    """A plan from the end of the calendar ended in a traceback."""
    result = run(tmp_path, command, text % day)
    assert result.exit_code == 2
    assert "lies outside the years 1900 to 2200" in result.stderr
    assert "model.yaml:" in result.stderr


def test_nobody_has_a_share_of_nothing(tmp_path: Path) -> None:
    two = (SETTLE % ("100", "100")).replace(
        "- {name: Huur", "- {name: Pot, key: k2, budget: -100}\n  - {name: Huur"
    )
    two = two.replace("by: inwoners}", "by: inwoners}\n  - {name: k2, kind: equal}")
    result = run(tmp_path, "settle", two, "--json", "-")
    shown = run(tmp_path, "settle", two)

    assert result.exit_code == 0, result.stderr
    assert "48.99" in shown.stdout
    assert "0.0%" not in shown.stdout
