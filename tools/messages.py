"""Translations without GNU gettext: ``python tools/messages.py update|check|compile [PATH ...]``.

Texts in the code are English. Where their Dutch stands is one rule: in the ``locale`` folder of the nearest package
above the text that has an ``apps.py`` (a Django app), else in ``presentation/locale``, whose texts come from many
rooms and so stand in one file per room: ``settlement.po`` for ``engines/settlement``, ``demo.po`` for
``surfaces/cli/demo.py``. A text that some file of the right folder holds already stays in that file.

``update`` adds new texts and drops those that are gone; the Dutch is for you to write. ``check`` names, with file and
line, every text without a Dutch translation with the same named places and every text that two catalogs say in
different words (Django merges them, and the first one wins), and fails if there is one. ``compile``
makes one ``django.mo`` of each folder. Paths limit the work to catalogs under them. Catalogs carry no dates or places
numbers, places and are sorted, so that two people who update them get the same bytes.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "bodemplaat"
COMMON = Path("presentation")
LANGUAGES = ("nl",)
HEADERS = {
    "nl": (
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: nl\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    ),
}
_ONE, _PLURAL, _CONTEXT, _BOTH = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: Mapping[str, tuple[object, ...]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "say"), _ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _BOTH),
}
TEMPLATE_ENDINGS = {".html", ".txt", ".svg", ".xml"}
# django-cotton evaluates :label="_('Save')" although Django itself sees plain text there.
COTTON_EXPRESSION = re.compile(
    r""":[\w.-]+=(?P<quote>["'])\s*(?P<call>_\((?:'[^']*'|"[^"]*")\))\s*(?P=quote)"""
)
UNWRAPPED = 1_000_000
CHOICE = re.compile(r"\{([A-Za-z_]\w*):([^{}]*\|[^{}]*)\}")
COUNTED = re.compile(r"(?:\{(\w+)\}|%\((\w+)\)[sd]) (\w+)")
COUNTS = frozenset({"count", "days", "m", "n", "population"})
"""Places of a number, beside all that choose a form somewhere."""
NEVER_ONE = frozenset({"amount", "length", "most"})
"""Names for a limit, what is over a limit, and money: no text chooses by them as it would by a count."""
PLACE = re.compile(r"\{([A-Za-z_]\w*)[^{}]*\}|%\((\w+)\)[sdf]")


@dataclass(frozen=True, order=True)
class Key:
    """What identifies a text in a catalog: its context, its singular and, where it has one, its plural."""

    context: str
    singular: str
    plural: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """What Babel calls the message's id."""
        return (self.singular, self.plural) if self.plural else self.singular

    @classmethod
    def of(cls, message: Message) -> "Key":
        """The key of a catalog's message."""
        ids = message.id if isinstance(message.id, tuple | list) else (message.id, "")
        return cls(message.context or "", ids[0], ids[1])


@dataclass
class Used:
    """Where a text is used, as ``(path under the root, line)``."""

    places: list[tuple[str, int]] = field(default_factory=list)

    def __str__(self) -> str:
        path, line = min(self.places)
        return f"{path}:{line}"


Texts = dict[Key, Used]


def texts_of(path: Path, root: Path) -> Iterator[tuple[int, Key]]:
    """Every translatable text of a Python file or template, with its line."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _texts_of_code(source, path, root)
        return
    yield from _texts_of_template(source, path, root)


def _texts_of_code(source: str, path: Path, root: Path) -> Iterator[tuple[int, Key]]:
    """Every call by one of the names that mark a text, however deep in another call it stands.

    Babel's own reader of Python loses a text two calls deep, as in ``say("…", names=joined(names, say(" and ")))``.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as trouble:
        raise SystemExit(f"{path.relative_to(root)}: cannot be read: {trouble}") from trouble
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        places = KEYWORDS.get(name)
        if places is None:
            continue
        said = [
            each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None
            for each in call.args[: len(places)]
        ]
        context = said.pop(0) if places in (_CONTEXT, _BOTH) and said else ""
        singular, plural = [*said, "", ""][:2]
        if singular and plural is not None and context is not None:
            yield call.lineno, Key(context, singular, plural)


def _texts_of_template(source: str, path: Path, root: Path) -> Iterator[tuple[int, Key]]:
    source = COTTON_EXPRESSION.sub(lambda found: "{{ " + found["call"] + " }}", source)
    # Leading blanks mean nothing in a template, and would be bad indentation to a reader of Python.
    source = "\n".join(line.lstrip() for line in templatize(source, str(path)).split("\n"))
    try:
        found = list(extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS))  # type: ignore[arg-type]
    except (SyntaxError, IndentationError) as trouble:
        raise SystemExit(f"{path.relative_to(root)}: cannot be read: {trouble}") from trouble
    for line, message, _, context in found:
        singular, plural = message if isinstance(message, tuple | list) else (message, "")
        if singular:
            yield line, Key(context or "", singular, plural or "")


def source_files(sources: Path) -> Iterator[Path]:
    """Python files and templates, migrations and tests left out, in a fixed order."""
    for path in sorted(sources.rglob("*")):
        inside = path.relative_to(sources).parts
        if "migrations" in inside or not path.is_file():
            continue
        if path.suffix == ".py" or (path.suffix in TEMPLATE_ENDINGS and "templates" in inside):
            yield path


def home(path: Path, sources: Path) -> tuple[Path, str]:
    """The package whose ``locale`` folder holds a file's texts, and the name of a new catalog there."""
    for package in path.parents:
        if package == sources:
            break
        if (package / "apps.py").is_file():
            return package, "django"
    inside = path.relative_to(sources).parts
    common = sources / COMMON
    if common in path.parents:
        room = path.relative_to(common).parts[0]
    else:
        room = inside[1] if len(inside) > 2 else inside[0]
    return common, Path(room).stem


def collect(sources: Path, root: Path) -> dict[Path, dict[str, Texts]]:
    """All texts: by package with a ``locale`` folder, then by the name of the catalog a new text goes to."""
    packages: dict[Path, dict[str, Texts]] = {}
    for path in source_files(sources):
        package, name = home(path, sources)
        for line, key in texts_of(path, root):
            texts = packages.setdefault(package, {}).setdefault(name, {})
            texts.setdefault(key, Used()).places.append((path.relative_to(root).as_posix(), line))
    for package in sources.rglob("locale"):
        packages.setdefault(package.parent, {})
    return packages


def folder_of(package: Path, language: str) -> Path:
    """Where a package keeps its catalogs of one language."""
    return package / "locale" / language / "LC_MESSAGES"


def read_catalogs(folder: Path) -> dict[str, Catalog]:
    """The catalogs of a folder by name."""
    catalogs = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogs[path.stem] = read_po(file, abort_invalid=True)
    return catalogs


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """A catalog's messages without its header."""
    return (message for message in catalog if message.id)


def write_catalog(path: Path, language: str, messages: Mapping[Key, tuple[Message | None, Used]]) -> bool:
    """Write one catalog, or remove it when it is empty; returns whether a byte changed."""
    catalog = Catalog(locale=language, fuzzy=False)
    for key, (old, _) in messages.items():
        empty: str | tuple[str, str] = ("", "") if key.plural else ""
        catalog.add(
            key.id,
            old.string if old is not None else empty,
            flags=["fuzzy"] if old is not None and old.fuzzy else [],
            user_comments=old.user_comments if old is not None else [],
            context=key.context or None,
        )
    for message in messages_of(catalog):
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    if not messages:
        existed = path.exists()
        path.unlink(missing_ok=True)
        return existed
    body = io.BytesIO()
    write_po(body, catalog, width=UNWRAPPED, omit_header=True, sort_output=True, no_location=True)
    text = HEADERS[language] + "\n" + body.getvalue().decode().strip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def update(sources: Path, root: Path, wanted: Sequence[Path]) -> int:
    """Bring catalogs up to date; prints the files that changed."""
    for package, by_name in sorted(collect(sources, root).items()):
        for language in LANGUAGES:
            folder = folder_of(package, language)
            known: dict[Key, tuple[str, Message]] = {}
            names = set(by_name)
            for name, catalog in read_catalogs(folder).items():
                names.add(name)
                for message in messages_of(catalog):
                    known.setdefault(Key.of(message), (name, message))
            files: dict[str, dict[Key, tuple[Message | None, Used]]] = {name: {} for name in names}
            for key, (default, used) in merged(by_name).items():
                name, old = known.get(key, (default, None))
                files[name][key] = (old, used)
            for name, messages in sorted(files.items()):
                path = folder / f"{name}.po"
                if is_wanted(path, wanted) and write_catalog(path, language, messages):
                    empty = sum(1 for old, _ in messages.values() if old is None or not translated(old))
                    print(f"{path.relative_to(root)}: {len(messages)} texts, {empty} without translation")
    return 0


def merged(by_name: Mapping[str, Texts]) -> dict[Key, tuple[str, Used]]:
    """One entry for a text that several rooms use; the first room's catalog is its default."""
    whole: dict[Key, tuple[str, Used]] = {}
    for name, texts in sorted(by_name.items()):
        for key, used in texts.items():
            _, places = whole.setdefault(key, (name, Used()))
            places.places.extend(used.places)
    return whole


def strings(message: Message) -> tuple[str, ...]:
    """A message's translations, one for each plural form."""
    both = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(text or "" for text in both)


def translated(message: Message) -> bool:
    """Whether every form has a text that a person stands for."""
    return all(strings(message)) and not message.fuzzy


def places_in(text: str) -> set[str]:
    """The named places of a text: ``{name}`` and ``%(name)s``."""
    return {first or second for first, second in PLACE.findall(text)}


def choices_in(text: str) -> set[str]:
    """The names whose number chooses a form in a text: ``{count:case|cases}``."""
    return {name for name, _ in CHOICE.findall(text)}


def unclear_choices(text: str) -> Iterator[str]:
    """Choices that have another number of forms than two."""
    return (f"{{{name}:{forms}}}" for name, forms in CHOICE.findall(text) if forms.count("|") != 1)


@dataclass
class Counting:
    """What the catalogs count, by the choices of their texts: ``{days} {days:day|days}``."""

    places: set[str] = field(default_factory=lambda: set(COUNTS))
    """Names of places that hold a number which may be one."""
    plurals: dict[str, set[str]] = field(default_factory=dict)
    """Words that follow only a number other than one, by language; that of the source is ``en``."""

    @classmethod
    def of(cls, sources: Path) -> "Counting":
        """All that is counted in the catalogs under a folder."""
        counting, ones = cls(), dict[str, set[str]]()
        for language in LANGUAGES:
            for folder in sorted(sources.rglob(f"locale/{language}/LC_MESSAGES")):
                for message in chain.from_iterable(map(messages_of, read_catalogs(folder).values())):
                    key = Key.of(message)
                    for spoken, text in (
                        ("en", key.singular),
                        *((language, said) for said in strings(message)),
                    ):
                        for place, forms in CHOICE.findall(text):
                            one, _, more = forms.partition("|")
                            counting.places.add(place)
                            ones.setdefault(spoken, set()).add(one.partition(" ")[0])
                            counting.plurals.setdefault(spoken, set()).add(more.partition(" ")[0])
        for spoken, singulars in ones.items():
            counting.plurals[spoken] -= singulars | {""}
        counting.places -= NEVER_ONE
        return counting

    def unchosen(self, text: str, language: str) -> Iterator[str]:
        """Numbers of a text with a plural right behind them: ``{count} cases`` would say "1 cases"."""
        for brace, percent, word in COUNTED.findall(text):
            if (brace or percent) in self.places and word in self.plurals.get(language, ()):
                yield f"{brace or percent} {word}"


def lacks(sources: Path, root: Path, wanted: Sequence[Path] = ()) -> Iterator[str]:
    """What is missing or wrong in the catalogs, one line each, beginning with file and line."""
    counting = Counting.of(sources)
    for package, by_name in sorted(collect(sources, root).items()):
        used_texts = merged(by_name)
        for language in LANGUAGES:
            folder = folder_of(package, language)
            seen: dict[Key, str] = {}
            for name, catalog in read_catalogs(folder).items():
                path = folder / f"{name}.po"
                shown = path.relative_to(root).as_posix()
                for message in messages_of(catalog):
                    key, line = Key.of(message), f"{shown}:{message.lineno}"
                    if key in seen:
                        yield f"{line}: stands in {seen[key]} too: {key.singular!r}"
                    seen.setdefault(key, line)
                    if is_wanted(path, wanted):
                        yield from wrong_in(message, key, line, used_texts)
                        if not key.plural:
                            yield from (
                                f"{line}: has one form for every number: {number!r}"
                                for spoken, text in (("en", key.singular), (language, strings(message)[0]))
                                for number in counting.unchosen(text, spoken)
                            )
                if catalog.obsolete and is_wanted(path, wanted):
                    yield f"{shown}:1: has {len(catalog.obsolete)} texts that are commented out as obsolete"
            for key, (name, used) in used_texts.items():
                if key not in seen and is_wanted(folder / f"{name}.po", wanted):
                    yield f"{used}: not in the {language} catalogs: {key.singular!r}"


def disputes(sources: Path, root: Path, wanted: Sequence[Path] = ()) -> Iterator[str]:
    """Texts that catalogs of two packages translate differently, although Django keeps only one of them."""
    for language in LANGUAGES:
        first: dict[tuple[str, str, bool], tuple[tuple[str, ...], str]] = {}
        for folder in sorted(sources.rglob(f"locale/{language}/LC_MESSAGES")):
            for name, catalog in read_catalogs(folder).items():
                path = folder / f"{name}.po"
                for message in messages_of(catalog):
                    key, said = Key.of(message), strings(message)
                    line = f"{path.relative_to(root).as_posix()}:{message.lineno}"
                    # A catalog finds a text by its singular; one with a plural is another text.
                    found = (key.context, key.singular, bool(key.plural))
                    other, place = first.setdefault(found, (said, line))
                    if said != other and all(said) and all(other) and is_wanted(path, wanted):
                        yield f"{line}: {key.singular!r} is {said[0]!r} here, {other[0]!r} at {place}"


def wrong_in(
    message: Message, key: Key, line: str, used_texts: Mapping[Key, tuple[str, Used]]
) -> Iterator[str]:
    """What is wrong with one message of a catalog."""
    if key not in used_texts:
        yield f"{line}: nothing uses it any more: {key.singular!r}"
        return
    place = used_texts[key][1]
    if not all(strings(message)):
        yield f"{line}: no translation, used in {place}: {key.singular!r}"
        return
    if message.fuzzy:
        yield f"{line}: marked fuzzy, used in {place}: {key.singular!r}"
    allowed = places_in(key.singular) | places_in(key.plural)
    needed = places_in(key.plural or key.singular)
    for number, text in enumerate(strings(message)):
        is_last = number == len(strings(message)) - 1
        if strange := places_in(text) - allowed:
            yield f"{line}: has places that the source lacks: {', '.join(sorted(strange))}"
        yield from (f"{line}: a choice has two forms, one|more: {choice}" for choice in unclear_choices(text))
        if unsaid := choices_in(key.singular) - choices_in(text):
            yield f"{line}: lacks a choice of the source, one|more: {', '.join(sorted(unsaid))}"
        if is_last and (lost := needed - places_in(text)):
            yield f"{line}: lacks places of the source: {', '.join(sorted(lost))}"


def compile_all(sources: Path, root: Path, wanted: Sequence[Path]) -> int:
    """Make each folder's ``django.mo`` when it is older than a catalog or a catalog is gone."""
    for folder in sorted(path.parent for path in {*sources.rglob("LC_MESSAGES/*.po")}):
        catalogs = sorted(folder.glob("*.po"))
        target = folder / "django.mo"
        newest = max([path.stat().st_mtime for path in catalogs] + [folder.stat().st_mtime])
        if not is_wanted(folder, wanted) or (target.exists() and target.stat().st_mtime >= newest):
            continue
        language = folder.parent.name
        whole = Catalog(locale=language, fuzzy=False)
        for catalog in read_catalogs(folder).values():
            for message in messages_of(catalog):
                if translated(message):
                    whole.add(message.id, message.string, context=message.context)
        half = target.with_suffix(".half")
        with half.open("wb") as file:
            write_mo(file, whole)
        half.rename(target)
        target.touch()
    return 0


def is_wanted(path: Path, wanted: Sequence[Path]) -> bool:
    """Whether a path lies under one that was asked for; all do when none was."""
    return not wanted or any(path == one or one in path.parents for one in wanted)


def report(lines: Iterable[str]) -> int:
    """Print what is lacking; 1 when there is something."""
    found = list(lines)
    for line in found:
        print(line)
    print(f"translations: {len(found)} to mend" if found else "translations: complete")
    return 1 if found else 0


def main(arguments: Sequence[str] | None = None, sources: Path = SOURCES, root: Path = ROOT) -> int:
    """Run a sub-command; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=["update", "check", "compile"])
    parser.add_argument("paths", nargs="*", type=Path, help="only catalogs under these paths")
    asked = parser.parse_args(arguments)
    wanted = [path.resolve() for path in asked.paths]
    if asked.action == "update":
        return update(sources, root, wanted)
    if asked.action == "check":
        return report(chain(lacks(sources, root, wanted), disputes(sources, root, wanted)))
    return compile_all(sources, root, wanted)


if __name__ == "__main__":
    sys.exit(main())
