#!/usr/bin/env bash
# Makes a Python virtual environment from pinned requirements, unless the same one is there already.
#   make-environment.sh FOLDER REQUIREMENTS.txt PYTHON
# Makes nothing where PYTHON, which the tests will call, is not the environment's own.
set -euo pipefail

environment=$1
requirements=$2
python=$3

if [[ $python != "$environment/bin/python" ]]; then
  "$python" --version >/dev/null || {
    echo "Cannot use the Python of heddle.python: $python does not run; correct the path" >&2
    exit 1
  }
  exit 0
fi

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
