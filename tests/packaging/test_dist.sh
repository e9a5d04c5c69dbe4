#!/bin/sh
# The tarball of `make dist` holds what is committed, all that building, testing and installing need, and no more: its
# C tests build and one suite runs where there is no git. What is built already is taken along, and make finds out that nothing it was made
# of is missing; CAIRN_DIST=1 builds all anew, and runs all suites.

packed=dist
# shellcheck source=tests/packaging/packaging.sh
. "$(dirname "$0")/packaging.sh"

git rev-parse --git-dir >"$work/which" 2>&1 || {
    echo "ok dist # SKIP no git, or this is no clone"
    exit 0
}
version=$(git show HEAD:include/cairn/version.h | sed -n 's/.*CAIRN_VERSION_STRING "\(.*\)".*/\1/p')
check packs "$make" --no-print-directory dist
tar -xzf "build/cairn-$version.tar.gz" -C "$work"
tree=$work/cairn-$version

holds() { # what is committed, in one folder that is called by the version
    git ls-files --with-tree=HEAD >"$work/tracked"
    (cd "$tree" && find . ! -type d -printf '%P\n') | LC_ALL=C sort >"$work/packed"
    git ls-tree -r --name-only HEAD | LC_ALL=C sort | diff - "$work/packed"
}
check holds-what-is-committed holds

# A git that fails stands in the way of whoever asks it.
mkdir "$work/bin"
printf '#!/bin/sh\necho "git is asked: $*" >&2\nexit 1\n' >"$work/bin/git"
chmod 755 "$work/bin/git"
without_git() {
    (cd "$tree" && PATH="$work/bin:$PATH" "$@")
}
plan() { # every file that the build needs is there
    without_git "$make" --no-print-directory --dry-run all install DESTDIR="$work/dest" >"$work/plan" 2>&1
    status=$?
    grep -i 'no rule\|git is asked\|error' "$work/plan"
    [ "$status" -eq 0 ] && ! grep -q 'git is asked' "$work/plan"
}
check plan-without-git plan

if [ "${CAIRN_DIST:-}" = 1 ]; then
    check builds-and-tests-without-git without_git "$make" --no-print-directory unit
    check installs-without-git without_git "$make" --no-print-directory install DESTDIR="$work/dest"
else
    mkdir "$tree/build" && cp -a build/debug*-O1 build/gen "$tree/build/"
    check tests-build-without-git without_git env CK_RUN_SUITE=version "$make" --no-print-directory unit
fi
