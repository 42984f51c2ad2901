"""Who hears what, and who fills which port."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from bodemplaat.calculations.invoices import check_invoices, own_paper
from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.foundation.webhooks import api as webhooks


def connect() -> None:
    """Called once, when all applications are loaded."""
    access.AccountMoveMessages(page=_page_of_account_move).connect()
    access.EmployeeAccountMessages(page=_page_of_own_data).connect()
    access.OwnProviderMessages(page=_page_of_own_provider).connect()
    access.BackupMessages(page=_page_of_rules).connect()
    access.TaskMoveMessages(at_customer=_page_of_tasks, at_provider=_page_of_who_does_what_for_whom).connect()
    access.RetentionMessages(proposal=_page_of_destruction, certificate=_page_of_certificate).connect()
    clients.ClientMessages(page=_page_of_client).connect()
    webhooks.WebhookMessages(page=_page_of_webhook).connect()
    privacy.PrivacyMessages(request=_page_of_correction, own=_page_of_own_data).connect()
    catalogue.offer(case_type=claims.CASE_TYPE, name=claims.CASE_NAME, page=_page_to_claim)
    performance.count_cases(
        case_type=claims.CASE_TYPE,
        facts=claims.case_facts,
        page=_page_of_claim,
        causes=claims.CAUSES,
        delivered=claims.claims_delivered,
        named=claims.claims_named,
    )
    catalogue.offer(case_type=invoices.CASE_TYPE, name=invoices.CASE_NAME, page=_no_page)
    performance.count_cases(
        case_type=invoices.CASE_TYPE,
        facts=invoices.case_facts,
        page=None,
        causes=invoices.CAUSES,
        delivered=invoices.invoices_delivered,
        named=invoices.invoices_named,
    )
    performance.count_cases(
        case_type=catalogue.GENERAL,
        facts=cases.case_facts,
        page=None,
        causes=cases.CAUSES,
        delivered=cases.cases_delivered,
        named=cases.cases_named,
    )
    performance.count_thoughts(cases.thoughts_told)
    knowledge.keep_answers_at(_page_of_answer)
    payments.register_outcomes(claims.SOURCE, claims.ClaimPayments())
    payments.register_outcomes(invoices.SOURCE, invoices.InvoicePayments())
    payments.register_holds(invoices.SOURCE, invoices.InvoicePayments())
    division.CutMessages(page=_page_of_cut).connect()
    catalogue.LeavingMessages(page=_page_of_cut).connect()
    organisations.check_before_providing(division.check_task_follows_cut)
    claimed = (organisations.Task.EXPENSE_CLAIMS,)
    invoiced = (organisations.Task.DESK, organisations.Task.DESK_FINANCE)
    for name, tasks, counter in (
        (claims.CLAIMS_UNDER_WAY, claimed, _claims_under_way),
        (cases.CASES_UNDER_WAY, organisations.DESKS, cases.cases_under_way),
        (invoices.INVOICES_WAITING, invoiced, invoices.invoices_waiting),
        (orders.ORDERS_UNDER_WAY, invoiced, orders.orders_under_way),
    ):
        organisations.count_open_work(name, tasks=tasks, counter=counter)
    for name, tasks, since in (
        (claims.CLAIMS_SINCE, claimed, claims.claims_since),
        (cases.CASES_SINCE, organisations.DESKS, cases.cases_since),
        (invoices.INVOICES_SINCE, invoiced, invoices.invoices_since),
        (payments.PAYMENTS_SINCE, (organisations.Task.PAYMENTS,), payments.payments_since),
    ):
        organisations.count_work_since(name, tasks=tasks, counter=since)
    invoices.judge_with(check_invoices)
    mailbox.take_invoices_with(invoices.MailedInvoices(page=_page_for_supplier))
    sales.print_with(own_paper)
    cases.CaseMessages(
        own=_page_of_case,
        desk=_page_of_case_at_desk,
        complaints=_page_of_complaints,
        letters=mailbox.thread_letters,
    ).connect()
    claims.ClaimMessages(
        address=_page_of_claim,
        stuck=_page_of_what_nobody_can_decide,
        stuck_at_desk=_page_of_what_no_clerk_can_decide,
    ).connect()
    claims.RuleMessages(address=_page_of_proposal, rules=_page_of_rules).connect()
    agreements.AgreementMessages(address=_page_of_agreement).connect()
    agreements.keep_deliveries_at(_page_of_deliveries)
    agreements.DeliveryMessages().connect()
    model_files.ModelMessages(address=_page_of_model).connect()
    payments.PaymentMessages(corrections=_page_of_corrections, batch=_page_of_batch).connect()
    performance.PerformanceMessages(address=_page_of_report).connect()
    payments.AccountMessages(accounts=_page_of_accounts).connect()
    ledger.BookMessages(page=_page_of_periods).connect()
    ledger.YearMessages(page=_page_of_periods).connect()
    billing.RunMessages(page=_page_of_run, own=_page_of_bills).connect()
    billing.YearMessages(page=_page_of_year, own=_page_of_years).connect()
    ledger.BudgetRuleMessages(page=_page_of_budget_rule).connect()
    invoices.SupplierMessages(page=_page_of_supplier).connect()
    orders.OrderMessages(page=_page_to_decide_on_an_order).connect()
    invoices.ApprovalMessages(page=_page_to_decide_on_an_invoice).connect()
    invoices.SecondApprovalMessages(page=_page_of_second_approval).connect()
    invoices.OrderMatchMessages(page=_page_of_order_match).connect()


def _page_of_budget_rule(_: str) -> str:
    return reverse("books:budget_rule")


def _claims_under_way(*, actor: Actor, organisation: UUID, task: organisations.Task | None) -> int:
    """Of claims everything goes with their one task."""
    return claims.claims_under_way(actor=actor, organisation=organisation)


def _page_of_run(run: str) -> str:
    return reverse("billing:run", args=[run])


def _page_of_bills() -> str:
    return reverse("billing:list")


def _page_of_order_match(_: str) -> str:
    return reverse("invoices:order_match")


def _page_of_year(settlement: str) -> str:
    return reverse("billing:year", args=[settlement])


def _page_of_years() -> str:
    return reverse("billing:years")


def _page_of_second_approval(_: str) -> str:
    return reverse("invoices:second")


def _page_to_decide_on_an_order(order: UUID) -> str:
    return reverse("orders:decide", args=[order])


def _page_to_decide_on_an_invoice(invoice: UUID) -> str:
    return reverse("invoices:decide", args=[invoice])


def _page_for_supplier(key: str) -> str:
    return reverse("follow_invoice:invoice", args=[key])


def _page_of_supplier(supplier: str) -> str:
    return reverse("invoices:supplier", args=[supplier])


def _page_of_rules() -> str:
    return reverse("board:settings")


def _page_of_cut(version: UUID) -> str:
    return reverse("board:cut", args=[version])


def _page_of_tasks() -> str:
    return reverse("board:tasks")


def _page_of_who_does_what_for_whom() -> str:
    return reverse("front:calling")


def _page_of_destruction(proposal: UUID) -> str:
    return reverse("board:destruction", args=[proposal])


def _page_of_certificate(certificate: UUID) -> str:
    return reverse("board:certificate", args=[certificate])


def _page_of_correction(request: UUID) -> str:
    return reverse("board:correction_request", args=[request])


def _page_of_account_move(move: str) -> str:
    return reverse("founding:account_move", args=[move])


def _page_of_own_provider(_: str) -> str:
    return reverse("founding:own_provider")


def _page_of_client(client: str) -> str:
    return reverse("founding:client", args=[client])


def _page_of_webhook(client: UUID, webhook: UUID) -> str:
    return reverse("founding:webhook", args=[client, webhook])


def _page_of_own_data() -> str:
    return reverse("selfservice:own_data")


def _page_to_claim() -> str:
    return reverse("selfservice:new")


def _no_page() -> str:
    """Nobody begins it here: it comes from outside."""
    return ""


def _page_of_claim(claim: UUID) -> str:
    return reverse("selfservice:claim", args=[claim])


def _page_of_proposal(proposal: UUID) -> str:
    return reverse("board:proposal", args=[proposal])


def _page_of_what_nobody_can_decide() -> str:
    return reverse("board:stuck")


def _page_of_what_no_clerk_can_decide() -> str:
    return f"{reverse('desk:queue')}?queue=stuck"


def _page_of_agreement(agreement: UUID) -> str:
    return reverse("agreements:agreement", args=[agreement])


def _page_of_deliveries() -> str:
    return reverse("agreements:deliveries")


def _page_of_model(model: UUID) -> str:
    return reverse("calculator:model", args=[model])


def _page_of_corrections() -> str:
    return reverse("desk:corrections")


def _page_of_batch(batch: UUID) -> str:
    return reverse("desk:batch", args=[batch])


def _page_of_answer(answer: UUID) -> str:
    return reverse("knowledge:kept_answer", args=[answer])


def _page_of_report(report: UUID) -> str:
    return reverse("performance:report", args=[report])


def _page_of_periods(year: str) -> str:
    return f"{reverse('books:periods')}?{urlencode({'jaar': year})}"


def _page_of_accounts() -> str:
    return reverse("founding:accounts")


def _page_of_case(case: UUID) -> str:
    return reverse("cases:case", args=[case])


def _page_of_case_at_desk(case: UUID) -> str:
    return reverse("cases:desk_case", args=[case])


def _page_of_complaints() -> str:
    return reverse("cases:complaints")
