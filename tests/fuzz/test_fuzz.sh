#!/bin/sh
# What fuzzing found and what it kept, tried again by a program of the normal compiler, with assertions (replay.c), in
# no more memory than fuzzing has: each finding, and each corpus as a whole.
set -u
LC_ALL=C
export LC_ALL
runner=${RUNNER:-build/debug/runner}
replay=${runner%/*}/replay
FUZZ_LIMIT=1
export FUZZ_LIMIT

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

try() { # NAME TARGET FILE...
    name=$1
    shift
    if "$replay" "$@" >"$work/out" 2>"$work/err"; then
        echo "ok $name"
    else
        echo "not ok $name: ended at $(tail -n 1 "$work/out")"
        tail -n 3 "$work/err" | sed 's/^/# /'
        echo "# again: $replay $1 $(tail -n 1 "$work/out")"
    fi
}

for file in tests/fuzz/found/*/*; do
    target=${file#tests/fuzz/found/}
    try "${file##*/}" "${target%/*}" "$file"
done
for folder in tests/fuzz/corpus/*; do
    try "corpus of ${folder##*/}" "${folder##*/}" "$folder"/*
done
