"""A local name says what it holds (CONTRIBUTING, "One voice"): names that fit everything say nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/bodemplaat"
EMPTY = {"found", "told", "held", "asked", "given"}


def bound(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each name that a function binds, with its line: by assigning, looping, opening or taking an argument."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda))
    for function in functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.lineno, node.id
            elif isinstance(node, ast.arg):
                yield node.lineno, node.arg


def test_no_function_binds_a_name_that_says_nothing() -> None:
    empty = sorted(
        {
            f"{path.relative_to(SOURCE)}:{line} {name}"
            for path in SOURCE.rglob("*.py")
            if "migrations" not in path.parts
            for line, name in bound(ast.parse(path.read_text(encoding="utf-8")))
            if name in EMPTY
        }
    )
    assert not empty, "\n".join(empty)
