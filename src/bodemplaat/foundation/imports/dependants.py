"""What refers to rows, whichever room it belongs to: foreign keys are walked, none is named here."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Model

from bodemplaat.foundation.imports.declared import Mistake, name_of_dependants
from bodemplaat.foundation.tenancy.api import relations_to
from bodemplaat.kernel import Said, say


def what_builds_on(
    added: Mapping[type[Model], Sequence[UUID]],
    named: Mapping[UUID, tuple[int, str]],
    follows: Collection[str] = (),
) -> list[Mistake]:
    """For each of these rows what refers to it, other rows of the same set left out; one query per relation and thousand.

    ``named`` gives each row's line and name; what stands in ``follows`` was made by the import itself.
    """
    texts: dict[tuple[int, str], list[Said]] = defaultdict(list)
    for model, ids in added.items():
        for relation in relations_to(model):
            other: Any = relation.related_model
            if other._meta.label_lower in follows:
                continue
            own = set(added.get(other, ()))
            field = relation.field.attname
            for start in range(0, len(ids), 1000):
                rows = other._base_manager.filter(  # noqa: SLF001  # the second lock holds; no actor knows every model
                    **{f"{field}__in": ids[start : start + 1000]}
                )
                counts: dict[UUID, int] = defaultdict(int)
                if own:
                    for identity, referred in rows.values_list("pk", field):
                        counts[referred] += identity not in own
                else:
                    counts.update(dict(rows.order_by().values_list(field).annotate(Count("pk"))))
                for referred, count in counts.items():
                    if count:
                        said = Said(name_of_dependants(other._meta.label_lower), {"count": count})
                        texts[named[referred]].append(said)
    text = say("On “{name}” builds: {what}.")
    return [
        Mistake(line, "", Said(text, {"name": name, "what": What(said)}))
        for (line, name), said in sorted(texts.items())
    ]


class What(list[Said]):
    """Marked texts, shown one after another in the reader's language."""
