#!/usr/bin/env bash
# procrastinate 3.10.0: the cron of a periodic task counts in UTC, whatever the zone of the machine (TZ), and there is no
# argument for another zone: "30 5 * * *" runs at half past six on a Dutch winter day and at half past seven in summer,
# where cron itself, and a Django project with a TIME_ZONE, would have half past five all year.
# It matters to us because terms and reminders follow the Dutch day: daily work ran one hour late in winter and two in
# summer, and nothing said so.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q --disable-pip-version-check procrastinate==3.10.0 tzdata==2025.2
TZ=Europe/Amsterdam "$place/venv/bin/python" - <<'PY'
import inspect
import time
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

from procrastinate import App, periodic, testing

app = App(connector=testing.InMemoryConnector())


@app.periodic(cron="30 5 * * *")
@app.task
def morning(timestamp: int) -> None:
    pass


print("procrastinate", version("procrastinate"), "on a machine in the zone", time.tzname)
here = ZoneInfo("Europe/Amsterdam")
deferrer = periodic.PeriodicDeferrer(registry=app.periodic_registry)
ran = []
for month in (1, 7):
    midnight = datetime(2026, month, 10, tzinfo=here)
    due = midnight.timestamp() + deferrer.get_next_tick(at=midnight.timestamp())
    ran.append(datetime.fromtimestamp(due, here).strftime("%H:%M"))
    print(f"cron 30 5 * * *, after {midnight:%d %B}: runs at {ran[-1]} by the clock of that zone")
assert ran == ["06:30", "07:30"], "the cron follows the clock of the machine now"
named = set(inspect.signature(App.periodic).parameters)
assert not named & {"tz", "timezone", "zone"}, "a zone can be given now"
PY
echo "confirmed: the cron counts in UTC"
