"""A message as values: who wrote it to whom, its words without what it repeats, its files, and what says that no person wrote it."""

from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.formats import mail
from bodemplaat.formats.mail import read_letter

ANSWER = "Dank, dat is duidelijk.\n\nGroet, Anna"
QUOTED = "> Kunt u dit aanvullen?\n> Groet, de balie"
OUTLOOK = (
    "Van: Balie <balie@example.org>\nVerzonden: maandag 3 november 2025 10:00\nAan: Anna <anna@example.org>"
    "\nOnderwerp: Uw vraag\n\nKunt u dit aanvullen?"
)
INTRODUCTIONS = {
    "Outlook": OUTLOOK,
    "Outlook in English": OUTLOOK.replace("Van:", "From:")
    .replace("Verzonden:", "Sent:")
    .replace("Aan:", "To:"),
    "Outlook with a line": "-----Oorspronkelijk bericht-----\n" + OUTLOOK,
    "Gmail": "Op ma 3 nov 2025 om 10:00 schreef Balie <balie@example.org>:\n\n" + QUOTED,
    "Gmail over two lines": "Op ma 3 nov 2025 om 10:00 schreef Balie van het servicecentrum\n<balie@example.org>:\n\n"
    + QUOTED,
    "Thunderbird": "Op 3-11-2025 om 10:00 schreef Balie:\n" + QUOTED,
    "iPhone": "Op 3 nov 2025 om 10:00 heeft Balie <balie@example.org> het volgende geschreven:\n\n" + QUOTED,
    "English": "On Mon, Nov 3, 2025 at 10:00 AM Desk <desk@example.org> wrote:\n\n" + QUOTED,
    "only marks": QUOTED,
}


def message(text: str = "Hallo", html: str = "", **headers: str) -> EmailMessage:
    made = EmailMessage()
    named = {
        "From": "Anna de Vries <Anna@Nederlek.example>",
        "To": "vraag@ssc.example",
        "Subject": "Een vraag",
    }
    for name, value in {**named, "Message-ID": "<1@nederlek.example>", **headers}.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if html:
        (made.add_alternative if text else made.set_content)(html, subtype="html")
    return made


def test_a_plain_message_is_read() -> None:
    letter = read_letter(message("Hoeveel verlof heb ik?\r\n\r\n\r\n\r\nGroet  \r\n").as_bytes())
    assert (letter.sender, letter.sender_name) == ("anna@nederlek.example", "Anna de Vries")
    assert letter.recipients == ("vraag@ssc.example",)
    assert letter.subject == "Een vraag"
    assert letter.message_id == "1@nederlek.example"
    assert letter.text == "Hoeveel verlof heb ik?\n\nGroet"
    assert letter.quoted_from == len(letter.text)
    assert letter.return_path is None
    assert letter.marks == ()


@pytest.mark.parametrize("program", INTRODUCTIONS)
def test_what_a_message_repeats_begins_where_its_program_introduces_it(program: str) -> None:
    text = f"{ANSWER}\n\n{INTRODUCTIONS[program]}\n"
    assert text[: mail.quoted_from(text)].strip() == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        f"{QUOTED}\nDit vul ik aan.\n{QUOTED}\nEn dit ook.",
        f"Op 3-11-2025 om 10:00 schreef Balie:\n{QUOTED}\n\n{ANSWER}",
        "Van: mij\nvoor u",
        OUTLOOK,
        QUOTED,
        "Op 3 november schreef ik u al: dat klopt niet.",
    ],
)
def test_an_answer_between_or_under_the_lines_is_not_folded_away(text: str) -> None:
    assert mail.quoted_from(text) == len(text)


@given(st.text(alphabet=st.sampled_from("Op schreef van:>\n -Aan"), max_size=300))
def test_the_place_lies_within_the_text_and_leaves_something_to_read(text: str) -> None:
    place = mail.quoted_from(text)
    assert 0 <= place <= len(text)
    assert place == len(text) or text[:place].strip()


def test_a_message_of_html_alone_becomes_readable() -> None:
    html = (
        "<style>p{color:red}</style><p>Beste balie,</p><p>Twee<br>regels &amp; een <b>lijst</b>:</p><ul><li>een</li>"
        "<li>twee</li></ul><script>alert(1)</script><div class='gmail_quote'><div>Op ma schreef Balie:</div>"
        "<blockquote>Kunt u dit <blockquote>ouder</blockquote> aanvullen?</blockquote></div>"
    )
    letter = read_letter(message("", html).as_bytes())
    assert letter.text.startswith("Beste balie,\n\nTwee\nregels & een lijst:\n\neen\ntwee")
    assert "alert" not in letter.text
    assert "color" not in letter.text
    assert "Kunt u dit" not in letter.text[: letter.quoted_from]
    assert letter.text.count("Kunt u dit") == 1
    assert letter.text.count("ouder") == 1


def test_plain_words_are_read_rather_than_their_html() -> None:
    letter = read_letter(message("gewoon", "<p>opgemaakt</p>").as_bytes())
    assert letter.text == "gewoon"
    assert letter.attachments == ()


def test_files_come_with_their_names() -> None:
    made = message()
    made.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="brief “één”.pdf")
    made.add_attachment(b"a note", maintype="text", subtype="plain", filename="noot.txt")
    inner = message("binnenin")
    inner.add_attachment(b"inner", maintype="image", subtype="png", filename="binnen.png")
    made.add_attachment(inner)
    letter = read_letter(made.as_bytes())
    assert [each.name for each in letter.attachments] == ["brief “één”.pdf", "noot.txt", "message/rfc822"]
    assert letter.attachments[0].content == b"%PDF-1"
    assert letter.text == "Hallo"


def test_what_says_that_no_person_wrote_it_is_kept() -> None:
    letter = read_letter(
        message(
            Auto_Submitted="auto-replied (vacation)", Precedence="Bulk", List_Id="<l.example>", Return_Path="<>",
            Authentication_Results="mx.example; dmarc=pass header.from=nederlek.example",
        ).as_bytes()
    )  # fmt: skip
    assert letter.mark_of == {
        "auto-submitted": "auto-replied (vacation)",
        "precedence": "bulk",
        "list-id": "<l.example>",
    }
    assert letter.return_path == ""
    assert letter.proofs == ("mx.example; dmarc=pass header.from=nederlek.example",)


def test_the_guarded_child_answers_the_same_letter() -> None:
    made = message("Zie bijlage", Precedence="list")
    made.add_attachment(b"\x00\xff", maintype="image", subtype="png", filename="p.png")
    content = made.as_bytes()
    assert mail.letter_from_answer(mail.read_guarded(content)) == read_letter(content)


def test_a_message_is_known_again_by_its_id_or_else_by_its_content() -> None:
    one, same = message("a").as_bytes(), message("b").as_bytes()
    assert mail.key_of(read_letter(one), one) == mail.key_of(read_letter(same), same)
    nameless = [b"From: a@b.nl\n\n" + words for words in (b"een", b"twee")]
    keys = {mail.key_of(read_letter(each), each) for each in nameless}
    assert len(keys) == 2


STRANGE: dict[str, bytes] = {
    "nothing": b"",
    "no head": b"\n\nwoorden",
    "binary": bytes(range(256)) * 20,
    "unknown charset": b"From: a@b.nl\nContent-Type: text/plain; charset=klingon\n\nhallo \xe9",
    "wrong base64": b"From: a@b.nl\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n####",
    "no end": b"From: a@b.nl\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhallo",
    "no boundary": b"From: a@b.nl\nContent-Type: multipart/mixed\n\nhallo",
    "strange sender": b"From: <<>>,;:@@\nTo: =?utf-8?q?=ff=fe?= <x@y.nl>\nMessage-ID: <a\n\nhallo",
    "empty html": b"From: a@b.nl\nContent-Type: text/html\n\n<!-- -->",
    "encoded subject": b"From: a@b.nl\nSubject: =?iso-8859-1?q?caf=E9_=00?=\n\nhallo",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_message_is_read_as_far_as_it_goes(name: str) -> None:
    letter = mail.letter_from_answer(mail.read_guarded(STRANGE[name]))
    assert "\x00" not in letter.text + letter.subject + letter.sender_name


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "Content-Type: text/html\n", "Content-Type: multipart/mixed; boundary=x\n"]),
)
def test_no_bytes_break_the_reader(content: bytes, kind: str) -> None:
    whole: Any = f"From: a@b.nl\n{kind}\n".encode() + content
    mail.read_guarded(whole)
    mail.read_guarded(content)
