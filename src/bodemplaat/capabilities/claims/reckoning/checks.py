"""What is checked on a claim, while typing and again on submit. Pure: the day and what is known are passed in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from bodemplaat.capabilities.claims.values import Basis, ClaimRules, Content, KindRule, Line
from bodemplaat.formats.sepa import bare_iban, is_iban, is_sepa_iban
from bodemplaat.kernel import Euro, Finding, Severity, say

MOST_KILOMETRES = 2_000


MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Alike:
    """Another claim that looks like a line of this one; ``claim`` is empty when the reader may not see it."""

    position: int
    same_receipt: bool
    number: str
    claim: UUID | None


def check(
    content: Content,
    rules: ClaimRules | Mapping[date, ClaimRules],
    *,
    today: date,
    first_handed_in: date | None = None,
    alike: Sequence[Alike] = (),
    own_accounts: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Everything that is wrong or doubtful, in the order of the form; places are ``iban`` and ``lines.0.day``.

    ``rules`` may be given per day of cost, because rates and limits of the day itself hold. Errors stop a submit,
    warnings are shown to who decides as well. ``own_accounts`` are those the organisation itself pays from. The term runs
    to the day of handing in: ``first_handed_in`` for a claim that came back, else ``today``.
    """
    return (
        *_account(content.iban, own_accounts),
        *_some_lines(content),
        *(
            f
            for i, line in enumerate(content.lines)
            for f in _line(i, line, rules_on(rules, line.day), today, first_handed_in or today)
        ),
        *(_alike(each) for each in alike),
    )


def rules_on(rules: ClaimRules | Mapping[date, ClaimRules], day: date | None) -> ClaimRules | None:
    """The rules of a day, or those of the latest day known when the day is not filled in."""
    if isinstance(rules, ClaimRules):
        return rules
    if day is None:
        return rules[max(rules)] if rules else None
    return rules.get(day)


def _account(iban: str, own_accounts: Collection[str]) -> Iterator[Finding]:
    if not iban.strip():
        yield Finding("claim.iban_missing", "iban", say("Fill in the account number (IBAN) to pay to."))
        return
    bare = bare_iban(iban)
    if not is_iban(bare):
        yield Finding(
            "claim.iban_wrong",
            "iban",
            say(
                "This account number is not right. Check it against your bank card: NL, two digits, bank, ten digits."
            ),
        )
        return
    if bare in own_accounts:
        yield Finding(
            "claim.iban_of_organisation",
            "iban",
            say("This is an account of your organisation itself. Fill in your own account."),
        )
    if not is_sepa_iban(bare):
        yield Finding(
            "claim.iban_outside_sepa",
            "iban",
            say(
                "This account is in a country that cannot be paid in euros this way. Choose another account."
            ),
        )


def _some_lines(content: Content) -> Iterator[Finding]:
    if not content.lines:
        yield Finding("claim.no_lines", "lines", say("Add at least one cost."))
    elif len(content.lines) > MOST_LINES:
        yield Finding(
            "claim.too_many_lines",
            "lines",
            say("A claim has at most {most} costs. Put the rest in a second claim."),
            {"most": MOST_LINES},
        )
    elif content.total.cents == 0 and all(line.amount is not None for line in content.lines):
        yield Finding("claim.nothing", "lines", say("The claim adds up to nothing. Fill in what you paid."))


def _line(
    position: int, line: Line, rules: ClaimRules | None, today: date, handed_in: date
) -> Iterator[Finding]:
    place = f"lines.{position}"
    yield from _day(place, line.day, rules, today, handed_in)
    kind = rules.kind(line.kind) if rules else None
    if kind is None:
        yield Finding(
            "claim.kind_unknown",
            f"{place}.kind",
            say("Your organisation did not reimburse this kind of cost on that day. Choose another kind."),
        )
        return
    if kind.basis is Basis.DISTANCE:
        yield from _distance(place, line)
    elif not line.description.strip():
        yield Finding(
            "claim.description_missing", f"{place}.description", say("Say in a few words what it was for.")
        )
    yield from _amount(place, line, kind)


def _day(
    place: str, day: date | None, rules: ClaimRules | None, today: date, handed_in: date
) -> Iterator[Finding]:
    if day is None:
        yield Finding("claim.day_missing", f"{place}.day", say("Fill in the day of the cost."))
    elif day > today:
        yield Finding(
            "claim.day_in_future",
            f"{place}.day",
            say("This day is still to come. Fill in the day of the cost itself."),
        )
    elif rules and day < handed_in - timedelta(days=rules.max_age_days):
        yield Finding(
            "claim.too_old",
            f"{place}.day",
            say(
                "This cost is more than {days} {days:day|days} ago; after that your organisation no longer reimburses it."
            ),
            {"days": rules.max_age_days},
        )


def _distance(place: str, line: Line) -> Iterator[Finding]:
    if line.kilometres is None or line.kilometres <= 0:
        yield Finding(
            "claim.kilometres_missing",
            f"{place}.kilometres",
            say("Fill in how many kilometres you travelled."),
        )
    elif line.kilometres > MOST_KILOMETRES:
        yield Finding(
            "claim.kilometres_many",
            f"{place}.kilometres",
            say("That is more than {most} kilometres. Check the number, or split the journey over days."),
            {"most": MOST_KILOMETRES},
        )
    if not line.origin.strip() or not line.destination.strip():
        yield Finding(
            "claim.journey_missing", f"{place}.origin", say("Fill in from where to where you travelled.")
        )


def _amount(place: str, line: Line, kind: KindRule) -> Iterator[Finding]:
    if line.amount is None or line.amount <= Euro(0):
        if kind.basis is Basis.AMOUNT:
            yield Finding("claim.amount_missing", f"{place}.amount", say("Fill in the amount you paid."))
        return
    if kind.limit is not None and line.amount > kind.limit:
        yield Finding(
            "claim.over_limit",
            f"{place}.amount",
            say(
                "Your organisation reimburses at most {limit_cents} for this. Lower the amount, or ask your manager."
            ),
            {"limit_cents": kind.limit.cents},
        )
    if kind.evidence_from is not None and line.amount >= kind.evidence_from and not line.documents:
        yield Finding(
            "claim.evidence_missing",
            f"{place}.evidence",
            say("Add a photo or PDF of the receipt: it is needed from {from_cents}."),
            {"from_cents": kind.evidence_from.cents},
        )


def _alike(alike: Alike) -> Finding:
    text = (
        say("The same receipt was handed in before, with claim {number}. Claim it once.")
        if alike.same_receipt
        else say("A cost of the same kind, day and amount stands in claim {number}. Is this another one?")
    )
    return Finding(
        "claim.receipt_twice" if alike.same_receipt else "claim.cost_twice",
        f"lines.{alike.position}.{'evidence' if alike.same_receipt else 'amount'}",
        text,
        {"number": alike.number or "–"},
        severity=Severity.WARNING,
        link=str(alike.claim or ""),
    )
