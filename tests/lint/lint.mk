# The analysers of `make lint`, included by the Makefile. What was analysed without a finding leaves an object, or an empty
# file beside it, in build/lint, so that only what has changed, or includes what has, is analysed again.

# gcc's analyser looks at src/ as it is compiled. Of leaks it reports those of memory that is handed on in a structure, which
# gcc 12 loses sight of: hundreds, none of them real. make asan and make valgrind see the real ones.
ifeq ($(CONFIG)$(CC_TAG),lint)
$(B)/src/%.o: private ALL_CFLAGS += -fanalyzer -Wno-analyzer-malloc-leak
endif

TIDIED := $(LIB_SRC:%.c=$(B)/%.tidy) $(CLI_SRC:%.c=$(B)/%.tidy)

# clang-tidy with .clang-tidy; clang's analyser is part of it.
$(B)/%.tidy: $(B)/%.o .clang-tidy
	$(call say,TIDY,$*.c)
	$(Q)clang-tidy --quiet $*.c -- $(ALL_CPPFLAGS) -DCAIRN_DATADIR='""' -std=c11 >$@ 2>/dev/null || { cat $@; false; }

.PHONY: tidied
tidied: $(TIDIED)

# cppcheck keeps what it knows of each file itself.
.PHONY: cppchecked
cppchecked:
	$(call say,CHECK,'src include')
	@mkdir -p build/lint/cppcheck
	$(Q)cppcheck --quiet --std=c11 --enable=warning,style,performance,portability,information --inconclusive -j2 \
	--cppcheck-build-dir=build/lint/cppcheck --suppressions-list=tests/lint/cppcheck --error-exitcode=1 \
	-D_POSIX_C_SOURCE=200809L -DCAIRN_DATADIR='""' -Iinclude -Isrc --template='{file}:{line}:{column}: {message} [{id}]' src include

.PHONY: lint
lint: ## layers, symbols, lengths, format; warnings of gcc and clang; gcc's analyser, clang-tidy, cppcheck: what has changed
	@$(MAKE) --no-print-directory -k $(PARALLEL) CONFIG=lint objects
	@$(if $(HAVE_OTHER),$(MAKE) --no-print-directory -k $(PARALLEL) CONFIG=lint CC=$(OTHER_CC) objects,\
	echo "lint: SKIP warnings of $(OTHER_CC): not installed")
	@$(if $(shell command -v clang-tidy),$(MAKE) --no-print-directory -k $(PARALLEL) CONFIG=lint tidied,\
	echo "lint: SKIP clang-tidy: not installed ('make deps-all' installs it)")
	@$(if $(shell command -v cppcheck),$(MAKE) --no-print-directory cppchecked,\
	echo "lint: SKIP cppcheck: not installed ('make deps-all' installs it)")
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=release all
	@sh tests/lint/run.sh build/release$(if $(CC_TAG),-$(CC_TAG))
