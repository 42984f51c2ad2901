"""What the tests of payments share."""

import pytest
from tests.capabilities.payments.world import NEDERLEK, SCHOONHOVEN, SOURCE, Cooperation, Ear, cooperation

from bodemplaat.capabilities.payments import ports


@pytest.fixture(autouse=True)
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    """Whoever hears what became of the test's payments."""
    listening = Ear()
    monkeypatch.setitem(ports._outcomes, SOURCE, listening)
    return listening


@pytest.fixture
def k5(db: None) -> Cooperation:
    """Two municipalities with an account each, and one without."""
    return cooperation(accounts={"Schoonhoven": SCHOONHOVEN, "Nederlek": NEDERLEK, "Vlist": ""})
