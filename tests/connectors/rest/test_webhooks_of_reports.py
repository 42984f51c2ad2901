"""Being told of reports: offered and signed, at both sides."""

# ruff: noqa: F811  # fixtures of the module on signing are used here
from tests.capabilities.performance.test_signing import second, signed, world  # noqa: F401
from tests.connectors.rest.conftest import connect
from tests.connectors.rest.test_webhooks import ADDRESS, told_to
from tests.world import World

from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor


def test_a_report_is_told_of_when_it_is_offered_and_when_both_signed(world: World, second: Actor) -> None:
    reader = connect(world, world.first.ad, world.first.carla, Scope.REPORTS_READ, Scope.WEBHOOKS)
    kinds = ["report.offered", "report.signed"]
    assert reader.posts("/webhooks", {"address": ADDRESS, "kinds": kinds}).status_code == 201
    report = signed(world, second)
    for each in (world.first.id, world.provider):
        deliver_waiting(each)
    sides = {"report": str(report), "customer": str(world.first.id), "provider": str(world.provider)}
    assert sorted(told_to(world.first.id)) == [
        ("report.offered", {**sides, "state": "offered"}),
        ("report.signed", {**sides, "state": "signed"}),
    ]
    assert told_to(world.second.id) == []
