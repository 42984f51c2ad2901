"""Reference made from the code: ``python tools/reference.py write|check``.

``docs/reference/schemas/*.schema.json``: the JSON Schema of what each calculation answers, from the types of its answer.
``docs/reference/model-files/*.md`` and ``docs/reference/schemas/input/*.schema.json``: the fields of each model file, from
their declaration. ``docs/reference/openapi.json`` and ``openapi-3.1.json``: the document of the interface for other systems. ``check`` names every file that is not what the code makes, and fails if there is one.
"""

import argparse
import importlib
import itertools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from bodemplaat.calculations.file.reference import reference_page
from bodemplaat.calculations.file.schema import input_schema
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.render.schema import has_types, schema_of
from bodemplaat.presentation.voice import Voice

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
SCHEMAS = REFERENCE / "schemas"


def answers() -> Iterator[tuple[Path, str]]:
    """The file and the text of the schema of each answer, called after its format."""
    for kind in KINDS.values():
        work = kind.work()
        if has_types(work):
            name = work.format.removeprefix("bodemplaat.").partition("/")[0]
            text = json.dumps(schema_of(work, kind.name), ensure_ascii=False, indent=2)
            yield SCHEMAS / f"{name}.schema.json", f"{text}\n"


def model_files() -> Iterator[tuple[Path, str]]:
    """The page and the schema of the fields of each model file that is declared."""
    dutch = Voice("nl").translate
    for name, kind in KINDS.items():
        file = kind.template().file if kind.is_model else None
        if file is not None:
            text = json.dumps(input_schema(file, name), ensure_ascii=False, indent=2)
            yield REFERENCE / "model-files" / f"{name}.md", reference_page(file, name, dutch)
            yield SCHEMAS / "input" / f"{name}.schema.json", f"{text}\n"


def interface() -> Iterator[tuple[Path, str]]:
    """The document of the interface for other systems."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
    django.setup()
    module = importlib.import_module("bodemplaat.connectors.rest.document")
    for name, made in (("openapi", module.document()), ("openapi-3.1", module.with_webhooks())):
        yield REFERENCE / f"{name}.json", f"{json.dumps(made, ensure_ascii=False, indent=2)}\n"


def main() -> int:
    """Write every file, or tell which are not as the code makes them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["write", "check"])
    writes = parser.parse_args().act == "write"
    stale = [
        (path, text)
        for path, text in itertools.chain(answers(), model_files(), interface())
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        print(f"{'written' if writes else 'not as the code makes it'}: {path.relative_to(ROOT)}")
        if writes:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and not writes)


if __name__ == "__main__":
    sys.exit(main())
