#!/usr/bin/env bash
# scim2-filter-parser 0.7.0 reads `a or b and c` as `(a or b) and c`.
#
# RFC 7644, 3.4.2.2 ("order of operations") lets `and` bind tighter than `or`: `a or (b and c)`. The package gives both
# the same rank and works from left to right, so an identity provider that asks for one person by name or a whole
# group of active ones gets another answer than it asked for. A filter with the attribute in other capitals, which the
# same RFC calls equal (attribute names are case insensitive), gives no condition at all: `where_sql` is None.
# Why it matters here: provisioning of accounts asks with such filters; a condition that is None must be a refusal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check scim2-filter-parser==0.7.0
"$folder/venv/bin/python" - <<'PY'
import importlib.metadata

from scim2_filter_parser.queries import SQLQuery

NAMES = {("userName", None, None): "name", ("active", None, None): "active"}


def where(text: str) -> str | None:
    return SQLQuery(text, "people", NAMES, ()).where_sql


print("scim2-filter-parser", importlib.metadata.version("scim2-filter-parser"))
mixed = where('userName eq "a" or userName eq "b" and active eq true')
meant = where('userName eq "a" or (userName eq "b" and active eq true)')
capitals = where('username eq "a"')
print("without brackets:", mixed)
print("what the standard means:", meant)
print("attribute in small letters:", capitals)
assert "OR" in mixed.split(" AND ")[0] and "OR" not in mixed.split(" AND ")[1], mixed
assert "AND" in meant.split(" OR ")[1], meant
assert capitals is None
PY
