"""What refers to the rows of a model, whichever room it belongs to."""

from collections.abc import Iterator

from django.db.models import ForeignObjectRel, Model
from pghistory.models import Event


def relations_to(model: type[Model]) -> Iterator[ForeignObjectRel]:
    """Every foreign key to a model, but those of history, which stays whatever happens to what it is about."""
    for field in model._meta.get_fields(include_hidden=True):
        if (
            isinstance(field, ForeignObjectRel)
            and not field.many_to_many
            and isinstance(field.related_model, type)
            and not issubclass(field.related_model, Event)
        ):
            yield field
