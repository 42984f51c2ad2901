"""The isolation exam: nobody of one cooperation ever sees a record, a count or a file name of another.

Every address is found from the URL configuration and asked for as every role of both cooperations and as a visitor:
with one's own ids, with the other's ids, and with the other's words and ids in every field that a page offers. What
is the other's is not a list made by hand: it is whatever stands in its rows and not in one's own.
"""

import re
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.db import models
from django.test import Client
from django.urls import reverse
from tests.architecture.isolation.conftest import Both
from tests.architecture.isolation.owner import UUID_TEXT, Owner, tokens
from tests.architecture.isolation.side import Side
from tests.architecture.isolation.two_cooperations import happens_more
from tests.architecture.isolation.walking import (
    LEAVES,
    Address,
    Form,
    addresses,
    fillings,
    forms_of,
    signed_in,
    taken_back,
    text_of,
    without_chance,
)
from tests.database import pointed_at
from tests.world import TODAY

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.audit.trail import CODES
from bodemplaat.foundation.tenancy.api import Actor, Guarded, GuardedQuerySet, Role

pytestmark = pytest.mark.xdist_group("isolation")

INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))|<style|\sstyle=\"|\son\w+=\"|javascript:"
)
"""A script or style in the page itself; data for a script is none."""
TO_READ = sorted((a for a in addresses() if a.name not in LEAVES), key=lambda a: a.name)


class Walk:
    """One actor of one side on his way; what he finds of the other side is kept in ``leaks``."""

    def __init__(
        self, owner: Owner, mine: Side, other: Side, foreign: set[str], places: Sequence[Address] = TO_READ
    ) -> None:
        self.owner, self.mine, self.other, self.foreign = owner, mine, other, foreign
        self.places = places
        self.leaks: list[str] = []
        self.pages: dict[str, str] = {}
        self.asked: set[tuple[Role, str, tuple[str, ...]]] = set()

    def get(self, client: Client, who: str, address: str, echoed: str = "") -> Any:
        """Ask for an address and look through the answer; what was asked for may be repeated."""
        response = client.get(address)
        text = text_of(response)
        found = (tokens(text) & self.foreign) - tokens(echoed + " " + address)
        if found:
            self.leaks.append(f"{who} reads {sorted(found)[:4]} at {address}")
        if response.status_code >= 500:
            self.leaks.append(f"{who} breaks {address}")
        return response

    def own(self, client: Client, who: str, actor: Actor) -> Iterator[Form]:
        """Every page that is for the actor, with every id of his own side; yields the forms on them."""
        for address in self.places:
            if not address.is_for(actor.role) or (address.is_alike and actor.role is not Role.EMPLOYEE):
                continue
            for values in fillings(self.owner, self.mine, address.parts):
                place = address.at(values)
                response = self.get(client, who, place)
                if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
                    body = response.content.decode()
                    self.pages[f"{who} {place}"] = body
                    yield from forms_of(place, body)

    def reads(self, client: Client, who: str, actor: Actor) -> None:
        """Every page that is for the actor; then every form that filters, once for a role, asked for what is the other's."""
        for form in list(self.own(client, who, actor)):
            kind = (actor.role, form.leads_to, form.names)
            if form.method == "get" and kind not in self.asked:
                self.asked.add(kind)
                with taken_back():  # what nobody could answer is kept, and shown to who writes answers
                    self._asks_for(client, who, form)

    def _asks_for(self, client: Client, who: str, form: Form) -> None:
        probes = [self.other.mark, str(self.other.world.first.id), f"soort-{self.other.mark}"]
        for name, values in form.fields:
            for probe in probes:
                if any(UUID_TEXT.fullmatch(v) for v in values) == bool(UUID_TEXT.fullmatch(probe)):
                    self.get(client, who, form.address(**{name: probe}), echoed=probe)

    def guesses(self, client: Client, who: str, actor: Actor, turn: int) -> None:
        """Every address with the other's ids in it, read and acted on, is not there; each in ``turn`` tries others."""
        for address in self.places:
            if not address.parts or not address.is_for(actor.role):
                continue
            mine = fillings(self.owner, self.mine, address.parts)
            theirs = fillings(self.owner, self.other, address.parts)
            if not mine or not theirs:  # a part of a cooperation has not everything
                continue
            mixed = _mixed(mine[turn % len(mine)], theirs[turn % len(theirs)])
            values = mixed[turn % len(mixed)]
            if theirs == mine:  # of sign-in: it names no record
                continue
            alike = {name for name in values if mine[0].get(name) == theirs[0].get(name)}
            nobodys = {name: value if name in alike else _unknown(value) for name, value in values.items()}
            for method in (client.get, client.post):
                response = method(address.at(values))
                if response.status_code in (404, 405):
                    found = tokens(text_of(response)) & self.foreign - tokens(address.at(values))
                else:  # it may still answer everyone alike, such as by leading to a list
                    unknown = method(address.at(nobodys))
                    told = _answer(response, address.at(values)), _answer(unknown, address.at(nobodys))
                    found = {answer for _, answer in told} if told[0] != told[1] else set()
                if found:
                    self.leaks.append(f"{method.__name__} {address.at(values)} tells {who} that it exists")


WITHIN_ITS_OWNER = frozenset({"process", "pair", "form", "number"})
"""Parts of an address that say which of a record's versions or forms: beside one's own id they lead to one's own."""


def _mixed(mine: Mapping[str, object], theirs: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The other's ids in every part, and in each part with one's own in the rest; a part that both call alike tells nothing."""
    ids = [name for name in theirs if name not in WITHIN_ITS_OWNER and theirs[name] != mine[name]]
    return [theirs, *({**mine, name: theirs[name]} for name in ids if len(theirs) > 1)]


def _unknown(value: object) -> object:
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    return 999_999 if isinstance(value, int) else "bestaat-niet"


def _answer(response: Any, address: str) -> tuple[int, str]:
    """Status and text without what is chance, the address that was asked for and the ids in it."""
    text = without_chance(text_of(response))
    for asked in (address, quote(address, safe=""), *UUID_TEXT.findall(address)):
        text = text.replace(asked, "…")
    return response.status_code, text


def foreign_to(owner: Owner, mine: Side, other: Side) -> set[str]:
    """What stands in the other's rows and not in one's own."""
    found = owner.words(other) - owner.words(mine)
    assert {other.mark, str(other.world.first.id), f"{other.euros},01"} <= found
    return found


def walked(both: Both, mine: Side, other: Side, *, whom: Collection[str] = ()) -> Walk:
    """Every page as everyone of one side, or as some."""
    walk = Walk(both.owner, mine, other, foreign_to(both.owner, mine, other))
    for turn, (who, actor) in enumerate(mine.people.items()):
        if whom and who not in whom:
            continue
        client = signed_in(actor.user_id)
        walk.reads(client, who, actor)
        walk.guesses(client, who, actor, turn)
    return walk


def test_every_part_of_every_address_is_in_the_exam(both: Both) -> None:
    for address in addresses():
        for side in (both.one, both.other):
            assert fillings(both.owner, side, address.parts), address


def test_nobody_sees_anything_of_the_other_cooperation(both: Both) -> None:
    walk = walked(both, both.one, both.other)
    assert not walk.leaks, "\n".join(walk.leaks)
    assert len(walk.pages) > 100, "too few pages to be the whole site"
    inline = {place: found[0] for place, page in walk.pages.items() if (found := INLINE.search(page))}
    assert inline == {}, "a script or a style stands in the page itself"


def unfiltered(self: Guarded[Any], actor: Actor) -> GuardedQuerySet[models.Model]:
    """The first lock, broken."""
    return GuardedQuerySet(self.model, using=self._db)


def test_with_the_first_lock_off_the_second_still_gives_nothing(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guarded, "of", unfiltered)
    walk = walked(both, both.other, both.one, whom=("clerk", "carla"))
    assert not walk.leaks, "\n".join(walk.leaks)


@pytest.mark.parametrize("first_lock", [True, False], ids=["locked", "first-lock-off"])
def test_why_cases_are_late_is_told_to_their_own_side_alone(
    both: Both, monkeypatch: pytest.MonkeyPatch, first_lock: bool
) -> None:
    """So much later that every term is over: only then are there cases whose terms are explained under the figures."""
    if not first_lock:
        monkeypatch.setattr(Guarded, "of", unfiltered)
    places = [each for each in TO_READ if each.name in ("performance:all", "performance:customer")]
    for mine, other in ((both.one, both.other), (both.other, both.one)):
        with time_machine.travel(mine.world.at + timedelta(days=2 * mine.euros), tick=False):
            walk = Walk(both.owner, mine, other, foreign_to(both.owner, mine, other), places)
            for turn, who in enumerate(("carla", "contract_manager")):
                client = signed_in(mine.people[who].user_id)
                list(walk.own(client, who, mine.people[who]))
                walk.guesses(client, who, mine.people[who], turn)
        assert not walk.leaks, "\n".join(walk.leaks)
        explained = [
            place for place, page in walk.pages.items() if "die het verst over de norm gingen" in page
        ]
        assert len(explained) >= 2, list(walk.pages)


def test_with_both_locks_off_the_exam_is_failed(both_for_good: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exam sees what it is there to see: lists, counts of rows, and ids that are guessed."""
    both = both_for_good
    monkeypatch.setattr(Guarded, "of", unfiltered)
    with pointed_at(both.owner.url):  # the owner of the tables, whom policies do not hold
        leaks = walked(both, both.one, both.other, whom=("clerk", "payer")).leaks
    told = "\n".join(leaks)
    for page in ("desk:queue", "desk:batches", "desk:unknown"):
        assert f" at {reverse(page)}\n" in told, told
    assert "tells clerk that it exists" in told, told


def test_every_form_filled_with_the_ids_of_the_other_changes_nothing_there(both_for_good: Both) -> None:
    """Each form on each page is sent as it is, but with an id of the other's for every id of one's own."""
    both = both_for_good
    mine, other = both.other, both.one
    walk = Walk(both.owner, mine, other, foreign_to(both.owner, mine, other))
    theirs = both.owner.counterparts(mine, other)
    before = both.owner.fingerprint(other)
    sent: set[tuple[Role, str, tuple[str, ...]]] = set()
    for who, actor in mine.people.items():
        client = signed_in(actor.user_id)
        for form in list(walk.own(client, who, actor)):
            kind = (actor.role, form.leads_to, form.names)
            if form.method != "post" or "/account/" in form.action or kind in sent:
                continue
            sent.add(kind)
            body = [(name, _exchanged(value, theirs)) for name, value in form.first_choice()]
            typed = " ".join(value for _, value in body)
            response = client.post(form.action, _as_data(body))
            found = (tokens(text_of(response)) & walk.foreign) - tokens(typed)
            assert not found, f"{who} reads {sorted(found)[:4]} after sending the form of {form.action}"
            assert response.status_code < 500, f"{who} breaks {form.action}"
    assert len(sent) > 20, "too few forms to be the whole site"
    assert not walk.leaks, "\n".join(walk.leaks)
    after = both.owner.fingerprint(other)
    assert {table for table in before if before[table] != after[table]} == set()


def _exchanged(value: str, theirs: Mapping[str, str]) -> str:
    return UUID_TEXT.sub(lambda found: theirs.get(found[0], found[0]), value)


def _as_data(body: list[tuple[str, str]]) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in body:
        data.setdefault(name, []).append(value)
    return data


def test_a_page_is_the_same_however_much_happens_at_the_other(both: Both) -> None:
    """Counts, sums, percentiles and pictures: to the letter, before and after."""
    mine, other = both.one, both.other
    before, after = (Walk(both.owner, mine, other, set()) for _ in range(2))
    for walk in (before, after):
        with taken_back():  # an export leaves a line in one's own trail
            for who in ("clerk", "payer", "contract_manager", "carla", "jan", "ad"):
                actor = mine.people[who]
                client = signed_in(actor.user_id)
                for address in TO_READ:
                    if not address.parts and address.is_for(actor.role) and not address.is_of_sign_in:
                        response = walk.get(client, who, address.at({}))
                        walk.pages[f"{who} {address.name}"] = without_chance(text_of(response))
        if walk is before:
            happens_more(other)
    assert {page for page, text in before.pages.items() if after.pages[page] != text} == set()


def test_the_trail_holds_facts_and_no_words_that_somebody_wrote(both: Both) -> None:
    """Every free text of this world bears its side's mark; kinds, functions, steps and seeds are rules, not words."""
    told = 0
    for side in (both.one, both.other):
        for table, row in both.owner.everything(side):
            if table == "audit_auditentry":
                told += 1
                words = {name: value for name, value in row["details"].items() if name not in CODES}
                assert side.mark not in str(words), row
    assert told > 100


ROLE_PAGES: Mapping[str, frozenset[Role]] = {
    "desk:queue": frozenset({Role.SSC_CLERK, Role.SSC_PAYER}),
    "desk:payments": frozenset({Role.SSC_PAYER}),
    "desk:batches": frozenset({Role.SSC_PAYER}),
    "desk:statements": frozenset({Role.SSC_PAYER}),
    "desk:unknown": frozenset({Role.SSC_PAYER}),
    "board:overview": frozenset({Role.CONTROLLER, Role.CONTRACT_MANAGER}),
    "performance:invoices": frozenset({Role.CONTROLLER, Role.CONTRACT_MANAGER}),
    "performance:all": frozenset({Role.CONTROLLER, Role.CONTRACT_MANAGER}),
    "books:balance": frozenset({Role.CONTROLLER}),
    "books:post": frozenset({Role.CONTROLLER}),
    "books:elsewhere": frozenset({Role.CONTROLLER}),
    "books:iv3": frozenset({Role.CONTROLLER}),
    "books:rules": frozenset({Role.CONTROLLER}),
    "books:budget": frozenset({Role.CONTROLLER}),
    "books:budget_rule": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "books:periods": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "cases:satisfaction": frozenset({Role.CONTROLLER, Role.CONTRACT_MANAGER}),
    "cases:complaints": frozenset({Role.SSC_CLERK, Role.CONTROLLER, Role.CONTRACT_MANAGER}),
    "cases:mail_list": frozenset({Role.SSC_CLERK}),
    "invoices:list": frozenset({Role.SSC_CLERK}),
    "invoices:stuck": frozenset({Role.SSC_CLERK}),
    "invoices:export": frozenset({Role.SSC_CLERK}),
    "invoices:new": frozenset({Role.SSC_CLERK}),
    "invoices:to_decide": frozenset(Role),
    "invoices:suppliers": frozenset({Role.SSC_CLERK}),
    "invoices:new_supplier": frozenset({Role.SSC_CLERK}),
    "invoices:second": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "invoices:order_match": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "invoices:waiting": frozenset({Role.SSC_CLERK}),
    "orders:list": frozenset({Role.SSC_CLERK}),
    "orders:export": frozenset({Role.SSC_CLERK}),
    "orders:new": frozenset({Role.SSC_CLERK}),
    "orders:to_decide": frozenset(Role),
    "orders:to_receive": frozenset({Role.EMPLOYEE, Role.MANAGER, Role.SSC_CLERK}),
    "sales:list": frozenset({Role.SSC_CLERK, Role.CONTROLLER}),
    "sales:new": frozenset({Role.SSC_CLERK, Role.CONTROLLER}),
    "sales:parties": frozenset({Role.SSC_CLERK, Role.CONTROLLER}),
    "billing:list": frozenset({Role.CONTROLLER}),
    "billing:vat": frozenset({Role.CONTROLLER}),
    "billing:years": frozenset({Role.CONTROLLER}),
    "sales:own": frozenset({Role.SSC_CLERK, Role.CONTROLLER}),
    "sales:new_customer": frozenset({Role.SSC_CLERK, Role.CONTROLLER}),
    "cases:mail_addresses": frozenset({Role.CONTRACT_MANAGER, Role.ADMINISTRATOR}),
    "board:claims": frozenset({Role.CONTROLLER}),
    "board:export": frozenset({Role.CONTROLLER}),
    "board:samples": frozenset({Role.CONTROLLER}),
    "board:settings": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "board:change_rules": frozenset({Role.ADMINISTRATOR}),
    "board:proposals": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "board:people": frozenset({Role.ADMINISTRATOR}),
    "founding:own_provider": frozenset({Role.ADMINISTRATOR, Role.CONTROLLER}),
    "services:offered": frozenset(Role),
    "services:kept": frozenset({Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR}),
    "services:new": frozenset({Role.CONTRACT_MANAGER, Role.ADMINISTRATOR}),
    "knowledge:search": frozenset(Role),
    "agreements:deliveries": frozenset({Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR}),
    "search:results": frozenset(Role),
    "knowledge:kept": frozenset({Role.SSC_CLERK, Role.CONTRACT_MANAGER, Role.ADMINISTRATOR}),
    "knowledge:new": frozenset({Role.SSC_CLERK, Role.CONTRACT_MANAGER, Role.ADMINISTRATOR}),
    "knowledge:figures": frozenset({Role.SSC_CLERK, Role.CONTRACT_MANAGER, Role.ADMINISTRATOR}),
    "board:divisions": frozenset(
        {Role.CONTROLLER, Role.CONTRACT_MANAGER, Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR}
    ),
    "founding:home": frozenset({Role.ADMINISTRATOR}),
    "founding:cooperation": frozenset({Role.COOPERATION_ADMINISTRATOR}),
    "founding:organisation": frozenset({Role.ADMINISTRATOR}),
    "founding:clients": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "founding:add_client": frozenset({Role.ADMINISTRATOR}),
    "founding:units": frozenset({Role.ADMINISTRATOR}),
    "founding:begin_with_files": frozenset({Role.COOPERATION_ADMINISTRATOR}),
    "founding:imports": frozenset({Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR}),
    "founding:new_together": frozenset({Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR}),
    "board:stuck": frozenset({Role.ADMINISTRATOR}),
    "board:contacts": frozenset({Role.ADMINISTRATOR}),
    "board:tasks": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "calculator:models": frozenset(
        {Role.CONTROLLER, Role.CONTRACT_MANAGER, Role.MANAGER, Role.SSC_CLERK, Role.SSC_PAYER}
    ),
    "calculator:new": frozenset({Role.CONTROLLER, Role.CONTRACT_MANAGER}),
    "board:correction_requests": frozenset({Role.ADMINISTRATOR}),
    "board:retention": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "board:retention_terms": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "board:trail": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    "board:trail_export": frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
}
OF_A_PROVIDER = {
    "billing:vat",
    "cases:mail_addresses",
    "services:kept",
    "services:new",
    "knowledge:kept",
    "knowledge:new",
    "knowledge:figures",
}
"""Pages that nobody opens whose organisation provides nothing."""
# Who opens what of Anna's: the page of the claim, and the files that prove it. Bert stands in for Jan this week.
OPENS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"anna"}),
    "in_approval": frozenset({"anna", "jan", "bert", "clerk", "payer", "carla"}),
    "paid": frozenset({"anna", "jan", "bert", "clerk", "payer", "carla"}),
}
READS_WITHOUT_FILES = {"payer"}
"""Who pays reads a claim and not the receipts: they say more about somebody than paying asks."""


def test_each_role_opens_its_own_pages_and_no_others(both: Both) -> None:
    providers = {both.one.world.provider, both.one.world.second.id}
    for actor in both.one.people.values():
        client = signed_in(actor.user_id)
        for name, roles in ROLE_PAGES.items():
            may = actor.role in roles and (name not in OF_A_PROVIDER or actor.organisation_id in providers)
            expected = 200 if may else 403
            assert client.get(reverse(name)).status_code == expected, (actor.role, name)


def test_within_a_municipality_a_claim_is_opened_by_whom_it_concerns(both: Both) -> None:
    w = both.one.world
    readers = both.one.people | {"bert": w.first.bert, "piet": w.first.piet, "jan of the other": w.second.jan}
    proofs = fillings(both.owner, both.one, frozenset({"claim", "document"}))
    clients = {who: signed_in(actor.user_id) for who, actor in readers.items()}
    for proof in proofs:
        state = claims.claim_view(actor=w.system, claim=proof["claim"], on=TODAY).state  # type: ignore[arg-type]
        for who, client in clients.items():
            expected = 200 if who in OPENS[state] else 404
            page = reverse("selfservice:claim", args=[proof["claim"]])
            assert client.get(page).status_code == expected, (state, who)
            files = [
                reverse("selfservice:evidence", kwargs=dict(proof)),
                reverse("selfservice:preview", kwargs=dict(proof)),
            ]
            seen = {client.get(file).status_code for file in files} - {302}
            assert seen == {404 if who in READS_WITHOUT_FILES else expected}, (state, who)


def test_a_visitor_is_sent_to_sign_in_from_every_page(both: Both) -> None:
    client = signed_in(None)
    for address in TO_READ:
        if address.roles is None:
            continue
        place = address.at(fillings(both.owner, both.one, address.parts)[0])
        for method in (client.get, client.post):
            response = method(place)
            if response.status_code != 405:
                assert response.status_code == 302, place
                assert response["Location"].startswith("/account/login/"), place
