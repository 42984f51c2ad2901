#!/bin/bash
# pymcdm 1.4.0: three forms of cooperation score 3, 3 and 3 on control, 7, 5 and 9 on quality, 5, 8 and 6 on cost. Weights from
# the scores themselves are to favour what tells the forms apart; entropy, deviation and Gini give control nothing. But
# cilos_weights() and idocriw_weights() give control all of it, 1, and the others 0, without a warning, and critic_weights() gives
# three times nan. With weights of CILOS every form then has the same total (WSM), so that the choice is whatever stands first.
# Matters to us: among ten criteria one on which all forms score alike is common, and a peer that is laid beside our choice of a
# form may not decide by such weights. Ours are those that the participants gave.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q pymcdm==1.4.0
"$place/venv/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
import sys

import numpy as np
from pymcdm import methods, weights

SCORES = np.array([[3.0, 7.0, 5.0], [3.0, 5.0, 8.0], [3.0, 9.0, 6.0]])  # forms × criteria, more is better
TYPES = np.array([1, 1, 1])
given = {
    "entropy": weights.entropy_weights(SCORES),
    "deviation": weights.standard_deviation_weights(SCORES, TYPES),
    "gini": weights.gini_weights(SCORES, TYPES),
    "cilos": weights.cilos_weights(SCORES, TYPES),
    "idocriw": weights.idocriw_weights(SCORES, TYPES),
    "critic": weights.critic_weights(SCORES, TYPES),
}
control = {name: round(float(each[0]), 6) for name, each in given.items()}
totals = methods.WSM()(SCORES, given["cilos"], TYPES)
print("pymcdm", importlib.metadata.version("pymcdm"), "weight of control:", control, "totals by CILOS:", totals.tolist())
same = np.allclose(totals, totals[0])
nothing = all(abs(control[name]) < 1e-6 for name in ("entropy", "deviation", "gini"))
everything = control["cilos"] == control["idocriw"] == 1.0 and np.isnan(given["critic"]).all()
sys.exit(0 if same and nothing and everything else "this has changed")
PYTHON
