"""Answers of the shared centre: what is asked most, some for managers or the desk alone, one to be looked over soon."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.rehearsal.demo.asking import askers_of
from bodemplaat.rehearsal.demo.founding import FoundedAlliance
from bodemplaat.rehearsal.demo.reporting import contract_manager_of

ANSWERS: Final = (
    (
        "SP01",
        ("employee",),
        Words("Hoeveel verlof neem ik mee naar volgend jaar?", "How much leave do I take to next year?"),
        Words(
            "- Wettelijke uren gebruikt u **voor 1 juli**.\n- Bovenwettelijke uren blijven vijf jaar staan.\n\n"
            "Uw saldo staat op uw loonstrook.",
            "- Use statutory hours **before 1 July**.\n- Other hours stay for five years.\n\nYour balance is on your payslip.",
        ),
    ),
    (
        "SP18",
        ("employee",),
        Words("Hoe kom ik aan een werkgeversverklaring?", "How do I get an employer's statement?"),
        Words(
            "1. Kies de dienst en vul het formulier in.\n2. Zeg erbij voor welke bank het is.\n3. U krijgt haar binnen enkele werkdagen.",
            "1. Choose the service and fill in the form.\n2. Say for which bank.\n3. You have it within some working days.",
        ),
    ),
    (
        "SP10",
        ("employee",),
        Words("Wanneer wordt mijn declaratie betaald?", "When is my claim paid?"),
        Words(
            "Nadat uw leidinggevende akkoord gaf en de balie haar controleerde. Op de pagina van de declaratie staat de dag.",
            "After your manager agreed and the desk checked it. The page of the claim says the day.",
        ),
    ),
    (
        "",
        ("manager",),
        Words("Wie keurt goed als ik met verlof ben?", "Who approves while I am on leave?"),
        Words("U wijst zelf een vervanger aan, onder uw eigen naam rechtsboven.", "You name a substitute yourself, under your own name."),
    ),
    (
        "",
        ("clerk",),
        Words("Een beller heeft haast: wat zeggen wij toe?", "A caller is in a hurry: what do we promise?"),
        Words("Niets buiten de norm. Noem de dag die bij de zaak staat.", "Nothing outside the norm. Name the day that the case says."),
    ),
    (
        "",
        ("reply",),
        Words("Wij zijn ermee bezig", "We are working on it"),
        Words(
            "Beste {naam},\n\nUw aanvraag {nummer} is in behandeling. U hebt uiterlijk {termijn} antwoord.\n\n{behandelaar}, {servicecentrum}",
            "Dear {name},\n\nWe are working on your request {number}. You have an answer by {term} at the latest.\n\n{clerk}, {centre}",
        ),
    ),
    (
        "SP18",
        ("reply",),
        Words("De verklaring is verstuurd", "The statement was sent"),
        Words(
            "Beste {naam},\n\nDe werkgeversverklaring bij uw aanvraag {nummer} is vandaag verstuurd.\n\n{behandelaar}, {servicecentrum}",
            "Dear {name},\n\nThe employer’s statement of your request {number} was sent today.\n\n{clerk}, {centre}",
        ),
    ),
)  # fmt: skip
"""Per answer: the code of its service (empty for all), for whom, the question, the answer. Invented."""
SEARCHED: Final = ("leaseauto", "leaseauto privé gebruiken", "parkeervergunning")


def write_answers(founded: FoundedAlliance, *, at: datetime, now: datetime) -> None:
    """Write and publish them; some are read, and some words are searched in vain."""
    centre = founded.members[0]
    (cooperation,), on = centre.system.cooperations, timezone.localdate(at)
    owner = contract_manager_of(centre, on)
    by_code = {
        name.partition(" ")[0]: service
        for service, name in knowledge.services_to_answer_for(actor=owner, on=on).items()
    }
    made = []
    for place, (code, audiences, title, body) in enumerate(ANSWERS):
        answer = knowledge.write_answer(
            actor=owner,
            cooperation=cooperation,
            content=knowledge.AnswerContent(
                title, body, (by_code[code],) if code in by_code else (), audiences
            ),
            owner=owner.person,
            review_on=timezone.localdate(now) + timedelta(days=10 + 60 * place),
            at=at,
        )
        version = knowledge.answer_kept(actor=owner, answer=answer, on=on).latest.id
        knowledge.publish_answer(actor=owner, version=version, since=on, at=at)
        made.append(answer)
    for place, municipality in enumerate(founded.municipalities):
        reader, *_ = askers_of(municipality)
        for days, text in enumerate(SEARCHED):
            knowledge.note_gap(actor=reader, text=text, at=now - timedelta(days=days + 1))
        read = {each.id for each in knowledge.answers_read(actor=reader, on=timezone.localdate(now))}
        for days, answer in enumerate(each for each in made if each in read):
            for act in (
                knowledge.Act.OPENED,
                (knowledge.Act.ANSWERED, knowledge.Act.SENT)[(place + days) % 2],
            ):
                knowledge.note_use(actor=reader, answer=answer, act=act, at=now - timedelta(days=days))
