#!/usr/bin/env bash
# What action.yml runs. Everything comes in by the environment, never as text of the script: a name of a file cannot become a command.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
reports=${SOFTQCOS_REPORTS:?}
mkdir -p "$reports"
arguments=(--trust-root "${SOFTQCOS_TRUST:?}")
while IFS= read -r bundle; do
  [[ -z $bundle ]] || arguments+=(--bundle "$bundle")
done <<<"${SOFTQCOS_BUNDLES:?}"
while IFS= read -r requirement; do
  [[ -z $requirement ]] || arguments+=(--require "$requirement")
done <<<"${SOFTQCOS_REQUIRE:-}"
[[ -z ${SOFTQCOS_TRUST_DIGEST:-} ]] || arguments+=(--trust-root-digest "$SOFTQCOS_TRUST_DIGEST")

code=0
"$here/run-checked.sh" "${SOFTQCOS_SHA256:?}" "${SOFTQCOS_EXECUTABLE:?}" "${arguments[@]}" \
  --format github \
  --report "junit=$reports/softqcos-verify.xml" \
  --report "sarif=$reports/softqcos-verify.sarif" \
  --report "json=$reports/softqcos-verify.json" \
  --report "markdown=$reports/summary.md" || code=$?

case $code in
  0) verdict=pass ;;
  1) verdict=fail ;;
  3) verdict=unproven ;;
  4) verdict=gap ;;
  *) verdict=error ;;
esac
{
  echo "exit-code=$code"
  echo "verdict=$verdict"
  # Where a run did not come to reports, there are none to name.
  for kind in junit:xml sarif:sarif json:json; do
    file=$reports/softqcos-verify.${kind#*:}
    [[ ! -e $file ]] || echo "${kind%:*}=$file"
  done
} >>"${GITHUB_OUTPUT:?}"
if [[ -e $reports/summary.md ]]; then cat "$reports/summary.md" >>"${GITHUB_STEP_SUMMARY:?}"; fi
exit "$code"
