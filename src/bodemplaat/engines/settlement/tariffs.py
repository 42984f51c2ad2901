"""Paying per service taken: tariffs, planned and actual volumes, and what they bring in.

A tariff follows from the cost (planned cost over planned volume, with a weight per group where one group takes more
labour than another) or is set, for instance to the market price. Source: handbook 1.2.1, first variant, and thema F
("tarief per medewerker … meer of minder arbeidsintensieve groepen").
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.engines.settlement.bases import NotDivisible
from bodemplaat.kernel import Euro, Rounding, Trace, UnitPrice, divide, say
from bodemplaat.kernel.euro import round_fraction


@dataclass(frozen=True, slots=True)
class Tariff:
    """The price of one unit for a group from a day on, in euros with any decimals.

    ``price`` ``None`` asks for the cost price; ``weight`` then says how much labour a unit takes beside the other
    groups of the same service.
    """

    price: Decimal | None = None
    group: str = ""
    weight: Fraction = Fraction(1)
    since: date = date.min
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Volume:
    """How many units a participant takes: planned, and actual once known; priced as on day ``on``."""

    participant: str
    planned: Decimal
    actual: Decimal | None = None
    group: str = ""
    on: date | None = None
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A service with a tariff. ``budget`` and ``actual`` are what it costs the provider, where that is known.

    ``shares_result``: whether those who take it get its surplus back and bear its deficit; otherwise the price is
    final. ``in_advance``: whether it is billed in advances on the planned volume, or by use.
    """

    name: str
    unit: str
    tariffs: tuple[Tariff, ...]
    volumes: tuple[Volume, ...]
    provider: str = ""
    budget: Euro | None = None
    actual: Euro | None = None
    decimals: int = 2
    shares_result: bool = True
    in_advance: bool = False
    source: str = field(default="", compare=False)

    @property
    def groups(self) -> frozenset[str]:
        """The groups that have a tariff."""
        return frozenset(tariff.group for tariff in self.tariffs)

    @property
    def is_measured(self) -> bool:
        """Whether at least one actual volume is known."""
        return any(volume.actual is not None for volume in self.volumes)

    def tariff(self, group: str, on: date) -> Tariff | None:
        """The newest tariff of a group in force, or ``None``."""
        in_force = [tariff for tariff in self.tariffs if tariff.group == group and tariff.since <= on]
        return max(in_force, key=lambda tariff: tariff.since, default=None)

    def price(self, group: str, on: date) -> Decimal:
        """The price of a unit, rounded half up to ``decimals``; raises ``NotDivisible`` when it cannot be known.

        The cost price is ``budget × weight / Σ planned volume × weight``, so planned volume times price is the
        budget again but for the rounding of the price.
        """
        tariff = self.tariff(group, on)
        if tariff is None:
            raise NotDivisible(
                say("There is no tariff for group “{group}” on {day}. Add it, or correct the group."),
                group=group,
                day=on,
            )
        if tariff.price is not None:
            return tariff.price
        weighted = self.weighted_plan(on)
        if self.budget is None or not weighted:
            raise NotDivisible(
                say("A cost price needs a budgeted cost and a planned volume. Fill them in, or name a price.")
            )
        scale = 10**self.decimals
        units = round_fraction(
            Fraction(self.budget.decimal) * tariff.weight / weighted * scale, Rounding.HALF_UP
        )
        return Decimal(units).scaleb(-self.decimals)

    def weighted_plan(self, on: date) -> Fraction:
        """The planned volume, every group counted by its weight."""
        plan = Fraction(0)
        for volume in self.volumes:
            tariff = self.tariff(volume.group, volume.on or on)
            plan += Fraction(volume.planned) * (tariff.weight if tariff else 1)
        return plan

    def amount(self, volume: Volume, on: date, *, planned: bool) -> Euro:
        """Volume times price, rounded half up to the cent; an unknown actual volume counts as nothing."""
        units = volume.planned if planned else volume.actual or Decimal(0)
        price = Fraction(self.price(volume.group, volume.on or on))
        return Euro(round_fraction(Fraction(units) * price * 100, Rounding.HALF_UP))

    def charged(self, participant: str, on: date, *, planned: bool) -> Euro:
        """What a participant is charged for the planned or the actual volume."""
        own = (volume for volume in self.volumes if volume.participant == participant)
        return Euro.total(self.amount(volume, on, planned=planned) for volume in own)


@dataclass(frozen=True, slots=True)
class ServiceBill:
    """One service over a year, per participant: budgeted, charged for use, and what remains after its result."""

    service: Service
    on: date
    budget: dict[str, Euro]
    charged: dict[str, Euro]
    settled: dict[str, Euro]

    @property
    def cost(self) -> Euro | None:
        """What it cost the provider: actual where known."""
        return self.service.budget if self.service.actual is None else self.service.actual

    def trace(self, participant: str, *, planned: bool) -> Trace:
        """Volume times price, and the share in the result."""
        charged = self.budget[participant] if planned else self.charged[participant]
        final = charged if planned else self.settled[participant]
        parts = tuple(
            self._volume_trace(volume, planned=planned)
            for volume in self.service.volumes
            if volume.participant == participant
        )
        if final != charged:
            values: dict[str, object] = {
                "charged": charged,
                "all": Euro.total(self.charged.values()),
                "cost": self.cost,
            }
            text = say("share of the result: {charged} of {all} charged, actual cost {cost}")
            parts += (Trace(self.service.name, final - charged, text, values, source=self.service.source),)
        if len(parts) == 1:
            return parts[0]
        return Trace(self.service.name, final, parts=parts, source=self.service.source)

    def _volume_trace(self, volume: Volume, *, planned: bool) -> Trace:
        tariff = self.service.tariff(volume.group, volume.on or self.on)
        derived = tariff is not None and tariff.price is None
        text = (
            say("{volume} × {price} per {unit}, the cost price: {cost} over {plan} planned, weighted")
            if derived
            else say("{volume} × {price} per {unit}")
        )
        values: dict[str, object] = {
            "volume": volume.planned if planned else volume.actual or Decimal(0),
            "unit": self.service.unit,
            "price": UnitPrice(self.service.price(volume.group, volume.on or self.on)),
            "cost": self.service.budget or Euro(0),
            "plan": self.service.weighted_plan(self.on),
        }
        sources = [volume.source, tariff.source if tariff else "", self.service.source]
        return Trace(
            volume.group or self.service.name,
            self.service.amount(volume, self.on, planned=planned),
            text,
            values,
            source="; ".join(dict.fromkeys(source for source in sources if source)),
        )


def bill(service: Service, participants: tuple[str, ...], on: date) -> ServiceBill:
    """Charge a service to its takers and share its result.

    With ``shares_result``, a known actual cost is divided in proportion to what each was charged, so the total paid
    is the cost. Raises ``NotDivisible`` when a price cannot be known, or there is a cost and nobody was charged.
    """
    budget = {name: service.charged(name, on, planned=True) for name in participants}
    charged = {name: service.charged(name, on, planned=False) for name in participants}
    settled = dict(charged)
    if service.actual is not None and service.shares_result:
        weights = [charged[name].cents for name in sorted(participants)]
        if service.actual and not any(weights):
            text = say("This service cost {cost}, but nobody was charged for it. Fill in the actual volumes.")
            raise NotDivisible(text, cost=service.actual)
        parts = divide(service.actual.cents, weights) if service.actual else [0] * len(weights)
        settled = {name: Euro(part) for name, part in zip(sorted(participants), parts, strict=True)}
    return ServiceBill(service, on, budget, charged, settled)
