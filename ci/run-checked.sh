#!/usr/bin/env bash
# Runs an executable of softqcos-verify only if it has the digest that you expect: ci/run-checked.sh SHA256 EXECUTABLE ARGUMENT...
# What is digested is a private copy, and that copy is run: nobody can put another file in its place in between.
# Exit codes are those of softqcos-verify; 2 if the digest is another one.
set -euo pipefail

expected=${1:?the SHA-256 that the executable must have, 64 hex digits}
executable=${2:?the executable}
shift 2

if [[ ! $expected =~ ^[0-9a-f]{64}$ ]]; then
  echo "softqcos-verify: the expected SHA-256 is not 64 lower-case hex digits: $expected" >&2
  exit 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
copy=$folder/softqcos-verify
cp -- "$executable" "$copy" || exit 2
if command -v sha256sum >/dev/null; then sum=$(sha256sum "$copy"); else sum=$(shasum -a 256 "$copy"); fi
if [[ ${sum%% *} != "$expected" ]]; then
  echo "softqcos-verify: $executable is not the program that you expect: it was not run" >&2
  echo "  expected SHA-256  $expected" >&2
  echo "  actual            ${sum%% *}" >&2
  exit 2
fi
chmod 700 "$copy"
code=0
"$copy" "$@" || code=$?
exit "$code"
