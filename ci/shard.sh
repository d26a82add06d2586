#!/usr/bin/env bash
# Verifies one share of the bundles, numbered from 1: ci/shard.sh I N FOLDER ARGUMENT... Everything that verify takes comes after the folder
# for the part: bundles, trust root, time. A part that is there is work that is done, whatever its bundles come to: their verdict is that
# of merge. Without a part the job has failed, with the exit code of the command.
# SOFTQCOS_EXECUTABLE and SOFTQCOS_SHA256 say which program, and which digest it must have.
set -euo pipefail

number=${1:?the number of this part, from 1 on}
of=${2:?the number of all parts}
folder=${3:?the folder for the parts}
shift 3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$folder"
part=$folder/part-$number.jsonl
# A job that is started again begins again.
rm -f -- "$part"
code=0
"$here/run-checked.sh" "${SOFTQCOS_SHA256:?}" "${SOFTQCOS_EXECUTABLE:?}" "$@" \
  --shard "$number/$of" --output "$part" || code=$?
if [[ ! -e $part ]]; then
  [[ $code -ne 0 ]] || code=70
  exit "$code"
fi
# By this line whoever merges sees that no part was exchanged on its way: a log is kept elsewhere than a file.
if command -v sha256sum >/dev/null; then sha256sum -- "$part"; else shasum -a 256 -- "$part"; fi
