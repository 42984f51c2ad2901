"""Schemathesis asks the real application whatever the document allows, and what it does not: no fault, and answers conform.

The same examples every time, few of each; ``HYPOTHESIS_PROFILE`` changes nothing here.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.capabilities.cases.desk import asked
from tests.connectors.rest.conftest import System
from tests.world import World

from bodemplaat.connectors.rest import entry
from bodemplaat.connectors.rest.document import document
from bodemplaat.foundation.clients.api import THROUGH
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.foundation.webhooks import api as webhooks

OPERATIONS = [(path, method) for path, methods in document()["paths"].items() for method in methods]


@pytest.fixture
def known(world: World, service: UUID, intranet: System) -> dict[str, str]:
    """Ids that are there, so that not every address leads to nothing."""
    assert intranet.client is not None
    hook = webhooks.register_webhook(
        actor=Actor.system(world.first.id, through=THROUGH),
        client=intranet.client,
        address="https://zaken.nederlek.example/hook",
        kinds=[webhooks.EventKind.CASE_OPENED],
        at=world.at,
    )
    return {
        "case": str(asked(world.first.anna, service)),
        "service": str(service),
        "report": str(world.first.id),
        "person": str(world.first.anna.person),
        "webhook": str(hook),
    }


@pytest.fixture
def interface(settings: Any, monkeypatch: pytest.MonkeyPatch, intranet: System) -> Iterator[Any]:
    """The interface as its own document tells it, behind the real application.

    That closes its connection after a request; here the test's transaction is on it.
    """
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(entry, "MOST_A_MINUTE", 10**9)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "not"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_fault_and_every_answer_as_described(
    interface: Any, intranet: System, known: dict[str, str], path: str, method: str, mode: GenerationMode
) -> None:
    @settings(
        max_examples=12,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=interface[path][method].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        for name, value in case.path_parameters.items():
            if mode is GenerationMode.POSITIVE and str(value)[:1] in "02468ace":
                case.path_parameters[name] = known[name]
        sent = case.body if isinstance(case.body, dict) else {}
        if mode is GenerationMode.POSITIVE and "service" in sent and len(str(sent["subject"])) % 2:
            case.body = {**sent, "service": known["service"], "requester": {"personId": known["person"]}}
        # whether a cursor, a service or a person is one, no schema can say
        case.call_and_validate(
            headers={"Authorization": f"Bearer {intranet.secret}"}, excluded_checks=[positive_data_acceptance]
        )

    ask()
