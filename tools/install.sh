#!/bin/sh
# Makes the virtual environment in $1 and installs the locked packages and this one. Needs python3 and nothing else.
set -eu
venv=$1
python=${PYTHON:-python3}

refuse() {
    printf '%s\n' "$@" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    refuse "There is no $python here. On Debian or Ubuntu: sudo apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    refuse "Python 3.11 or newer is needed, and $python is $("$python" -V 2>&1)." \
        "Install a newer one and name it: make PYTHON=python3.12 (Debian 12 has python3.11: sudo apt-get install python3 python3-venv)"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    refuse "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv"

if ! "$venv/bin/python" -c '' 2>/dev/null; then
    echo "Making a virtual environment in $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

echo "Installing the locked packages"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }
if [ -x "$venv/bin/uv" ] || pip install --quiet uv; then
    VIRTUAL_ENV=$venv
    export VIRTUAL_ENV
    # Compiled now, or every process on a machine that writes no bytecode would compile Django anew: seconds each.
    "$venv/bin/uv" pip install --quiet --compile-bytecode --require-hashes -r requirements.lock
    "$venv/bin/uv" pip install --quiet --no-deps --editable .
else
    echo "uv cannot be had; using pip, which takes longer"
    pip install --quiet --require-hashes -r requirements.lock
    pip install --quiet --no-deps --editable .
fi
