"""What one press of a button sends, as something that is the same when it is sent twice."""

from hashlib import sha256

from django.http import HttpRequest

NAME = "press"
"""The hidden field that each drawing of a page fills anew: what is written a second time on purpose is another press."""


def press_of(request: HttpRequest) -> str:
    """A word for everything that was sent, with the names and sizes of its files; empty for a form without the field."""
    if not request.POST.get(NAME):
        return ""
    sent = [
        (name, request.POST.getlist(name)) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"
    ]
    files = [(file.name, file.size) for name in sorted(request.FILES) for file in request.FILES.getlist(name)]
    return sha256(repr((sent, files)).encode()).hexdigest()
