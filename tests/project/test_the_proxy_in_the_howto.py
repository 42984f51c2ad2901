"""The proxy that the how-to shows: a configuration that nginx takes, for the pages that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import resolve
from tests.database import ROOT

from bodemplaat.foundation.access.pages import body_limit_of

HOWTO = (ROOT / "docs/howto/run-on-your-own-postgresql.md").read_text(encoding="utf-8")
CONFIGURATION = HOWTO.split("```nginx\n")[1].split("```")[0]


def test_nginx_takes_it(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("needs nginx")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=x",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    shown = re.sub(r"(ssl_certificate_key\s+)\S+;", rf"\g<1>{key};", CONFIGURATION)
    shown = re.sub(r"(ssl_certificate\s+)\S+;", rf"\g<1>{certificate};", shown)
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/nginx.pid; error_log {tmp_path}/error.log;\nevents {{}}\nhttp {{ access_log off;\n{shown}\n}}\n"
    )
    done = subprocess.run(
        [nginx, "-t", "-c", whole, "-p", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_it_lets_through_what_the_pages_take() -> None:
    claim = "6f1c1d5e-0000-4000-8000-000000000000"
    for path in (f"/declaraties/{claim}/bewerken/bewijs/", "/balie/afschriften/"):
        blocks = re.findall(r"location (=|~) (\S+) \{\s*client_max_body_size (\d+)m", CONFIGURATION)
        (most,) = (
            int(size)
            for kind, place, size in blocks
            if (place == path if kind == "=" else re.match(place, path))
        )
        assert most * 1024 * 1024 >= body_limit_of(resolve(path).func)
