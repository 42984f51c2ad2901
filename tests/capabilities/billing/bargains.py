"""Financial files and reports as values, for laws about what they come to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid5

from hypothesis import strategies as st

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.catalogue.api import Content, Words
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.engines.credit import Credit
from bodemplaat.kernel import Euro, Period

PROVIDER = UUID(int=1)
CUSTOMERS = (UUID(int=11), UUID(int=12))
YEAR = date(2027, 1, 1)
NEXT = date(2028, 1, 1)
CODES = ("SP10", "SF03", "SP22", "SF11")


def file_of(
    *volumes: tuple[int, int],
    moments: tuple[tuple[date, str], ...],
    start_up: tuple[int, ...] = (),
    number: int = 1,
    since: date = YEAR,
    until: date | None = NEXT,
) -> agreements.Terms:
    """A financial file with so much of each service at a price in cents."""
    content = agreements.Content(
        lines=tuple(
            agreements.Planned(code, 1, volume, Euro(price), "zo afgesproken")
            for code, (volume, price) in zip(CODES, volumes, strict=False)
        ),
        billing=tuple(agreements.BillingMoment(day, Decimal(percent)) for day, percent in moments),
        start_up=tuple(agreements.StartUp(f"Aanloop {at}", Euro(each)) for at, each in enumerate(start_up)),
    )
    services = {(code, 1): Content(Words(f"Dienst {code}", f"Service {code}"), "fin-7") for code in CODES}
    return agreements.Terms(agreements.DFA, number, since, until, content, services=services)


@st.composite
def files(draw: st.DrawFn, number: int = 1) -> agreements.Terms:
    """Any sound financial file of the year."""
    volumes = draw(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 99_999)), min_size=1, max_size=4))
    shares = draw(st.lists(st.integers(1, 40), min_size=1, max_size=12))
    days = draw(
        st.lists(st.dates(YEAR, date(2028, 3, 1)), min_size=len(shares), max_size=len(shares), unique=True)
    )
    moments = tuple(
        (day, str(Decimal(share) * 100 / sum(shares))) for day, share in zip(days, shares, strict=True)
    )
    start_up = draw(st.lists(st.integers(0, 10**7), max_size=2))
    return file_of(*volumes, moments=moments, start_up=tuple(start_up), number=number)


def signed(terms: agreements.Terms, customer: UUID = CUSTOMERS[0]) -> agreements.Signed:
    """What both signed."""
    return agreements.Signed(PROVIDER, customer, terms)


def report_of(
    name: str,
    *cents: int,
    signed_on: date = date(2027, 4, 20),
    corrected: tuple[str, int, int] | None = None,
) -> billing.SignedReport:
    """A report that credits so many cents of each service, and says that an earlier one credits otherwise: then and now."""
    common = {
        "provider_id": PROVIDER,
        "customer_id": CUSTOMERS[0],
        "customer_name": "Noordwold",
    }
    services = tuple(
        performance.ServiceFigures(
            provider_name="SSC",
            service=uuid5(PROVIDER, code),
            code=code,
            case_type="general",
            name=Words(f"Dienst {code}"),
            indicator=None,
            goal=None,
            figures=performance.Figures(),
            causes={},
            credit=credit_of(amount),
            **common,  # type: ignore[arg-type]  # three texts
        )
        for code, amount in zip(CODES, cents, strict=False)
    )
    corrections: tuple[performance.CorrectionFigures, ...] = ()
    if corrected is not None:
        earlier, then, now = corrected
        corrections = (
            performance.CorrectionFigures(
                report=uuid5(PROVIDER, earlier),
                since=date(2026, 10, 1),
                last=date(2026, 12, 31),
                service=uuid5(PROVIDER, CODES[0]),
                code=CODES[0],
                name=Words(CODES[0]),
                inside_then=1,
                judged_then=2,
                inside_now=1,
                judged_now=3,
                credit_then=Euro(then),
                credit_now=Euro(now),
                cases=(),
                **common,  # type: ignore[arg-type]  # three texts
            ),
        )
    seen = performance.Performance(
        Period(YEAR, date(2027, 4, 1)),
        datetime(2027, 4, 10, tzinfo=UTC),
        services,
        corrections=corrections,
    )
    return billing.SignedReport(uuid5(PROVIDER, name), seen, signed_on)


def credit_of(cents: int) -> Credit:
    """A credit of so many cents."""
    one, most = Fraction(1), Euro(10**9)
    rule = agreements.CreditRule(Decimal(1), Decimal(100))
    return Credit(rule, most, one, one, 1, Euro(cents), most, Euro(0), Euro(cents))


@dataclass(frozen=True)
class Held:
    """What earlier runs hold, as the database answers it."""

    lines: Sequence[billing.BillLine] = ()

    def missing(self, sources: Collection[str]) -> Collection[str]:
        """Which of these no run holds."""
        there = {each.source for each in self.lines}
        return [each for each in sources if each not in there]

    def lapsed(self, sources: Collection[str]) -> Sequence[billing.BillLine]:
        """What was billed in advance under none of these, and was not taken back."""
        there, known = {each.source for each in self.lines}, {*sources}
        return [
            each
            for each in self.lines
            if each.kind in (billing.ADVANCE, billing.START_UP)
            and each.source not in known
            and f"{billing.TAKEN_BACK} {each.source}" not in there
        ]


def due(
    files: Sequence[agreements.Signed],
    reports: Sequence[billing.SignedReport],
    billed: Iterable[billing.BillLine],
    *,
    until: date,
) -> tuple[billing.BillLine, ...]:
    """What is due after so much was billed."""
    return billing.lines_to_bill(files, reports, Held([*billed]), until=until)
