#!/usr/bin/env bash
# Vega (in vl-convert-python 1.9.0) cannot draw a picture whose title, sort order or legend holds the text "if" or the
# name of something that every JavaScript object has ("constructor", "toString", "valueOf", …). The specification is
# valid Vega-Lite and the text is plain text, yet Vega answers `Unrecognized signal name: "if"` or
# `Operator not defined: undefined`: the constant is compiled to an expression, and the parser looks the text of every
# literal up among its operators. The same text as data is drawn without complaint. A line separator (U+2028) in a sort
# order stops it too.
# It matters to us because units, kinds of cost and participants are called what people call them: a page with such a
# name ended in a server error.
# Seen with: vl-convert-python 1.9.0 (Vega-Lite 5/6, Vega 6).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q --disable-pip-version-check vl-convert-python==1.9.0
"$place/venv/bin/python" - <<'PY'
import json
import vl_convert

print("vl-convert-python", vl_convert.__version__)


def drawn(word, where):
    encoding = {"y": {"field": "a", "type": "nominal"}}
    specification = {"data": {"values": [{"a": word}]}, "mark": "point", "encoding": encoding}
    if where == "title":
        specification["title"] = word
    if where == "sort":
        encoding["y"]["sort"] = [word]
    try:
        vl_convert.vegalite_to_svg(json.dumps(specification), vl_version="5.20")
    except ValueError as problem:
        return str(problem).splitlines()[1]
    return "drawn"


for word in ("else", "if", "constructor", "valueOf"):
    for where in ("data", "title", "sort"):
        answer = drawn(word, where)
        print(f"{word!r} as {where}: {answer}")
        expected_to_fail = word != "else" and where != "data"
        assert (answer != "drawn") is expected_to_fail, "the behaviour is no longer so"
PY
echo "confirmed: a plain word as a title or in a sort order stops the drawing"
