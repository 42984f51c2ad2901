"""Records by words: at most five statements, each a handful of looks into an index, however many records there are.

What is typed becomes stems; a stem becomes the words that begin with it, and where there are none those that are nearly it; the
rarest word leads and the others are looked up. All of it by ``=``, ``>``, ``<`` and ``starts_with``, which PostgreSQL lets pass an index under a
row-level policy because they tell nothing of the rows that they refuse.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import connection

from bodemplaat.engines import words
from bodemplaat.foundation.finding.models import WordOfRecord
from bodemplaat.foundation.tenancy.api import Actor, query

MOST_FOUND: Final = 20
MOST_TYPED: Final = 6
"""Words of a question that are looked at."""
_BEGINNINGS: Final = 20
"""Words that begin with what was typed, for each place that is searched."""
_NEARBY: Final = 1_500
"""Words among which one with a typing fault is looked for, in all places together."""
_LOOKED_AT: Final = 4_000
"""Records of the rarest word that are looked at, the newest first."""

_WALK = """
WITH RECURSIVE found AS (
    SELECT k.key, t.term, 1 AS place, (
        SELECT w.word FROM {table} w WHERE w.{column} = k.key AND w.word >= t.term AND w.word < t.term || {beyond} AND starts_with(w.word, t.term)
        ORDER BY w.word LIMIT 1
    ) AS word
    FROM unnest(%s::uuid[]) AS k(key) CROSS JOIN unnest(%s::text[]) AS t(term)
    UNION ALL
    SELECT f.key, f.term, f.place + 1, (
        SELECT w.word FROM {table} w WHERE w.{column} = f.key AND w.word > f.word AND w.word < f.term || {beyond} AND starts_with(w.word, f.term)
        ORDER BY w.word LIMIT 1
    )
    FROM found f WHERE f.word IS NOT NULL AND f.place < %s
)
SELECT DISTINCT term, word FROM found WHERE word IS NOT NULL
"""
_THERE = """
SELECT DISTINCT x.word FROM unnest(%s::uuid[]) AS k(key) CROSS JOIN unnest(%s::text[]) AS d(word) CROSS JOIN LATERAL (
    SELECT w.word FROM {table} w WHERE w.{column} = k.key AND w.word = d.word LIMIT 1
) x
"""
_BEYOND: Final = "U&'\\+10FFFF'"
"""What no word goes on with: where a stretch of words that begin alike ends, so that a walk that found none stops there too."""
_COUNT = "(SELECT count(*) FROM (SELECT FROM {table} w WHERE w.{column} = ANY(%s::uuid[]) AND w.word = ANY(%s::text[]) LIMIT {enough}) x)"
_LEAD = """
SELECT x.record_id FROM (
    SELECT c.record_id, max(c.at) AS at
    FROM unnest(%s::uuid[]) AS k(key) CROSS JOIN unnest(%s::text[]) AS d(word) CROSS JOIN LATERAL (
        SELECT w.record_id, w.at FROM {table} w WHERE w.{column} = k.key AND w.word = d.word AND {readable}
        ORDER BY w.at DESC LIMIT %s
    ) c GROUP BY c.record_id
) x WHERE true{others} ORDER BY x.at DESC, x.record_id LIMIT %s
"""
_OTHER = " AND EXISTS (SELECT FROM {table} w WHERE w.record_id = x.record_id AND w.word = ANY(%s::text[]) AND {readable})"
_READABLE: Final = {
    "person_id": "NOT w.is_internal",
    "organisation_id": "(NOT w.is_internal OR w.person_id <> ALL(%s::uuid[]))",
}


@query
def records_found(
    *, actor: Actor, model: type[WordOfRecord], text: str, only_own: bool, most: int = MOST_FOUND
) -> tuple[UUID, ...]:
    """Ids of records that have every word that was typed, or nearly so, newest first; to be read through their own room's lock.

    With ``only_own`` those of the actor's own person; else those of the organisations in the actor's reach, of one that is reached in
    part what the lock of the table lets through. Where the rarest word is
    in more than some thousands of records, the newest of those are looked at.
    """
    terms = {words.stem(word): word for word in reversed(words.words_of(text[:200])[:MOST_TYPED])}
    keys = sorted(actor.people | {actor.person} if only_own else actor.scope)
    if not terms or not keys:
        return ()
    names = {
        "table": connection.ops.quote_name(model._meta.db_table),
        "column": "person_id" if only_own else "organisation_id",
    }
    spelled = _spelled(names, keys, terms)
    if not all(spelled.values()):
        return ()
    return _having_all(names, keys, list(spelled.values()), sorted(actor.people), most)


def _spelled(names: Mapping[str, str], keys: list[UUID], terms: Mapping[str, str]) -> dict[str, list[str]]:
    """For each stem, with the word that was typed, the words there are that begin with it, nearly are it, or are of what was meant."""
    spelled: dict[str, set[str]] = {term: set() for term in terms}
    for term, word in _walked(names, keys, terms, _BEGINNINGS):
        if word == term or len(term) > 2:  # two letters begin too much
            spelled[term].add(word)
    missing = [term for term in terms if not spelled[term] and words.faults_forgiven(term)]
    if missing:
        length = (
            1 if len(keys) == 1 else 2 if len(keys) <= 4 else 3
        )  # the more places, the fewer words of each
        beginnings = list(dict.fromkeys(term[:length] for term in missing))
        nearby = {
            word for _, word in _walked(names, keys, beginnings, _NEARBY // len(keys) // len(beginnings))
        }
        for term in missing:
            spelled[term] = {word for word in nearby if words.is_near(term, word)}
        meant = {term: words.stems_one_fault_away(terms[term]) for term in missing if not spelled[term]}
        there = _there(names, keys, frozenset().union(*meant.values())) if meant else frozenset()
        spelled |= {term: {*(stems & there)} for term, stems in meant.items()}
    return {term: sorted(those) for term, those in spelled.items()}


def _walked(
    names: Mapping[str, str], keys: list[UUID], beginnings: Collection[str], most: int
) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_WALK.format(**names, beyond=_BEYOND), [keys, list(beginnings), most])
        return list(cursor.fetchall())


def _there(names: Mapping[str, str], keys: list[UUID], stems: Collection[str]) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(_THERE.format(**names), [keys, list(stems)])
        return frozenset(word for (word,) in cursor.fetchall())


def _having_all(
    names: Mapping[str, str], keys: list[UUID], spelled: list[list[str]], people: list[UUID], most: int
) -> tuple[UUID, ...]:
    readable = _READABLE[names["column"]]
    own: list[Any] = [people] if "%s" in readable else []
    with connection.cursor() as cursor:
        if len(spelled) > 1:
            counts = ", ".join(_COUNT.format(**names, enough=_LOOKED_AT) for _ in spelled)
            cursor.execute(f"SELECT {counts}", [value for each in spelled for value in (keys, each)])
            order = sorted(range(len(spelled)), key=cursor.fetchone().__getitem__)
            spelled = [spelled[place] for place in order]
        lead, *others = spelled
        each = most if not others else max(most, _LOOKED_AT // (len(keys) * len(lead)))
        statement = _LEAD.format(
            **names, readable=readable, others=_OTHER.format(**names, readable=readable) * len(others)
        )
        beside = [value for other in others for value in (other, *own)]
        cursor.execute(statement, [keys, lead, *own, each, *beside, most])
        return tuple(record for (record,) in cursor.fetchall())
