"""A package that is imported when it is first used, where most processes never use it: what a worker holds all day is dear."""

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module; each name is looked up once."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def later(name: str) -> Any:
    """The module of that name, not imported yet."""
    return _Later(name)
