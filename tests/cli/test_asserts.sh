#!/bin/sh
# The cases that need no long run, by the program whose assertions hold: a command that misuses its own options is seen there only.
set -u
for variant in ${CAIRN_VARIANTS:-}; do
    case $variant in
        */debug*/cairn)
            CAIRN=$variant
            export CAIRN
            exec sh "$(dirname "$0")/run.sh" new help main list import plot show shop
            ;;
    esac
done
echo "ok cli with assertions # SKIP no debug build among the variants"
