"""One exam for all rooms: doors, the shape of commands, the second lock, and the walls that import nothing."""

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

import bodemplaat

PACKAGE = Path(bodemplaat.__file__).parent
CAPABILITIES = sorted(p.name for p in (PACKAGE / "capabilities").iterdir() if (p / "api.py").exists())
DOORS = [*(f"bodemplaat.capabilities.{name}.api" for name in CAPABILITIES)] + [
    f"bodemplaat.foundation.{p.parent.name}.api" for p in sorted((PACKAGE / "foundation").glob("*/api.py"))
]
NO_COMMAND_OR_QUERY = {
    "change_at_end", "entered", "insert_bytes", "insert_many", "publish", "publish_many", "record", "record_many", "record_past", "write_at_end",
}  # fmt: skip
"""What commands and queries are made with: they take the actor that a command has, or turn its key."""
STOREYS = ("kernel", "engines", "formats", "foundation", "capabilities", "surfaces", "project")
CAPABILITY_ORDER = (
    "ledger",
    "division",
    "catalogue",
    "knowledge",
    "clock",
    "agreements",
    "performance",
    "cases",
    "mailbox",
    "payments",
    "orders",
    "invoices",
    "sales",
    "billing",
    "claims",
    "model_files",
)


def door(name: str) -> Any:
    return __import__(name, fromlist=["api"])


@pytest.mark.parametrize("name", DOORS)
def test_a_door_says_what_it_is_and_what_it_gives(name: str) -> None:
    module = door(name)
    assert module.__doc__
    assert module.__all__ == sorted(module.__all__, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    for given in module.__all__:
        thing = getattr(module, given)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), f"{name}.{given} has no docstring"
        assert not (
            inspect.isclass(thing) and issubclass(thing, models.Model) and name.startswith("bodemplaat.cap")
        )


@pytest.mark.parametrize("name", DOORS)
def test_commands_and_queries_share_one_shape(name: str) -> None:
    """Keyword-only; the actor first; who changes something takes the moment, last."""
    module = door(name)
    for given in module.__all__:
        function = getattr(module, given)
        if not inspect.isfunction(function):
            continue
        parameters = inspect.signature(function).parameters
        if "actor" not in parameters or given in NO_COMMAND_OR_QUERY:
            continue
        assert next(iter(parameters)) == "actor", given
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values()), given
        if "at" in parameters:
            assert list(parameters)[-1] == "at", given


def test_every_tenant_table_has_its_policy(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity"
            " AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        locked = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
    tenant_tables = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "organisation" for field in model._meta.fields)
    }
    assert tenant_tables
    assert tenant_tables <= locked
    assert {"organisations_organisation", "organisations_cooperation"} <= locked


def test_what_proves_something_is_append_only() -> None:
    from bodemplaat.capabilities.cases.models import CaseEvent
    from bodemplaat.capabilities.claims.models import ClaimEvent
    from bodemplaat.foundation.audit.models import AuditEntry

    for model in (CaseEvent, ClaimEvent, AuditEntry):
        options: Any = model._meta  # pgtrigger puts its triggers there
        assert any("append_only" in str(trigger.name) for trigger in options.triggers)


def test_relations_keep_the_walls_that_imports_keep() -> None:
    """A foreign key by name imports nothing and slips past the import linter, so it is walked here."""
    for model in apps.get_models():
        module = model.__module__
        if not module.startswith("bodemplaat."):
            continue
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if (
                field.auto_created
                or not isinstance(other, type)
                or not other.__module__.startswith("bodemplaat.")
            ):
                continue
            assert _may_use(module, other.__module__), f"{model.__name__}.{field.name} → {other.__name__}"


def test_others_come_in_by_the_door() -> None:
    """Outside a capability only its ``api`` is imported."""
    strangers = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
                "bodemplaat.capabilities."
            ):
                continue
            room, _, inner = node.module.removeprefix("bodemplaat.capabilities.").partition(".")  # type: ignore[union-attr]
            inside = path.is_relative_to(PACKAGE / "capabilities" / room)
            by_the_door = inner == "api" or (not inner and [name.name for name in node.names] == ["api"])
            if not inside and not by_the_door:
                strangers.append(f"{path.relative_to(PACKAGE)} imports {node.module}")
    assert strangers == []


def test_the_order_here_is_the_order_of_the_linter() -> None:
    text = (PACKAGE.parents[1] / ".importlinter").read_text(encoding="utf-8")
    layers = (
        text.split("[importlinter:contract:capabilities]")[1]
        .split("layers =")[1]
        .split("containers")[0]
        .split()
    )
    assert tuple(reversed(layers)) == CAPABILITY_ORDER
    assert set(layers) == set(CAPABILITIES)


def _may_use(user: str, used: str) -> bool:
    user_storey, user_room = user.split(".")[1:3]
    used_storey, used_room = used.split(".")[1:3]
    if user_storey != used_storey:
        return STOREYS.index(used_storey) < STOREYS.index(user_storey)
    if user_storey == "capabilities":
        return CAPABILITY_ORDER.index(used_room) <= CAPABILITY_ORDER.index(user_room)
    return True
