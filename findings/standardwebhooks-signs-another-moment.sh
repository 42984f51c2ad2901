#!/bin/bash
# standardwebhooks 1.1.0 (the reference package of Standard Webhooks): a message signed at an aware moment in Amsterdam is refused by
# the package's own verification. ``sign`` puts the zone UTC in the place of the moment's own zone instead of converting, so the signature
# covers another second (an hour off in winter, two in summer) than the header ``webhook-timestamp`` that belongs to that moment.
# The same moment given in UTC verifies.
# Matters to us: our moments are aware and often Dutch, and a receiver would refuse every message that was signed so. The second that is sent
# is the one that must be signed.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q standardwebhooks==1.1.0 tzdata==2025.2
"$place/venv/bin/python" - <<'PYTHON'
import base64
import importlib.metadata
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from standardwebhooks import Webhook, WebhookVerificationError

print("standardwebhooks", importlib.metadata.version("standardwebhooks"))
hook, body = Webhook("whsec_" + base64.b64encode(b"a secret of twenty-four").decode()), '{"case":"Z2026-000001"}'
moment = datetime.now(timezone.utc)
seen = []
for zone in (timezone.utc, ZoneInfo("Europe/Amsterdam")):
    there = moment.astimezone(zone)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(there.timestamp())),
        "webhook-signature": hook.sign("msg_1", there, body),
    }
    try:
        hook.verify(body, headers)
        seen.append("verified")
    except WebhookVerificationError as error:
        seen.append(f"refused: {error}")
    print(zone, "·", seen[-1])
sys.exit(0 if seen == ["verified", "refused: No matching signature found"] else 1)
PYTHON
