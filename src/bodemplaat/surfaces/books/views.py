"""What the books come to, their periods, and the card of an account."""

from collections.abc import Callable
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import page_number, page_of, rows_before
from bodemplaat.foundation.reports.api import FILE_TYPES, as_read, download, shown, site_voice, with_moment
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel.written import read_whole
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.books.words import (
    chosen_period,
    chosen_year,
    number_of,
    period_name,
    refused,
    until_name,
)

ROWS: Final = 100
IN_MEMORY: Final = 4 * 1024 * 1024
"""Bytes of an audit file that are kept in memory; the rest of a larger one goes to a file of its own."""


class ClosingForm(forms.Form):
    """To which account the result of a year goes, and on what its closing rests."""

    account = forms.ChoiceField(label=_("The result goes to"))
    basis = forms.CharField(label=_("On what it rests"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, accounts: tuple[ledger.AccountView, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["account"]
        choice.choices = [(str(each.id), f"{each.code} {each.name}") for each in accounts]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.READERS, from_replica=True)
def balance(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The trial balance with what is open; ``?format=`` gives it as a file. A post opens a year."""
    refusal = ""
    if request.method == "POST":
        year = read_whole(request.POST.get("year", ""), digits=4)
        if year is None:
            raise Http404
        try:
            ledger.open_year(actor=actor, year=year, at=timezone.now())
        except Refused as no:
            refusal = refused(no)
        else:
            messages.success(request, gettext("The books of {year} are open.").format(year=year))
            return redirect(f"{reverse('books:balance')}?jaar={year}")
    years, until, today = ledger.years(actor=actor), chosen_period(request), timezone.localdate()
    year = chosen_year(request, years)
    to_open = [str(each) for each in (today.year, today.year + 1) if each not in years]
    context: dict[str, Any] = {
        "years": [*map(str, years)],
        "year": str(year or ""),
        "to_open": to_open,
        "refusal": refusal,
    }
    if year is not None:
        rows = ledger.trial_balance(actor=actor, year=year, until=until)
        report = ledger.balance_report(
            rows,
            ledger.open_items(actor=actor, year=year, until=until),
            name=actor.organisation_name,
            period_name=until_name(year, until),
        )
        form = request.GET.get("format", "")
        if form in FILE_TYPES:
            return download(
                file_of(as_read(report), form, site_voice()),
                form,
                f"{gettext('trial balance')} {until_name(year, until)}",
            )
        context |= {
            "until": until,
            "waiting": ledger.facts_waiting(actor=actor, count=0)[1],
            "report": shown(as_page(report, site_voice()), request),
            "periods": [(number, period_name(year, number)) for number in range(13)],
            "files": _files(f"jaar={year}&tot={until}"),
            "accounts": [(each.account.id, f"{each.account.code} {each.account.name}") for each in rows],
        }
    return render(request, "books/balance.html", context, status=422 if refusal else 200)


@require_GET
@page(*ledger.READERS, from_replica=True)
def audit_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The audit file (XAF 4.0) of a year."""
    year = read_whole(request.GET.get("jaar", ""), digits=4)
    if year is None:
        raise Http404
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
    ledger.write_audit_file(actor=actor, year=year, on=timezone.localdate(), out=out)  # type: ignore[arg-type]  # a file like any other
    out.seek(0)
    name = f"{with_moment(f'auditfile-{slugify(actor.organisation_name)}-{year}')}.xaf"
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/xml")  # type: ignore[return-value]  # a stream is one to Django


@require_GET
@page(*ledger.READERS, from_replica=True)
def card(request: HttpRequest, actor: Actor, ledger_account: UUID) -> HttpResponse:
    """What was posted on one account in a year; ``?format=`` gives all of it as a file."""
    years = ledger.years(actor=actor)
    year = chosen_year(request, years) or timezone.localdate().year
    form = request.GET.get("format", "")
    if form in FILE_TYPES:
        account, lines, _count = ledger.card(actor=actor, account=ledger_account, year=year)
        report = ledger.card_report(account, lines, name=actor.organisation_name, period_name=str(year))
        return download(
            file_of(as_read(report), form, site_voice()), form, f"{gettext('account')} {account.code} {year}"
        )
    start = rows_before(request, ROWS)
    account, lines, count = ledger.card(
        actor=actor, account=ledger_account, year=year, start=start, count=ROWS
    )
    context = {
        "account": account,
        "year": str(year),
        "lines": [(each, number_of(each.journal, each.number)) for each in lines],
        "page": page_of(lines, count=count, size=ROWS, number=page_number(request)),
        "files": _files(f"jaar={year}"),
    }
    return render(request, "books/card.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.SECOND)
def periods(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The periods of a year: closing one, asking to open one again, and answering that."""
    today = timezone.localdate()
    year = read_whole(request.GET.get("jaar", ""), digits=4) or today.year
    form = ReasonForm(
        request.POST if request.POST.get("action") in ("propose", "refuse", "refuse_year") else None
    )
    which, refusal = request.POST.get("which", ""), ""
    rows = ledger.periods(actor=actor, year=year)
    closing = ledger.closing_of_year(actor=actor, year=year, on=today)
    close = _closing_form(request, closing)
    if request.method == "POST":
        chosen = next((each for each in rows if str(each.id) == which), None)
        wanted: Callable[[], tuple[Callable[[], object], str]]
        if request.POST.get("action", "").endswith("_year"):
            if closing is None:
                raise Http404
            wanted = partial(_act_on_year, request, actor, closing, close, form)
        elif chosen is not None:
            wanted = partial(_act, request, actor, chosen, form)
        else:
            raise Http404
        if all(each is None or not each.is_bound or each.is_valid() for each in (form, close)):
            act, done = wanted()
            try:
                act()
            except Refused as no:
                refusal = refused(no)
            else:
                messages.success(request, done)
                return redirect(f"{reverse('books:periods')}?jaar={year}")
    context = {
        "year": str(year),
        "rows": [(each, period_name(year, each.number)) for each in rows],
        "form": form,
        "which": which,
        "action": request.POST.get("action", ""),
        "refusal": refusal,
        "keeps": actor.role in ledger.READERS,
        "closing": closing,
        "close": close,
    }
    is_wrong = refusal or form.errors or (close is not None and close.errors)
    return render(request, "books/periods.html", context, status=422 if is_wrong else 200)


def _closing_form(request: HttpRequest, closing: ledger.ClosingView | None) -> ClosingForm | None:
    if closing is None or not closing.may_propose:
        return None
    sent = request.POST if request.POST.get("action") == "propose_year" else None
    return ClosingForm(sent, accounts=closing.accounts)


def _act_on_year(
    request: HttpRequest,
    actor: Actor,
    closing: ledger.ClosingView,
    close: ClosingForm | None,
    form: ReasonForm,
) -> tuple[Callable[[], object], str]:
    """What a post asks about the closing of a year; raises ``Http404`` for anything else."""
    now, action, waits = timezone.now(), request.POST.get("action", ""), closing.waits
    if action == "propose_year" and close is not None:
        read = close.cleaned_data
        return (
            lambda: ledger.propose_closing(
                actor=actor,
                year=closing.year,
                result_account=UUID(read["account"]),
                reason=read["basis"],
                at=now,
            ),
            gettext("A second person decides on it now."),
        )
    if waits is None:
        raise Http404
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "confirm_year": (
            lambda: ledger.CLOSINGS.confirm(actor=actor, which=waits, at=now),
            gettext("The year is closed, and the next one opened with what it left."),
        ),
        "refuse_year": (
            lambda: ledger.CLOSINGS.refuse(
                actor=actor, which=waits, reason=form.cleaned_data["reason"], at=now
            ),
            gettext("The year is not closed; whoever asked for it reads why."),
        ),
        "withdraw_year": (
            lambda: ledger.CLOSINGS.withdraw(actor=actor, which=waits, at=now),
            gettext("The year is not closed."),
        ),
    }
    if action not in acts or (action == "refuse_year" and not form.is_bound):
        raise Http404
    return acts[action]


def _act(
    request: HttpRequest, actor: Actor, period: ledger.PeriodView, form: ReasonForm
) -> tuple[Callable[[], object], str]:
    """What a post asks for, and what is said when it is done; raises ``Http404`` for anything else."""
    now = timezone.now()
    reason = form.cleaned_data["reason"] if form.is_bound else ""
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "close": (
            lambda: ledger.close_period(actor=actor, period=period.id, at=now),
            gettext("The period is closed."),
        ),
        "propose": (
            lambda: ledger.propose_reopening(actor=actor, period=period.id, reason=reason, at=now),
            gettext("A second person decides on it now."),
        ),
    }
    waits = period.waits
    if waits is not None:
        acts |= {
            "confirm": (
                lambda: ledger.REOPENINGS.confirm(actor=actor, which=waits, at=now),
                gettext("The period is open again."),
            ),
            "refuse": (
                lambda: ledger.REOPENINGS.refuse(actor=actor, which=waits, reason=reason, at=now),
                gettext("The period stays closed; whoever asked for it reads why."),
            ),
            "withdraw": (
                lambda: ledger.REOPENINGS.withdraw(actor=actor, which=waits, at=now),
                gettext("The period stays closed."),
            ),
        }
    action = request.POST.get("action", "")
    if action not in acts:
        raise Http404
    return acts[action]


def _files(query: str) -> list[tuple[str, str]]:
    return [(form, f"?{query}&format={form}") for form in FILE_TYPES]
