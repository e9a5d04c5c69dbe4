# The word that is completed is the last one.
cairn help --as bash >bash
offers() {
    bash -c '. ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cairn; echo "${COMPREPLY[*]}"' complete "$@"
}
offers cairn le
offers cairn --v
offers cairn report --ou
offers cairn help --as z
offers cairn help comp
offers cairn list un
echo "== zsh"
cairn help --as zsh | sed -n '/^    report)/,/;;/p; /^    help)/,/;;/p'
echo "== fish"
cairn help --as fish | grep -e 'subcommand_from report' -e 'subcommand_from help'
echo "== man"
cairn help --as man | sed -n '/^\.SS "cairn help/,/^\.SH/p'
