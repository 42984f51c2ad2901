#!/usr/bin/env bash
# scim2-models 0.12.3 (SCIM 2.0 resources, filters and PATCH, on PyPI) does three things on valid input that nobody expects:
#
# 1. A user whose e-mail address is on a domain such as gemeente.local is refused whole. RFC 7643 (4.1.2) only says that an
#    address SHOULD follow RFC 5321; .local is what many a domain of Active Directory is called, and Entra ID and Keycloak
#    send such addresses.
# 2. A filter  emails[type eq "work"].value eq "<a random id>"  raises invalidFilter instead of matching nothing. Entra ID
#    tests a connection by asking for a random id on the attribute that it matches by, and gives up on a 400.
# 3. With the policy that ignores unknown attributes, a PATCH without a path whose value has the key
#    emails[type eq "work"].value  is done without a word and without effect, while the same key as a path works, and while
#    name.givenName as a key works too.
#
# It matters to us because a directory is how people are shut out: a person who is refused stays as they were.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check scim2-models==0.12.3 pydantic==2.14.4 email-validator==2.4.0 2>/dev/null
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from pydantic import ValidationError
from scim2_models import Context, InvalidFilterException, PatchOp, ScimFilter, ScimPolicy, User

print("scim2-models", version("scim2-models"))
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User"
KEY = 'emails[type eq "work"].value'
lenient = ScimPolicy(unknown=ScimPolicy.Unknown.ignore, unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create)

body = {"schemas": [SCHEMA], "userName": "a.bakker", "emails": [{"type": "work", "value": "a.bakker@nederlek.local"}]}
try:
    with lenient:
        User.model_validate(body, scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    raise SystemExit("1 no longer so: an address on .local is taken")
except ValidationError as refused:
    print("1. a.bakker@nederlek.local:", str(refused).splitlines()[2].strip())

text = f'{KEY} eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"'
try:
    with lenient:
        found = ScimFilter[User](text).match(User(user_name="a.bakker"))
    raise SystemExit(f"2 no longer so: the filter answers {found}")
except InvalidFilterException as refused:
    print("2. filter by a random id:", refused)


def patched(operation: dict[str, object]) -> list[object]:
    user = User(user_name="a.bakker")
    document = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]}
    with lenient:
        PatchOp[User].model_validate(document, scim_ctx=Context.RESOURCE_PATCH_REQUEST).patch(user)
    return [(email.type, email.value) for email in user.emails or []]


as_path = patched({"op": "replace", "path": KEY, "value": "a@nederlek.nl"})
as_key = patched({"op": "replace", "value": {KEY: "a@nederlek.nl"}})
print("3. as a path:", as_path, "- as a key without a path:", as_key)
if not as_path or as_key:
    raise SystemExit("3 no longer so")
PYTHON
