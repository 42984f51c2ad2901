"""An Iv3 file as others make it: Dutch numbers, sums beside parts, other line ends, and names people use."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bodemplaat.calculations.benchmark.names import matching
from bodemplaat.surfaces.cli.main import main

HEAD = (
    "Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie;Gemeentegrootte;Inwonertal"
)
ROWS = (
    "Aadorp;0.4 Overhead;0;0;5000;Utrecht;klein;10000",
    "Aadorp;6.1 Wmo;0;0;900;Utrecht;klein;10000",
    "Beekum;0.4 Overhead;0;0;8000;Utrecht;klein;20000",
    "Beekum;6.1 Wmo;0;0;1600;Utrecht;klein;20000",
    "Ceedijk;0.4 Overhead;0;0;6000;Utrecht;klein;15000",
    "Ceedijk;6.1 Wmo;0;0;1300;Utrecht;klein;15000",
)


def run(tmp_path: Path, lines: list[str], end: str = "\n") -> Result:
    file = tmp_path / "iv3.csv"
    file.write_bytes("".join(line + end for line in lines).encode())
    return CliRunner().invoke(main, ["benchmark", str(file), "--municipality", "aadorp", "--lang", "en"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", [[], ["sep=;"]])
def test_every_end_of_line_and_the_separator_line_of_excel_are_read(
    tmp_path: Path, end: str, before: list[str]
) -> None:
    result = run(tmp_path, [*before, HEAD, *ROWS], end)

    assert result.exit_code == 0, result.stderr
    assert "€590.00 per inhabitant" in result.stdout


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        (["Aadorp;Totaal taakvelden;0;0;5900;Utrecht;klein;10000"], "Totaal taakvelden"),
        (["Aadorp;Subtotaal;0;0;5900;Utrecht;klein;10000"], "Subtotaal"),
        (["Aadorp;Saldo van baten en lasten;0;0;-5900;Utrecht;klein;10000"], "Saldo van baten en lasten"),
        (["Aadorp;0 Bestuur;0;0;5000;Utrecht;klein;10000", "Beekum;0 Bestuur;0;0;8000;Utrecht;klein;20000"], "0 Bestuur"),
        (
            [
                "Aadorp;Alles bij elkaar;0;0;5900;Utrecht;klein;10000",
                "Beekum;Alles bij elkaar;0;0;9600;Utrecht;klein;20000",
                "Ceedijk;Alles bij elkaar;0;0;7300;Utrecht;klein;15000",
            ],
            "Alles bij elkaar",
        ),
        (["Nederland;0.4 Overhead;0;0;19000;;;45000"], "Nederland"),
        (["Totaal;0.4 Overhead;0;0;19000;Utrecht;klein;45000"], "Totaal"),
        (["Regio;0.4 Overhead;0;0;19000;Utrecht;klein;45000"], "Regio"),
        (["Aadorp;0.Totaal;0;0;5000;Utrecht;klein;10000"], "0.Totaal"),
        (["Aadorp;9.99 Totaal alle taakvelden;0;0;5900;Utrecht;klein;10000"], "9.99 Totaal alle taakvelden"),
        (["Aadorp;Taakvelden totaal;0;0;5900;Utrecht;klein;10000"], "Taakvelden totaal"),
        (["Aadorp;Som taakvelden;0;0;5900;Utrecht;klein;10000"], "Som taakvelden"),
        (["Aadorp;Tot.;0;0;5900;Utrecht;klein;10000"], "Tot."),
        (["Aadorp;Alles bij elkaar;0;0;5900;Utrecht;klein;10000"], "Alles bij elkaar"),
        (
            [
                "Aadorp;Alles bij elkaar;0;0;5900;Utrecht;klein;10000",
                "Beekum;Alles bij elkaar;0;0;9600;Utrecht;klein;20000",
            ],
            "Alles bij elkaar",
        ),
    ],
)  # fmt: skip
def test_sums_beside_their_parts_are_told_and_passed_by(tmp_path: Path, extra: list[str], named: str) -> None:
    result = run(tmp_path, [HEAD, *ROWS, *extra])

    assert result.exit_code == 0, result.stderr
    assert "€590.00 per inhabitant, €106.67 above the median of €483.33" in result.stdout
    assert f"'{named}' is the sum of other rows and was passed by" in result.stdout


@pytest.mark.parametrize("average", ["Gemiddelde", "gemiddelde gemeente", "Mediaan", "Average"])
def test_an_average_beside_the_municipalities_is_told_and_passed_by(tmp_path: Path, average: str) -> None:
    result = run(tmp_path, [HEAD, *ROWS, f"{average};0.4 Overhead;0;0;6333;Utrecht;klein;16000"])

    assert result.exit_code == 0, result.stderr
    assert "€590.00 per inhabitant, €106.67 above the median of €483.33" in result.stdout
    assert f"'{average}' is an average of other rows and was passed by" in result.stdout


def test_the_sum_of_one_province_is_no_municipality(tmp_path: Path) -> None:
    elsewhere = [
        "Dorp;0.4 Overhead;0;0;4000;Zeeland;klein;10000",
        "Eede;0.4 Overhead;0;0;5000;Zeeland;klein;10000",
        "Zeeuwse gemeenten;0.4 Overhead;0;0;9000;Zeeland;klein;20000",
    ]
    result = run(tmp_path, [HEAD, *ROWS, *elsewhere])

    assert "'Zeeuwse gemeenten' is the sum of other rows and was passed by" in result.stdout
    assert "Aadorp beside 4 municipalities" in result.stdout


def test_a_municipality_with_half_of_all_inhabitants_is_no_sum(tmp_path: Path) -> None:
    rows = [row.replace(";10000", ";5000") for row in ROWS]
    result = run(tmp_path, [HEAD, *rows])

    assert "Aadorp beside 2 municipalities" in result.stdout
    assert "is the sum of other rows" not in result.stdout


def test_inhabitants_that_cannot_be_read_make_nobody_a_sum(tmp_path: Path) -> None:
    rows = [row.replace(";klein;", ";klein;about ") for row in ROWS]
    result = run(tmp_path, [HEAD, *rows])

    assert result.exit_code == 2
    assert "is the sum of other rows" not in result.stderr


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ([HEAD, "Aadorp;0.4 Overhead;1.000;50;5.000;Utrecht;klein;10000"], "iv3.csv:2  Lasten", "5000, or 5"),
        ([HEAD, "Aadorp;0.4 Overhead;1;50;5;Utrecht;klein;10.000"], "iv3.csv:2  Inwonertal", "10000, or 10"),
        ([HEAD, *ROWS, ROWS[1]], "iv3.csv:8", "second time"),
        ([HEAD, *ROWS, ROWS[1].replace("Aadorp", "AADORP ")], "iv3.csv:8", "second time"),
        (
            [HEAD, *ROWS, ROWS[1].replace("Aadorp", "aadorp").replace("900", "901")],
            "iv3.csv:8",
            "second time",
        ),
        ([HEAD, *ROWS, "Aadorp;7.1 Zorg;0;0;1;Utrecht;klein;11000"], "iv3.csv:8", "than on line 2"),
        ([HEAD, *ROWS, "aadorp;7.1 Zorg;0;0;1;Utrecht;klein;11000"], "iv3.csv:8", "than on line 2"),
        (
            [HEAD, "Aadorp;0.4 Overhead;1.000;5;5;Utrecht;klein;100"],
            "iv3.csv:2  L1.1 Salarissen",
            "1000, or 1",
        ),
        ([HEAD, *ROWS, "Aadorp;7.1 Zorg;0;0"], "iv3.csv:8", "4 cells for 8 columns"),
        ([HEAD + ";Lasten", *(row + ";1" for row in ROWS)], "iv3.csv:1", "'Lasten' is there twice"),
        ([HEAD, *ROWS, 'Aadorp;"7.1 Zorg;0;0;1;Utrecht;klein;10000'], "iv3.csv:8", "not closed"),
        ([HEAD, ROWS[0], 'Aadorp;"7.1 Zorg;0;0;1;Utrecht;klein;10000', *ROWS[1:]], "iv3.csv:3", "not closed"),
    ],
)
def test_what_means_two_things_or_stands_twice_is_refused(
    tmp_path: Path, lines: list[str], place: str, words: str
) -> None:
    result = run(tmp_path, lines)

    assert result.exit_code == 2
    assert any(row.startswith(place) and words in row for row in result.stderr.splitlines()), result.stderr


def test_a_file_with_decimal_commas_proves_its_thousands(tmp_path: Path) -> None:
    rows = [row.replace(";5000;", ";5.000;").replace(";900;", ";900,0;") for row in ROWS]
    result = run(tmp_path, [HEAD, *rows])

    assert result.exit_code == 0, result.stderr
    assert "€590.00 per inhabitant" in result.stdout
    assert "'5.000' and its like are read as 5000 and not as 5, decided by '900,0' (line 3)" in result.stdout


@pytest.mark.parametrize(
    ("costs", "habit"),
    [("€ 5.000,-", ""), ("5.000,00 €", ""), ("€ 5 000", ""), ("EUR 5000", ""), ("€\u00a05.000", "900,0")],
)
def test_an_amount_with_its_sign_is_read_as_everywhere(tmp_path: Path, costs: str, habit: str) -> None:
    rows = [row.replace(";5000;", f";{costs};").replace(";900;", f";{habit or 900};") for row in ROWS]
    result = run(tmp_path, [HEAD, *rows])

    assert result.exit_code == 0, result.stderr
    assert "€590.00 per inhabitant" in result.stdout


def test_inhabitants_are_no_amount(tmp_path: Path) -> None:
    result = run(tmp_path, [HEAD, *(row.replace(";10000", ";€ 10000") for row in ROWS)])

    assert result.exit_code == 2
    assert "is not a whole number" in result.stderr


def only_main(name: str) -> list[str]:
    """The rows, where one municipality gives the main taakvelden and not what they are made of."""
    return [row.replace("0.4 ", "0 ").replace("6.1 ", "6 ") if row.startswith(name) else row for row in ROWS]


def test_who_gives_main_taakvelden_only_is_told_that_and_not_that_nothing_was_delivered(
    tmp_path: Path,
) -> None:
    result = run(tmp_path, [HEAD, *only_main("Aadorp")])

    assert result.exit_code == 2
    assert "'Aadorp' gives '0 Overhead', '6 Wmo' as a whole and the others give its parts" in result.stderr
    assert "only zeros" not in result.stderr


def test_a_peer_with_main_taakvelden_only_is_left_out_and_told(tmp_path: Path) -> None:
    result = run(tmp_path, [HEAD, *only_main("Beekum")])

    assert result.exit_code == 0, result.stderr
    assert "the median of €486.67" in result.stdout
    assert "'Beekum' was left out of the comparison" in result.stdout


KNOWN = {
    "'s-Gravenhage": "Zuid-Holland",
    "'s-Hertogenbosch": "Noord-Brabant",
    "Bergen (L.)": "Limburg",
    "Bergen (NH.)": "Noord-Holland",
    "Hengelo": "Overijssel",
    "Súdwest-Fryslân": "Fryslân",
    "Nuenen, Gerwen en Nederwetten": "Noord-Brabant",
    "Utrecht": "Utrecht",
}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("Den Haag", ["'s-Gravenhage"]),
        ("’s gravenhage", ["'s-Gravenhage"]),
        ("gemeente Den Bosch", ["'s-Hertogenbosch"]),
        ("S-HERTOGENBOSCH", ["'s-Hertogenbosch"]),
        ("Bergen", ["Bergen (L.)", "Bergen (NH.)"]),
        ("Bergen NH", ["Bergen (NH.)"]),
        ("Bergen (Noord-Holland)", ["Bergen (NH.)"]),
        ("Bergen (Limburg)", ["Bergen (L.)"]),
        ("Bergen Noord-Holland", ["Bergen (NH.)"]),
        ("Hengelo (O.)", ["Hengelo"]),
        ("Sudwest Fryslan", ["Súdwest-Fryslân"]),
        ("Nuenen", ["Nuenen, Gerwen en Nederwetten"]),
        ("Utrecht", ["Utrecht"]),
    ],
)
def test_a_municipality_is_found_by_the_names_people_use(asked: str, names: list[str]) -> None:
    assert matching(asked, KNOWN) == (names, [])


@pytest.mark.parametrize(
    ("asked", "near"), [("Den Haagg", "'s-Gravenhage"), ("Utrect", "Utrecht"), ("Gerwen", "Nuenen, Gerwen en Nederwetten")]
)  # fmt: skip
def test_who_is_not_found_is_told_who_comes_near(asked: str, near: str) -> None:
    hits, offered = matching(asked, KNOWN)

    assert not hits
    assert near in offered


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_file_of_any_spreadsheet_gives_the_same_answer(
    tmp_path: Path, end: str, encoding: str, delimiter: str
) -> None:
    lines = [line.replace("Beekum", "Beëkum") for line in [HEAD, *ROWS]]
    plain = run(tmp_path, lines)
    text = end.join(line.replace(";", delimiter) for line in lines) + end
    file = tmp_path / "iv3.csv"
    file.write_bytes(text.encode(encoding))
    other = CliRunner().invoke(main, ["benchmark", str(file), "--municipality", "aadorp", "--lang", "en"])
    assert plain.exit_code == 0, plain.stderr
    assert other.output == plain.output
