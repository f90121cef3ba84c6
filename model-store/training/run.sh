#!/usr/bin/env bash
# Trains and packs runnel-base: run.sh DATA WORK OUT [further options, e.g. --minutes 30; --resume goes on with a WORK that holds a training]
set -euo pipefail
if [ $# -lt 3 ]; then
    echo "usage: $0 DATA WORK OUT [options]; DATA holds one folder a data set, see docs/training.md" >&2
    exit 2
fi
data=$(realpath "$1") work=$(realpath -m "$2") out=$(realpath -m "$3")
shift 3
cd "$(dirname "$0")"
exec python -m runnel_training all --data "$data" --work "$work" --out "$out" "$@"
