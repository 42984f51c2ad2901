"""The overview: three figures against another period, and the way to what they are made of."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, Municipality, World, employ, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.queries.small_cells import Part, merged
from bodemplaat.foundation.tenancy.api import Role, entered
from bodemplaat.kernel import Euro, Period

OVERVIEW = "/bestuur/"
OCTOBER = MONDAY - timedelta(days=40)


def test_it_opens_with_three_figures_against_the_month_before(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.anna, journey("100", day=OCTOBER.date()), at=OCTOBER)
    world.submitted(world.first.anna, journey("50"))
    page = signed_in(world.first.carla).get(OVERVIEW)
    text = page.content.decode()
    assert "€11.50 was claimed" in text
    assert "€11.50 less than in the first 23 days of October 2026" in text
    figures = page.context["figures"]
    assert [figure.value for figure in figures] == ["€12", "€0", "–"]
    assert figures[0].change == "50% less than in the first 23 days of October 2026"


def test_median_and_ninety_percent_are_those_of_nearest_rank(world: World, signed_in: SignedIn) -> None:
    took = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
    with entered(world.system):
        for days in took:
            claim = world.submitted(world.first.anna, journey("10"))
            settled = MONDAY + timedelta(days=days)
            Claim.records.of(world.system).filter(id=claim).update(state=lifecycle.PAID, settled_at=settled)
    lead = claims.overview(actor=world.first.carla, period=Period.month(2026, 11)).lead_time
    assert (lead.median_days, lead.p90_days) == (claims.nearest_rank(took, 50), claims.nearest_rank(took, 90))
    assert lead.by_days == tuple((days, 1) for days in took)
    head = claims.headline(actor=world.first.carla, period=Period.month(2026, 11))
    assert (head.count, head.median_days) == (10, 5)
    text = signed_in(world.first.carla).get(OVERVIEW).content.decode()
    assert "Half was paid within 5 days, nine out of ten within 9 days." in text


def test_the_line_in_the_picture_stands_at_the_median_that_the_words_name(
    world: World, signed_in: SignedIn
) -> None:
    with entered(world.system):
        for hours in (5 * 24, 13 * 24 + 22, 14 * 24 + 5):
            claim = world.submitted(world.first.anna, journey("10"))
            settled = MONDAY + timedelta(hours=hours)
            Claim.records.of(world.system).filter(id=claim).update(state=lifecycle.PAID, settled_at=settled)
    text = signed_in(world.first.carla).get(OVERVIEW).content.decode()
    assert "Half was paid within 13.9 days" in text
    assert "median 13.9" in text
    assert "median 13<" not in text


def test_every_figure_opens_the_list_that_adds_up_to_it(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.anna, journey("100"))
    world.submitted(world.first.bert)
    controller = signed_in(world.first.carla)
    page = controller.get(OVERVIEW)
    parts = [*page.context["divided"], *page.context["states"]]
    assert parts
    for part in parts:
        listed = controller.get(part.href).context["found"]
        assert listed.count == part.count
        assert part.amount == f"€{listed.total.decimal:,.2f}"
    for part in page.context["kinds"]:
        assert controller.get(part.href).context["found"].count == part.count


def everyone_claims(hall: Municipality, world: World, kilometres: str) -> UUID:
    """Three people of a municipality claim the same; answers the first claim."""
    made = [world.submitted(who, journey(kilometres)) for who in (hall.anna, hall.bert, hall.jan)]
    return made[0]


@pytest.mark.parametrize("people", [1, 2])
def test_who_sees_sums_only_sees_no_sum_over_one_or_two_people(
    world: World, signed_in: SignedIn, people: int
) -> None:
    everyone_claims(world.second, world, "50")
    for who in (world.first.anna, world.first.bert)[:people]:
        world.submitted(who, journey("100"))
    month = Period.month(2026, 11)
    for organisation in (None, world.first.id, world.second.id):
        asked = {"actor": world.contract_manager, "period": month, "organisation": organisation}
        expected = Euro(0) if organisation == world.first.id else Euro.of("34.50")
        seen = claims.overview(**asked)  # type: ignore[arg-type]
        assert seen.claimed == claims.headline(**asked).claimed == expected  # type: ignore[arg-type]
        for parts in (seen.units, seen.kinds, seen.states, seen.organisations, seen.months):
            assert all(part.count >= 3 for part in parts)
    whole = claims.overview(actor=world.first.carla, period=month).claimed
    assert whole == Euro.of("23.00") * people, "the controller sees the own municipality whole"
    text = signed_in(world.contract_manager).get(OVERVIEW).content.decode()
    assert "fewer than 3 people of a municipality claimed is left out" in text


def test_one_human_being_with_two_jobs_counts_once(world: World) -> None:
    """Two persons with one account are one human being: what the three of them claimed is a sum over two."""
    hall = world.first
    anna_too = employ(
        world.system, hall.id, hall.unit, "Anna Elders", hall.jan.person, Role.EMPLOYEE, hall.anna.user_id
    )
    for who in (hall.anna, anna_too, hall.bert):
        world.submitted(who, journey("100"))
    month = {"actor": world.contract_manager, "period": Period.month(2026, 11)}
    seen = claims.overview(**month)  # type: ignore[arg-type]
    assert seen.claimed == claims.headline(**month).claimed == Euro(0)  # type: ignore[arg-type]
    assert (seen.units, seen.kinds, seen.states, seen.organisations, seen.months) == ((),) * 5
    world.submitted(hall.jan, journey("100"))
    assert claims.headline(**month).claimed == Euro.of(92), "now there are three"  # type: ignore[arg-type]


def test_what_was_paid_to_one_human_being_in_three_jobs_is_not_a_sum(world: World) -> None:
    hall = world.first
    jobs = [
        employ(world.system, hall.id, hall.unit, name, hall.jan.person, Role.EMPLOYEE, hall.anna.user_id)
        for name in ("Anna Elders", "Anna Derde")
    ]
    everyone_claims(hall, world, "50")
    paid = [world.submitted(who, journey("70")) for who in (hall.anna, *jobs)]
    with entered(world.system):
        Claim.records.of(world.system).filter(id__in=paid).update(state=lifecycle.PAID, settled_at=MONDAY)
    seen = claims.overview(actor=world.contract_manager, period=Period.month(2026, 11))
    assert seen.paid == seen.months[0].paid == Euro(0)
    assert [(part.key, part.count) for part in seen.states] == [(claims.TOGETHER, 6)]


def test_a_day_more_or_less_makes_no_difference_to_who_sees_sums_only(world: World) -> None:
    """So that the claim of one day is not found by subtraction."""
    everyone_claims(world.first, world, "50")
    early = MONDAY - timedelta(days=2)
    world.submitted(world.first.anna, journey("100", day=early.date()), at=early)
    wide, narrow = (
        Period(date(2026, 11, 20), date(2026, 11, 24)),
        Period(date(2026, 11, 22), date(2026, 11, 24)),
    )
    sums = {claims.headline(actor=world.contract_manager, period=each).claimed for each in (wide, narrow)}
    assert sums == {Euro.of("57.50")}


def test_what_was_paid_to_one_is_not_a_sum(world: World) -> None:
    everyone_claims(world.first, world, "50")
    claim = world.submitted(world.first.anna, journey("70"))
    with entered(world.system):
        Claim.records.of(world.system).filter(id=claim).update(state=lifecycle.PAID, settled_at=MONDAY)
    seen = claims.overview(actor=world.contract_manager, period=Period.month(2026, 11))
    assert seen.paid == seen.months[0].paid == Euro(0)
    assert [(part.key, part.count) for part in seen.states] == [(claims.TOGETHER, 4)]


people_of_parts = st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=6)


@given(people_of_parts)
def test_no_part_that_is_shown_is_of_too_few_people(groups: list[set[int]]) -> None:
    parts = [Part(str(n), "", len(who), 100 + n, {UUID(int=p) for p in who}) for n, who in enumerate(groups)]
    whole = set().union(*(part.people for part in parts))
    shown = merged(parts)
    assert sum(part.cents for part in shown) == sum(part.cents for part in parts)
    assert all(len(part.people) >= min(claims.FEWEST, len(whole)) for part in shown)


def test_a_contract_manager_sees_sums_of_whom_they_serve_and_never_a_claim(
    world: World, elsewhere: World, signed_in: SignedIn
) -> None:
    other = elsewhere
    claim = everyone_claims(world.first, world, "100")
    everyone_claims(world.second, world, "50")
    other.submitted(other.first.anna, journey("1000"))
    manager = signed_in(world.contract_manager)
    text = manager.get(OVERVIEW).content.decode()
    assert "€103.50 was claimed" in text
    assert "Anna" not in text
    assert reverse("board:claims") not in text
    one = manager.get(OVERVIEW, {"organisation": str(world.second.id)}).content.decode()
    assert "Vlist: €34.50 was claimed" in one
    assert manager.get(OVERVIEW, {"organisation": str(other.first.id)}).status_code == 404
    assert manager.get(reverse("selfservice:claim", args=[claim])).status_code in {403, 404}


def test_a_controller_sees_the_own_organisation_only(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.second.anna, journey("50"))
    text = signed_in(world.first.carla).get(OVERVIEW, {"organisation": str(world.second.id)}).content.decode()
    assert "Nothing was claimed in this period" in text


PERIODS = [
    ("span=quarter", "Expense claims, quarter 4 of 2026"),
    ("span=year", "Expense claims, 2026"),
    ("span=month&day=2026-10-05", "Expense claims, October 2026"),
    ("span=free&since=2026-11-20&until=2026-11-10", "10 November 2026 to 20 November 2026"),
    ("span=nonsense&day=x", "Expense claims, November 2026"),
    ("span=free&since=0001-01-01", "Expense claims,"),
]


def test_any_period_can_be_asked_and_nonsense_is_today(world: World, signed_in: SignedIn) -> None:
    controller = signed_in(world.first.carla)
    for query, heading in PERIODS:
        response = controller.get(f"{OVERVIEW}?{query}")
        assert response.status_code == 200
        assert heading in response.content.decode()


def test_every_picture_has_its_finding_in_words_and_its_table(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.anna, journey("100"))
    text = signed_in(world.first.carla).get(OVERVIEW).content.decode()
    pictures = re.findall(r'<figure class="picture">.*?</figure>', text, re.S)
    assert len(pictures) == 5
    for picture in pictures:
        if "<svg" in picture:
            assert re.search(r'role="img" aria-label="[^"]{10,}"', picture)
            assert "Show as a table" in picture


def test_sums_by_month_and_breakdowns_add_up(world: World) -> None:
    for _ in range(3):
        world.submitted(world.first.anna, journey("7"))
    seen = claims.overview(actor=world.first.carla, period=Period.year(2026))
    for parts in (seen.units, seen.kinds, seen.states, seen.organisations):
        assert Euro.total(part.amount for part in parts) == seen.claimed
    assert seen.units[0].key == str(world.first.unit)
