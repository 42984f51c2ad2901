#!/bin/bash
# pyshapley 0.1.0: a coalition that loses counts as one that gains nothing. Rijnstad and Oeverhoek together would lose 30 (they
# bear the start-up costs), each of them with Lekdorp gains 60, all three gain 120. By the definition Lekdorp gets 70 and the two 25
# each; shapley() gives 60, 30 and 30, and says nothing of it. The sum is right, so no check of the total shows it. Matters to us: in
# the first years of a shared service centre most small coalitions lose, and the key that follows would favour who causes it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q pyshapley==0.1.0
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import itertools
import sys
from fractions import Fraction

from pyshapley.game import ManualDictGame
from pyshapley.solution import Shapley

WORTH = {"": 0, "L": 0, "O": 0, "R": 0, "OR": -30, "LR": 60, "LO": 60, "LOR": 120}
PLAYERS = "LOR"


def by_definition(player):
    orders = list(itertools.permutations(PLAYERS))
    before = ["".join(sorted(order[: order.index(player)])) for order in orders]
    return float(sum(Fraction(WORTH["".join(sorted(each + player))] - WORTH[each]) for each in before) / len(orders))


package = Shapley(ManualDictGame(list(PLAYERS), WORTH))
given = {player: package.shapley(player) for player in PLAYERS}
right = {player: by_definition(player) for player in PLAYERS}
print("pyshapley", importlib.metadata.version("pyshapley"), "gives", given, "by definition", right)
changed = given != {"L": 60.0, "O": 30.0, "R": 30.0} or right != {"L": 70.0, "O": 25.0, "R": 25.0}
sys.exit("this has changed" if changed else 0)
PYTHON
