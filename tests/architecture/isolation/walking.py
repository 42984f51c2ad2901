"""Every address of the site, found from the URL configuration, filled in, asked for and read."""

import functools
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from lxml import html
from tests.architecture.isolation.owner import Owner
from tests.architecture.isolation.side import Side

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.tenancy.api import Role

OURS = "SELECT {} FROM {} WHERE organisation_id = ANY(%(mine)s) ORDER BY {}"
VERSIONS = (
    "SELECT v.file_id AS model, {} FROM model_files_modelversion v"
    " JOIN model_files_modelfile m ON m.id = v.file_id CROSS JOIN (VALUES ('file')) AS f(form)"
    " WHERE v.organisation_id = ANY(%(mine)s) AND m.shared_with_id IS NOT NULL"
)
# Where the parts of an address come from. A new part has to be placed here before its page passes the exam.
PLACES: Mapping[frozenset[str], str] = {
    frozenset({"claim"}): (
        "SELECT DISTINCT ON (state) id AS claim FROM claims_claim WHERE organisation_id = ANY(%(mine)s)"
        " AND state IN ('draft', 'in_approval', 'paid', 'bounced') ORDER BY state, id"
    ),
    frozenset({"claim", "document"}): (
        "SELECT DISTINCT ON (c.state) l.claim_id AS claim, e.document_id AS document"
        " FROM claims_lineevidence e JOIN claims_claimline l ON l.id = e.line_id"
        " JOIN claims_claim c ON c.id = l.claim_id"
        " WHERE e.organisation_id = ANY(%(mine)s) AND c.state IN ('draft', 'in_approval', 'paid')"
        " ORDER BY c.state, l.claim_id, e.document_id"
    ),
    frozenset({"case"}): OURS.format('DISTINCT ON (state) id AS "case"', "cases_case", "state, id"),
    frozenset({"case", "document"}): OURS.format(
        'case_id AS "case", document_id AS document', "cases_casedocument", "case_id, document_id"
    ),
    frozenset({"complaint"}): OURS.format("id AS complaint", "cases_caseevent", "at, id").replace(
        " ORDER", " AND act = 'case.complained' ORDER"
    ),
    frozenset({"mail"}): OURS.format("DISTINCT ON (state) id AS mail", "mailbox_mail", "state, id"),
    frozenset({"invoice"}): OURS.format(
        "DISTINCT ON (state) id AS invoice", "invoices_receivedinvoice", "state, id"
    ),
    frozenset({"invoice", "position"}): OURS.format(
        "DISTINCT ON (state) id AS invoice, 0 AS position", "invoices_receivedinvoice", "state, id"
    ).replace(" ORDER", " AND state = 'waiting' AND reading_id IS NOT NULL ORDER"),
    frozenset({"invoice", "sheet"}): OURS.format(
        "DISTINCT ON (state) id AS invoice, 1 AS sheet", "invoices_receivedinvoice", "state, id"
    ).replace(" ORDER", " AND state = 'waiting' AND reading_id IS NULL ORDER"),
    frozenset({"invoice", "letter"}): OURS.format(
        "invoice_id AS invoice, id AS letter", "invoices_supplierletter", "id"
    ),
    frozenset({"order"}): OURS.format('DISTINCT ON (state) id AS "order"', "orders_order", "state, id"),
    frozenset({"order", "receipt"}): OURS.format(
        'order_id AS "order", id AS receipt', "orders_receipt", "id"
    ),
    frozenset({"supplier"}): OURS.format(
        "DISTINCT ON (organisation_id) id AS supplier", "invoices_supplier", "organisation_id, id"
    ),
    frozenset({"notice"}): OURS.format("DISTINCT ON (person_id) id AS notice", "notices_notice", "person_id"),
    frozenset({"substitution"}): OURS.format("id AS substitution", "access_substitution", "id"),
    frozenset({"batch"}): OURS.format("DISTINCT ON (state) id AS batch", "payments_batch", "state, id"),
    frozenset({"entry"}): OURS.format("DISTINCT ON (state) id AS entry", "payments_entry", "state, id"),
    frozenset({"correction"}): OURS.format("id AS correction", "payments_correction", "id"),
    frozenset({"payment"}): OURS.format("DISTINCT ON (state) id AS payment", "payments_payment", "state, id"),
    frozenset({"sample"}): OURS.format("id AS sample", "claims_sample", "id"),
    frozenset({"proposal"}): OURS.format(
        "DISTINCT ON (state) id AS proposal", "claims_ruleproposal", "state, id"
    ),
    frozenset({"move"}): OURS.format(
        "DISTINCT ON (state) id AS move", "proposals_proposal", "state, id"
    ).replace(" ORDER", " AND kind = 'task_move' ORDER"),
    frozenset({"account_move"}): OURS.format(
        "DISTINCT ON (state) id AS account_move", "proposals_proposal", "state, id"
    ).replace(" ORDER", " AND kind = 'account_move' ORDER"),
    frozenset({"cut"}): OURS.format("DISTINCT ON (state) id AS cut", "division_cutversion", "state, id"),
    frozenset({"cut", "process"}): OURS.format(
        "DISTINCT ON (state) id AS cut, 'fin-9' AS process", "division_cutversion", "state, id"
    ),
    frozenset({"cut", "pair"}): OURS.format(
        "DISTINCT ON (state) id AS cut, 'write_off' AS pair", "division_cutversion", "state, id"
    ),
    frozenset({"cut", "other"}): (
        "SELECT a.id AS cut, b.id AS other FROM division_cutversion a JOIN division_cutversion b"
        " ON b.cooperation_id = a.cooperation_id AND b.number > a.number"
        " WHERE a.organisation_id = ANY(%(mine)s) ORDER BY a.number, b.number"
    ),
    frozenset({"account_change"}): OURS.format(
        "DISTINCT ON (state) id AS account_change", "payments_accountchange", "state, id"
    ),
    frozenset({"person"}): (
        "SELECT DISTINCT ON (organisation_id) id AS person FROM organisations_person"
        " WHERE organisation_id = ANY(%(mine)s) ORDER BY organisation_id, name"
    ),
    frozenset({"unit"}): (
        "SELECT DISTINCT ON (organisation_id) id AS unit FROM organisations_unit"
        " WHERE organisation_id = ANY(%(mine)s) ORDER BY organisation_id, name"
    ),
    frozenset({"cooperation"}): (
        "SELECT DISTINCT cooperation_id AS cooperation FROM organisations_membership"
        " WHERE organisation_id = ANY(%(mine)s)"
    ),
    frozenset({"import_id"}): OURS.format(
        "DISTINCT ON (state) id AS import_id", "imports_import", "state, id"
    ),
    frozenset({"together"}): OURS.format(
        "DISTINCT ON (state) together", "imports_import", "state, id"
    ).replace(" ORDER", " AND together IS NOT NULL ORDER"),
    # The lists that are filled from files: alike for everybody, they name no record.
    frozenset({"list_name"}): (
        "SELECT name AS list_name FROM (VALUES ('units'), ('people'), ('roles'), ('functions'), ('cost-centres'), ('tasks'), ('organisations'),"
        " ('ledger-accounts'), ('ledger-opening'), ('ledger-budget'), ('ledger-elsewhere'), ('actual-costs'))"
        " AS lists(name)"
    ),
    frozenset({"code"}): (
        "SELECT code FROM claims_claimkind WHERE organisation_id = ANY(%(mine)s) AND code LIKE 'soort-%%'"
    ),
    frozenset({"pk"}): (
        "SELECT a.id AS pk FROM mfa_authenticator a JOIN access_personalaccount p ON p.user_id = a.user_id"
        " WHERE p.organisation_id = ANY(%(mine)s)"
    ),
    frozenset({"model"}): OURS.format(
        "DISTINCT ON (archived_at IS NULL, shared_with_id) id AS model",
        "model_files_modelfile",
        "archived_at IS NULL, shared_with_id, id",
    ),
    frozenset({"model", "number"}): VERSIONS.format("v.number"),
    frozenset({"model", "number", "form"}): VERSIONS.format("v.number, f.form") + " AND v.number = 1",
    frozenset({"file"}): OURS.format("id AS file", "model_files_handedin", "id"),
    frozenset({"file", "form"}): OURS.format("id AS file, 'json' AS form", "model_files_handedin", "id"),
    frozenset({"data_request"}): OURS.format("id AS data_request", "privacy_datarequest", "id"),
    frozenset({"correction_request"}): OURS.format(
        "DISTINCT ON (state) id AS correction_request", "privacy_correctionrequest", "state, id"
    ),
    frozenset({"hold"}): OURS.format("id AS hold", "retention_hold", "id"),
    frozenset({"destruction"}): OURS.format(
        "DISTINCT ON (state) id AS destruction", "retention_destructionproposal", "state, id"
    ),
    frozenset({"certificate"}): OURS.format("id AS certificate", "retention_certificate", "id"),
    frozenset({"contact"}): OURS.format("id AS contact", "contacts_contact", "id"),
    frozenset({"task"}): "SELECT unnest(ARRAY['payments', 'expense-claims']) AS task",
    frozenset({"kind"}): "SELECT 'choose' AS kind",
    frozenset({"cost_centre"}): OURS.format(
        "DISTINCT ON (organisation_id) id AS cost_centre", "ledger_costcentre", "organisation_id, id"
    ),
    frozenset({"assignment"}): (
        "SELECT id AS assignment FROM access_roleassignment"
        " WHERE organisation_id = ANY(%(mine)s) AND role = 'coop_administrator' ORDER BY id"
    ),
    frozenset({"ledger_account"}): OURS.format(
        "id AS ledger_account", "ledger_account", "organisation_id, code"
    ),
    frozenset({"ledger_entry"}): OURS.format(
        "id AS ledger_entry", "ledger_journalentry", "organisation_id, journal, number"
    ),
    frozenset({"sales_invoice"}): OURS.format(
        "id AS sales_invoice", "sales_salesinvoice", "state, drafted_at, id"
    ),
    frozenset({"billing_party"}): OURS.format(
        "id AS billing_party", "sales_billingparty", "name, id"
    ).replace(" ORDER", " AND NOT is_own ORDER"),
    frozenset({"billing_run"}): OURS.format("id AS billing_run", "billing_billingrun", "until, id"),
    frozenset({"bill"}): OURS.format(
        "DISTINCT ON (state, customer_id) id AS bill", "billing_bill", "state, customer_id, id"
    ),
    frozenset({"bill", "position"}): OURS.format(
        "DISTINCT ON (state, customer_id, kind) bill_id AS bill, position",
        "billing_billrow",
        "state, customer_id, kind, bill_id, position",
    ),
    frozenset({"year_settlement"}): OURS.format(
        "id AS year_settlement", "billing_yearsettlement", "year, id"
    ),
    frozenset({"year_share"}): OURS.format(
        "DISTINCT ON (state, customer_id) id AS year_share", "billing_yearshare", "state, customer_id, id"
    ),
    frozenset({"report"}): OURS.format("id AS report", "performance_performancereport", "id"),
    frozenset({"customer"}): (
        "SELECT DISTINCT organisation_id AS customer FROM organisations_membership"
        " WHERE organisation_id = ANY(%(mine)s) AND part = 'customer' ORDER BY customer"
    ),
    frozenset({"cooperation", "member"}): (
        "SELECT DISTINCT cooperation_id AS cooperation, organisation_id AS member FROM organisations_membership"
        " WHERE organisation_id = ANY(%(mine)s) ORDER BY member"
    ),
    # Of the provider: its services are kept by it, and read by its customers once they are published.
    frozenset({"kept_service"}): OURS.format("id AS kept_service", "catalogue_service", "id"),
    frozenset({"kept_service", "path"}): OURS.format(
        "id AS kept_service, 'reden' AS path", "catalogue_service", "id"
    ),
    frozenset({"service"}): (
        "SELECT service_id AS service FROM catalogue_serviceversion WHERE organisation_id = ANY(%(mine)s)"
        " AND state = 'published' ORDER BY service_id"
    ),
    frozenset({"kept_answer"}): OURS.format("id AS kept_answer", "knowledge_answer", "id"),
    frozenset({"answer"}): (
        "SELECT answer_id AS answer FROM knowledge_answerversion WHERE organisation_id = ANY(%(mine)s)"
        " AND state = 'published' ORDER BY answer_id"
    ),
    frozenset({"agreement"}): OURS.format(
        "DISTINCT ON (state) id AS agreement", "agreements_agreement", "state, id"
    ),
    frozenset({"agreement", "other"}): (
        "SELECT a.id AS agreement, b.id AS other FROM agreements_agreement a JOIN agreements_agreement b"
        " ON b.customer_id = a.customer_id AND b.kind = a.kind AND b.number > a.number"
        " WHERE a.organisation_id = ANY(%(mine)s) ORDER BY a.number, b.number"
    ),
    frozenset({"agreement", "line", "planned"}): OURS.format(
        "DISTINCT ON (answer) agreement_id AS agreement, line, planned::text AS planned",
        "agreements_handover",
        "answer, planned",
    ),
    frozenset({"handover"}): OURS.format("id AS handover", "agreements_handover", "planned, id").replace(
        " ORDER", " AND evidence_id IS NOT NULL ORDER"
    ),
    frozenset({"charter"}): OURS.format("id AS charter", "agreements_charter", "number"),
    frozenset({"group"}): OURS.format('id AS "group"', "directory_directorygroup", "id"),
    frozenset({"client"}): OURS.format("id AS client", "clients_client", "id"),
    frozenset({"webhook"}): OURS.format("id AS webhook", "webhooks_webhook", "id"),
    frozenset({"client", "webhook"}): OURS.format(
        "client_id AS client, id AS webhook", "webhooks_webhook", "id"
    ),
    # Of the interface for other systems: without a secret every address answers alike.
    frozenset({"rest"}): "SELECT 'iets' AS rest",
    # Of the directory: without a secret no address of SCIM shows anybody anything.
    **{
        frozenset({"organisation", *parts}): (
            f"SELECT id AS organisation{values} FROM organisations_organisation WHERE id = ANY(%(mine)s)"
            " ORDER BY id LIMIT 1"
        )
        for parts, values in (
            ((), ""),
            (("person",), ", gen_random_uuid() AS person"),
            (("group",), ', gen_random_uuid() AS "group"'),
            (("name",), ", 'User' AS name"),
            (("rest",), ", 'Me' AS rest"),
        )
    },
    # Of sign-in: they name no record of an organisation.
    frozenset({"key"}): "SELECT 'geen-sleutel' AS key",
    frozenset({"uidb36", "key"}): "SELECT 'abc' AS uidb36, 'geen-sleutel' AS key",
    # Of a provider that is switched on everybody is told where it is; one that is off is held to by the tests of access.
    frozenset({"provider_id"}): "SELECT 'organisatie' AS provider_id",
}
LEAVES = {"account_logout"}
"""Walked last of all, or the walk would end there."""


@dataclass(frozen=True)
class Address:
    """One address pattern: its name, its pattern as a template, its parts, and the roles that may open it."""

    name: str
    template: str
    parts: frozenset[str]
    roles: tuple[Role, ...] | None

    def at(self, values: Mapping[str, object]) -> str:
        """The address with its parts filled in."""
        return self.template.format(**values)

    @property
    def is_of_sign_in(self) -> bool:
        """Whether it belongs to signing in, which is alike for every role."""
        return self.template.startswith("/account/")

    @property
    def is_alike(self) -> bool:
        """Whether it shows every role the same and nothing of anybody: signing in, and the style guide."""
        return self.is_of_sign_in or self.template.startswith("/stijl/")

    def is_for(self, role: Role) -> bool:
        """Whether the page says that it is for this role."""
        return not self.roles or role in self.roles


def addresses(resolver: URLResolver | None = None, before: str = "/", space: str = "") -> Iterator[Address]:
    """Every address there is, recursively."""
    for each in (resolver or get_resolver()).url_patterns:
        template = before + _template(each)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each, template, inner)
        elif isinstance(each, URLPattern):
            parts = frozenset(re.findall(r"{(\w+)}", template))
            roles = getattr(each.callback, "roles", None)
            yield Address(f"{space}{each.name or template}", template, parts, roles)


def _template(each: URLPattern | URLResolver) -> str:
    written = str(each.pattern)
    if type(each.pattern).__name__ == "RegexPattern":
        return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", written).removeprefix("^").removesuffix("$")
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", written)


@functools.cache
def fillings(owner: Owner, side: Side, parts: frozenset[str]) -> list[Mapping[str, object]]:
    """What the parts of an address can be on a side; fails for a part the exam does not know."""
    if not parts:
        return [{}]
    if parts not in PLACES:
        raise AssertionError(
            f"An address has parts {sorted(parts)} that the isolation exam does not know:"
            f" place it in the exam (PLACES in {__name__})."
        )
    found: list[Mapping[str, object]] = [*owner.rows(PLACES[parts], side)]
    assert found or not side.is_whole, (
        f"{sorted(parts)}: nothing in the world of the exam has it; let it happen there"
    )
    return found


def text_of(response: Any) -> str:
    """Everything a reader could find in a response: headers, and the body; a workbook is unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [n for n in archive.namelist() if not n.startswith("docProps")]
            return said + " ".join(archive.read(name).decode("utf-8", "replace") for name in parts)
    if response.headers.get("Content-Type", "").startswith("image/"):
        return said
    return said + body.decode("utf-8", "replace")


_CHANCE = re.compile(
    r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|csrftoken=\w+|sessionid=\w+|data-key="[^"]*"'
    r'|"X-CSRFToken": ?"\w+"'
)


def without_chance(text: str) -> str:
    """The same without what is drawn anew for every response."""
    return _CHANCE.sub("", text)


@dataclass(frozen=True)
class Form:
    """A form on a page: where it goes, how, and what it holds."""

    method: str
    action: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(name for name, _ in self.fields)

    @property
    def leads_to(self) -> str:
        """The name of the address it leads to, which makes it the same form on whatever page it stands."""
        return resolve(urlsplit(self.action).path).view_name

    def address(self, **changed: str) -> str:
        """Where it leads by GET with one field filled in."""
        return f"{self.action.split('?')[0]}?{urlencode(changed)}"

    def first_choice(self) -> list[tuple[str, str]]:
        """A value for every field: the last offered, which in a list is a real choice."""
        return [(name, values[-1] if values else "x") for name, values in self.fields]


def forms_of(address: str, body: str) -> Iterator[Form]:
    """The forms of a page, with every value that their fields offer."""
    if "<form" not in body:
        return
    for form in html.fromstring(body).iter("form"):
        fields: dict[str, list[str]] = {}
        for field in form.iter("input", "select", "textarea", "button"):
            name = field.get("name")
            if not name or name == "csrfmiddlewaretoken":
                continue
            offered = fields.setdefault(name, [])
            if field.tag == "select":
                offered += [option.get("value", "") for option in field.iter("option")]
            elif value := field.get("value"):
                offered.append(value)
        action = urljoin(address, form.get("action") or address)
        yield Form(
            (form.get("method") or "get").lower(),
            action,
            tuple((name, tuple(values)) for name, values in fields.items()),
        )


def signed_in(user: int | None) -> Client:
    """A browser in which somebody signed in, or nobody."""
    client = Client(raise_request_exception=False)  # a page that breaks is reported, and the walk goes on
    if user is not None:
        client.force_login(User.objects.get(pk=user))
    return client


@contextmanager
def taken_back() -> Iterator[None]:
    """Nothing that happens in it stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
