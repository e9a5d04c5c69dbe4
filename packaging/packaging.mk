# Installing cairn, and packing it for others: included by the Makefile.

INSTALL ?= install
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include
mandir ?= $(datadir)/man
docdir ?= $(datadir)/doc/cairn
D = $(DESTDIR)
PAGE = $(mandir)/man1/cairn.1
BASH_COMPLETION = $(datadir)/bash-completion/completions/cairn
ZSH_COMPLETION = $(datadir)/zsh/site-functions/_cairn
FISH_COMPLETION = $(datadir)/fish/vendor_completions.d/cairn.fish
EXAMPLES := $(sort $(wildcard examples/*.c))

.PHONY: install uninstall dist deb

install: bin lib ## install into $(prefix), under $(DESTDIR)
	@mkdir -p '$(D)$(bindir)' '$(D)$(libdir)/pkgconfig' '$(D)$(includedir)/cairn' '$(D)$(datadir)/cairn'
	$(INSTALL) -m 755 $(B)/cairn '$(D)$(bindir)/cairn'
	$(INSTALL) -m 644 $(B)/libcairn.a '$(D)$(libdir)/libcairn.a'
	$(INSTALL) -m 644 $(B)/$(SO) '$(D)$(libdir)/$(SO).$(VERSION)'
	ln -sf $(SO).$(VERSION) '$(D)$(libdir)/$(SONAME)'
	ln -sf $(SONAME) '$(D)$(libdir)/$(SO)'
	$(INSTALL) -m 644 $(HEADERS) '$(D)$(includedir)/cairn/'
	sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' -e 's|@includedir@|$(includedir)|' \
	-e 's|@version@|$(VERSION)|' -e 's|@requires@|$(PKGS)|' packaging/cairn.pc.in > '$(D)$(libdir)/pkgconfig/cairn.pc'
	chmod 644 '$(D)$(libdir)/pkgconfig/cairn.pc'
	$(INSTALL) -m 644 src/io/scenario.xsd '$(D)$(datadir)/cairn/scenario.xsd'
	@mkdir -p '$(D)$(docdir)/examples'
	$(INSTALL) -m 644 $(EXAMPLES) '$(D)$(docdir)/examples/'
	@set -e; for f in $(SHIPPED:scenarios/%=%); do \
	mkdir -p "$$(dirname '$(D)$(datadir)/cairn/'"$$f")"; \
	$(INSTALL) -m 644 "scenarios/$$f" '$(D)$(datadir)/cairn/'"$$f"; done
	@set -e; for form in man:$(PAGE) bash:$(BASH_COMPLETION) zsh:$(ZSH_COMPLETION) fish:$(FISH_COMPLETION); do \
	file='$(D)'"$${form#*:}"; mkdir -p "$${file%/*}"; $(B)/cairn help --as "$${form%%:*}" > "$$file"; chmod 644 "$$file"; done

uninstall: ## remove what install put there
	rm -f '$(D)$(bindir)/cairn' '$(D)$(libdir)/libcairn.a' '$(D)$(libdir)/$(SO)' '$(D)$(libdir)/$(SONAME)' \
	'$(D)$(libdir)/$(SO).$(VERSION)' '$(D)$(libdir)/pkgconfig/cairn.pc' '$(D)$(PAGE)' \
	'$(D)$(BASH_COMPLETION)' '$(D)$(ZSH_COMPLETION)' '$(D)$(FISH_COMPLETION)'
	rm -rf '$(D)$(includedir)/cairn' '$(D)$(datadir)/cairn' '$(D)$(docdir)/examples'

# What is committed, and nothing else: it builds, tests and installs without git.
TARBALL := build/cairn-$(VERSION).tar.gz
dist: ## build/cairn-VERSION.tar.gz of the last commit
	@mkdir -p build
	git archive --format=tar.gz --prefix=cairn-$(VERSION)/ -o $(TARBALL) HEAD

# Three packages, as the custom is: the program with its data, the library, and what compiling against it needs.
deb: ## build/deb/*.deb of what `make install` installs (needs dpkg-dev)
	@command -v dpkg-shlibdeps >/dev/null || { echo "cairn: deb needs dpkg-dev; 'make deps-all' installs it" >&2; exit 1; }
	@rm -rf build/deb && mkdir -p build/deb
	@arch=$$(dpkg-architecture -qDEB_HOST_MULTIARCH) && $(MAKE) --no-print-directory CONFIG=release \
	DESTDIR='$(CURDIR)/build/deb/root' prefix=/usr libdir=/usr/lib/$$arch install >/dev/null
	@sh packaging/deb.sh build/deb $(VERSION) $(SOVERSION)
	@$(MAKE) --no-print-directory CONFIG=release bin lib >/dev/null
