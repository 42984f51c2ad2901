"""What is done with a model that is kept: another name, sharing, the archive. Each address opens as a page as well."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first
from bodemplaat.foundation.organisations.api import cooperations_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.surfaces.calculator.forms import NameForm
from bodemplaat.surfaces.calculator.words import all_told


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS)
def rename(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Give a model another name."""
    view = _changeable(actor, model)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": view.name})
    if request.method == "POST" and form.is_valid():
        try:
            model_files.rename_model(
                actor=actor, model=model, name=form.cleaned_data["name"], at=timezone.now()
            )
        except model_files.UnsoundModelFile as refusal:
            for _, text in all_told(refusal.findings):
                form.add_error("name", text)
        else:
            messages.success(request, gettext("The model has another name now."))
            return redirect("calculator:model", model)
    return ask_first(
        request,
        question=gettext("Give “{name}” another name").format(name=view.name),
        verb=gettext("Keep this name"),
        back=reverse("calculator:model", args=[view.id]),
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS)
def share(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Share a model with a cooperation, after saying what that means."""
    view = _changeable(actor, model)
    cooperations = cooperations_of(actor=actor)
    chosen = _cooperation(request, cooperations)
    if request.method == "POST" and chosen is not None:
        try:
            model_files.share_model(actor=actor, model=model, cooperation=chosen, at=timezone.now())
        except model_files.UnsoundModelFile as refusal:
            for _, text in all_told(refusal.findings):
                messages.error(request, text)
        else:
            said = gettext("“{name}” is shared with {cooperation}.")
            messages.success(request, said.format(name=view.name, cooperation=cooperations[chosen]))
        return redirect("calculator:model", model)
    others = {id_: name for id_, name in cooperations.items() if name != view.shared_with}
    context = {
        "view": view,
        "cooperations": list(others.items()),
        "name_of_one": next(iter(others.values())) if len(others) == 1 else "",
    }
    return render(request, "calculator/share.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS)
def stop_sharing(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Stop sharing a model, after saying what that means."""
    view = _changeable(actor, model)
    if not view.shared_with:
        messages.info(request, gettext("“{name}” is shared with nobody.").format(name=view.name))
        return redirect("calculator:model", model)
    if request.method == "POST":
        model_files.stop_sharing(actor=actor, model=model, at=timezone.now())
        messages.success(
            request, gettext("“{name}” is for your own organisation again.").format(name=view.name)
        )
        return redirect("calculator:model", model)
    return ask_first(
        request,
        question=gettext("Stop sharing “{name}”?").format(name=view.name),
        consequence=gettext("Your partners no longer find it from then on. What they downloaded they keep."),
        verb=gettext("Stop sharing"),
        back=reverse("calculator:model", args=[view.id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS)
def archive(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Put a model in the archive; its page then offers to put it back."""
    view = _changeable(actor, model)
    if request.method == "POST":
        model_files.archive_model(actor=actor, model=model, at=timezone.now())
        return redirect("calculator:model", model)
    return ask_first(
        request,
        question=gettext("Put “{name}” in the archive?").format(name=view.name),
        consequence=gettext(
            "It disappears from the list, for your partners as well. Nothing is removed, and you can put it back."
        ),
        verb=gettext("Put it in the archive"),
        back=reverse("calculator:model", args=[view.id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS)
def restore(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Put a model back from the archive."""
    _changeable(actor, model)
    if request.method == "POST":
        try:
            model_files.restore_model(actor=actor, model=model, at=timezone.now())
        except model_files.UnsoundModelFile as refusal:
            for _, text in all_told(refusal.findings):
                messages.error(request, text)
        else:
            messages.success(request, gettext("The model is back in the list."))
    return redirect("calculator:model", model)


def _changeable(actor: Actor, model: UUID) -> model_files.ModelFileView:
    view = model_files.model_kept(actor=actor, model=model)
    if not view.may_change:
        raise NotFound("model")
    return view


def _cooperation(request: HttpRequest, known: Any) -> UUID | None:
    try:
        chosen = UUID(request.POST.get("cooperation", ""))
    except ValueError:
        return None
    return chosen if chosen in known else None
