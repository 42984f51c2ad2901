"""What refers to rows, whichever room it belongs to: foreign keys are walked, none is named here."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Count, Model

from bodemplaat.foundation.imports.declared import OTHERS, Mistake, name_of_dependants
from bodemplaat.foundation.tenancy.api import relations_to
from bodemplaat.kernel import Said, say


def what_builds_on(
    added: Mapping[type[Model], Sequence[UUID]],
    named: Mapping[UUID, tuple[int, str]],
    follows: Collection[str] = (),
    also: Mapping[UUID, Mapping[str, int]] = MappingProxyType({}),
) -> list[Mistake]:
    """For each of these rows what refers to it, other rows of the same set left out; one query per relation and thousand.

    ``named`` gives each row's line and name; what stands in ``follows`` was made by the import itself; ``also`` is what
    builds on rows without referring to them.
    """
    counted: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for identity, texts in also.items():
        for text, count in texts.items():
            counted[named[identity]][text] += count
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
                        counted[named[referred]][name_of_dependants(other._meta.label_lower)] += count
    said = say("On “{name}” builds: {what}.")
    return [
        Mistake(line, "", Said(said, {"name": name, "what": _in_words(counts)}))
        for (line, name), counts in sorted(counted.items())
    ]


def _in_words(counts: Mapping[str, int]) -> "What":
    """Each kind once; what has no name of its own is counted together, at the end."""
    kinds = sorted(counts, key=lambda text: text == OTHERS)
    return What(Said(text, {"count": counts[text]}) for text in kinds)


class What(list[Said]):
    """Marked texts, shown one after another in the reader's language."""
