"""Trying a way to divide: what is tried is what the file would come to, and the whole stays the whole."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.calculations.calculate import Calculated, Refused, calculate
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.tree import yaml_text
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.settlement.proposing import Proposal, choices, proposed, try_division
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import Euro

EXAMPLES = Path(__file__).parents[3] / "examples"
TODAY = Asked(date(2026, 11, 30))
K5 = ("per inwoner", "per cliënt", "half om half")


def example(name: str) -> Reading:
    return load(InputFile(f"{name}.yaml", (EXAMPLES / f"{name}.yaml").read_bytes()))


def try_it(reading: Reading, proposal: Proposal) -> Any:
    result = try_division(reading.root, proposal, TODAY)
    assert isinstance(result, Calculated), [each.render() for each in getattr(result, "findings", ())]
    return result.outcome


def half(**others: Any) -> Proposal:
    parts = {"per inwoner": Decimal(50), "per cliënt": Decimal(50)}
    return Proposal("Voorstel", parts, "Sleutels van nu", **others)


def test_what_can_be_chosen_is_what_the_model_has() -> None:
    offered = choices(example("k5").root, "Voorstel")
    assert offered.keys == K5
    assert offered.costs["Sociale zaken"] == Euro.of("1180000")
    assert (offered.year, offered.usual, len(offered.participants)) == (2006, "per cliënt", 5)
    assert choices(example("parkstad").root, "Voorstel").keys == ()


@given(
    parts=st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any),
    some=st.sets(st.sampled_from(["ICT", "Onderwijs", "Sociale zaken"])),
    cap=st.none() | st.integers(700_000, 900_000),
    less=st.none() | st.integers(1, 50),
    years=st.integers(1, 7),
)
def test_what_is_tried_is_what_the_file_comes_to_that_is_kept_of_it(
    parts: list[int], some: set[str], cap: int | None, less: int | None, years: int
) -> None:
    k5, whole = example("k5"), sum(parts)
    shares = [Decimal(part * 100 // whole) for part in parts]
    shares[parts.index(max(parts))] += 100 - sum(shares)
    proposal = Proposal(
        "Voorstel",
        {key: share for key, share in zip(K5, shares, strict=True) if share},
        "Sleutels van nu",
        costs=tuple(sorted(some)),
        cap=None if cap is None else Euro.of(cap),
        discounts={} if less is None else {"Vlist": Decimal(less)},
        since=2027,
        years=years,
    )
    tried = try_it(k5, proposal)
    text = yaml_text(proposed(k5.root, proposal), k5.habit)
    kept = calculate(KINDS["compare-keys"].work(), InputFile("k.yaml", text.encode()), TODAY)
    assert isinstance(kept, Calculated)
    assert kept.outcome.outcomes[-1].amounts == tried.outcomes[-1].amounts
    assert [step.amounts for step in kept.outcome.path] == [step.amounts for step in tried.path]
    reference, proposal_outcome = tried.outcomes
    assert proposal_outcome.total == reference.total, "a key moves money and makes none"
    assert len(tried.path) == (years if years > 1 else 0)
    if tried.path:
        assert tried.path[-1].amounts == proposal_outcome.amounts, "the last step is the proposal"


def test_a_key_of_the_model_alone_needs_no_new_key() -> None:
    k5 = example("k5")
    alone = Proposal("Voorstel", {"per inwoner": Decimal(100)}, "Nu")
    assert len(proposed(k5.root, alone).entries["keys"].items) == len(K5)  # type: ignore[union-attr]
    theirs = calculate(
        KINDS["compare-keys"].work(), InputFile("k5.yaml", (EXAMPLES / "k5.yaml").read_bytes()), TODAY
    )
    assert isinstance(theirs, Calculated)
    assert try_it(k5, alone).outcomes[1].amounts == theirs.outcome.outcomes[1].amounts


def test_a_proposal_goes_over_an_earlier_one_and_leaves_other_scenarios() -> None:
    k5 = example("k5")
    once = proposed(k5.root, half(years=3, since=2027))
    again = proposed(once, half(costs=("ICT",)))
    assert choices(again, "Voorstel").keys == K5, "it is not mixed into itself"
    compare = again.entries["compare"].entries  # type: ignore[union-attr]
    names = [each.entries["name"].text for each in compare["scenarios"].items]  # type: ignore[union-attr]
    assert names == ["sleutels van nu", "alles per inwoner", "sociale zaken half per inwoner", "Voorstel"]
    assert "path" not in compare, "steps that are no longer asked are gone"


@pytest.mark.parametrize(
    ("proposal", "said"),
    [
        (half(minimum=Euro.of("900000")), "Together the minimum contributions"),
        (half(cap=Euro.of("100")), "Together the capped contributions"),
    ],
)
def test_what_cannot_be_divided_so_is_said(proposal: Proposal, said: str) -> None:
    result = try_division(example("k5").root, proposal, TODAY)
    assert isinstance(result, Refused)
    assert any(each.render().startswith(said) for each in result.findings)


@pytest.mark.parametrize("name", ["equalit", "iszf", "k5"])
def test_each_key_of_each_cooperation_can_be_tried(name: str) -> None:
    reading = example(name)
    offered = choices(reading.root, "Voorstel")
    for key in offered.keys:
        if key == "per werkplek met bodem en plafond":  # of a cost of 85,000 it asks more than it allows
            assert isinstance(
                try_division(reading.root, Proposal("V", {key: Decimal(100)}, "Nu"), TODAY), Refused
            )
            continue
        outcome = try_it(reading, Proposal("Voorstel", {key: Decimal(100)}, "Nu"))
        assert outcome.outcomes[1].total == outcome.outcomes[0].total
