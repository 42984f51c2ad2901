"""The first page of an empty site: who has the code that was printed becomes the first administrator."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import PasswordForm, has_accounts, sign_in_founder
from bodemplaat.foundation.access.api import begin as begin_here
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.surfaces.founding.forms import BeginForm, OrganisationForm
from bodemplaat.surfaces.founding.wording import language, refused


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Found the cooperation and its first organisation. There is no such page once anyone has an account."""
    if has_accounts():
        raise Http404
    form = BeginForm(request.POST or None, initial={"since": timezone.localdate().replace(month=1, day=1)})
    own = OrganisationForm(request.POST or None, prefix="own")
    password = PasswordForm(request.POST or None)
    forms = (form, own, password)
    refusal = ""
    are_valid = [each.is_valid() for each in forms]  # each says what is wrong with it, not the first alone
    if request.method == "POST" and all(are_valid):
        read, organisation = form.cleaned_data, own.facts()
        try:
            account = begin_here(
                code=read["code"],
                cooperation=read["cooperation"],
                variant=read["variant"],
                organisation=organisation.name,
                kind=organisation.kind,
                cbs_code=organisation.cbs_code,
                oin=organisation.oin,
                inhabitants=organisation.inhabitants,
                provides=read["provides"],
                name=read["name"],
                email=read["email"],
                language=language()[:2],
                password=password.cleaned_data["password"],
                since=read["since"],
                at=timezone.now(),
            )
        except NotFound:
            raise Http404 from None
        except Refused as no:
            refusal = refused(no)
        else:
            response = redirect("front:home")
            sign_in_founder(request, response, account=account)
            text = gettext("“{name}” has been founded, and you are signed in with {email}.")
            messages.success(request, text.format(name=read["cooperation"], email=read["email"]))
            return response
    wrong = [each for each in forms if each.errors]
    context = {"form": form, "own": own, "password": password, "wrong": wrong, "refusal": refusal}
    return render(request, "founding/begin.html", context, status=422 if wrong or refusal else 200)
