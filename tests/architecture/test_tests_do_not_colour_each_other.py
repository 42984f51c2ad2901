"""What one test leaves in its process is not found by the next one there."""

from pathlib import Path

from django.test import Client
from django.utils import translation

TESTS = Path(__file__).resolve().parents[1]
FOUND_BY_THEMSELVES = {
    "conftest.py",  # once for each process
    "architecture/isolation/two_cooperations.py",  # once for each process, with everything in it
    "foundation/tenancy/test_read_once.py",  # in a database of its own, by what is prepared there
}


def test_a_page_is_read_in_english(db: None) -> None:
    Client(headers={"accept-language": "en"}).get("/nergens/")
    assert translation.get_language() == "en", "Django keeps the language of the last page"


def test_and_the_next_test_speaks_the_language_of_the_site_again() -> None:
    assert translation.get_language() == "nl"


def test_a_cooperation_is_founded_once_and_shared() -> None:
    """Founding one takes longer than most tests do: they take ``world`` and ``elsewhere``."""
    spelled = "World." + "founded("
    founding = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if spelled in path.read_text() and path.name != "world.py"
    }
    assert founding == FOUND_BY_THEMSELVES
