"""The payer's start: what waits to be paid, by municipality, and making a batch of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.payments.api import (
    PaymentError,
    WaitingPayments,
    batches,
    correction_count,
    make_batch,
    paying_shut,
    payments_waiting,
    unsettled_counts,
)
from bodemplaat.formats.sepa.bank_days import is_bank_day, next_bank_day
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, page_number, page_of, uuid_or_none
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.desk.batches import BatchItem
from bodemplaat.surfaces.desk.words import found

ROWS = 50
RECENT = 5
FURTHEST = timedelta(days=365)


class PayForm(forms.Form):
    """When to pay, and what: whole municipalities or single payments. ``key`` belongs to one press of the button."""

    execution_date = DayField(
        label=_("Day of payment"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day on which the bank pays."),
            "invalid": _("This is not a day. Write it as 2026-11-24."),
        },
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, waiting: WaitingPayments) -> None:
        today = timezone.localdate()
        initial = {"execution_date": next_bank_day(today), "key": uuid4().hex}
        super().__init__(data, initial=initial, auto_id="pay-%s")
        self.by_payment = bool(data) and data.get("choice") == "payments"
        ids = data.getlist("payments" if self.by_payment else "organisations") if data else []
        self.chosen = {known for known in map(uuid_or_none, ids) if known is not None}
        if data is None:
            self.chosen = {o.organisation_id for o in waiting.organisations if o.iban}

    def clean(self) -> dict[str, Any]:
        """Something must be chosen, and banks must work on the day."""
        cleaned = super().clean() or {}
        day, today = cleaned.get("execution_date"), timezone.localdate()
        if day is not None and day < today:
            self.add_error("execution_date", gettext("This day has passed. Choose today or a later day."))
        elif day is not None and day > today + FURTHEST:
            self.add_error("execution_date", gettext("This is more than a year away. Choose a nearer day."))
        elif day is not None and not is_bank_day(day):
            self.add_error(
                "execution_date", gettext("Banks do not pay on this day. Choose a day on which they work.")
            )
        if not self.chosen:
            self.add_error(
                None,
                gettext("Choose at least one payment.")
                if self.by_payment
                else gettext("Choose at least one municipality."),
            )
        return cleaned

    @property
    def what(self) -> Mapping[str, set[UUID]]:
        """What was chosen, as the door takes it."""
        return {"payments": self.chosen} if self.by_payment else {"organisations": self.chosen}

    @property
    def chosen_organisations(self) -> set[UUID]:
        """The municipalities that are ticked."""
        return set() if self.by_payment else self.chosen

    @property
    def chosen_payments(self) -> set[UUID]:
        """The payments that are ticked."""
        return self.chosen if self.by_payment else set()


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def payments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits; make a batch of what is chosen. What is wrong is shown in place with every choice kept."""
    organisation = uuid_or_none(request.GET.get("organisation", ""))
    waiting = payments_waiting(actor=actor, organisation=organisation, page=page_number(request), size=ROWS)
    if request.method != "POST":
        return _show(request, actor, waiting, PayForm(waiting=waiting), organisation)
    form = PayForm(request.POST, waiting=waiting)
    if form.is_valid():
        try:
            made = make_batch(
                actor=actor,
                execution_date=form.cleaned_data["execution_date"],
                key=form.cleaned_data["key"],
                at=timezone.now(),
                **form.what,
            )
        except PaymentError as error:
            for finding in error.findings:
                form.add_error(
                    "execution_date" if finding.place == "execution_date" else None, found(finding)
                )
        else:
            messages.success(request, gettext("The batch is ready. A second payer has to release it."))
            return redirect("desk:batch", batch=made)
    return _show(request, actor, waiting, form, organisation, status=422)


def _show(
    request: HttpRequest,
    actor: Actor,
    waiting: WaitingPayments,
    form: PayForm,
    organisation: UUID | None,
    *,
    status: int = 200,
) -> HttpResponse:
    prepared = batches(actor=actor, state="prepared", size=ROWS)
    recent = batches(actor=actor, state="released", size=RECENT)
    context = {
        "waiting": waiting,
        "whole": sum(each.count for each in waiting.organisations),
        "form": form,
        "organisation": organisation,
        "without_account": [each for each in waiting.organisations if not each.iban],
        "prepared": [BatchItem.of(each, actor) for each in prepared],
        "for_me": [each for each in prepared if each.prepared_by != actor.person],
        "unsettled": {
            why.value: n for why, n in unsettled_counts(actor=actor, on=timezone.localdate()).items()
        },
        "to_confirm": correction_count(actor=actor),
        "shut": paying_shut(actor=actor),
        "recent": [BatchItem.of(each, actor) for each in recent],
        "pages": page_of(waiting.payments, count=waiting.count, size=ROWS, number=waiting.page),
    }
    return render(request, "desk/payments.html", context, status=status)
