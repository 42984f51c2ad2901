"""The page of a kind of rule: now, later and before, proposing another and deciding on what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import DayField, explained
from bodemplaat.foundation.proposals.api import Deciding
from bodemplaat.foundation.rules.commands import propose_rule
from bodemplaat.foundation.rules.kinds import RuleKind, Terms
from bodemplaat.foundation.rules.queries import rule_over_time
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused

UNTIDY, NOT_NOW = 422, 409


class RuleForm(forms.Form):
    """Another rule. A room adds before these fields what its rule says; ``terms`` is that, as it is kept."""

    since = DayField(label=_("From which day"), help_text=_("Tomorrow at the earliest."))
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("since", "reason")])

    def terms(self) -> Terms:
        """What was filled in."""
        raise NotImplementedError


class RefusalForm(forms.Form):
    """Why a rule is refused."""

    why = forms.CharField(label=_("Why not"), max_length=500, widget=forms.Textarea({"rows": 3}))


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What the page of one kind says: ``said`` puts a rule in words, as what holds; ``column`` names that."""

    heading: Any
    answer: Callable[[Any], str]
    said: Callable[[Any], str]
    column: Any
    note: Any
    who_decides: Any
    has_come: Any
    propose: Any
    who_proposes: Any
    proposed: Any
    is_figure: bool = False


def rule_page(
    *,
    actor: Actor,
    request: HttpRequest,
    kind: RuleKind[Any],
    words: RuleWords,
    form_class: type[RuleForm],
    here: str,
    back: tuple[str, str],
) -> HttpResponse:
    """Show the page, and do what was pressed on it. ``here`` is its address by name, ``back`` an address and what it is called."""
    action = request.POST.get("action", "")
    form = form_class(request.POST if action == "propose" else None)
    why = RefusalForm(request.POST if action == "refuse" else None, auto_id="id_refuse_%s")
    refusal = None
    if request.method == "POST":
        try:
            done = _act(actor, kind, words, action, form, why)
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect(here)
    view = rule_over_time(actor=actor, kind=kind, at=timezone.now())
    context = {
        "view": view,
        "words": words,
        "answer": words.answer(view.now),
        "proposed": words.said(view.change.rule) if view.change else "",
        "coming": [(each.since, words.said(each)) for each in view.coming],
        "now": words.said(view.now),
        "was": [(each.since, words.said(each)) for each in view.was],
        "form": form,
        "why": why,
        "action": action,
        "back": back,
        "refusal": explained(refusal) if refusal else "",
    }
    status = NOT_NOW if refusal else UNTIDY if form.errors or why.errors else 200
    return render(request, "rules/rule.html", context, status=status)


def _act(
    actor: Actor, kind: RuleKind[Any], words: RuleWords, action: str, form: RuleForm, why: RefusalForm
) -> str:
    """Do what was pressed; answers what to tell, and nothing where the form is not filled in."""
    now = timezone.now()
    if action == "propose":
        if not form.is_valid():
            return ""
        read = form.cleaned_data
        propose_rule(
            actor=actor, kind=kind, terms=form.terms(), since=read["since"], reason=read["reason"], at=now
        )
        return str(words.proposed)
    change = rule_over_time(actor=actor, kind=kind, at=now).change
    if change is None or action not in ("confirm", "withdraw", "refuse"):
        raise NotFound("proposal")
    deciding = Deciding(kind.code)
    if action == "confirm":
        deciding.confirm(actor=actor, which=change.proposal, at=now)
        return gettext("Confirmed: it holds from its day.")
    if action == "withdraw":
        deciding.withdraw(actor=actor, which=change.proposal, at=now)
        return gettext("The proposal is taken back.")
    if not why.is_valid():
        return ""
    deciding.refuse(actor=actor, which=change.proposal, reason=why.cleaned_data["why"], at=now)
    return gettext("Refused; whoever proposed it reads why.")
