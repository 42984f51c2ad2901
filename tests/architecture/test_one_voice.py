"""Words of another century stay out of docstrings, comments and texts (CONTRIBUTING, "One voice")."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/bodemplaat"
OLD = re.compile(
    r"(?<![\w'\"“])(he|his|him|himself|she|nought|whoso|thereof|wherein|hereby)(?![\w'\"”])", re.IGNORECASE
)


def test_no_line_speaks_of_he_or_nought() -> None:
    lines = sorted(
        f"{path.relative_to(SOURCE)}:{number} {line.strip()}"
        for pattern in ("*.py", "*.html")
        for path in SOURCE.rglob(pattern)
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if OLD.search(line)
    )
    assert not lines, "\n".join(lines)
