"""What a row is called that is the sum of the others."""

import pytest

from bodemplaat.calculations.file.sums import is_sum


@pytest.mark.parametrize(
    "name",
    [
        "Totaal", "TOTAAL:", "Tot.", "Totaal 2026", "2026 totaal", "Generaal totaal", "Grand total", "Kosten totaal",
        "Totaal van de kosten", "Som der kosten", "Som", "Σ", "Subtotaal", "Eindtotaal begroting", "Alle kosten",
        "Alles samen", "Tezamen", "Begroting totaal", "Total costs", "All participants", "Totaal\u00a0kosten",
    ],
)  # fmt: skip
def test_a_sum_is_known_by_its_name(name: str) -> None:
    assert is_sum(name)


@pytest.mark.parametrize(
    "name",
    [
        "Total Energies", "Totaalinstallatie", "Sum-up terminals", "Samenwerking", "Samen Sterk", "Kosten", "2026",
        "Totale herziening", "Samen", "Somalië", "Alle Hens", "Begroting", "All-in onderhoud", "Saldo",
    ],
)  # fmt: skip
def test_a_name_that_only_begins_so_is_none(name: str) -> None:
    assert not is_sum(name)
