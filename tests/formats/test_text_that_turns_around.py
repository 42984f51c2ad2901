"""What somebody else wrote is read as its letters are, also where it would be shown the other way around."""

from email.message import EmailMessage

from lxml import etree

from bodemplaat.formats.invoices.reading import Leaves
from bodemplaat.formats.iso20022 import leaves
from bodemplaat.formats.mail.read import read_letter

TURNED = "rekening \u202efdp.exe\u202c \u2066van\u2069 Jan"
PLAIN = "rekening fdp.exe van Jan"


def test_of_a_statement() -> None:
    assert leaves(etree.fromstring(f"<Tx><Nm>{TURNED}</Nm></Tx>")) == {"Nm": PLAIN}


def test_of_an_invoice() -> None:
    element = etree.fromstring(f'<Line xmlns="urn:x"><Name>{TURNED}</Name><Note>\u202e</Note></Line>')
    reader = Leaves({"x": "urn:x"})
    assert reader.text(element, "x:Name") == PLAIN
    assert reader.texts(element, "x:Note") == ()


def test_of_a_message() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "anna@nederlek.example", "balie@ssc.example", TURNED
    message.set_content(TURNED)
    letter = read_letter(message.as_bytes())
    assert (letter.subject, letter.text) == (PLAIN, PLAIN)
