#!/usr/bin/env bash
# Makes a Python virtual environment from pinned requirements, unless the same one is there already.
#   make-environment.sh FOLDER REQUIREMENTS.txt
set -euo pipefail

environment=$1
requirements=$2
wanted=$(cat "$(dirname "$requirements")"/requirements-*.txt | cksum)

if [[ ! -f $environment/made-from || $(<"$environment/made-from") != "$wanted" ]]; then
  command -v python3 >/dev/null || {
    echo "Cannot make the interop environment: python3 was not found; install Python 3.10 or newer" >&2
    exit 1
  }
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  echo "$wanted" >"$environment/made-from"
fi
