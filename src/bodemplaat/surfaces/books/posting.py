"""Posting an entry by hand, reading one, and taking one back by a correction."""

import uuid
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, EuroField, SuggestedInput
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.books.words import number_of, period_name, refused

LINES: Final = 6
"""Lines that the form has; a longer entry comes in parts."""


class LineForm(forms.Form):
    """One line of an entry: an account, and debit or credit."""

    account = forms.CharField(label=_("Account"), max_length=20, required=False, widget=SuggestedInput())
    debit = EuroField(label=_("Debited"), required=False)
    credit = EuroField(label=_("Credited"), required=False)
    item = forms.CharField(label=_("Open item"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """An account with one of the two, or nothing at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        amounts = [name for name in ("debit", "credit") if cleaned.get(name)]
        if self.errors:
            return cleaned
        if len(amounts) > 1 or (cleaned["account"] and not amounts):
            self.add_error("debit", gettext("Fill in one of the two: debited or credited."))
        if (amounts or cleaned["item"]) and not cleaned["account"]:
            self.add_error("account", gettext("Choose an account."))
        return cleaned

    def amount(self) -> ledger.Amount | None:
        """What the line says, if anything."""
        cleaned = self.cleaned_data
        if not cleaned["account"]:
            return None
        euro = cleaned["debit"] or -cleaned["credit"]
        return ledger.Amount(cleaned["account"], euro, cleaned["item"])


class EntryForm(forms.Form):
    """What is posted, and on which day."""

    day = DayField(label=_("Day"))
    description = forms.CharField(label=_("Description"), max_length=200)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput())


class BackForm(forms.Form):
    """On which day an entry is taken back, and why."""

    day = DayField(label=_("Day"))
    description = forms.CharField(label=_("Why"), max_length=200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.READERS)
def post(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new entry in the memorial journal."""
    typed = request.POST or None
    form = EntryForm(typed, initial={"day": timezone.localdate(), "key": uuid.uuid4().hex})
    lines = [LineForm(typed, prefix=f"line{number}") for number in range(1, LINES + 1)]
    suggestions = [(each.code, f"{each.code} {each.name}") for each in ledger.accounts(actor=actor)]
    for each in lines:
        each.fields["account"].widget.suggestions = suggestions
    problems: list[str] = []
    if request.method == "POST" and all([form.is_valid(), *(each.is_valid() for each in lines)]):
        amounts = tuple(amount for each in lines if (amount := each.amount()) is not None)
        try:
            posted = ledger.post_entry(
                actor=actor,
                day=form.cleaned_data["day"],
                description=form.cleaned_data["description"],
                amounts=amounts,
                key=form.cleaned_data["key"],
                at=timezone.now(),
            )
        except ledger.UnsoundEntry as no:
            problems = list(_said(no))
        except Refused as no:
            problems = [refused(no)]
        else:
            messages.success(request, gettext("The entry was posted."))
            return redirect("books:entry", posted)
    is_wrong = bool(problems or form.errors or any(each.errors for each in lines))
    context = {"form": form, "lines": lines, "problems": problems, "has_accounts": bool(suggestions)}
    return render(request, "books/post.html", context, status=422 if is_wrong else 200)


def _said(no: ledger.UnsoundEntry) -> Iterator[str]:
    for each in no.findings:
        number = each.place.partition(".")[0]
        text = worded(each.text, each.values)
        yield gettext("Line {number}: {text}").format(number=number, text=text) if number else text


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.READERS)
def entry(request: HttpRequest, actor: Actor, ledger_entry: UUID) -> HttpResponse:
    """One entry with what corrects it. A post takes it back, by a correction of the day that is chosen."""
    view = ledger.entry(actor=actor, entry=ledger_entry)
    form = BackForm(request.POST or None, initial={"day": timezone.localdate()})
    refusal = ""
    if request.method == "POST":
        if request.POST.get("action") != "back":
            raise Http404
        if form.is_valid():
            try:
                posted = ledger.correct_entry(
                    actor=actor, entry=ledger_entry, **form.cleaned_data, amounts=(), at=timezone.now()
                )
            except Refused as no:
                refusal = refused(no)
            else:
                messages.success(request, gettext("The entry was taken back by this one."))
                return redirect("books:entry", posted)
    by_code = {each.code: each for each in ledger.accounts(actor=actor)}
    corrections = ledger.corrections_of(actor=actor, entry=ledger_entry)
    names = names_of(actor=actor, people={view.posted_by} if view.posted_by else set())
    context = {
        "view": view,
        "number": number_of(view.journal, view.number),
        "year": str(view.year),
        "period": period_name(view.year, view.period),
        "by": names.get(view.posted_by, "") if view.posted_by else gettext("the platform"),
        "lines": [(each, by_code[each.account], -each.euro) for each in view.lines],
        "corrects": _named(actor, view.corrects) if view.corrects else None,
        "corrections": [_named(actor, each) for each in corrections],
        "form": form,
        "refusal": refusal,
    }
    is_wrong = refusal or (form.is_bound and form.errors)
    return render(request, "books/entry.html", context, status=422 if is_wrong else 200)


def _named(actor: Actor, entry: UUID) -> tuple[UUID, str]:
    view = ledger.entry(actor=actor, entry=entry)
    return view.id, number_of(view.journal, view.number)
