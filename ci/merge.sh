#!/usr/bin/env bash
# Makes the result of all parts in a folder: ci/merge.sh FOLDER ARGUMENT... with the arguments of merge. The exit code is the verdict's.
set -euo pipefail

folder=${1:?the folder with the parts}
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shopt -s nullglob
parts=("$folder"/part-*.jsonl)
if [[ ${#parts[@]} -eq 0 ]]; then
  echo "softqcos-verify: $folder holds no part" >&2
  exit 2
fi
code=0
"$here/run-checked.sh" "${SOFTQCOS_SHA256:?}" "${SOFTQCOS_EXECUTABLE:?}" merge "${parts[@]}" "$@" || code=$?
exit "$code"
