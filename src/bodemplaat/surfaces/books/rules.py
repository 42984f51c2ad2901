"""On which accounts postings come by themselves, and what waits because it has none."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor

WHY: Final = {
    ledger.Why.NO_ACCOUNT: _("No account was chosen for it"),
    ledger.Why.NO_BOOKS: _("No books of its year were open"),
    ledger.Why.SHUT: _("Its period was closed"),
}


class AccountForm(forms.Form):
    """The account of a purpose, for one taakveld or for all that have none of their own."""

    account = forms.ChoiceField(label=_("Account"), required=False)

    def __init__(
        self, *args: Any, accounts: tuple[ledger.AccountView, ...], label: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        field.label = label
        field.choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", gettext("None: nothing is posted")),
            *((str(each.id), f"{each.code} {each.name}") for each in accounts),
        ]


class TaakveldForm(forms.Form):
    """Another taakveld with an account of its own."""

    taakveld = forms.ChoiceField(label=_("Taakveld"))
    own = forms.ChoiceField(label=_("Account"))

    def __init__(self, *args: Any, accounts: tuple[ledger.AccountView, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["taakveld"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (each.code, f"{each.code} {each.name}") for each in ledger.taakvelden(on=today)
        ]
        self.fields["own"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (str(each.id), f"{each.code} {each.name}") for each in accounts
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.READERS)
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each kind of line with its account, and what waits to be posted."""
    action, accounts = request.POST.get("action", ""), ledger.accounts(actor=actor)
    shown = [(rule, _form(request, rule, accounts)) for rule in ledger.posting_rules(actor=actor)]
    other = TaakveldForm(request.POST if action == "taakveld" else None, accounts=accounts)
    if request.method == "POST":
        done = _do(request, actor, action, shown, other)
        if done:
            messages.success(request, done)
            return redirect("books:rules")
    waiting, count = ledger.facts_waiting(actor=actor)
    context = {
        "rules": shown,
        "other": other,
        "by_taakveld": [
            rule.purpose for rule, _form in shown if rule.purpose.by_taakveld and not rule.taakveld
        ],
        "has_accounts": bool(accounts),
        "waiting": [(each, WHY[each.why]) for each in waiting],
        "count": count,
        "which": request.POST.get("which", ""),
    }
    wrong = other.errors or any(form.errors for _rule, form in shown if form.is_bound)
    return render(request, "books/rules.html", context, status=422 if wrong else 200)


def _name(rule: ledger.PostingRule) -> str:
    return f"{rule.purpose.code} {rule.taakveld}".strip()


def _form(
    request: HttpRequest, rule: ledger.PostingRule, accounts: tuple[ledger.AccountView, ...]
) -> AccountForm:
    is_meant = request.POST.get("action") == "choose" and request.POST.get("which") == _name(rule)
    title = gettext(rule.purpose.title)
    label = (
        gettext("{title}, taakveld {code}").format(title=title, code=rule.taakveld)
        if rule.taakveld
        else title
    )
    return AccountForm(
        request.POST if is_meant else None,
        initial={"account": str(rule.account or "")},
        accounts=accounts,
        label=label,
        auto_id=f"id_{_name(rule)}_%s".replace(" ", "_"),
    )


def _do(
    request: HttpRequest,
    actor: Actor,
    action: str,
    shown: list[tuple[ledger.PostingRule, AccountForm]],
    other: TaakveldForm,
) -> str:
    """What a post asks for; answers what is said when it is done, or nothing where it was not. Raises ``Http404``."""
    now = timezone.now()
    if action == "post":
        count = ledger.post_waiting(actor=actor, at=now)
        return ngettext("{n} entry was posted.", "{n} entries were posted.", count).format(n=count)
    if action == "choose":
        rule, form = next(((rule, form) for rule, form in shown if form.is_bound), (None, None))
        if rule is None or form is None:
            raise Http404
        if form.is_valid():
            ledger.choose_account(
                actor=actor,
                purpose=rule.purpose.code,
                taakveld=rule.taakveld,
                account=form.cleaned_data["account"] or None,
                at=now,
            )
            return gettext("From now on it is posted so.")
        return ""
    purpose = ledger.purpose_of(request.POST.get("which", ""))
    if action != "taakveld" or purpose is None:
        raise Http404
    if other.is_valid():
        ledger.choose_account(
            actor=actor,
            purpose=purpose.code,
            taakveld=other.cleaned_data["taakveld"],
            account=other.cleaned_data["own"],
            at=now,
        )
        return gettext("From now on it is posted so.")
    return ""
