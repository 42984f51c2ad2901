"""Cost centres from a file: added, renamed, ended; what was downloaded changes nothing."""

from datetime import date

from tests.foundation.imports.conftest import Desk
from tests.foundation.imports.files import csv_file
from tests.world import TODAY, World

from bodemplaat.capabilities.ledger import api as ledger

COLUMNS = ("code", "name", "since", "until")
NEXT_YEAR = date(2027, 1, 1)


def codes(desk: Desk, on: date = TODAY) -> dict[str, str]:
    own = desk.actor.organisation_id
    return {each.code: each.name for each in ledger.cost_centres(actor=desk.actor, organisation=own, on=on)}


def test_cost_centres_are_added_renamed_and_ended_and_put_back(world: World) -> None:
    desk = Desk(world.first.ad)
    first = desk.do("cost-centres", csv_file("cost-centres", COLUMNS, ("6200", "Burgerzaken", "", "")))
    assert codes(desk) == {"6100": "Bedrijfsvoering", "6200": "Burgerzaken"}
    lines = [("6100", "Interne zaken", "", ""), ("6200", "Burgerzaken", "", "1-1-2027")]
    second = desk.do("cost-centres", csv_file("cost-centres", COLUMNS, *lines))
    assert (second.changed, second.ended) == (1, 1)
    assert codes(desk, NEXT_YEAR) == {"6100": "Interne zaken"}
    same = desk.do("cost-centres", desk.as_it_stands("cost-centres"), is_complete=True)
    assert (same.count, same.unchanged) == (0, 2)
    desk.undo(second.id)
    desk.undo(first.id)
    assert codes(desk) == {"6100": "Bedrijfsvoering"}


def test_the_same_code_twice_and_an_end_before_the_start_are_told(world: World) -> None:
    desk = Desk(world.first.ad)
    lines = [("6300", "Een", "1-1-2026", "1-1-2025"), ("6300", "Twee", "", "")]
    told = desk.mistakes("cost-centres", csv_file("cost-centres", COLUMNS, *lines))
    assert [line for line, _, _ in told] == [2, 3]
