"""Ready to begin? What is there, what is missing, and where it is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import proposals_waiting, rules_over_time
from bodemplaat.capabilities.ledger.api import books_begun, cost_centres
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access.api import (
    RoleHolder,
    functions_held,
    holders_by_role,
    page,
    sign_ins_of,
)
from bodemplaat.foundation.design.api import ROLE_LABELS
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations.api import (
    COMMON_TASKS,
    TASK_LABELS,
    Part,
    headcount_of,
    parts_of,
    provisions_of,
)
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.founding.wording import function_said, language, names_said


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that has to be there: what it is, what stands, whether that will do, and where it is filled in."""

    title: str
    stands: str
    is_done: bool
    href: str
    act: str
    import_href: str = ""


@require_GET
@page(Role.ADMINISTRATOR)
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The steps in the order in which they are taken."""
    steps = _steps(actor)
    context: dict[str, Any] = {
        "steps": steps,
        "missing": [step for step in steps if not step.is_done],
        "there": [step for step in steps if step.is_done],
        "imports": imports.imports_of(actor=actor, count=1),
        "previews": sum(1 for each in imports.open_previews(actor=actor) if each.count),
    }
    return render(request, "founding/home.html", context)


def _steps(actor: Actor) -> list[Step]:
    """Only what the parts that this organisation plays ask for: a service centre needs no rules, a customer no clerks."""
    today = timezone.localdate()
    parts = parts_of(actor=actor, organisation=actor.organisation_id, on=today)
    is_customer = Part.CUSTOMER in parts or Part.PROVIDER not in parts
    holders = holders_by_role(actor=actor, organisation=actor.organisation_id, on=today)
    steps = _people_steps(actor, is_customer)
    steps += [
        _role_step(holders.get(role, ()), role, least)
        for role, least, is_asked in (
            (Role.MANAGER, 1, is_customer),
            (Role.CONTROLLER, 1, is_customer),
            (Role.ADMINISTRATOR, 2, True),
            (Role.SSC_CLERK, 1, Part.PROVIDER in parts),
            (Role.SSC_PAYER, 2, Part.PROVIDER in parts),
        )
        if is_asked
    ]
    if is_customer:
        steps.append(_two_people_step(holders))
    steps.append(_account_step(actor))
    if is_customer:
        steps += [*_claim_steps(actor), *_task_steps(actor)]
    return [*steps, *_book_steps(actor)]


def _book_steps(actor: Actor) -> list[Step]:
    """Only once a controller opened a year."""
    begun = books_begun(actor=actor)
    if begun is None:
        return []
    periods = f"{reverse('books:periods')}?jaar={begun.year}"
    return [
        Step(
            gettext("Accounts of the books"),
            ngettext("{n} account", "{n} accounts", begun.accounts).format(n=_n(begun.accounts)),
            begun.accounts > 0,
            periods,
            gettext("Look at the periods"),
            _import("ledger-accounts"),
        ),
        Step(
            gettext("Opening balances"),
            gettext("{year} opened with balances").format(year=begun.year)
            if begun.is_opened
            else gettext("{year} begins at nothing").format(year=begun.year),
            True,
            periods,
            gettext("Look at the periods"),
            _import("ledger-opening"),
        ),
        Step(
            gettext("Budget"),
            gettext("{year} has a budget").format(year=begun.year)
            if begun.has_budget
            else gettext("{year} has no budget yet").format(year=begun.year),
            True,
            periods,
            gettext("Look at the periods"),
            _import("ledger-budget"),
        ),
    ]


def _people_steps(actor: Actor, is_customer: bool) -> list[Step]:
    heads = headcount_of(actor=actor, organisation=actor.organisation_id, on=timezone.localdate())
    steps = [
        Step(
            gettext("Units"),
            ngettext("{n} unit", "{n} units", heads.units).format(n=_n(heads.units)),
            heads.units > 0,
            reverse("founding:units"),
            gettext("Look at the units"),
            _import("units"),
        ),
        Step(
            gettext("People and their work"),
            ngettext("{n} person employed", "{n} people employed", heads.people).format(n=_n(heads.people)),
            heads.people > 0,
            reverse("board:people"),
            gettext("Look at the people"),
            _import("people"),
        ),
        Step(
            gettext("E-mail addresses"),
            _without(heads.without_address, heads.people),
            heads.people > 0 and heads.without_address == 0,
            reverse("board:people"),
            gettext("Look at the people"),
        ),
    ]
    if is_customer:
        steps.append(
            Step(
                gettext("Managers"),
                ngettext(
                    "{n} person without a manager", "{n} people without a manager", heads.without_manager
                ).format(n=_n(heads.without_manager))
                if heads.people
                else gettext("Nobody yet"),
                heads.people > 0 and heads.without_manager <= max(1, heads.people // 10),
                reverse("board:people"),
                gettext("Look at the people"),
            )
        )
    return steps


def _role_step(holders: Sequence[RoleHolder], role: Role, least: int) -> Step:
    return Step(
        gettext("Somebody in the role {role}").format(role=str(ROLE_LABELS[role.value])),
        _holders(len(holders), least, role),
        len(holders) >= least,
        reverse("board:people"),
        gettext("Give the role to somebody"),
        _import("roles"),
    )


def _two_people_step(holders: Mapping[Role, Sequence[RoleHolder]]) -> Step:
    """Whether what an administrator proposes can be confirmed by a controller who is somebody else, and by whom."""
    propose, confirm = holders.get(Role.ADMINISTRATOR, ()), holders.get(Role.CONTROLLER, ())
    alone = [each for each in propose if {other.human for other in confirm} == {each.human}]
    can_be_done = any(one.human != other.human for one in propose for other in confirm)
    names = {
        "propose": names_said([each.name for each in propose]),
        "confirm": names_said([each.name for each in confirm]),
        "name": alone[0].name if alone else "",
    }
    if not propose or not confirm:
        stands = gettext("Nobody yet")
    elif not can_be_done:
        stands = gettext(
            "{name} is administrator and the only controller. Nobody confirms their own proposal, so no rules, account or"
            " provider of a task can change: give the role of controller to somebody else too."
        )
    elif alone:
        stands = gettext(
            "{propose} propose, {confirm} confirms. What {name} proposes nobody can confirm: another administrator"
            " proposes it."
        )
    else:
        stands = gettext("Proposes: {propose}. Confirms, never their own: {confirm}.")
    return Step(
        gettext("Two people for rules, the account and who does what"),
        stands.format(**names),
        can_be_done,
        reverse("board:people"),
        gettext("Give the role to somebody"),
    )


def _account_step(actor: Actor) -> Step:
    sign_ins = sign_ins_of(actor=actor, organisation=actor.organisation_id, at=timezone.now())
    waiting = len(sign_ins.to_invite)
    able = ngettext(
        "{n} of {m} person can sign in.", "{n} of {m} people can sign in.", sign_ins.people
    ).format(n=_n(sign_ins.able), m=_n(sign_ins.people))
    missing = ngettext(
        "{n} person with a role has no account, or a link that ran out.",
        "{n} people with a role have no account, or a link that ran out.",
        waiting,
    ).format(n=_n(waiting))
    return Step(
        gettext("Accounts to sign in with"),
        f"{able} {missing}" if waiting else able,
        not waiting,
        reverse("founding:invite_everybody" if waiting else "founding:invitations"),
        gettext("Invite by mail") if waiting else gettext("Look at who can sign in"),
    )


def _claim_steps(actor: Actor) -> list[Step]:
    own, today = actor.organisation_id, timezone.localdate()
    rules = rules_over_time(actor=actor, organisation=own)
    functions = {each.fallback_function for dated in rules[-1:] for each in (dated.rules,)} or {
        "fallback_approver"
    }
    assigned = functions_held(actor=actor, organisation=own, on=today)
    fallback = sum(len(assigned.get(function, ())) for function in functions)
    centres = len(cost_centres(actor=actor, organisation=own, on=today))
    paid_from = next((each.iban for each in payments.accounts_kept(actor=actor) if each.active), "")
    waits = bool(proposals_waiting(actor=actor, organisation=own))
    return [
        Step(
            gettext("Somebody who decides when no manager can"),
            ngettext(
                "{n} person with the function {function}", "{n} people with the function {function}", fallback
            ).format(n=_n(fallback), function=" / ".join(sorted(map(function_said, functions)))),
            fallback > 0,
            reverse("board:people"),
            gettext("Give the function to somebody"),
            _import("functions"),
        ),
        Step(
            gettext("Cost centres"),
            ngettext("{n} cost centre", "{n} cost centres", centres).format(n=_n(centres)),
            centres > 0,
            reverse("founding:cost_centres"),
            gettext("Look at the cost centres"),
            _import("cost-centres"),
        ),
        Step(
            gettext("Account to pay from"),
            _account(paid_from, waits=payments.account_change_waits(actor=actor)),
            bool(paid_from),
            reverse("founding:accounts"),
            gettext("Look at the account"),
        ),
        Step(
            gettext("Rules for claims"),
            _rules(has_rules=bool(rules), waits=waits),
            bool(rules),
            reverse("board:settings" if rules or waits else "board:begin_rules"),
            gettext("Look at the rules") if rules or waits else gettext("Begin with proposed rules"),
        ),
    ]


def _task_steps(actor: Actor) -> list[Step]:
    today = timezone.localdate()
    provisions = provisions_of(actor=actor, organisation=actor.organisation_id)
    steps = []
    for task in COMMON_TASKS:
        theirs = [
            each for each in provisions if each.task is task and (each.until is None or each.until > today)
        ]
        steps.append(
            Step(
                gettext("Who does {task}").format(task=gettext(TASK_LABELS[task]).lower()),
                theirs[0].provider_name if theirs else gettext("Nobody yet"),
                bool(theirs),
                reverse("board:tasks"),
                gettext("Look at who does what"),
            )
        )
    return steps


def _holders(count: int, least: int, role: Role) -> str:
    said = ngettext("{n} person", "{n} people", count).format(n=_n(count))
    if count < least and role is Role.SSC_PAYER:
        return gettext("{people}; two are needed, because a second one releases each batch").format(
            people=said
        )
    if count < least and least > 1:
        return gettext("{people}; two are needed, because nobody changes their own roles").format(people=said)
    return said


def _without(count: int, people: int) -> str:
    if not people:
        return gettext("Nobody yet")
    return ngettext(
        "{n} person without an address, who can have no account",
        "{n} people without an address, who can have no account",
        count,
    ).format(n=_n(count))


def _account(iban: str, *, waits: bool) -> str:
    if iban:
        return gettext("Ends in {ending}").format(ending=iban[-4:])
    return gettext("Waits for a controller") if waits else gettext("No account yet")


def _rules(*, has_rules: bool, waits: bool) -> str:
    if has_rules:
        return gettext("There are rules")
    return gettext("Waits for a controller") if waits else gettext("No rules yet")


def _import(list_name: str) -> str:
    return reverse("founding:new_import", args=[list_name])


def _n(count: int) -> str:
    return notation.number(Decimal(count), language(), decimals=0)
