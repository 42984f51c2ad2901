"""``python -m benchmarks``: the table of issue 10; ``python -m benchmarks NAME …``: those measurements, one after another.

Options go to the table: ``--quick``, ``--full``, ``--rows``, ``--write``.
"""

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks import table

NONE_BY_ITSELF = ("__main__", "rounds", "journeys")
"""What others start."""


def main(names: list[str]) -> int:
    """Run the table, or each module's ``main``; answers 1 for a name that is none of them."""
    if not names or names[0].startswith("-"):
        table.main(names)
        return 0
    known = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name not in NONE_BY_ITSELF
    ]
    for name in names:
        if name not in known:
            print(f"There is no measurement {name}. There are: {', '.join(known)}.", file=sys.stderr)
            return 1
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
