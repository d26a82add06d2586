#!/usr/bin/env bash
# Lays out what a container needs: ci/container-root.sh EXECUTABLE FOLDER. The executable, and the libraries of this machine that it
# is linked with, at the paths where it looks for them.
set -euo pipefail

executable=${1:?the executable}
root=${2:?the folder}
[[ ! -e $root ]] || { echo "$root is there already" >&2; exit 2; }
mkdir -p "$root/work" "$root/tmp"
chmod 1777 "$root/tmp"
install -m 755 "$executable" "$root/softqcos-verify"
# ldd prints "name => path (address)", and the loader by its path alone.
ldd "$executable" | grep -oE '/[^ ]+' | sort -u | while IFS= read -r library; do
  install -D -m 755 "$library" "$root$library"
done
