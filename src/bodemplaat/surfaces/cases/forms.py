"""What is typed beside the form of a service."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.design.api import DayField
from bodemplaat.foundation.documents.api import ACCEPTED
from bodemplaat.surfaces.cases.words import LINES


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; they are looked at before the form is read, so here they are only counted as there."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Take them as they are."""
        return data or []


class QuestionForm(forms.Form):
    """In a few words what it is about, and more words where they help; the same ``key`` again is the same request."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    subject = forms.CharField(
        label=_("What is it about?"),
        max_length=cases.LONGEST_SUBJECT,
        required=False,
        help_text=_("In a few words."),
    )
    words = forms.CharField(
        label=_("What would you like to know or have done?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    subject.widget.attrs["required"] = True

    def __init__(self, *args: Any, needs_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].required = False
        if not needs_words:
            self.fields["words"].label = _("Anything else we should know?")


class WordsForm(forms.Form):
    """Some words, and for whoever writes to the other side also files."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=cases.MOST_WORDS)

    def __init__(self, *args: Any, label: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].required = required


class MessageForm(WordsForm):
    """A message with documents."""

    documents = ManyFilesField(
        label=_("Documents"), required=False, widget=ManyFiles(attrs={"accept": ",".join(ACCEPTED)})
    )


class CloseForm(WordsForm):
    """With what result, and what the requester reads."""

    result = forms.ChoiceField(label=_("Result"), choices=[])
    despite = forms.CharField(
        label=_("Why, although tasks are open (for colleagues)"), required=False, max_length=cases.MOST_WORDS
    )
    field_order = ("result", "words", "despite")

    def __init__(self, *args: Any, has_tasks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_tasks:
            del self.fields["despite"]
        field: Any = self.fields["result"]
        field.choices = [(each.value, words) for each, words in cases.RESULT_WORDS.items()]


class LineForm(WordsForm):
    """To which line, to its queue or to a colleague, and what is known."""

    line = forms.TypedChoiceField(label=_("To"), coerce=int, choices=[])
    person = forms.ChoiceField(label=_("Who takes it up there"), required=False, choices=[])
    field_order = ("line", "person", "words")

    def __init__(self, *args: Any, now: int, people: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [("", _("Whoever takes it from the queue")), *people]
        field: Any = self.fields["line"]
        field.choices = [(line, words) for line, words in LINES.items() if line != now]


class ContactForm(WordsForm):
    """How there was contact, and what was said."""

    channel = forms.ChoiceField(label=_("How"), choices=[])
    field_order = ("channel", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["channel"]
        field.choices = [
            (each.value, words) for each, words in cases.CHANNEL_WORDS.items() if each.is_written_down
        ]


class GiveForm(WordsForm):
    """To which colleague, and why."""

    person = forms.ChoiceField(label=_("To"), choices=[])
    field_order = ("person", "words")

    def __init__(self, *args: Any, people: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = list(people)


class NumberForm(forms.Form):
    """Another case of the desk, by its number."""

    number = forms.CharField(
        label=_("Number of the other case"), max_length=16, help_text=_("It looks like Z2026-000123.")
    )


class LinkForm(NumberForm):
    """What the other case is to this one."""

    kind = forms.ChoiceField(label=_("How they belong together"), choices=[])
    field_order = ("kind", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(each.value, words) for each, words in cases.LINK_WORDS.items()]


class UnlinkForm(forms.Form):
    """Which link."""

    other = forms.ChoiceField(label=_("Which link"), choices=[])

    def __init__(self, *args: Any, links: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.choices = list(links)


class MomentForm(WordsForm):
    """Which event, and when it really happened."""

    event = forms.ChoiceField(label=_("What happened"), choices=[])
    moment = forms.DateTimeField(
        label=_("When it really happened"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    field_order = ("event", "moment", "words")

    def __init__(self, *args: Any, events: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["event"]
        field.choices = list(events)


class MarkForm(WordsForm):
    """A mark for how it went, and why if one likes."""

    mark = forms.TypedChoiceField(label=_("Your mark"), coerce=int, choices=[])
    field_order = ("mark", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Why, or what could be better"), required=False, **kwargs)
        field: Any = self.fields["mark"]
        marks = {1: _("1, very bad"), 10: _("10, excellent")}
        field.choices = [("", "–"), *((mark, marks.get(mark, str(mark))) for mark in reversed(cases.MARKS))]


class TaskForm(WordsForm):
    """What is to be done, by whom and until which day."""

    person = forms.ChoiceField(label=_("By whom"), choices=[])
    until = DayField(label=_("Done by"))
    field_order = ("words", "person", "until")

    def __init__(self, *args: Any, people: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = list(people)


class TaskDoneForm(forms.Form):
    """Which task is done."""

    task = forms.ChoiceField(label=_("Which task"), choices=[])

    def __init__(self, *args: Any, tasks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["task"]
        field.choices = list(tasks)
