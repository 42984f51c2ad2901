"""What does not keep to the schema, told with what it may be: values, bounds, form or kind."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bodemplaat.connectors.rest.forms import DAY, ONE_OF
from bodemplaat.kernel import say

NOT_AS_DESCRIBED: Final = say("This is not as it is described.")
_PLAIN: Final = {
    "missing": say("This is missing."),
    "extra_forbidden": say("This is not described: leave it out."),
    "int": say("Must be a whole number."),
    "uuid": say("Must be an id (UUID)."),
    "string": say("Must be text."),
    "bool": say("Must be true or false."),
    "list": say("Must be a list."),
    "dict": say("Must be an object."),
    "model": say("Must be an object."),
    "date": say("Send a day as YYYY-MM-DD."),
}
"""By the type of what is wrong, or the kind it begins with."""
_BOUNDS: Final = {
    "greater_than_equal": ("ge", say("Must be at least {bound}.")),
    "less_than_equal": ("le", say("Must be at most {bound}.")),
    "string_too_short": ("min_length", say("Must be at least {bound} characters.")),
    "string_too_long": ("max_length", say("Must be at most {bound} characters.")),
    "too_short": ("min_length", say("Must be at least {bound} in number.")),
    "too_long": ("max_length", say("Must be at most {bound} in number.")),
    "string_pattern_mismatch": ("pattern", say("Must be written as {bound}.")),
}


def wording_of(wrong: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """Marked text and its values for a finding of the schema."""
    kind, context = str(wrong.get("type", "")), wrong.get("ctx") or {}
    if kind in ("literal_error", "enum"):
        return ONE_OF, {"allowed": ", ".join(re.findall(r"'([^']*)'", str(context.get("expected"))))}
    name, bounded = _BOUNDS.get(kind, ("", ""))
    if name in context:
        if context[name] == DAY:
            return _PLAIN["date"], {}
        return bounded, {"bound": context[name]}
    return _PLAIN.get(kind) or _PLAIN.get(kind.partition("_")[0], NOT_AS_DESCRIBED), {}
