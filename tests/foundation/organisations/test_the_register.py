"""The lists of the register that are shipped, and names as people write them."""

import csv
from collections import Counter

import pytest
from tests.shared_data import shared_data

from bodemplaat.foundation.organisations.api import (
    kind_by_name,
    known_municipalities,
    name_to_compare,
    registered_name,
)
from bodemplaat.foundation.organisations.authorities import known_authorities


def test_every_municipality_has_its_code_its_numbers_and_stands_there_once() -> None:
    rows = known_municipalities()
    assert len(rows) == 342
    for column in ("cbs_code", "name", "oin"):
        values = Counter(getattr(row, column) for row in rows)
        assert [value for value, count in values.items() if count > 1 or not value] == [], column
    assert [row for row in rows if not row.cbs_code.startswith("gm") or len(row.cbs_code) != 6] == []
    assert [row for row in rows if len(row.oin) != 20 or not row.oin.isdigit()] == []
    assert [row for row in rows if row.inhabitants < 900] == [], "Schiermonnikoog has the fewest"
    assert 17_500_000 < sum(row.inhabitants for row in rows) < 18_500_000


def test_the_municipalities_are_those_of_the_register() -> None:
    shipped = {row.name: row for row in known_municipalities()}
    with shared_data("municipal/municipalities.csv").open(encoding="utf-8") as lines:
        rows = {row["name"].removeprefix("Gemeente "): row for row in csv.DictReader(lines)}
    assert shipped.keys() == rows.keys()
    for name, row in rows.items():
        known = shipped[name]
        assert (known.oin, known.inhabitants) == (row["oin"], int(row["inhabitants"])), name
        assert row["cbs_code"] in {known.cbs_code, ""}, name


def test_a_code_that_the_register_leaves_out_of_one_list_is_that_of_its_other() -> None:
    """Of twelve municipalities the list has no code; the participants of arrangements have it, in the same register."""
    shipped = {f"Gemeente {row.name}": row.cbs_code for row in known_municipalities()}
    with shared_data("municipal/wgr_participants.csv").open(encoding="utf-8") as lines:
        codes = {(row["participant"], row["code"]) for row in csv.DictReader(lines) if row["code"]}
    assert len(codes & set(shipped.items())) > 300
    assert [(name, code) for name, code in codes if shipped.get(name, code) != code] == []


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Zuid-Holland", "Provincie Zuid-Holland", "province"),
        ("provincie  zuid-holland", "Provincie Zuid-Holland", "province"),
        ("pv28", "Provincie Zuid-Holland", "province"),
        ("Limburg", "Provincie Limburg", "province"),
        ("Waterschap Limburg", "Waterschap Limburg", "water_board"),
        ("Fryslân", "Provincie Fryslân", "province"),
        ("Wetterskip Fryslân", "Wetterskip Fryslân", "water_board"),
        ("Waterschap Brabantse Delta", "Brabantse Delta", "water_board"),
        ("brabantse delta", "Brabantse Delta", "water_board"),
        ("Waterschap De Dommel", "De Dommel", "water_board"),
        ("Waterschap de Dommel", "De Dommel", "water_board"),
        ("Delfland", "Hoogheemraadschap van Delfland", "water_board"),
        ("Hoogheemraadschap Rijnland", "Hoogheemraadschap van Rijnland", "water_board"),
        ("De Stichtse Rijnlanden", "Hoogheemraadschap De Stichtse Rijnlanden", "water_board"),
        ("Hollands Noorderkwartier", "Hoogheemraadschap Hollands Noorderkwartier", "water_board"),
        ("Provincie Utrecht", "Provincie Utrecht", "province"),
        ("Utrecht", "Utrecht", None),
        ("Gemeente Utrecht", "Utrecht", None),
        ("Gemeente Zuid-Holland", "Gemeente Zuid-Holland", None),
        ("Waterschap Zuid-Holland", "Waterschap Zuid-Holland", "water_board"),
        ("Provincie Delfland", "Provincie Delfland", "province"),
        ("Servicecentrum Delfland", "Servicecentrum Delfland", "provider"),
        ("De Haag", "De Haag", None),
        ("gm1950", "Westerwolde", None),
    ],
)
def test_a_name_is_known_however_it_is_written(written: str, name: str, kind: str | None) -> None:
    assert registered_name(written) == name
    assert name_to_compare(written) == name.casefold()
    assert kind_by_name(written) == kind


def test_every_name_of_the_register_is_itself_and_no_short_name_is_that_of_two() -> None:
    for each in known_authorities():
        if each.name.startswith("Provincie") or each.kind == "water_board":
            assert (registered_name(each.name), kind_by_name(each.name)) == (each.name, each.kind)
    for row in known_municipalities():
        assert registered_name(row.name) == registered_name(f"Gemeente {row.name}") == row.name
