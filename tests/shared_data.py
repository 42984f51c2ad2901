"""Public sample files that lie beside a checkout, in ``../shared/data``; tests that need one skip without it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared_data(path: str) -> Path:
    """The file or folder ``path`` under ``shared/data`` beside the checkout or one of its parents, or skip."""
    return _beside(f"data/{path}")


def shared_input(name: str) -> Path:
    """A file that once failed, under ``shared/inputs`` beside the checkout or one of its parents, or skip."""
    return _beside(f"inputs/{name}")


def _beside(path: str) -> Path:
    for parent in ROOT.parents:
        found = parent / "shared" / path
        if found.exists():
            return found
    pytest.skip(f"needs ../shared/{path}, which does not lie beside this checkout")
