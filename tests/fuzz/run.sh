#!/bin/sh
# run.sh - fuzzes one target for a while; new inputs stay out of the tree
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh [--planted] PROGRAM CORPUS SECONDS
set -eu
planted=
if [ "$1" = --planted ]; then
  planted=yes
  shift
fi
program=$1 corpus=$2 seconds=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/new"
seeds=
[ -d "$corpus" ] && seeds=$corpus

status=0
# shellcheck disable=SC2086 # no seeds, no argument
"$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
  -artifact_prefix="$scratch/" -print_final_stats=1 "$scratch/new" $seeds \
  >"$scratch/log" 2>&1 || status=$?

if [ -n "$planted" ]; then
  grep -q 'planted bug found' "$scratch/log" && exit 0
  tail -n 30 "$scratch/log"
  echo "run.sh: the planted bug was not found in $seconds s"
  exit 1
fi
tail -n 60 "$scratch/log"
for artifact in "$scratch"/crash-* "$scratch"/leak-* "$scratch"/timeout-* "$scratch"/oom-*; do
  [ -f "$artifact" ] && echo "$artifact:" && od -A d -t x1z "$artifact" | head -n 200
done
exit $status
