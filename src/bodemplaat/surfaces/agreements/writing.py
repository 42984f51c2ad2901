"""Writing a draft: which services and norms, which deviations, prices and numbers, procedures."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from bodemplaat.capabilities.agreements import api as door
from bodemplaat.capabilities.agreements.api import AgreementView, Content
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import (
    DayField,
    EuroField,
    NumberField,
    WholeField,
    explained,
    in_notation,
    in_words,
    reader_language,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.agreements import words
from bodemplaat.surfaces.agreements.reading import not_now
from bodemplaat.surfaces.agreements.rows import DeliveryRows, next_number

Service = tuple[str, int, catalogue.Content]
ROWS: Final = 4
"""Empty rows of billing moments and start-up costs that a form begins with; more as there are more."""


class AgreementForm(forms.Form):
    """From when until when; what follows is of its kind."""

    since = DayField(label=_("Holds from"))
    until = DayField(
        label=_("First day on which it no longer holds"),
        required=False,
        help_text=_("Leave it empty for until further notice. A DFA holds for one year at most."),
    )

    def __init__(
        self,
        *args: Any,
        view: AgreementView,
        services: tuple[Service, ...],
        next_delivery: int = 1,
        **kwargs: Any,
    ) -> None:
        self.view, self.kind, self.services = view, view.terms.kind, services
        self.rows = DeliveryRows(view.terms.content, next_delivery)
        self.sections: list[tuple[str, list[str], bool]] = []
        kwargs["initial"] = {"since": view.terms.since, "until": view.terms.until, **self._initial()}
        super().__init__(*args, **kwargs)
        self._section(gettext("Days"), ["since", "until"], True)
        {door.DVO: self._dvo, door.DFA: self._dfa, door.DAP: self._dap}[self.kind]()

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """The sections, each with its fields; one with a mistake stands open."""
        return [
            {
                "title": title,
                "fields": [self[name] for name in names],
                "is_open": is_open or any(name in self.errors for name in names),
            }
            for title, names, is_open in self.sections
        ]

    def content(self) -> Content:
        """What the form says."""
        return {door.DVO: self._read_dvo, door.DFA: self._read_dfa, door.DAP: self._read_dap}[self.kind]()

    def _section(self, title: Any, names: list[str], is_open: bool = False) -> None:
        """Fields under a title, by which they are told apart where something is wrong: services have the same ones."""
        self.sections.append((str(title), names, is_open))
        for name in names:
            self.fields[name].about = str(title)  # type: ignore[attr-defined]

    def _initial(self) -> dict[str, Any]:
        content = self.view.terms.content
        first: dict[str, Any] = {"taken": [each.code for each in content.services]}
        for taken in content.services:
            first |= {
                f"norm_{taken.code}": taken.norm,
                f"percentage_{taken.code}": taken.percentage,
                f"reason_{taken.code}": taken.reason,
            }
            if taken.duty is not None:
                first[f"duty_days_{taken.code}"] = taken.duty.days
                first[f"duty_part_{taken.code}"] = taken.duty.percentage
        for each in content.deviations:
            first |= {f"text_{each.part}": each.text, f"reason_{each.part}": each.reason}
            first[f"price_{each.part}"] = each.price
        for line in content.lines:
            first |= {
                f"volume_{line.code}": line.volume,
                f"price_{line.code}": line.price,
                f"reason_{line.code}": line.reason,
                f"billed_{line.code}": line.billed,
            }
        if content.credit is not None:
            first |= {
                "credit_percent": content.credit.percent,
                "credit_ceiling": content.credit.ceiling,
                "credit_per": "month" if content.credit.by_month else "quarter",
            }
        for index, moment in enumerate(content.billing):
            first |= {f"day_{index}": moment.day, f"percent_{index}": moment.percent}
        for index, cost in enumerate(content.start_up):
            first |= {f"what_{index}": cost.what, f"amount_{index}": cost.amount}
        first |= self.rows.initial
        return first | {f"text_{part}": text for part, text in content.texts}

    def _dvo(self) -> None:
        self.fields["taken"] = forms.MultipleChoiceField(
            label=_("Services that are taken"),
            required=False,
            choices=[
                (code, f"{code} {content.name.in_(reader_language())}") for code, _n, content in self.services
            ],
            widget=forms.CheckboxSelectMultiple,
        )
        self._section(words.PARTS["services"], ["taken"], True)
        for code, _number, content in self.services:
            names = [f"norm_{code}", f"percentage_{code}", f"reason_{code}"]
            self.fields[names[0]] = NumberField(
                label=_("Another number than in the catalogue"), required=False
            )
            self.fields[names[1]] = NumberField(label=_("Another percentage"), required=False)
            self.fields[names[2]] = _why()
            title = gettext("Norm of {code} {name}").format(
                code=code, name=content.name.in_(reader_language())
            )
            duties = [f"duty_days_{code}", f"duty_part_{code}"]
            self.fields[duties[0]] = WholeField(
                label=_("The customer decides and answers within, in working days"),
                required=False,
                min_value=1,
            )
            self.fields[duties[1]] = NumberField(
                label=_("In how many of a hundred"),
                required=False,
                help_text=_("Measured as the norms of the provider are. Leave both empty for nothing."),
            )
            names += duties
            self._section(title, names, any(self.initial.get(name) for name in names))
        for part in door.PARTS:
            names = [f"text_{part}", f"reason_{part}", f"price_{part}"]
            self.fields[names[0]] = _long(_("What holds for this customer instead of the charter"))
            self.fields[names[1]] = _why()
            self.fields[names[2]] = EuroField(label=_("What that costs a year"), required=False, zero=True)
            title = gettext("Deviates from the charter: {part}").format(part=words.PARTS[part])
            self._section(title, names, bool(self.initial.get(names[0])))

    def _dfa(self) -> None:
        for code, _number, content in self.services:
            names = [f"volume_{code}", f"price_{code}", f"reason_{code}", f"billed_{code}"]
            price = content.price_in(self.view.terms.since.year)
            self.fields[names[0]] = WholeField(label=_("Planned in the year"), required=False, min_value=0)
            self.fields[names[1]] = EuroField(
                label=_("Another price than in the catalogue"),
                required=False,
                zero=True,
                help_text=gettext("In the catalogue: {price}").format(
                    price=gettext("none for this year") if price is None else in_notation(price)
                ),
            )
            self.fields[names[2]] = _why()
            self.fields[names[3]] = forms.ChoiceField(
                label=_("Billed"),
                required=False,
                choices=[(way, in_words(text)) for way, text in door.WAYS.items()],
                help_text=_(
                    "What was delivered is counted on each day on which is billed, and when this ends."
                ),
            )
            title = f"{code} {content.name.in_(reader_language())}"
            self._section(title, names, self.initial.get(names[0]) is not None)
        written = self.view.terms.content
        names = []
        for index in range(max(ROWS, len(written.billing) + 1)):
            self.fields[f"day_{index}"] = DayField(
                label=gettext("Day {n}").format(n=index + 1), required=False
            )
            self.fields[f"percent_{index}"] = NumberField(
                label=gettext("Share {n}, in percent").format(n=index + 1), required=False
            )
            names += [f"day_{index}", f"percent_{index}"]
        self._section(words.PARTS["billing"], names, True)
        names = []
        for index in range(max(ROWS, len(written.start_up) + 1)):
            self.fields[f"what_{index}"] = forms.CharField(
                label=gettext("Start-up costs {n}, for what").format(n=index + 1),
                required=False,
                max_length=200,
            )
            self.fields[f"amount_{index}"] = EuroField(
                label=gettext("Start-up costs {n}, how much").format(n=index + 1), required=False, zero=True
            )
            names += [f"what_{index}", f"amount_{index}"]
        self._section(words.PARTS["start_up"], names)
        self.fields["credit_percent"] = NumberField(
            label=_("For each whole point below the promised part, in percent"),
            required=False,
            help_text=_(
                "Of the price of the service in this year, for a period in which its norm was missed."
            ),
        )
        self.fields["credit_ceiling"] = NumberField(
            label=_("In a year together no more than, in percent"),
            required=False,
            help_text=_("Of the price of the service in this year. Leave both empty for no credit."),
        )
        self.fields["credit_per"] = forms.ChoiceField(
            label=_("Worked out over"),
            choices=(("quarter", _("each quarter")), ("month", _("each month"))),
            required=False,
        )
        names = ["credit_percent", "credit_ceiling", "credit_per"]
        self._section(words.PARTS["credit"], names, written.credit is not None)
        self.fields["text_other"] = _long(words.PARTS["other"])
        self._section(words.PARTS["other"], ["text_other"])

    def _dap(self) -> None:
        for part in door.DAP_PARTS:
            self.fields[f"text_{part}"] = _long(words.PARTS[part])
            self._section(words.PARTS[part], [f"text_{part}"], True)
        for title, fields in self.rows.sections():
            self.fields |= fields
            self._section(title, list(fields))

    def _read_dvo(self) -> Content:
        read = self.cleaned_data
        return Content(
            services=tuple(
                door.Taken(
                    code,
                    number,
                    read[f"norm_{code}"],
                    read[f"percentage_{code}"],
                    read[f"reason_{code}"],
                    None
                    if read[f"duty_days_{code}"] is None
                    else door.Duty(read[f"duty_days_{code}"], read[f"duty_part_{code}"]),
                )
                for code, number, _content in self.services
                if code in read["taken"]
            ),
            deviations=tuple(
                door.Deviation(
                    part, read[f"text_{part}"], read[f"reason_{part}"], read[f"price_{part}"] or Euro(0)
                )
                for part in door.PARTS
                if read[f"text_{part}"].strip()
            ),
        )

    def _read_dfa(self) -> Content:
        read = self.cleaned_data
        return Content(
            lines=tuple(
                door.Planned(
                    code,
                    number,
                    read[f"volume_{code}"],
                    read[f"price_{code}"],
                    read[f"reason_{code}"],
                    read[f"billed_{code}"] or door.AGREED,
                )
                for code, number, _content in self.services
                if read[f"volume_{code}"] is not None
            ),
            billing=tuple(door.BillingMoment(day, percent) for day, percent in self._pairs("day", "percent")),
            start_up=tuple(door.StartUp(what, amount) for what, amount in self._pairs("what", "amount")),
            credit=(
                None
                if read["credit_percent"] is None
                else door.CreditRule(
                    read["credit_percent"], read["credit_ceiling"], read["credit_per"] == "month"
                )
            ),
            texts=(("other", read["text_other"]),) if read["text_other"].strip() else (),
        )

    def _read_dap(self) -> Content:
        read = self.cleaned_data
        texts = ((part, read[f"text_{part}"]) for part in door.DAP_PARTS)
        return Content(
            texts=tuple((part, text) for part, text in texts if text.strip()),
            deliveries=self.rows.deliveries(read),
            free_days=FreeDays(read["free_days"]),
        )

    def _pairs(self, first: str, second: str) -> Iterator[tuple[Any, Any]]:
        for name, value in self.cleaned_data.items():
            if name.startswith(f"{first}_") and value:
                other = self.cleaned_data[f"{second}_{name.removeprefix(f'{first}_')}"]
                if other is not None:
                    yield value, other

    def clean(self) -> dict[str, Any]:
        """Rows of which one half was filled in are told, and nothing is lost silently."""
        read = super().clean() or {}
        both = [("credit_percent", "credit_ceiling")] if self.kind == door.DFA else []
        if self.kind == door.DVO:
            both += [(f"duty_days_{code}", f"duty_part_{code}") for code, _number, _content in self.services]
        for first, second in (("day", "percent"), ("what", "amount")):
            count = len([name for name in self.fields if name.startswith(f"{first}_")])
            both += [(f"{first}_{index}", f"{second}_{index}") for index in range(count)]
        if self.kind == door.DAP:
            both = self.rows.pairs
        for names in both:
            filled_in = [read.get(name) not in (None, "") for name in names]
            if any(filled_in) and not all(filled_in) and not any(name in self.errors for name in names):
                self.add_error(names[filled_in.index(False)], gettext("Fill in both, or neither."))
        if self.kind == door.DVO:
            for part in door.PARTS:
                differs = read.get(f"reason_{part}") or read.get(f"price_{part}")
                if differs and not (read.get(f"text_{part}") or "").strip():
                    self.add_error(
                        f"text_{part}", gettext("Write what holds instead, or leave all three empty.")
                    )
        return read


def _why() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)


def _long(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=4000, widget=forms.Textarea({"rows": 4}))


@require_POST
@page(*door.WRITERS)
def draft(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin the next version with a customer: it says what the newest says, or else what the catalogue offers to all."""
    today = timezone.localdate()
    kind, customer = request.POST.get("kind", ""), request.POST.get("customer", "")
    rows = door.customers_with_agreements(actor=actor, on=today)
    row = next(
        (
            each
            for each in rows
            if str(each.customer_id) == customer and each.provider_id == actor.organisation_id
        ),
        None,
    )
    if row is None or kind not in door.KINDS:
        raise NotFound("organisation")
    newest = row.newest.get(kind)
    since = date(today.year + 1, 1, 1)
    services = catalogue.services_to_agree_on(actor=actor, cooperation=row.cooperation_id, on=today)
    try:
        written = door.draft_agreement(
            actor=actor,
            cooperation=row.cooperation_id,
            customer=row.customer_id,
            kind=kind,
            since=since,
            until=date(today.year + 2, 1, 1) if kind == door.DFA else None,
            content=_first(kind, services) if newest is None else newest.terms.content_from(since),
            at=timezone.now(),
        )
    except Refused as why:
        messages.error(request, explained(why))
        return redirect("agreements:list")
    return redirect("agreements:write", written)


def _first(kind: str, services: tuple[Service, ...]) -> Content:
    if kind == door.DVO:
        return Content(
            services=tuple(
                door.Taken(code, number) for code, number, content in services if content.package == "basic"
            )
        )
    if kind == door.DFA:
        year = timezone.localdate().year + 1
        return Content(
            billing=tuple(door.BillingMoment(date(year, month, 15), Decimal(25)) for month in (1, 4, 7, 10))
        )
    return Content()


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.WRITERS)
def write(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """Let a draft say something else."""
    today = timezone.localdate()
    view = door.agreement(actor=actor, agreement=agreement, on=today)
    if "change" not in view.moves:
        return not_now(request, actor, view)
    services = catalogue.services_to_agree_on(actor=actor, cooperation=view.cooperation_id, on=today)
    known = door.versions_of(actor=actor, agreement=agreement, on=today)
    form = AgreementForm(request.POST or None, view=view, services=services, next_delivery=next_number(known))
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            door.change_agreement(
                actor=actor,
                agreement=agreement,
                since=read["since"],
                until=read["until"],
                content=form.content(),
                at=timezone.now(),
            )
        except Refused as why:
            form.add_error(None, explained(why))
        else:
            messages.success(request, gettext("The draft was kept."))
            return redirect("agreements:agreement", agreement)
    context = {"view": view, "title": words.title(view), "form": form}
    return render(request, "agreements/write.html", context, status=422 if form.errors else 200)
