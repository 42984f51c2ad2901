"""What one test leaves in its process is not found by the next one there."""

from django.test import Client
from django.utils import translation


def test_a_page_is_read_in_english(db: None) -> None:
    Client(headers={"accept-language": "en"}).get("/nergens/")
    assert translation.get_language() == "en", "Django keeps the language of the last page"


def test_and_the_next_test_speaks_the_language_of_the_site_again() -> None:
    assert translation.get_language() == "nl"
