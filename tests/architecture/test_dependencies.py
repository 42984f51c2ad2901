"""Every package that an installation brings along is used by it; what only a test needs is among the tools."""

import re
import tomllib
from collections import defaultdict
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    """The bare name of a package, spelt in one way."""
    (name,) = re.findall(r"^[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


def modules() -> dict[str, set[str]]:
    """What can be imported from each package that is installed."""
    of_package: dict[str, set[str]] = defaultdict(set)
    for module, packages in packages_distributions().items():
        for package in packages:
            of_package[name_of(package)].add(module)
    return of_package


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_an_installation_brings_nothing_that_it_does_not_use(requirement: str) -> None:
    package = name_of(requirement)
    names = "|".join(re.escape(module) for module in modules()[package] if not module.startswith("_"))
    used = re.compile(rf"(?m)^\s*(?:from|import) (?:{names})\b|[\"'](?:{names})(?:[.\"'])")
    sources = (ROOT / "src" / "bodemplaat").rglob("*.py")
    assert any(used.search(source.read_text(encoding="utf-8")) for source in sources), package
