"""A desk with services to ask for, for tests of cases."""

import uuid
from datetime import date
from decimal import Decimal
from uuid import UUID

from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Choice, Field, FieldKind, Form, Indicator, ShownWhen, Words
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

FORM = Form(
    (
        Field(
            "kind",
            FieldKind.CHOICE,
            Words("Soort", "Kind"),
            required=True,
            choices=(
                Choice("work", Words("Werk", "Work")),
                Choice("mortgage", Words("Hypotheek", "Mortgage")),
            ),
        ),
        Field(
            "amount",
            FieldKind.AMOUNT,
            Words("Bedrag", "Amount"),
            required=True,
            shown_when=ShownWhen("kind", ("mortgage",)),
        ),
        Field("for_whom", FieldKind.PERSON, Words("Voor wie", "For whom")),
        Field("wanted", FieldKind.DATE, Words("Nodig op", "Needed on")),
    )
)


def within(days: int, unit: str = "working_days") -> Indicator:
    """A norm in days, in 95 of a hundred cases."""
    return Indicator(
        "lead_time", Words("Geleverd binnen", "Delivered within"), Decimal(days), unit, Decimal(95)
    )


STATEMENT = catalogue.Content(
    name=Words("Werkgeversverklaring", "Employer's statement"),
    process="per-3D",
    line=1,
    indicators=(within(3),),
    form=FORM,
)
ADVICE = catalogue.Content(name=Words("Vraag over regels", "Question about rules"), process="per-9C", line=2)


def controller_of(world: World, name: str = "Cato Prins") -> Actor:
    """Somebody at the centre who adopts what the contract manager writes."""
    (desk, *_) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, name, None, Role.CONTROLLER)


def published(
    world: World,
    controller: Actor,
    content: catalogue.Content = STATEMENT,
    code: str = "SP18",
    since: date = TODAY,
) -> UUID:
    """A service that customers can ask for from a day on."""
    service = catalogue.write_service(
        actor=world.contract_manager, cooperation=world.cooperation, code=code, content=content, at=MONDAY
    )
    view = catalogue.service(actor=world.contract_manager, service=service, on=TODAY)
    catalogue.adopt_version(actor=controller, version=view.latest.id, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=since, at=MONDAY)
    return service


def asked(who: Actor, service: UUID, at: object = MONDAY, **typed: str) -> UUID:
    """A request that somebody sent from the portal."""
    return cases.open_case(
        actor=who,
        service=service,
        question=cases.Question(
            "Verklaring voor de bank", "Graag met loonstrook.", {"kind": "work", **typed}
        ),
        key=uuid.uuid4().hex,
        at=at,  # type: ignore[arg-type]
    )


def seen(who: Actor, case: UUID, at: object = MONDAY) -> cases.CaseView:
    """A case as somebody opens it."""
    return cases.case_view(actor=who, case=case, at=at)  # type: ignore[arg-type]
