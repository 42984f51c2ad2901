"""A request by what people press: the employee on the phone, the desk beside its queue, and what neither may."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published
from tests.surfaces.cases.conftest import SignedIn
from tests.world import World, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.tenancy.api import Actor

MINE, QUEUE = reverse("cases:mine"), reverse("cases:queue")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sent(browser: Client, service: UUID, **typed: Any) -> Any:
    page = reverse("cases:ask", args=[service])
    values = {
        "key": "k1",
        "subject": "Statement for the bank",
        "words": "With a payslip",
        "kind": "work",
        **typed,
    }
    return browser.post(page, values, follow=True)


def test_what_was_just_sent_is_received_and_worked_on_once_somebody_took_it(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    page = text(sent(signed_in(world.first.anna), service))
    assert "The service centre received it." in page
    assert "works on it" not in page
    case = case_of(world.first.anna)
    cases.take_case(actor=world.clerk, case=case, at=timezone.now())
    page = text(signed_in(world.first.anna).get(reverse("cases:case", args=[case])))
    assert "The service centre works on it." in page


def case_of(who: Actor) -> UUID:
    return cases.my_cases(actor=who, at=timezone.now())[0].id


def test_a_task_of_a_case_that_is_over_is_not_to_be_done_any_more(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    case, now = asked(world.first.anna, service), timezone.now()
    cases.set_task(
        actor=world.clerk, case=case, what="Call", person=world.kim.person, until=now.date(), at=now
    )
    desk = signed_in(world.clerk)
    assert "To do" in text(desk.get(reverse("cases:desk_case", args=[case])))
    cases.withdraw_case(actor=world.first.anna, case=case, at=now)
    over = text(desk.get(reverse("cases:desk_case", args=[case])))
    assert "To do" not in over
    assert "Not done" in over


def press(browser: Client, case: UUID, act: str, **typed: Any) -> Any:
    return browser.post(reverse("cases:desk_case", args=[case]), {"act": act, **typed}, follow=True)


def test_what_is_sent_twice_is_one_request_and_what_was_changed_after_going_back_another(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    anna = signed_in(world.first.anna)
    sent(anna, service)
    sent(anna, service)
    sent(anna, service, subject="Statement for the landlord")
    subjects = [row.subject for row in cases.my_cases(actor=world.first.anna, at=timezone.now())]
    assert sorted(subjects) == ["Statement for the bank", "Statement for the landlord"]


def test_a_text_far_too_long_is_told_beside_it_and_stays(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    page = sent(signed_in(world.first.anna), service, words="long " * 20_000)
    assert page.status_code == 422
    assert "This text is longer than 4,000 characters: shorten it." in text(page)
    assert page.content.decode().count("long long") > 1_000
    assert cases.my_cases(actor=world.first.anna, at=timezone.now()) == ()


def test_from_choosing_a_service_to_the_result(world: World, service: UUID, signed_in: SignedIn) -> None:
    anna, clerk = signed_in(world.first.anna), signed_in(world.clerk)
    assert "Employer’s statement" in text(anna.get(reverse("cases:choose"))).replace("&#x27;", "’")
    form = text(anna.get(reverse("cases:ask", args=[service])))
    assert "Kind" in form
    assert "For whom" in form
    page = sent(anna, service)
    assert page.status_code == 200
    assert "It is done on" in text(page)
    assert "26 November 2026" in text(page)
    assert "Why this term?" in text(page)
    assert "Agreed: 3 working days of the provider." in text(page)
    case = case_of(world.first.anna)
    assert "Statement for the bank" in text(clerk.get(QUEUE))
    assert "yours" in text(press(clerk, case, "take"))
    press(clerk, case, "ask", words="Which bank?")
    page = text(anna.get(reverse("cases:case", args=[case])))
    assert "There is a question for you" in page
    assert "Which bank?" in page
    assert "One request waits for your answer" in text(anna.get(MINE))
    answered = anna.post(
        reverse("cases:case", args=[case]), {"act": "message", "words": "BNG Bank"}, follow=True
    )
    assert "Your message has been sent" in text(answered)
    assert "new message" in text(clerk.get(QUEUE))
    assert "is closed" in text(press(clerk, case, "close", result="done", words="It was sent."))
    page = text(anna.get(reverse("cases:case", args=[case])))
    assert "This is done." in page
    assert "It was sent." in page
    again = anna.post(reverse("cases:case", args=[case]), {"act": "reopen", "words": "No stamp"}, follow=True)
    assert "Your request is open again" in text(again)


def test_what_is_wrong_stands_at_its_place_and_is_kept_on_the_page(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    page = sent(signed_in(world.first.anna), service, subject="", kind="mortgage", amount="much")
    assert page.status_code == 422
    said = text(page)
    assert 'href="#id_subject"' in said
    assert 'href="#answer-amount"' in said
    summary = re.search(r'class="error-summary".*?</ul>', said)
    assert summary is not None
    called = re.findall(r">([^<>]+) – [^<>]+</a>", summary[0])
    assert called == ["What is it about?", "Amount"]
    assert 'value="much"' in said
    assert "With a payslip" in said


def test_a_file_that_does_not_open_is_told_with_all_else_that_is_wrong(
    world: World, signed_in: SignedIn
) -> None:
    bare = catalogue.Field("proof", catalogue.FieldKind.FILE, Words("Bewijs", "Proof"), required=True)
    form = catalogue.Form((*STATEMENT.form.fields, bare))
    service = published(world, controller_of(world), replace(STATEMENT, form=form), "SP19")

    def broken() -> io.BytesIO:
        file = io.BytesIO(b"MZ")
        file.name = "a.exe"
        return file

    page = sent(
        signed_in(world.first.anna), service, subject="", kind="mortgage", amount="much", proof=broken()
    )
    assert page.status_code == 422
    for place in ("id_subject", "answer-amount", "answer-proof"):
        assert text(page).count(f'href="#{place}"') == 1
    assert cases.my_cases(actor=world.first.anna, at=timezone.now()) == ()
    only = sent(signed_in(world.first.anna), service, proof=broken())
    assert (only.status_code, text(only).count('href="#')) == (422, text(page).count('href="#') - 2)
    assert cases.my_cases(actor=world.first.anna, at=timezone.now()) == ()


def test_a_note_for_colleagues_stands_on_no_page_of_the_requester(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    case = asked(world.first.anna, service)
    clerk = signed_in(world.clerk)
    assert "Calls often" in text(press(clerk, case, "note", words="Calls often"))
    press(clerk, case, "other_line", line="2", words="Hard to tell")
    anna = signed_in(world.first.anna)
    for address in (MINE, reverse("cases:case", args=[case])):
        page = text(anna.get(address))
        assert "Calls often" not in page
        assert "Hard to tell" not in page


def test_refusals_say_who_may(world: World, service: UUID, signed_in: SignedIn) -> None:
    case = asked(world.first.anna, service)
    press(signed_in(world.clerk), case, "take")
    kim = signed_in(world.kim)
    refused = press(kim, case, "answer", words="Yes")
    assert refused.status_code in (409, 422)
    assert world.clerk.person_name in text(refused)
    assert signed_in(world.first.anna).get(QUEUE).status_code == 403
    assert signed_in(world.first.bert).get(reverse("cases:case", args=[case])).status_code == 404
    assert signed_in(world.payer).get(reverse("cases:desk_case", args=[case])).status_code == 403
    nobody = signed_in(world.clerk).post(reverse("cases:case", args=[case]), {"act": "message", "words": "x"})
    assert nobody.status_code == 404


def test_the_desk_writes_down_a_telephone_call(world: World, service: UUID, signed_in: SignedIn) -> None:
    clerk, page = signed_in(world.clerk), reverse("cases:write_down")
    assert "Nederlek" in text(clerk.get(page))
    found = clerk.get(page, {"organisation": str(world.first.id), "q": "anna"})
    assert "Anna Jansen" in text(found)
    chosen = f"{page}?organisation={world.first.id}&person={world.first.anna.person}"
    assert "statement" in text(clerk.get(chosen))
    address = f"{chosen}&service={service}"
    assert clerk.get(address).status_code == 200
    typed = {"key": "k", "subject": "Statement", "kind": "work", "channel": "telephone", "received": ""}
    late = clerk.post(address, {**typed, "received": "2027-01-01T10:00"})
    assert late.status_code == 422
    assert "choose such a moment" in text(late)
    written = clerk.post(address, typed, follow=True)
    assert "Telephone" in text(written)
    assert "Statement" in text(signed_in(world.first.anna).get(MINE))


def test_a_document_opens_for_both_sides_and_nobody_else(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    case = asked(world.first.anna, service)
    photo = io.BytesIO(receipt())
    photo.name = "brief.jpg"
    anna = signed_in(world.first.anna)
    values = {"act": "message", "words": "The letter", "documents": photo}
    assert "brief.jpg" in text(anna.post(reverse("cases:case", args=[case]), values, follow=True))
    (document,) = cases.case_view(actor=world.clerk, case=case, at=world.at).documents
    address = reverse("cases:document", args=[case, document.id])
    for who, status in (
        (world.first.anna, 200),
        (world.clerk, 200),
        (world.first.bert, 404),
        (world.second.anna, 404),
        (world.payer, 404),
    ):
        assert signed_in(who).get(address).status_code == status


def test_the_pages_cost_the_same_however_much_there_is(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    anna, clerk = signed_in(world.first.anna), signed_in(world.clerk)
    case = asked(world.first.anna, service)
    press(clerk, case, "take")

    def counts() -> list[int]:
        counted = []
        for browser, address in (
            (anna, MINE),
            (anna, reverse("cases:choose")),
            (anna, reverse("cases:case", args=[case])),
            (clerk, QUEUE),
            (clerk, reverse("cases:desk_case", args=[case])),
        ):
            browser.get(address)
            with CaptureQueriesContext(connection) as statements:
                assert browser.get(address).status_code == 200
            counted.append(len(statements))
        return counted

    before = counts()
    for who in (world.first.anna, world.second.anna, world.first.anna, world.first.bert):
        cases.take_case(actor=world.clerk, case=asked(who, service), at=world.at)
    for number in range(4):
        cases.answer_case(actor=world.clerk, case=case, words=f"{number}", at=world.at)
    assert counts() == before


def test_the_desk_links_cases_and_takes_the_link_away(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    one, two = asked(world.first.anna, service), asked(world.second.anna, service)
    clerk = signed_in(world.clerk)
    page = text(press(clerk, one, "link", kind="problem", number="Z2026-000002"))
    assert "Its cause is looked into in Z2026-000002" in page
    assert reverse("cases:desk_case", args=[two]) in page
    assert "It looks into the cause of Z2026-000001" in text(
        clerk.get(reverse("cases:desk_case", args=[two]))
    )
    assert "Z2026-000002" not in text(signed_in(world.first.anna).get(reverse("cases:case", args=[one])))
    refused = press(clerk, one, "link", kind="problem", number="Z1")
    assert refused.status_code == 409
    assert "no other case with the number Z1" in text(refused)
    assert press(clerk, one, "link", kind="friend", number="Z2026-000002").status_code == 422
    press(clerk, two, "unlink", other=str(one))
    assert "Belongs together" not in text(clerk.get(reverse("cases:desk_case", args=[one])))


def test_a_double_leads_its_requester_to_the_case_in_which_it_goes_on(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    kept, double = asked(world.first.anna, service), asked(world.first.anna, service)
    clerk, anna = signed_in(world.clerk), signed_in(world.first.anna)
    page = text(press(clerk, double, "merge", number="Z2026-000001"))
    assert "Take apart again" in page
    assert "Came in twice, also as Z2026-000002" in text(clerk.get(reverse("cases:desk_case", args=[kept])))
    page = text(anna.get(reverse("cases:case", args=[double])))
    assert "it goes on in your request Z2026-000001" in page
    assert reverse("cases:case", args=[kept]) in page
    assert "Why this term?" not in page
    assert "Merged with another" in text(anna.get(MINE))
    assert "Take apart again" not in text(press(clerk, double, "unmerge"))
    assert "it goes on in" not in text(anna.get(reverse("cases:case", args=[double])))


def test_the_desk_reads_who_was_told_that_the_term_runs_out_and_the_requester_does_not(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    case = asked(world.first.anna, service)
    in_two_days = world.at + timedelta(days=2)
    customer = Actor.system(world.first.id)
    assert cases.escalate_cases(actor=customer, organisation=world.first.id, at=in_two_days) == 1
    told = "Told that the term runs out: whoever works on it"
    with time_machine.travel(in_two_days, tick=False):
        assert told in text(signed_in(world.clerk).get(reverse("cases:desk_case", args=[case])))
        page = text(signed_in(world.first.anna).get(reverse("cases:case", args=[case])))
    assert "Told that" not in page


def test_a_text_that_is_kept_is_found_filled_in_and_sent_as_it_stood(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    body = Words("Beste {naam}, {nummer} is klaar op {termijn}.", "Dear {name}, {number} is due {term}.")
    content = knowledge.AnswerContent(
        title=Words("Wij zijn ermee bezig", "We are on it"),
        body=body,
        services=(service,),
        audiences=("reply",),
    )
    manager, on, now = world.contract_manager, timezone.localdate(), timezone.now()
    reply = knowledge.write_answer(
        actor=manager,
        cooperation=world.cooperation,
        content=content,
        owner=manager.person,
        review_on=on + timedelta(days=30),
        at=now,
    )
    version = knowledge.answer_kept(actor=manager, answer=reply, on=on).latest.id
    knowledge.publish_answer(actor=manager, version=version, since=on, at=now)
    case = asked(world.first.anna, service)
    clerk, page = signed_in(world.clerk), reverse("cases:desk_case", args=[case])
    assert "We are on it" in text(clerk.get(page))
    assert "Wij zijn ermee bezig" in text(
        clerk.get(page, {"reply-act": "close", "reply-text": "ermee bezig"})
    )
    searched = text(clerk.get(page, {"reply-act": "answer", "reply-text": "parachute"}))
    assert "Nothing found. Search with other words." in searched
    chosen = {"reply-act": "answer", "reply": str(reply), "reply-language": "nl"}
    filled = "Beste Anna Jansen, Z2026-000001 is klaar op 26 november 2026."
    assert text(clerk.get(page, chosen)).count(filled) == 1
    assert "Dear Anna Jansen" in text(clerk.get(page, {**chosen, "reply-language": "en"}))
    for wrong in ({"reply": str(case)}, {"reply": "x"}, {"reply-language": "fr"}, {"reply-act": "note"}):
        assert "Anna Jansen, Z2026" not in text(clerk.get(page, {**chosen, **wrong}))
    press(clerk, case, "answer", words=filled)
    again = knowledge.write_next_answer(actor=manager, answer=reply, at=now)
    other = replace(content, body=Words("Iets anders, {naam}.", "Otherwise, {name}."))
    knowledge.change_answer(
        actor=manager,
        version=again,
        content=other,
        owner=manager.person,
        review_on=on + timedelta(days=30),
        at=now,
    )
    knowledge.publish_answer(actor=manager, version=again, since=on, at=now)
    assert "Iets anders, Anna Jansen." in text(clerk.get(page, chosen))
    assert filled in text(signed_in(world.first.anna).get(reverse("cases:case", args=[case])))


def test_a_task_is_set_done_and_keeps_the_case_open(world: World, service: UUID, signed_in: SignedIn) -> None:
    case, clerk = asked(world.first.anna, service), signed_in(world.clerk)
    typed = {"words": "Find the payslip", "person": str(world.kim.person), "until": "27-11-2026"}
    page = text(press(clerk, case, "set_task", **typed))
    assert "Find the payslip" in page
    assert "Kim Yilmaz, by 27 November 2026" in page
    refused = press(clerk, case, "close", result="done", words="Sent.")
    assert refused.status_code == 409
    assert "1 task is still open in this case." in text(refused)
    (task,) = cases.case_view(actor=world.clerk, case=case, at=timezone.now()).tasks
    press(signed_in(world.kim), case, "finish_task", task=str(task.id))
    assert "is closed" in text(press(clerk, case, "close", result="done", words="Sent."))
    assert "Find the payslip" not in text(signed_in(world.first.anna).get(reverse("cases:case", args=[case])))


def test_a_table_of_lines_reads_by_the_names_of_its_columns(world: World, signed_in: SignedIn) -> None:
    day, amount = (
        catalogue.Field("day", catalogue.FieldKind.DATE, Words("Dag", "Day"), required=True),
        catalogue.Field("amount", catalogue.FieldKind.AMOUNT, Words("Bedrag", "Amount")),
    )
    rides = catalogue.Field(
        "rides", catalogue.FieldKind.TABLE, Words("Ritten", "Rides"), columns=(day, amount)
    )
    content = replace(STATEMENT, form=catalogue.Form((rides,)))
    service = published(world, controller_of(world), content, "SP30")
    typed = {"rides.0.day": "2026-11-20", "rides.0.amount": "10,50", "rides.1.day": "2026-11-21"}
    wrong = signed_in(world.first.anna).post(
        reverse("cases:ask", args=[service]), typed | {"rides.1.amount": "veel", "send": ""}
    )
    assert "Amount, line 2 – " in text(wrong), "which of the lines"
    case = asked(world.first.anna, service, **typed)
    for who, name in ((world.first.anna, "cases:case"), (world.clerk, "cases:desk_case")):
        page = re.sub(r"<[^>]+>", "", text(signed_in(who).get(reverse(name, args=[case]))))
        assert "Day 20 November 2026 · Amount €10.50Day 21 November 2026" in page


def test_a_queue_without_what_was_looked_for_leads_to_the_search_of_everything(
    world: World, signed_in: SignedIn
) -> None:
    """The queue looks at names, numbers and subjects; the search finds words inside, also written otherwise."""
    seen = signed_in(world.clerk).get(reverse("cases:queue"), {"q": "verklraing"})
    assert f'href="{reverse("search:results")}?q=verklraing"' in seen.text
