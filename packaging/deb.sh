#!/bin/sh
# Packs what is installed in FOLDER/root as Debian packages: deb.sh FOLDER VERSION SOVERSION
#
#   cairn         the program, catalogue, scenarios, man page, completions, pages
#   libcairnN     the shared library
#   libcairn-dev  headers, static library, pkg-config file, examples
#
# As debhelper would, but without a debian/ folder to keep in step: what depends on which library is read from the
# objects by dpkg-shlibdeps. DEBFULLNAME and DEBEMAIL say who packs; SOURCE_DATE_EPOCH makes packages the same each time.

set -eu
cd "$1"
version=$2-1
library=libcairn$3
arch=$(dpkg-architecture -qDEB_HOST_ARCH)
multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
maintainer="${DEBFULLNAME:-Maintainers of cairn} <${DEBEMAIL:-cairn@packages.debian.org}>"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date +%s)}
export SOURCE_DATE_EPOCH
top=../..

move() { # PACKAGE PATH...: below root, as globs
    package=$1
    shift
    for path; do
        for found in root/$path; do
            mkdir -p "$package/${path%/*}"
            mv "$found" "$package/${path%/*}/"
        done
    done
}

# What every package has to say of itself.
document() { # PACKAGE
    mkdir -p "$1/usr/share/doc/$1"
    {
        printf 'cairn (%s) unstable; urgency=low\n\n  * See CHANGELOG.md.\n\n' "$version"
        printf ' -- %s  %s\n' "$maintainer" "$(LC_ALL=C date -R -u -d "@$SOURCE_DATE_EPOCH")"
    } | gzip -9n >"$1/usr/share/doc/$1/changelog.Debian.gz"
    gzip -9nc "$top/CHANGELOG.md" >"$1/usr/share/doc/$1/changelog.gz"
    cp "$top/packaging/copyright" "$1/usr/share/doc/$1/copyright"
}

needs() { # FILE...: packages that these objects need
    mkdir -p debian
    printf 'Source: cairn\n\nPackage: cairn\nArchitecture: any\n' >debian/control
    dpkg-shlibdeps -O --ignore-missing-info "$@" 2>shlibdeps.log | sed 's/^shlibs:Depends=//'
}

control() { # PACKAGE SECTION DEPENDS SUMMARY, and the description on the standard input
    mkdir -p "$1/DEBIAN"
    {
        printf 'Package: %s\nSource: cairn\nVersion: %s\nArchitecture: %s\nMaintainer: %s\n' \
            "$1" "$version" "$arch" "$maintainer"
        printf 'Section: %s\nPriority: optional\nDepends: %s\nInstalled-Size: %s\n' \
            "$2" "$3" "$(du -sk --exclude=DEBIAN "$1" | cut -f 1)"
        case $2 in
            science) printf 'Suggests: gnuplot-nox\n' ;;
            *) printf 'Multi-Arch: same\n' ;;
        esac
        printf 'Description: %s\n' "$4"
        sed 's/^/ /'
    } >"$1/DEBIAN/control"
}

pack() { # PACKAGE
    (cd "$1" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
    find "$1" -type d -exec chmod 755 {} +
    dpkg-deb --build --root-owner-group -Zxz "$1" . >>pack.log
}

move cairn usr/bin/cairn usr/share/cairn 'usr/share/man/man1/cairn.1' usr/share/bash-completion usr/share/zsh usr/share/fish
move "$library" "usr/lib/$multiarch/libcairn.so.*"
move libcairn-dev usr/include/cairn "usr/lib/$multiarch/libcairn.so" "usr/lib/$multiarch/libcairn.a" \
    "usr/lib/$multiarch/pkgconfig" usr/share/doc/cairn/examples
mkdir -p cairn/usr/share/zsh/vendor-completions libcairn-dev/usr/share/doc/libcairn-dev
mv cairn/usr/share/zsh/site-functions/_cairn cairn/usr/share/zsh/vendor-completions/
rmdir cairn/usr/share/zsh/site-functions
mv libcairn-dev/usr/share/doc/cairn/examples libcairn-dev/usr/share/doc/libcairn-dev/
rmdir libcairn-dev/usr/share/doc/cairn
gzip -9n cairn/usr/share/man/man1/cairn.1
strip --remove-section=.comment --remove-section=.note cairn/usr/bin/cairn
strip --remove-section=.comment --remove-section=.note --strip-unneeded "$library/usr/lib/$multiarch"/libcairn.so.*.*
chmod 644 "$library/usr/lib/$multiarch"/libcairn.so.*.*
strip --strip-debug "libcairn-dev/usr/lib/$multiarch/libcairn.a"

for package in cairn "$library" libcairn-dev; do
    document "$package"
done
mkdir -p cairn/usr/share/doc/cairn/docs
cp "$top/README.md" "$top"/docs/*.md "$top"/docs/*.svg "$top"/docs/*.png cairn/usr/share/doc/cairn/docs/

control cairn science "$(needs cairn/usr/bin/cairn)" 'carbon-optimal placement of AI inference' <<'TEXT'
Finds the placement of AI inference, on edge devices or in cloud regions, that
emits the least carbon and still keeps its promises of latency and accuracy,
before anyone buys hardware. Scenarios are XML files; a discrete-event
simulator and an accounting of operational, embodied and network carbon answer
them into an SQLite file.
TEXT
control "$library" libs "$(needs "$library/usr/lib/$multiarch"/libcairn.so.*.*)" \
    'carbon-optimal placement of AI inference (library)' <<'TEXT'
The library behind cairn: loads scenarios, changes them, and finds the
placement of AI inference that emits the least carbon.
TEXT
control libcairn-dev libdevel \
    "$library (= $version), libgsl-dev, libxml2-dev, libsqlite3-dev, libglpk-dev, zlib1g-dev" \
    'carbon-optimal placement of AI inference (development files)' <<'TEXT'
Headers, static library, pkg-config file and examples for programs that use
libcairn to find the placement of AI inference that emits the least carbon.
TEXT

printf 'libcairn %s %s (>= %s)\n' "${library#libcairn}" "$library" "${version%-*}" >"$library/DEBIAN/shlibs"
printf 'activate-noawait ldconfig\n' >"$library/DEBIAN/triggers"
for package in cairn "$library" libcairn-dev; do
    pack "$package"
done
left=$(find root ! -type d)
[ -z "$left" ] || {
    printf 'deb: in no package: %s\n' "$left" >&2
    exit 1
}
ls ./*.deb
