"""Mistakes in a cooperation's file: all of them at once, with place and cure."""

from pathlib import Path

import pytest
from tests.calculations.settlement.commands import (
    EXAMPLES,
    LINES,
    answer,
    by_name,
    run,
)


class TestMistakes:
    def test_all_of_them_at_once_with_place_and_cure_and_nothing_written(self, tmp_path: Path) -> None:
        model = tmp_path / "model.yaml"
        model.write_text(
            "title: t\nyear: 2027\nparticipants:\n  - {name: A}\n  - {name: B}\n  - {name: A}\n"
            "figures:\n  inwoners: {A: 10, C: 4}\n"
            "keys:\n  - {name: per hoofd, kind: counted, by: inwoners}\n"
            "  - {name: meng, kind: mixture, mixture: {per hoofd: 60%}}\n"
            "costs:\n  - {name: x, key: per hoft, budget: 100}\n  - {name: y, key: per hoofd, budget: 12.345}\n"
            "services: []\nkleur: rood\n",
            encoding="utf-8",
        )
        out = tmp_path / "out.json"
        result = run("settle", model, "--json", out, "--lang", "en")
        assert result.exit_code == 2
        assert not out.exists()
        assert "model.yaml:6" in result.stderr
        for line, words in (
            (8, "There is no participant 'C'"),
            (11, "add up to 60 %"),
            (13, "There is no key 'per hoft'. (per hoofd?)"),
            (14, "parts of a cent"),
            (16, "'kleur' is not a field here"),
        ):
            assert any(f"model.yaml:{line} " in row and words in row for row in result.stderr.splitlines()), (
                words
            )

    def test_a_missing_figure_is_named(self, tmp_path: Path) -> None:
        model = tmp_path / "model.yaml"
        model.write_text(
            "year: 2027\nparticipants: [{name: A}, {name: B}]\nfigures:\n  inwoners: {A: 10}\n"
            "keys: [{name: k, by: inwoners}]\ncosts: [{name: x, key: k, budget: 100}]\n",
            encoding="utf-8",
        )
        result = run("settle", model)
        assert result.exit_code == 2
        assert "B heeft geen aantal voor inwoners" in result.stderr

    def test_a_circle_of_keys_is_named(self, tmp_path: Path) -> None:
        model = tmp_path / "model.yaml"
        model.write_text(
            "year: 2027\nparticipants: [{name: A}]\n"
            "keys:\n  - {name: p, kind: mixture, mixture: {q: 100%}}\n  - {name: q, kind: mixture, mixture: {p: 100%}}\n"
            "costs: [{name: x, key: p, budget: 100}]\n",
            encoding="utf-8",
        )
        assert "p → q → p" in run("settle", model).stderr

    def test_limits_count_where_a_cost_is_divided_and_are_refused_where_they_would_be_passed_by(
        self, tmp_path: Path
    ) -> None:
        model = tmp_path / "model.yaml"
        text = (
            "year: 2027\nparticipants: [{name: A}, {name: B}]\n"
            "keys:\n  - {name: floor, kind: fixed, shares: {A: 9, B: 1}, minimum: 20}\n"
            "  - {name: mix, kind: mixture, mixture: {floor: 100%}}\n"
            "costs: [{name: x, key: mix, budget: 100}]\n"
        )
        model.write_text(text, encoding="utf-8")
        assert by_name(answer("settle", model)["participants"]) == {"A": 80_00, "B": 20_00}
        for key in ("floor", "mix"):
            leaving = f"exit: {{leaver: A, day: 2027-07-01, key: {key}, taper: [100%]}}\n"
            model.write_text(text + leaving, encoding="utf-8")
            result = run("exit", model, "--lang", "en")
            assert result.exit_code == 2
            assert "model.yaml:7" in result.stderr
            assert "Refer to a key without them" in result.stderr

    def test_what_the_engine_finds_has_its_line(self, tmp_path: Path) -> None:
        model = tmp_path / "model.yaml"
        model.write_text(
            "settlement:\n  year: 2027\n  participants:\n    - {name: A, joins: 2027-07-01}\n"
            "  keys: [{name: k, kind: equal}]\n  costs:\n    - {name: x, key: k, budget: 100}\n",
            encoding="utf-8",
        )
        result = run("settle", model)
        assert result.exit_code == 2
        assert "model.yaml:7" in result.stderr
        assert "Niemand neemt deze dienst af vanaf 1 januari 2027" in result.stderr

    @pytest.mark.parametrize(
        ("command", "wrong", "right", "line", "told"),
        [
            ("settle", "half: {A: 50%}", "halve: {A: 50%}", 9, "There is no key 'halve'. (half?)"),
            ("settle", "Boat: {A: 1}", "Boats: {A: 1}", 10, "There is no cost 'Boats'. (Boat?)"),
            ("settle", "mix: {half: 100%}", "mix: {hafl: 100%}", 8, "There is no key 'hafl'. (half?)"),
            ("compare-keys", "now: {A: 1, B: 2}", "new: {A: 1, B: 2}", 13, "There is no scenario 'new'. (now?)"),
            ("compare-keys", "keys: {Rent: half}", "keys: {Rent: hafl}", 12, "There is no key 'hafl'. (half?)"),
            ("compare-keys", "keys: {Rent: half}", "keys: {Rant: half}", 12, "There is no cost 'Rant'. (Rent?)"),
        ],
    )  # fmt: skip
    def test_a_line_or_column_for_a_name_that_nothing_has_is_refused(
        self, command: str, wrong: str, right: str, line: int, told: str, tmp_path: Path
    ) -> None:
        model = tmp_path / "model.yaml"
        model.write_text(LINES, encoding="utf-8")
        answer(command, model)
        assert wrong in LINES
        model.write_text(LINES.replace(wrong, right), encoding="utf-8")
        result = run(command, model, "--lang", "en")
        assert result.exit_code == 2
        assert any(f"model.yaml:{line} " in row and told in row for row in result.stderr.splitlines())

    @pytest.mark.parametrize(
        ("wrong", "right", "told"),
        [
            ("kind: mixture", "kind: mixtre", ["model.yaml:6"]),
            ("budget: 50,", "budget: 50, actual: ,", []),
            ("maximum: 5", "maximum: 5, maximum_part: 4%", ["model.yaml:11"]),
            ("maximum: 5", "part: 50%", ["model.yaml:11"]),
        ],
    )
    def test_one_mistake_is_told_once(self, wrong: str, right: str, told: list[str], tmp_path: Path) -> None:
        model = tmp_path / "model.yaml"
        assert wrong in LINES
        model.write_text(LINES.replace(wrong, right), encoding="utf-8")
        found = [
            row for row in run("settle", model, "--lang", "en").stderr.splitlines() if "model.yaml:" in row
        ]
        assert [row.split(" ")[0] for row in found] == told

    @pytest.mark.parametrize("amounts", ["actual: 5000", "items: [{name: Pay, budget: , actual: 5000}]"])
    def test_a_cost_with_an_actual_and_no_budget_is_no_budget_of_nothing(
        self, amounts: str, tmp_path: Path
    ) -> None:
        model = tmp_path / "model.yaml"
        lines = (
            "year: 2027\nparticipants: [{name: A}, {name: B}]\nkeys: [{name: k, kind: equal}]\n"
            "costs:\n  - {name: Rent, key: k, budget: 100}\n  - {name: Staff, key: k, %s}\n"
        )
        model.write_text(lines % amounts, encoding="utf-8")
        english, dutch = run("settle", model, "--lang", "en"), run("settle", model, "--lang", "nl")
        assert (english.exit_code, dutch.exit_code) == (2, 2)
        told = [row for row in english.stderr.splitlines() if "model.yaml:" in row]
        assert len(told) == 1
        assert told[0].startswith("model.yaml:6 ")
        assert "an actual amount and no budget: fill in the budget, 0 if there was none" in told[0]
        assert (
            "wel een werkelijk bedrag en geen begroting: vul de begroting in, 0 als die er niet was"
            in dutch.stderr
        )
        with_nothing = amounts.replace("budget: ,", "").replace("actual:", "budget: 0, actual:")
        model.write_text(lines % with_nothing, encoding="utf-8")
        found = answer("settle", model)
        assert (found["budget"], found["total"]) == (10_000, 510_000)

    @pytest.mark.parametrize(
        ("more", "field", "beside"),
        [
            ("once: yes, until: 2030-01-01", "until", "once"),
            ("follows: yes, until: 2030-01-01", "until", "follows"),
            ("follows: yes, once: yes", "once", "follows"),
            ("follows: yes, share: 27%", "share", "follows"),
        ],
    )
    def test_what_another_field_makes_idle_is_refused(
        self, more: str, field: str, beside: str, tmp_path: Path
    ) -> None:
        text = (EXAMPLES / "leaver.yaml").read_text(encoding="utf-8")
        model = tmp_path / "leaver.yaml"
        model.write_text(
            text.replace("amount: 74000, follows: yes", f"amount: 74000, {more}"), encoding="utf-8"
        )
        result = run("exit", str(model), "--lang", "en")
        assert result.exit_code == 2, result.output
        told = [row for row in result.output.splitlines() if "leaver.yaml:" in row]
        assert len(told) == 1
        assert f"'{field}' changes nothing beside '{beside}'" in told[0]

    @pytest.mark.parametrize(
        ("example", "right", "wrong", "told"),
        [
            (
                "iszf",
                "    participation: {Bolsward",
                "    key: equal\n    participation: {Bolsward",
                "'key' changes nothing",
            ),
            ("leaver", "budget: 612000}", "budget: 612000, discount: 100, discount_part: 3%}", "not both"),
            ("parkstad", "  besides: 400000", "  besides: 400000\n  yearly: 2%", "'yearly' changes nothing"),
            ("parkstad", "  besides: 400000", "  besides: 400000\n  index: 2%", "'index' changes nothing"),
            (
                "ssc-personnel-finance",
                "{price: 14.91}",
                "{price: 14.91, weight: 2}",
                "'weight' changes nothing",
            ),
            ("k5", "{group: ", "{price: 14.91, group: ", ""),
        ],
    )
    def test_two_fields_of_which_one_would_be_passed_by_are_refused(
        self, example: str, right: str, wrong: str, told: str, tmp_path: Path
    ) -> None:
        text = (EXAMPLES / f"{example}.yaml").read_text(encoding="utf-8")
        assert right in text
        model = tmp_path / "model.yaml"
        model.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        result = run("settle", str(model), "--lang", "en")
        lines = [row for row in result.stderr.splitlines() if row.startswith("model.yaml:")]
        assert result.exit_code == (2 if told else 0), result.output
        assert len(lines) == bool(told)
        assert not told or told in lines[0]

    @pytest.mark.parametrize("day", ["2020-01-01", "2027-06-30", "2027-07-01"])
    def test_a_cost_that_is_gone_before_the_leaver_remains_for_nobody(self, day: str, tmp_path: Path) -> None:
        text = (EXAMPLES / "leaver.yaml").read_text(encoding="utf-8")
        assert text.count("until: 2030-01-01") == 1
        model = tmp_path / "model.yaml"
        model.write_text(text.replace("until: 2030-01-01", f"until: {day}"), encoding="utf-8")
        line = text[: text.index("until: 2030-01-01")].count("\n") + 1
        english, dutch = run("exit", model, "--lang", "en"), run("exit", model, "--lang", "nl")
        assert (english.exit_code, dutch.exit_code) == (2, 2)
        told = [row for row in english.stderr.splitlines() if "model.yaml:" in row]
        assert len(told) == 1
        assert told[0].startswith(f"model.yaml:{line} ")
        assert "falls away before or on the day of leaving" in told[0]
        assert "vervalt vóór of op de dag van uittreden" in dutch.stderr
        model.write_text(text.replace("until: 2030-01-01", "until: 2027-07-02"), encoding="utf-8")
        assert run("exit", model).exit_code == 0

    def test_an_exit_without_a_method_is_refused(self, tmp_path: Path) -> None:
        model = tmp_path / "model.yaml"
        model.write_text(
            "year: 2027\nparticipants: [{name: A}, {name: B}]\nkeys: [{name: k, kind: equal}]\n"
            "costs: [{name: x, key: k, budget: 100}]\n"
            "exit: {leaver: A, day: 2027-07-01, key: k, rule: taper}\n",
            encoding="utf-8",
        )
        result = run("exit", model, "--lang", "en")
        assert result.exit_code == 2
        assert "nothing is given to calculate it from" in result.stderr


COMPARED = """\
title: T
year: 2026
participants: [{name: A}, {name: B}]
figures: {inhabitants: {A: 100, B: 200}}
keys:
  - {name: k, kind: equal}
  - {name: h, kind: counted, by: inhabitants}
costs:
  - {name: Rent, provider: SSC, key: k, budget: 1000}
compare:
"""


def told_of(compare: str, tmp_path: Path) -> list[str]:
    model = tmp_path / "m.yaml"
    model.write_text(COMPARED + compare, encoding="utf-8")
    result = run("compare-keys", model, "--lang", "en")
    assert "Traceback" not in result.output
    return [row for row in result.stderr.splitlines() if row.startswith("m.yaml")]


@pytest.mark.parametrize(
    ("compare", "words"),
    [
        ("  scenarios:\n    - {name: now, amounts: {A: 400, B: }}\n    - {name: x, key: h}\n",
         "amounts, B: This field is missing or empty"),
        ("  scenarios:\n    - {name: now, amounts: {}}\n    - {name: x, key: h}\n",
         "amounts: Nothing stands under this name"),
        ("  scenarios:\n    - name: now\n      amounts:\n    - {name: x, key: h}\n",
         "amounts: Nothing stands under this name"),
        ("  scenarios: [{name: now}, {name: x, key: h}]\n  amounts:\n    now:\n",
         "now: Nothing stands under this name"),
        ("  scenarios: [{name: now}, {name: x, key: h}]\n  amounts:\n    now: {}\n",
         "now: Nothing stands under this name"),
        ("  scenarios: [{name: now}, {name: x, keys: {}}]\n", "keys: Nothing stands under this name"),
        ("  scenarios: [{name: now, key: k, amounts: {A: 1, B: 2}}, {name: x, key: h}]\n",
         "'key' changes nothing beside 'amounts'"),
        ("  scenarios: [{name: now, keys: {Rent: k}, amounts: {A: 1, B: 2}}, {name: x, key: h}]\n",
         "'keys' changes nothing beside 'amounts'"),
        ("  scenarios: [{name: now, key: h, keys: {Rent: k}}, {name: x, key: h}]\n",
         "'key' changes nothing beside 'keys'"),
        ("  scenarios: [{name: now}, {name: x, key: h}]\n  towards: x\n",
         "'towards' changes nothing without 'path'"),
        ("  scenarios: [{name: now}, {name: x, key: h}]\n  towards: now\n  path: {2027: 50%}\n",
         "The path leads from the first scenario to another one"),
    ],
)  # fmt: skip
def test_a_way_to_divide_that_is_left_empty_or_passed_by_is_told_once(
    compare: str, words: str, tmp_path: Path
) -> None:
    (told,) = told_of(compare, tmp_path)
    assert words in told


@pytest.mark.parametrize("kept", ["k, kind: fixed, shares: {}", "k, kind: equal, discounts: {}"])
def test_a_line_by_name_with_nothing_in_it_is_refused_in_every_list(kept: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(COMPARED.replace("k, kind: equal", kept).removesuffix("compare:\n"), encoding="utf-8")
    result = run("settle", model, "--lang", "en")
    assert result.exit_code == 2
    assert [row for row in result.stderr.splitlines() if "Nothing stands under this name" in row]


def test_a_difference_has_the_same_sign_in_percent(tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(
        COMPARED
        + "  scenarios: [{name: now, amounts: {A: -400, B: 1400}}, {name: x, key: h}, {name: y, amounts: {A: -500, B: 1500}}]\n",
        encoding="utf-8",
    )
    told = answer("compare-keys", model)
    percents = [by_name(way["participants"], "percent")["A"] for way in told["scenarios"][1:]]
    differences = [by_name(way["participants"], "difference")["A"] for way in told["scenarios"][1:]]
    assert differences == [73333, -10000]
    assert percents == ["1.833325", "-0.25"]


GROUPED = """\
title: T
year: 2026
participants: [{name: A, group: north}, {name: B, group: south}, {name: C, group: south}]
figures: {inhabitants: {A: 100, B: 200, C: 300}}
keys:
  - {name: s, kind: fixed, shares: {north: 50, south: 50}}
  - {name: own, kind: fixed, shares: {A: 20, B: 30, C: 50}}
  - {name: h, kind: counted, by: inhabitants}
  - {name: g, kind: cascade, between: s, within: h}
  - {name: m, kind: mixture, mixture: {g: 50%, h: 50%}}
  - {name: p, kind: phase_in, towards: h, shares: {A: 20, B: 30, C: 50}, path: {2026: 50%}}
costs:
"""


@pytest.mark.parametrize(
    ("key", "takers", "names"),
    [
        ("g", "B, C", "north"),
        ("m", "B, C", "north"),
        ("own", "B, C", "A"),
        ("p", "A", "B and C"),
        ("h", "B, C", ""),
        ("g", "A, B", ""),
        ("g", "A, B, C", ""),
    ],
)
def test_a_part_of_who_does_not_take_a_cost_is_said_to_fall_on_the_others(
    key: str, takers: str, names: str, tmp_path: Path
) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(
        f"{GROUPED}  - {{name: Rent, provider: SSC, key: {key}, budget: 1000, takers: [{takers}]}}\n",
        encoding="utf-8",
    )
    result = run("settle", model, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    told = " ".join(result.stdout.split())
    words = f"'{key}' gives a part of this to {names}, who do not take it: the others bear that part."
    assert (words in told) if names else ("who do not take it" not in told)


def test_a_scenario_whose_key_gives_a_part_to_who_does_not_take_a_cost_says_so(tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(
        f"{GROUPED}  - {{name: Rent, provider: SSC, key: h, budget: 1000, takers: [B, C]}}\n"
        "compare: {scenarios: [{name: now}, {name: then, key: g}]}\n",
        encoding="utf-8",
    )
    told = " ".join(run("compare-keys", model, "--lang", "en").stdout.split())
    assert "'g' gives a part of this to north" in told
