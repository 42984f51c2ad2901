"""One box for everybody: what was found in groups, each with a link to what may be opened, and nothing else."""

from django.urls import reverse
from tests.capabilities.cases.desk import asked, published
from tests.capabilities.knowledge.desk import answered
from tests.surfaces.search.conftest import SignedIn
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.tenancy.api import Actor

ADDRESS = reverse("search:results")


def test_what_is_found_stands_in_groups_with_links(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    service = published(world, controller)
    case, answer = asked(world.first.anna, service), answered(world)
    client = signed_in(world.first.anna)
    page = client.get(ADDRESS, {"q": "verklaringen"}).content.decode()
    assert reverse("cases:case", args=[case]) in page
    assert reverse("services:service", args=[service]) not in page
    assert (
        reverse("services:service", args=[service])
        in client.get(ADDRESS, {"q": "werkgeversverklaringen"}).content.decode()
    )
    assert reverse("knowledge:answer", args=[answer]) in client.get(ADDRESS, {"q": "leave"}).content.decode()
    at_desk = signed_in(world.clerk).get(ADDRESS, {"q": "verklaring bank"}).content.decode()
    assert reverse("cases:desk_case", args=[case]) in at_desk
    assert world.first.anna.person_name in at_desk
    elsewhere = signed_in(world.second.anna).get(ADDRESS, {"q": "verklaring bank"}).content.decode()
    assert str(case) not in elsewhere


def test_a_claim_is_found_by_who_may_open_it(world: World, signed_in: SignedIn) -> None:
    claim = world.submitted(world.first.anna)
    address = reverse("selfservice:claim", args=[claim])
    name = world.first.anna.person_name.split()[0]
    assert address in signed_in(world.first.anna).get(ADDRESS, {"q": name}).content.decode()
    assert address not in signed_in(world.second.anna).get(ADDRESS, {"q": name}).content.decode()


def test_an_empty_box_says_what_to_do_and_nothing_found_too(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.first.anna)
    assert "brings you to the search box" in client.get(ADDRESS).content.decode()
    page = client.get(ADDRESS, {"q": "zeppelin"})
    assert "Nothing found" in page.content.decode()


def test_signs_and_stop_words_find_nothing(world: World, controller: Actor, signed_in: SignedIn) -> None:
    published(world, controller)
    client = signed_in(world.first.anna)
    for typed in ("%", "'", "de", "a b c", "\N{GRINNING FACE}"):
        assert "Nothing found" in client.get(ADDRESS, {"q": typed}).content.decode(), typed


def test_the_box_stands_in_the_bar_of_every_page(world: World, signed_in: SignedIn) -> None:
    for who in (world.first.anna, world.clerk, world.payer, world.first.carla, world.first.ad):
        client = signed_in(who)
        assert client.get(ADDRESS, {"q": "verklaring"}).status_code == 200
        page = client.get(reverse("knowledge:search")).content.decode()
        assert f'class="bar-search" method="get" action="{ADDRESS}"' in page


def test_what_an_employee_does_not_find_is_a_gap_and_what_the_desk_looks_up_is_none(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    published(world, controller)
    for who in (world.first.anna, world.second.jan):
        signed_in(who).get(ADDRESS, {"q": "parkeervergunning 2027"})
        signed_in(who).get(ADDRESS, {"q": "werkgeversverklaring"})
        signed_in(who).get(ADDRESS, {"q": " "})
    for who in (world.clerk, world.contract_manager, world.first.carla, world.first.ad):
        for _time in range(2):
            signed_in(who).get(ADDRESS, {"q": "helikopter"})
    (gap,) = knowledge.gaps_told(actor=world.clerk, since=MONDAY, on=TODAY)
    assert (gap.words, gap.times, gap.organisations) == ("parkeervergunning", 2, 2)


def test_a_total_is_the_true_one_and_what_does_not_fit_has_a_way_on(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    service = published(world, controller)
    made = [asked(world.first.anna, service) for _ in range(8)]
    for who in (world.first.anna, world.clerk):
        page = signed_in(who).get(ADDRESS, {"q": "verklaring bank"}).text
        assert "8 found" in page
        assert "More cases" not in page
    made.append(asked(world.first.anna, service))
    for who, name in ((world.first.anna, "cases:case"), (world.clerk, "cases:desk_case")):
        client = signed_in(who)
        page = client.get(ADDRESS, {"q": "verklaring bank"}).text
        assert "8 found" not in page
        assert "More than is shown here: of each kind the first 8." in page
        assert "?q=verklaring%20bank&amp;kind=cases" in page
        page = client.get(ADDRESS, {"q": "verklaring bank", "kind": "cases"}).text
        assert "9 found" in page
        assert all(reverse(name, args=[case]) in page for case in made)
        assert "Search all kinds" in page
    assert (
        "Nothing found"
        in signed_in(world.second.anna).get(ADDRESS, {"q": "verklaring bank", "kind": "cases"}).text
    )
