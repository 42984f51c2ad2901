"""The table of terms: every kind has one, every row says where it comes from, and a last day is worked out from it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.retention.api import Dossier
from bodemplaat.foundation.tenancy.api import TenantModel

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))

KEPT_WITHOUT_A_TERM = {
    "cases.CaseCounter",
    "agreements.Agreement",  # what organisations agreed: texts, norms and prices, and who signed for them
    "agreements.Charter",
    "catalogue.Service",  # what is offered: texts, norms and prices
    "catalogue.ServiceVersion",  # who wrote and adopted it: ids
    "claims.ClaimCeiling",  # rules: amounts, days and sources
    "claims.ClaimCounter",
    "claims.ClaimKind",
    "claims.ClaimSettings",
    "claims.RuleProposal",
    "claims.Sample",  # what remains of a sample is how many and how drawn; its claims go
    "clients.Client",  # which system, what for and until when; whom to ask about it is forgotten at its end
    "clients.ClientAnswer",  # forgotten after two days
    "clients.ClientRefusal",  # the last twenty of each, without anything personal
    "clients.ClientSecret",  # digests
    "access.IdentityProvider",  # where an organisation signs in: an address, a name of the site there and domains
    "access.IdentitySecret",  # sealed, and replaced by the next
    "access.SignInDomain",  # while it is switched on
    "webhooks.Webhook",  # an address of a system, what it is told of and since when
    "webhooks.WebhookDelivery",  # ids and a state; forgotten after ninety days
    "webhooks.WebhookSecret",  # digests
    "webhooks.WebhookTry",  # a status and a moment; goes with its delivery
    "clients.ScopeProposal",  # what its proposal is about
    "billing.Bill",  # what was billed of an agreement, which stays: without it the same would be due again
    "billing.BillRow",
    "billing.BilledDelivery",  # the ids of cases that were billed, so that none is billed again
    "billing.BillingRun",
    "billing.VatTreatment",  # rules: how a service is taxed
    "billing.ActualCost",  # what settled years rest on, which the next year corrects
    "billing.YearDecision",
    "billing.YearSettlement",
    "billing.YearShare",
    "clock.OpeningWeek",  # when a provider is open
    "clock.SpecialDay",
    "directory.Connection",  # whether it is on and how often it was used
    "directory.DirectoryGroup",  # structure: names of groups
    "directory.DirectoryRefusal",  # the last twenty, without anything personal
    "directory.Secret",  # digests
    "division.CutConsent",  # who agreed about a task: ids
    "division.CutRow",  # structure, as provisions: organisations, and reasons about processes
    "division.CutVersion",
    "invoices.WaitingTime",  # a rule: days, and who asked and decided
    "knowledge.Answer",  # what is answered: texts
    "knowledge.AnswerVersion",  # who wrote and owns it: ids
    "ledger.AccountElsewhere",  # structure: what an account is called in books elsewhere
    "ledger.Account",  # structure: what is posted goes with the books of its year
    "ledger.BudgetAmount",  # permanent: the budget (Selectielijst gemeenten 2020, 3.6)
    "rules.DatedRule",  # a rule: an amount, or whether something stops, and a day
    "ledger.CostCentre",
    "ledger.PostingAccount",  # rules: on which account what is posted
    "mailbox.MailAddress",  # where a desk is mailed to
    "model_files.HandedIn",  # forgets by itself after a day
    "model_files.ModelFile",  # calculations of an organisation
    "model_files.ModelVersion",
    "model_files.Outcome",  # forgets by itself after a quarter
    "organisations.Membership",  # structure, as units and provisions
    "organisations.MoveProposal",  # structure, as provisions: what its proposal is about
    "organisations.OrganisationState",  # names of organisations
    "organisations.Provision",
    "organisations.Unit",
    "organisations.UnitState",
    "payments.AccountChange",  # the organisation's own accounts
    "payments.BankAccount",
    "payments.Reopening",
    "proposals.Decision",  # who decided: ids, and reasons about organisations
    "proposals.Proposal",
    "performance.PerformanceReport",  # figures and numbers of cases that both sides signed
    "sales.BillingParty",  # what stands on invoices: an organisation's own details and those of its customers
    "orders.OrderCount",  # the last number given out in a year
    "sales.SalesCount",
    "retention.Certificate",  # for good
    "retention.DestructionProposal",
    "retention.Hold",
    "retention.Keeping",
}
"""Tables of which nothing is destroyed by a term, each with its reason or beside one that has it."""


def test_every_kind_has_its_term_and_every_term_its_kind() -> None:
    assert set(retention.terms()) == set(retention.kinds())
    for rows in retention.terms().values():
        for term in rows:
            assert term.source, term
            assert term.years or term.months, term
            assert term.note("nl") or term.certainty is retention.Certainty.PRIMARY, term
            assert bool(term.note("nl")) == bool(term.note("en")), term


def test_every_table_of_a_tenant_is_kept_by_a_term_or_says_why_not() -> None:
    """A new table is placed in a kind, or here with its reason, before its room passes."""
    known = set(KEPT_WITHOUT_A_TERM)
    for kind in retention.kinds().values():
        known.add(kind.model)
        if isinstance(kind, Dossier):
            known |= {part.model for part in kind.parts}
            for paper in kind.papers:
                document = paper.table._meta.get_field(paper.field).related_model._meta.label
                known |= {document, f"{document}Content"}
    tables = {
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, TenantModel) and model.__module__.startswith("bodemplaat.")
    }
    assert tables - known == set()
    assert known - tables == set()


def test_seven_years_of_a_payment_are_counted_from_the_end_of_its_year() -> None:
    term = retention.term_for("payments", date(2026, 3, 2))
    assert term.last_day(date(2026, 3, 2)) == date(2033, 12, 31)
    assert term.last_day(date(2026, 12, 31)) == date(2033, 12, 31)
    assert (term.certainty, term.list_version) == (retention.Certainty.PRIMARY, "2020")


def test_ten_years_of_somebody_who_left_are_counted_from_the_day() -> None:
    term = retention.term_for("people", date(2024, 2, 29))
    assert term.last_day(date(2024, 2, 29)) == date(2034, 2, 28)


@pytest.mark.parametrize("kind", sorted(retention.terms()))
@given(day=DAYS, later=st.integers(0, 2000))
def test_what_closed_later_is_never_destroyed_earlier(kind: str, day: date, later: int) -> None:
    (term, *_) = retention.terms()[kind]
    last = term.last_day(day)
    assert last <= term.last_day(day + timedelta(days=later))
    assert last.year >= day.year + term.years
