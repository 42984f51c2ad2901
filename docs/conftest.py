"""The examples in the documentation are executed: each ``.md`` file with ``>>>`` lines is one test."""  # noqa: INP001

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest's own doctest collector see Markdown in this folder."""
    config.option.doctestglob = [*config.option.doctestglob, "docs/*.md"]
