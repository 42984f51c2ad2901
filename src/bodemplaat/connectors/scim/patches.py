"""PATCH as the dialects write it, made into what ``scim2-models`` applies."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from scim2_models import Context, PatchOp

from bodemplaat.connectors.scim.resources import POLICY
from bodemplaat.foundation.directory.api import DirectoryRefused, Wrong
from bodemplaat.kernel import say

MOST: Final = 500
"""Operations in one request."""
_BARE_WORD: Final = re.compile(r"\[\s*(\w+)\s+eq\s+([A-Za-z][\w-]*)\s*\]", re.IGNORECASE)
_LITERALS: Final = frozenset({"true", "false", "null"})
_OURS: Final = frozenset({"id", "schemas", "meta", "groups"})


def patched(kind: Any, resource: Any, body: Mapping[str, Any]) -> Any:
    """A copy of the resource with the operations done, all or none; raises what ``scim2-models`` raises."""
    sent = next((value for name, value in body.items() if name.lower() == "operations"), None)
    if not isinstance(sent, list) or not sent or len(sent) > MOST:
        text = say("Operations is no list of at least one operation and at most {most}.")
        raise DirectoryRefused(Wrong.VALUE, text, most=MOST)
    operations = [each for operation in sent for each in _operations(operation)]
    changed = resource.model_copy(deep=True)
    if not operations:
        return changed
    document = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations}
    with POLICY:
        patch = PatchOp[kind].model_validate(document, scim_ctx=Context.RESOURCE_PATCH_REQUEST)
        patch.patch(changed)
    return changed


def _quoted(bracket: re.Match[str]) -> str:
    """A choice whose word lacks its quotes, as the suvera plugin of Keycloak writes it, with quotes."""
    attribute, word = bracket.groups()
    return bracket.group() if word.lower() in _LITERALS else f'[{attribute} eq "{word}"]'


def _which_leave(value: Any) -> Any:
    """What is taken away, by its value alone: ``"$ref": null`` or a name beside it, as Entra and others send, say nothing more.

    ``scim2-models`` makes a filter of every word beside it, and refuses the request, so that nobody leaves the group.
    """
    if isinstance(value, list):
        return [_which_leave(each) for each in value]
    if isinstance(value, Mapping):
        of_item = {str(name).lower(): each for name, each in value.items()}
        return {"value": of_item["value"]} if of_item.get("value") is not None else value
    return value


def _without_names(value: Any) -> Any:
    """What is added or put in place, without the name and address that clients such as Okta send beside an id: both are ours.

    ``display`` of a member is read-only, and ``scim2-models`` refuses a change that names it.
    """
    if isinstance(value, list):
        return [
            {name: each for name, each in item.items() if str(name).lower() not in ("display", "$ref")}
            if isinstance(item, Mapping) and "value" in {str(name).lower() for name in item}
            else item
            for item in value
        ]
    if isinstance(value, Mapping):
        return {
            name: _without_names(each) if isinstance(each, list) else each for name, each in value.items()
        }
    return value


def _operations(operation: Any) -> Iterator[Any]:
    """The operation itself; one without a path is taken apart where a key is a path with a filter.

    ``scim2-models`` drops such a key without a word. Read-only attributes beside others, which Okta sends along, are left out.
    """
    if not isinstance(operation, Mapping):
        yield operation
        return
    lowered = {str(name).lower(): value for name, value in operation.items()}
    if str(lowered.get("op")).lower() != "remove" and "value" in lowered:
        lowered["value"] = _without_names(lowered["value"])
    value = lowered.get("value")
    if isinstance(lowered.get("path"), str):
        lowered["path"] = _BARE_WORD.sub(_quoted, lowered["path"])
        if str(lowered.get("op")).lower() == "remove":
            if value in ("", None):
                lowered.pop("value", None)
            else:
                lowered["value"] = _which_leave(value)
    if lowered.get("path") or not isinstance(value, Mapping):
        yield {name: each for name, each in lowered.items() if name in ("op", "path", "value")}
        return
    plain = {name: each for name, each in value.items() if "[" not in name and name.lower() not in _OURS}
    if plain:
        yield {"op": lowered.get("op"), "value": plain}
    for name, each in value.items():
        if "[" in name:
            yield {"op": lowered.get("op"), "path": name, "value": each}
