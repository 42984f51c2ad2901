"""The second lock on the words of cases, and words for the cases that were there before."""

from typing import Any

from django.db import migrations

from bodemplaat.capabilities.cases.mapping import texts_of_answers
from bodemplaat.engines import words
from bodemplaat.foundation.tenancy.row_security import LockHandledTable, LockTenantTable

AT_A_TIME = 500
OF_CASE = "EXISTS (SELECT FROM cases_case c WHERE c.id = record_id)"


def fill(apps: Any, schema_editor: Any) -> None:
    """Note the words of every case and of what was written since."""
    case_model, event_model, word_model = (
        apps.get_model("cases", name) for name in ("Case", "CaseEvent", "CaseWord")
    )
    waiting: list[Any] = []

    def note(case: Any, texts: list[str], at: Any, *, is_internal: bool) -> None:
        for stem in sorted({words.stem(word) for text in texts for word in words.words_of(text)}):
            waiting.append(
                word_model(
                    organisation_id=case.organisation_id,
                    person_id=case.requester_id,
                    record_id=case.id,
                    word=stem,
                    at=at,
                    is_internal=is_internal,
                )
            )
        if len(waiting) >= AT_A_TIME:
            word_model._base_manager.bulk_create(waiting)
            waiting.clear()

    for case in case_model._base_manager.iterator(AT_A_TIME):
        texts = [case.number, case.subject, case.question, *texts_of_answers(case.answers)]
        note(case, texts, case.received_at, is_internal=False)
    for event in event_model._base_manager.exclude(words="").select_related("case").iterator(AT_A_TIME):
        note(event.case, [event.words], event.at, is_internal=event.is_internal)
    word_model._base_manager.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_words")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        LockTenantTable("cases_caseword"),
        LockHandledTable("cases_caseword", OF_CASE),
    ]
