#!/bin/sh
# `make deb` makes three packages that lintian has no error for, and that hold together: the program runs, a program finds
# the library by pkg-config. Unpacked, not installed: no rights are needed.

packed=deb
# shellcheck source=tests/packaging/packaging.sh
. "$(dirname "$0")/packaging.sh"
cc=${CC:-gcc}

for tool in dpkg-deb dpkg-shlibdeps; do
    command -v "$tool" >"$work/which" || {
        echo "ok deb # SKIP no $tool"
        exit 0
    }
done
version=$(sed -n 's/.*CAIRN_VERSION_STRING "\(.*\)".*/\1/p' include/cairn/version.h)
multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH)

# In a copy with what is built, since the program is linked for another prefix while others use the one here.
built=$(dirname "${CAIRN:-build/release/cairn}")
mkdir -p "$work/tree/build"
for part in *; do
    [ "$part" = build ] || cp -a "$part" "$work/tree/"
done
cp -a build/gen "$built" "$work/tree/build/" && cd "$work/tree" || exit 1

check builds "$make" --no-print-directory deb

unpacked() {
    for deb in build/deb/*.deb; do
        dpkg-deb --extract "$deb" "$work/root" || return 1
    done
    [ "$(find build/deb -name '*.deb' | wc -l)" -eq 3 ]
}
check unpacks unpacked

depends() { # PACKAGE PATTERN...: on each of these
    field=$(dpkg-deb --field "build/deb/${1}_$version"-1_*.deb Depends)
    echo "$field"
    shift
    for pattern; do
        echo "$field" | grep -qE "(^|, )$pattern( |,|$)" || return 1
    done
}
check program-depends depends cairn libc6 'libgsl[0-9]+' 'libxml2' 'libsqlite3-0' 'libglpk[0-9]+' zlib1g
check library-depends depends "libcairn${version%%.*}" libc6 'libgsl[0-9]+'
check dev-depends depends libcairn-dev "libcairn${version%%.*}" libgsl-dev

runs() {
    "$work/root/usr/bin/cairn" check --catalogue "$work/root/usr/share/cairn/catalogue" \
        "$work/root/usr/share/cairn/keyword-spotting.xml"
}
check program-runs runs

# Stripped, and still as hard as `make install` leaves it.
check hardened sh tests/install/hardened.sh "$work/root/usr/bin/cairn" "$work/root/usr/lib/$multiarch"/libcairn.so.*.*

links() {
    # The flags are lists of words.
    # shellcheck disable=SC2046
    "$cc" -o "$work/answer" "$work/root/usr/share/doc/libcairn-dev/examples/answer.c" \
        $(PKG_CONFIG_PATH="$work/root/usr/lib/$multiarch/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$work/root" \
            PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 pkg-config --cflags --libs cairn) &&
        LD_LIBRARY_PATH="$work/root/usr/lib/$multiarch" "$work/answer" "$work/root/usr/share/cairn/keyword-spotting.xml"
}
check example-links links

if command -v lintian >"$work/which"; then
    check lintian lintian --allow-root --fail-on error --no-tag-display-limit --suppress-tags initial-upload-closes-no-bugs \
        build/deb/*.deb
else
    echo "ok deb lintian # SKIP no lintian"
fi
