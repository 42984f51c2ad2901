"""``python -m benchmarks [NAME …]``: every measurement, or those named, one after another."""

import importlib
import pkgutil
import sys

import benchmarks


def main(names: list[str]) -> int:
    """Run each module's ``main``; answers 1 for a name that is none of them."""
    known = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name not in ("__main__", "rounds")
    ]
    for name in names or known:
        if name not in known:
            print(f"There is no measurement {name}. There are: {', '.join(known)}.", file=sys.stderr)
            return 1
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
