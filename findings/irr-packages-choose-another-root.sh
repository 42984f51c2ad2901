#!/bin/bash
# numpy-financial 1.0.0 and pyxirr 0.10.8, asked for the internal rate of the same yearly flows, without a word or an error:
# 1. −1,000, 2,500, −1,540 has two rates, 10 % and 40 %. One package answers 10 %, the other 40 %.
# 2. −100, 240, −144 touches zero once, at 20 %, and is a loss at every other rate. One answers 20 %, the other NaN.
# Matters to us: a shared centre that is wound up at its end pays last, so its flows change sign twice, and a business case would stand or
# fall by the package. Our engine (ADR 10) counts the rates first and says when there is more than one, or a rate at which it only
# touches zero.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q numpy==2.3.5 numpy-financial==1.0.0 pyxirr==0.10.8
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import math
import sys

import numpy_financial
import pyxirr

print({name: importlib.metadata.version(name) for name in ("numpy-financial", "pyxirr")})
answers = {}
for flows in ((-1000, 2500, -1540), (-100, 240, -144)):
    one, other = float(numpy_financial.irr(flows)), float(pyxirr.irr(flows))
    answers[flows] = one, other
    print(flows, f"numpy-financial {one:.4f} · pyxirr {other:.4f}")
    for rate in (each for each in answers[flows] if not math.isnan(each)):
        worth = sum(flow / (1 + rate) ** year for year, flow in enumerate(flows))
        print(f"  worth at {rate:.4f}: {worth:.6f}")
two, touch = answers.values()
same = math.isclose(two[0], 0.1, abs_tol=1e-6) and math.isclose(two[1], 0.4, abs_tol=1e-6)
sys.exit(0 if same and math.isnan(touch[0]) and math.isclose(touch[1], 0.2, abs_tol=1e-6) else 1)
PYTHON
