"""A question on a page of its own before something is done, so that it works without a script."""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

UNTIDY = 422


def ask_first(
    request: HttpRequest,
    *,
    question: str,
    consequence: str = "",
    verb: str,
    back: str,
    tone: str = "primary",
    form: forms.Form | None = None,
    fields: Iterable[tuple[str, str]] = (),
) -> HttpResponse:
    """The page that asks; its button sends to the address it stands on.

    ``consequence`` says what happens then, ``verb`` what the button says, ``back`` is the address for anyone who does
    not want it after all, ``tone`` is ``"danger"`` where it cannot be undone. ``form`` holds what must be said with it,
    such as a reason; with errors in it the answer is a 422. ``fields`` are names and values that the page carries on.
    """
    context = {
        "question": question,
        "consequence": consequence,
        "verb": verb,
        "back_url": back,
        "tone": tone,
        "form": form,
        "fields": tuple(fields),
        "action_url": request.path,
    }
    wrong = form is not None and form.errors
    return render(request, "design/confirm.html", context, status=UNTIDY if wrong else 200)


def ask_to_refuse(
    request: HttpRequest, form: forms.Form, consequence: str, *, back: str, question: str = ""
) -> HttpResponse:
    """The page that asks whether what somebody proposed is refused, and why; as ``ask_first``."""
    return ask_first(
        request,
        question=question or gettext("Refuse this proposal?"),
        consequence=consequence,
        verb=gettext("Refuse"),
        back=back,
        tone="danger",
        form=form,
    )
