"""The translation tool: finds every text, keeps what people wrote, and lets nothing untranslated through."""

import gettext
from pathlib import Path

import pytest
from tools.messages import main


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small house: a Django room with a page, and an engine that only marks its texts."""
    room = tmp_path / "src" / "bodemplaat" / "surfaces" / "desk"
    (room / "templates").mkdir(parents=True)
    (room / "apps.py").write_text("")
    (room / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        "title = _('Work queue')\n"
        "many = ngettext('{n} claim', '{n} claims', 2)\n"
        "short = pgettext('month', 'May')\n"
    )
    (room / "templates" / "desk.html").write_text(
        "{% load i18n %}\n<h1 class=\"wide\">\n    {% translate 'Claims' %}</h1>\n"
        "  <c-button :label=\"_('Take it')\" />\n"
        "{% blocktranslate trimmed %}\n  Paid to {{ name }}\n{% endblocktranslate %}\n"
    )
    engine = tmp_path / "src" / "bodemplaat" / "engines" / "settlement"
    engine.mkdir(parents=True)
    (engine / "keys.py").write_text('TEXT = say("Nobody takes {service}.")\n')
    return tmp_path


def run(checkout: Path, *arguments: str) -> int:
    return main(arguments, sources=checkout / "src" / "bodemplaat", root=checkout)


def desk(checkout: Path) -> Path:
    return checkout / "src/bodemplaat/surfaces/desk/locale/nl/LC_MESSAGES/django.po"


def settlement(checkout: Path) -> Path:
    return checkout / "src/bodemplaat/presentation/locale/nl/LC_MESSAGES/settlement.po"


def translate(catalog: Path, **pairs: str) -> None:
    text = catalog.read_text()
    for english, dutch in pairs.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{dutch}"')
    catalog.write_text(text)


def complete(checkout: Path) -> None:
    run(checkout, "update")
    pairs = {"Work queue": "Werkvoorraad", "Claims": "Declaraties", "Take it": "Pak op", "May": "mei"}
    translate(desk(checkout), **pairs, **{"Paid to %(name)s": "Betaald aan %(name)s"})
    text = desk(checkout).read_text()
    text = text.replace('msgstr[0] ""', 'msgstr[0] "{n} declaratie"').replace(
        'msgstr[1] ""', 'msgstr[1] "{n} declaraties"'
    )
    desk(checkout).write_text(text)
    translate(settlement(checkout), **{"Nobody takes {service}.": "Niemand neemt {service} af."})


def test_texts_of_code_pages_and_components_are_found_and_go_to_their_rooms_catalog(checkout: Path) -> None:
    run(checkout, "update")
    texts = desk(checkout).read_text()
    for english in ("Work queue", "{n} claims", "May", "Claims", "Take it", "Paid to %(name)s"):
        assert f'"{english}"' in texts
    assert 'msgctxt "month"' in texts
    assert "Nobody takes" not in texts
    assert "Nobody takes" in settlement(checkout).read_text()


def test_a_second_update_changes_no_byte_and_keeps_translations(checkout: Path) -> None:
    complete(checkout)
    before = desk(checkout).read_bytes(), settlement(checkout).read_bytes()
    run(checkout, "update")
    assert (desk(checkout).read_bytes(), settlement(checkout).read_bytes()) == before
    assert "Werkvoorraad" in desk(checkout).read_text()


def test_complete_catalogs_pass(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete(checkout)
    assert run(checkout, "check") == 0
    assert "complete" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            'msgstr "Werkvoorraad"',
            'msgstr ""',
            "no translation, used in src/bodemplaat/surfaces/desk/views.py:2",
        ),
        ("Betaald aan %(name)s", "Betaald", "lacks places of the source: name"),
        ("Betaald aan %(name)s", "Betaald aan %(naam)s", "has places that the source lacks: naam"),
        ("{n} declaraties", "declaraties", "lacks places of the source: n"),
        ('msgid "Work queue"', 'msgid "Old words"', "nothing uses it any more: 'Old words'"),
        ('msgid "Work queue"', 'msgid "Old words"', "views.py:2: not in the nl catalogs: 'Work queue'"),
        ('msgid "Work queue"', '#, fuzzy\nmsgid "Work queue"', "marked fuzzy"),
    ],
)
def test_each_lack_is_named_with_its_place(
    checkout: Path, capsys: pytest.CaptureFixture[str], wrong: str, right: str, said: str
) -> None:
    complete(checkout)
    capsys.readouterr()
    text = desk(checkout).read_text()
    assert wrong in text
    desk(checkout).write_text(text.replace(wrong, right))
    assert run(checkout, "check") == 1
    assert said in capsys.readouterr().out


def test_one_text_has_one_dutch_in_all_rooms_unless_its_context_differs(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = checkout / "src/bodemplaat/engines/settlement/keys.py"
    engine.write_text(engine.read_text() + 'TITLE = say("Work queue")\n')
    complete(checkout)
    translate(settlement(checkout), **{"Work queue": "Werkbak"})
    capsys.readouterr()
    assert run(checkout, "check") == 1
    said = capsys.readouterr().out
    assert "'Work queue' is 'Werkvoorraad' here, 'Werkbak' at src/bodemplaat/presentation/locale" in said
    assert "surfaces/desk/locale/nl/LC_MESSAGES/django.po:" in said
    assert said.endswith("translations: 1 to mend\n")

    views = checkout / "src/bodemplaat/surfaces/desk/views.py"
    views.write_text(views.read_text().replace("_('Work queue')", "pgettext('desk', 'Work queue')"))
    text = desk(checkout).read_text()
    desk(checkout).write_text(text.replace('msgid "Work queue"', 'msgctxt "desk"\nmsgid "Work queue"'))
    assert run(checkout, "check") == 0


def test_a_text_that_is_gone_leaves_the_catalog(checkout: Path) -> None:
    complete(checkout)
    (checkout / "src/bodemplaat/engines/settlement/keys.py").write_text("TEXT = ''\n")
    run(checkout, "update")
    assert not settlement(checkout).exists()


def test_compiled_catalogs_speak_dutch_and_skip_what_is_fuzzy(checkout: Path) -> None:
    complete(checkout)
    text = desk(checkout).read_text().replace('msgid "Claims"', '#, fuzzy\nmsgid "Claims"')
    desk(checkout).write_text(text)
    assert run(checkout, "compile") == 0
    dutch = gettext.translation("django", checkout / "src/bodemplaat/surfaces/desk/locale", ["nl"])
    assert dutch.gettext("Work queue") == "Werkvoorraad"
    assert dutch.ngettext("{n} claim", "{n} claims", 2) == "{n} declaraties"
    assert dutch.pgettext("month", "May") == "mei"
    assert dutch.gettext("Claims") == "Claims"


def test_paths_limit_the_work(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(checkout, "update", str(settlement(checkout)))
    assert settlement(checkout).exists()
    assert not desk(checkout).exists()
    assert run(checkout, "check", str(settlement(checkout))) == 1
    assert "desk" not in capsys.readouterr().out.splitlines()[-2]


def test_a_text_deep_in_other_calls_is_found(checkout: Path) -> None:
    keys = checkout / "src/bodemplaat/engines/settlement/keys.py"
    keys.write_text(
        'TEXT = say("Nobody takes {s}.", s=joined(names, kernel.say(" or " "else ")), n=say(name))\n'
    )
    run(checkout, "update")
    assert 'msgid "Nobody takes {s}."' in settlement(checkout).read_text()
    assert 'msgid " or else "' in settlement(checkout).read_text()


@pytest.mark.parametrize(
    ("dutch", "said"),
    [
        ("{n} {n:dienst|diensten}", "translations: complete"),
        ("{n} {n:jaar|jaar}", "translations: complete"),
        ("{n} diensten", "lacks a choice of the source, one|more: n"),
        ("{n} {n:a|b|c}", "a choice has two forms, one|more: {n:a|b|c}"),
    ],
)
def test_both_languages_choose_by_the_number(
    checkout: Path, capsys: pytest.CaptureFixture[str], dutch: str, said: str
) -> None:
    (checkout / "src/bodemplaat/engines/settlement/keys.py").write_text('say("{n} {n:service|services}")\n')
    run(checkout, "update")
    translate(settlement(checkout), **{"{n} {n:service|services}": dutch})
    capsys.readouterr()
    run(checkout, "check", str(settlement(checkout)))
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "dutch", "faults"),
    [
        ("{count} cases wait", "{count} zaken wachten", ["'count cases'", "'count zaken'"]),
        ("{count} {count:case|cases} wait", "{count} {count:zaak|zaken} wachten", []),
        ("At most {most} cases", "Hoogstens {most} zaken", []),
        ("{name} cases", "{name} zaken", []),
    ],
)
def test_a_number_before_a_plural_chooses_its_form(
    checkout: Path, capsys: pytest.CaptureFixture[str], source: str, dutch: str, faults: list[str]
) -> None:
    engine = checkout / "src/bodemplaat/engines/settlement/keys.py"
    engine.write_text(f'A, B = say("{{n}} {{n:case|cases}}"), say("{source}")\n')
    complete(checkout)
    translate(settlement(checkout), **{"{n} {n:case|cases}": "{n} {n:zaak|zaken}", source: dutch})

    assert run(checkout, "check") == bool(faults)
    told = [line for line in capsys.readouterr().out.splitlines() if "one form for every number" in line]
    assert [line.rpartition(": ")[2] for line in told] == faults
