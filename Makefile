# cairn: one Makefile for everything, non-recursive in the sense that matters: each invocation sees the whole
# dependency graph of one configuration. `make help` lists the targets.
#
#   CONFIG   release (default), debug, asan, tsan, coverage, mutants, lint, fuzz (clang, whatever CC says)
#   CC, OPT  another compiler or optimisation level; each combination has its own object directory, so that
#            build/release, build/release-clang and build/release-O0 stand side by side
#   V=1      print the commands
#
# Files are found by place and name, never listed here:
#   src/<layer>/*.c            every layer but cli goes into libcairn, cli into the program
#   src/<layer>/<word>.xsd     embedded as `const char cairn_<word>_xsd[]` (ends in a NUL that is not counted) and
#                              `const size_t cairn_<word>_xsd_size`; the module that uses it declares both
#   src/<layer>/<word>.sql     embedded likewise as cairn_<word>_sql
#   src/cli/new/*.xml          starters of `cairn new`, embedded likewise into the program
#   plots/*.gp, plots/*.sql    figures of `cairn plot`, likewise (a hyphen in a name becomes an underscore)
#   src/report/*.js, *.css     what the page of `cairn report` carries, embedded likewise; vendor/ is others', unchanged
#   tests/<dir>/test_<word>.c  must define `Suite *test_<word>(void)`; all go into one runner
#   tests/support/*.c          helpers linked into the runner
#   tests/<dir>/test_<word>.sh shell tests, see tests/run.sh
#   tests/soak/soak_*.c        programs that `make soak` runs; linked with tests/support
#   tests/fuzz/*.c             the program of `make fuzz`, and one that tries what it found (tests/fuzz/fuzz.h)
#   tests/bench/bench_*.c      programs that `make bench` runs; the other files there are linked into each

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := all
.PHONY: FORCE

LAYERS := base math engine model io physics account choose study
PKGS := gsl libxml-2.0 sqlite3 zlib

# ------------------------------------------------------------------------------------------- configuration

CONFIG ?= release
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(CONFIG),fuzz)
CC := clang
endif
PKG_CONFIG ?= pkg-config

prefix ?= /usr/local
datadir ?= $(prefix)/share

VERSION := $(shell sed -n 's/.*CAIRN_VERSION_STRING "\(.*\)".*/\1/p' include/cairn/version.h)
SOVERSION := $(firstword $(subst ., ,$(VERSION)))

OPT.release := -O3
OPT.debug := -O0
OPT.asan := -O1
OPT.tsan := -O1
OPT.coverage := -O0
OPT.mutants := -O1
OPT.lint := -O2
OPT.fuzz := -O1
ifeq ($(OPT.$(CONFIG)),)
$(error CONFIG=$(CONFIG): no such configuration; there are release, debug, asan, tsan, coverage, mutants, lint and fuzz)
endif
CONFIG_FLAGS.release := -DNDEBUG
CONFIG_FLAGS.debug := -g
CONFIG_FLAGS.asan := -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CONFIG_FLAGS.tsan := -g -fsanitize=thread
# Counts are written by exit(), so nothing may leave without it.
CONFIG_FLAGS.coverage := -DNDEBUG -D_Exit=exit --coverage -fprofile-update=atomic
CONFIG_FLAGS.lint := -Werror
# NULL + 0, an empty list, is what clang calls an overflow of a pointer.
CONFIG_FLAGS.fuzz := -gline-tables-only -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize=pointer-overflow -fno-sanitize-recover=all
CONFIG_LDFLAGS.asan := -fsanitize=address,undefined
CONFIG_LDFLAGS.tsan := -fsanitize=thread
CONFIG_LDFLAGS.coverage := --coverage
CONFIG_LDFLAGS.fuzz := -fsanitize=fuzzer-no-link,address,undefined

# The directory carries what differs from the defaults: release, release-clang, release-clang-O0.
empty :=
space := $(empty) $(empty)
CC_TAG := $(filter-out gcc cc $(if $(filter fuzz,$(CONFIG)),clang),$(notdir $(firstword $(CC))))
OPT_TAG := $(if $(OPT),$(filter-out $(OPT.$(CONFIG)),$(OPT)))
B := build/$(CONFIG)$(if $(CC_TAG),-$(CC_TAG))$(subst $(space),,$(OPT_TAG))
GEN := build/gen
OPTIMISE := $(or $(OPT),$(OPT.$(CONFIG)))

# pkg-config is asked once and only when something is compiled, so that `make help`, `clean` and `deps` need nothing.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null))$(PKG_LIBS)
CHECK_CFLAGS = $(eval CHECK_CFLAGS := $$(shell $(PKG_CONFIG) --cflags check 2>/dev/null))$(CHECK_CFLAGS)
CHECK_LIBS = $(eval CHECK_LIBS := $$(shell $(PKG_CONFIG) --libs check 2>/dev/null))$(CHECK_LIBS)

# What tests/install/hardened.sh finds again in what is installed. Fortified functions need an optimiser, and some
# distributions predefine the macro, hence the -U; where 3 is too much for the C library it means 2. Jumps are guarded
# by what the processor has.
MACHINE = $(eval MACHINE := $$(shell $(CC) -dumpmachine 2>/dev/null))$(MACHINE)
GUARD.x86_64 := -fcf-protection=full
GUARD.aarch64 := -mbranch-protection=standard
HARDENING = -fstack-protector-strong -fstack-clash-protection $(GUARD.$(firstword $(subst -, ,$(MACHINE)))) \
	$(if $(filter release,$(CONFIG)),$(if $(filter-out -O0,$(OPTIMISE)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3))
HARDENED_LINK := -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code

# -ffp-contract=off and no -march: results must have the same bits under every compiler and optimisation level.
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
ALL_CPPFLAGS = -Iinclude -Isrc -D_POSIX_C_SOURCE=200809L $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS = -std=c11 $(WARNINGS) -ffp-contract=off -fPIC -fvisibility=hidden -fno-semantic-interposition -pthread \
	$(OPTIMISE) $(CONFIG_FLAGS.$(CONFIG)) $(HARDENING) $(CFLAGS)
ALL_LDFLAGS = -pthread $(HARDENED_LINK) $(CONFIG_LDFLAGS.$(CONFIG)) $(LDFLAGS)
# GLPK brings no file for pkg-config.
ALL_LDLIBS = $(PKG_LIBS) -lglpk -lm $(MPI_LIBS) $(LDLIBS)

PLAIN :=
# MPI=1: sweeps on many machines. Only one file knows of it; the program stands in a directory of its own, made of that file and what it
# is made of without.
ifeq ($(MPI),1)
MPICC ?= mpicc
PLAIN := $(B)
B := $(B)-mpi
MPI_CFLAGS = $(eval MPI_CFLAGS := $$(shell $(MPICC) --showme:compile 2>/dev/null || echo -DCAIRN_NO_MPICC))$(MPI_CFLAGS)
MPI_LIBS = $(eval MPI_LIBS := $$(shell $(MPICC) --showme:link 2>/dev/null))$(MPI_LIBS)
$(B)/src/study/parallel.o: private ALL_CPPFLAGS += -DCAIRN_MPI $(MPI_CFLAGS)
endif

# ------------------------------------------------------------------------------------------- files

LIB_SRC := $(sort $(foreach l,$(LAYERS),$(wildcard src/$(l)/*.c)))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
EMBED := $(sort $(foreach l,$(LAYERS),$(wildcard src/$(l)/*.xsd src/$(l)/*.sql)) \
	$(wildcard src/report/*.js src/report/*.css src/report/vendor/*.js src/report/vendor/*.LICENSE))
CLI_EMBED := $(sort $(wildcard src/cli/new/*.xml)) $(sort $(wildcard plots/*.gp plots/*.sql))
TEST_SRC := $(sort $(wildcard tests/*/test_*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
SOAK_SRC := $(sort $(wildcard tests/soak/soak_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/bench_*.c))
BENCH_SUPPORT_SRC := $(filter-out $(BENCH_SRC),$(sort $(wildcard tests/bench/*.c)))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/*.c))
HEADERS := $(sort $(wildcard include/cairn/*.h))
SHIPPED := $(sort $(shell [ ! -d scenarios ] || find scenarios -type f ! -name '.*'))

embed_name = $(foreach e,$(1),$(patsubst src/%,%,$(basename $(e)))_$(patsubst .%,%,$(suffix $(e))))
EMBED_NAME := $(call embed_name,$(EMBED) $(CLI_EMBED))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(patsubst %,$(B)/gen/%.o,$(call embed_name,$(EMBED)))
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o) $(patsubst %,$(B)/gen/%.o,$(call embed_name,$(CLI_EMBED)))
TEST_OBJ := $(TEST_SRC:%.c=$(B)/%.o) $(SUPPORT_SRC:%.c=$(B)/%.o) $(B)/tests/runner.o
BENCH_SUPPORT_OBJ := $(BENCH_SUPPORT_SRC:%.c=$(B)/%.o)
BENCH_OBJ := $(BENCH_SRC:%.c=$(B)/%.o) $(BENCH_SUPPORT_OBJ)
BENCHES := $(BENCH_SRC:tests/bench/%.c=$(B)/%)
SOAK_OBJ := $(SOAK_SRC:%.c=$(B)/%.o)
SOAKS := $(SOAK_SRC:tests/soak/%.c=$(B)/%)
FUZZ_MAINS := $(patsubst %,$(B)/tests/fuzz/%.o,fuzzer mutate_scenario mutate_value replay seeds)
FUZZ_OBJ := $(filter-out $(FUZZ_MAINS),$(FUZZ_SRC:%.c=$(B)/%.o)) $(filter-out $(B)/src/cli/main.o,$(CLI_OBJ))
OBJ := $(LIB_OBJ) $(CLI_OBJ) $(TEST_OBJ) $(BENCH_OBJ) $(SOAK_OBJ) $(FUZZ_SRC:%.c=$(B)/%.o)

SO := libcairn.so
SONAME := $(SO).$(SOVERSION)

ifeq ($(V),1)
say = @:
Q :=
else
say = @printf '%-7s %s\n' $(1) $(2);
Q := @
endif
# Parallel where the caller did not say how many jobs.
PARALLEL = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

# ------------------------------------------------------------------------------------------- building

.PHONY: all lib bin objects
all: bin $(if $(PLAIN),,lib) ## build/release/cairn and the library (the default)
bin: $(B)/cairn
lib: $(B)/libcairn.a $(B)/$(SO)
objects: $(OBJ)

ifdef PLAIN
$(B)/cairn: $(B)/src/study/parallel.o FORCE
	@$(MAKE) --no-print-directory $(PARALLEL) MPI= $(PLAIN)/cairn
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(CLI_OBJ:$(B)/%=$(PLAIN)/%) $(PLAIN)/libcairn.a $(ALL_LDLIBS)
else
$(B)/cairn: $(CLI_OBJ) $(B)/libcairn.a $(B)/files
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $(CLI_OBJ) $(B)/libcairn.a $(ALL_LDLIBS)
endif

$(B)/libcairn.a: $(LIB_OBJ) $(B)/files
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIB_OBJ)

$(B)/$(SO): $(LIB_OBJ) $(B)/files
	$(call say,LINK,$@)
	$(Q)$(CC) -shared -Wl,-soname,$(SONAME) $(if $(CONFIG_LDFLAGS.$(CONFIG)),,-Wl,-z,defs) $(ALL_LDFLAGS) -o $@ $(LIB_OBJ) $(ALL_LDLIBS)

# Tests count what is allocated, see tests/support/count_alloc.h.
$(B)/runner: private ALL_LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(B)/runner: $(TEST_OBJ) $(B)/libcairn.a $(B)/files
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $(TEST_OBJ) $(B)/libcairn.a $(CHECK_LIBS) $(ALL_LDLIBS)

$(BENCHES): $(B)/%: $(B)/tests/bench/%.o $(BENCH_SUPPORT_OBJ) $(B)/libcairn.a
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(BENCH_SUPPORT_OBJ) $(ALSO) $(B)/libcairn.a $(ALL_LDLIBS)

$(SOAKS): private ALL_LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(SOAKS): $(B)/%: $(B)/tests/soak/%.o $(SUPPORT_SRC:%.c=$(B)/%.o) $(B)/libcairn.a
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(SUPPORT_SRC:%.c=$(B)/%.o) $(B)/libcairn.a $(CHECK_LIBS) $(ALL_LDLIBS)

# What fuzzing tries, as libFuzzer's program (clang only), and again by itself, of files.
ifeq ($(CONFIG),fuzz)
# libFuzzer says which input made the process end where exit handlers run.
$(B)/src/base/alloc.o: private ALL_CPPFLAGS += -D_Exit=exit
endif
$(B)/fuzzer: private ALL_LDFLAGS += -fsanitize=fuzzer \
	-Wl,--wrap=cairn_schema_new,--wrap=cairn_xml_validator_new,--wrap=cairn_xml_validator_free,--wrap=cairn_store_check_schema
$(B)/fuzzer: $(FUZZ_OBJ) $(addprefix $(B)/tests/fuzz/,fuzzer.o mutate_scenario.o mutate_value.o) $(B)/libcairn.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(B)/libcairn.a $(ALL_LDLIBS)

$(B)/replay: $(FUZZ_OBJ) $(B)/tests/fuzz/replay.o $(B)/libcairn.a
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(B)/libcairn.a $(ALL_LDLIBS)

FUZZ_SEEDS_OBJ := $(addprefix $(B)/tests/,fuzz/seeds.o $(patsubst %,support/%.o,draft random_scenario random_facts random_places \
	random_links random_calendar random_arrivals random_loads))
$(B)/seeds: $(FUZZ_SEEDS_OBJ) $(B)/libcairn.a
	$(call say,LINK,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(B)/libcairn.a $(ALL_LDLIBS)

# This one tells published problems as scenarios, as the tests do.
$(B)/bench_bound: private ALSO := $(addprefix $(B)/tests/support/,instance.o build.o town.o)
$(B)/bench_bound: $(addprefix $(B)/tests/support/,instance.o build.o town.o)

# This one has the sweep that the tests have.
$(B)/bench_sweep: private ALSO := $(B)/tests/support/swept.o
$(B)/bench_sweep: $(B)/tests/support/swept.o

$(B)/src/%.o: src/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%.o: tests/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) -I$(GEN) -Itests $(ALL_CPPFLAGS) $(CHECK_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/%.o: $(GEN)/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# The one object that knows where the data files get installed.
$(B)/src/base/datadir.o: $(B)/datadir
$(B)/src/base/datadir.o: private ALL_CPPFLAGS += -DCAIRN_DATADIR='"$(datadir)/cairn"'

$(B)/tests/runner.o: $(GEN)/suites.h

.SECONDARY: $(EMBED_NAME:%=$(GEN)/%.c)
define embed
$(call say,GEN,$@)
@mkdir -p $(@D)
$(Q)name=cairn_$(subst -,_,$(subst .,_,$(notdir $<))); { \
printf '#include <stddef.h>\n\nextern const char %s[];\nextern const size_t %s_size;\n\n' $$name $$name; \
printf 'const char %s[] =\n' $$name; od -An -v -to1 $< | sed 's/ /\\/g; s/.*/    "&"/'; \
printf ';\nconst size_t %s_size = sizeof %s - 1;\n' $$name $$name; } > $@
endef
$(GEN)/%_xsd.c: src/%.xsd
	$(embed)
$(GEN)/%_sql.c: src/%.sql
	$(embed)
$(GEN)/%_js.c: src/%.js
	$(embed)
$(GEN)/%_css.c: src/%.css
	$(embed)
$(GEN)/%_LICENSE.c: src/%.LICENSE
	$(embed)
$(GEN)/%_xml.c: src/%.xml
	$(embed)
$(GEN)/plots/%_gp.c: plots/%.gp
	$(embed)
$(GEN)/plots/%_sql.c: plots/%.sql
	$(embed)

# Stamps: rewritten only when their text changes, so that a changed flag recompiles, a removed source relinks.
write_if_changed = @mkdir -p $(@D); printf '%s\n' $(1) | cmp -s - $@ || printf '%s\n' $(1) > $@

$(B)/flags: FORCE
	@command -v $(firstword $(CC)) >/dev/null || \
	{ echo "cairn: no compiler '$(firstword $(CC))'; 'make deps' installs what the build needs" >&2; exit 1; }
	@$(PKG_CONFIG) --exists $(PKGS) 2>/dev/null || \
	{ echo "cairn: $(PKG_CONFIG) does not find all of: $(PKGS); 'make deps' installs them" >&2; exit 1; }
	@echo '#include <glpk.h>' | $(CC) $(CPPFLAGS) -E - >/dev/null 2>&1 || \
	{ echo "cairn: there is no glpk.h; 'make deps' installs it" >&2; exit 1; }
	$(call write_if_changed,'$(CC) $(subst ','\'',$(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(ALL_LDLIBS))')
$(B)/files: FORCE
	$(call write_if_changed,$(OBJ))
$(B)/datadir: FORCE
	$(call write_if_changed,'$(datadir)')
$(GEN)/suites.h: FORCE
	$(call write_if_changed,$(patsubst %.c,'SUITE(%)',$(notdir $(TEST_SRC))))

-include $(OBJ:.o=.d)

# ------------------------------------------------------------------------------------------- everyday targets

.PHONY: run deps deps-test deps-all
run: ## install what is missing, build, answer the shipped scenarios into results/, with a report
	@.ci/deps.sh run
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=release bin
	@mkdir -p results
	build/release/cairn run --db results/cairn.sqlite scenarios/*.xml
	@build/release/cairn report results/cairn.sqlite -o results/report.html --quiet
	@echo "results: $(CURDIR)/results/cairn.sqlite"
	@echo "report:  $(CURDIR)/results/report.html (open it in a browser)"

deps: ## install what building and running need (Debian, Ubuntu)
	@.ci/deps.sh run
deps-test: ## the same for the tests
	@.ci/deps.sh test
deps-all: ## the same for everything, optional parts and checkers too
	@.ci/deps.sh all

# A second compiler, for the tests that compare bits; none is installed: those tests say that they skip.
OTHER_CC := $(if $(CC_TAG),gcc,clang)
HAVE_OTHER = $(shell command -v $(OTHER_CC))
OTHER_B := build/release$(filter-out -gcc,-$(OTHER_CC))

# The C tests check every assert, but are optimised a little: they take half the time.
TEST_B := build/debug$(if $(CC_TAG),-$(CC_TAG))-O1
TEST_RUNNER = $(MAKE) --no-print-directory $(PARALLEL) CONFIG=debug OPT=-O1 $(TEST_B)/runner

.PHONY: test tests unit
test: ## install what is missing, build debug and release, run every test (filter: see tests/run.sh)
	@.ci/deps.sh test
	@$(MAKE) --no-print-directory tests

# Apart from `test`, because make looks for the other compiler before the first line of a recipe runs.
tests:
	@+$(TEST_RUNNER) $(TEST_B)/replay
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=debug bin
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=release all
	@$(if $(HAVE_OTHER),$(MAKE) --no-print-directory $(PARALLEL) CONFIG=release CC=$(OTHER_CC) bin)
	@MAKE='$(MAKE_COMMAND)' CC='$(CC)' RUNNER=$(TEST_B)/runner \
	CAIRN=build/release$(if $(CC_TAG),-$(CC_TAG))/cairn \
	CAIRN_VARIANTS='build/debug$(if $(CC_TAG),-$(CC_TAG))/cairn$(if $(HAVE_OTHER), $(OTHER_B)/cairn)' \
	sh tests/run.sh

unit: ## only the C tests; CK_RUN_SUITE=word, CK_RUN_CASE=name and CK_FORK=no select and debug
	@+$(TEST_RUNNER)
	@$(TEST_B)/runner

.PHONY: docs
docs: ## write the reference in docs/SCENARIO.md from the XSD and the attribute table
	@UPDATE=1 CK_RUN_SUITE=scenario_page $(MAKE) --no-print-directory unit

.PHONY: plots
plots: bin ## draw the figures in docs/figures from shipped scenarios and starters (needs gnuplot)
	@CAIRN=$(B)/cairn sh plots/draw.sh docs/figures

# This sanitizer runs what needs no second build: the C tests and the command-line cases. Its own exit status is
# one that cairn never uses; an allocation that is too large fails, as it does without them, and is not reported.
.PHONY: asan tsan sanitized
asan: ## C tests and command-line cases under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=asan sanitized
sanitized: $(B)/cairn $(B)/runner
	@ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1:allocator_may_return_null=1 \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 CK_TIMEOUT_MULTIPLIER=10 CASE_TIMEOUT=600 \
	RUNNER=$(B)/runner CAIRN=$(B)/cairn sh tests/run.sh tests/cli/run.sh

# Under ThreadSanitizer only what starts threads is run: test cases with the tag "threads", and the shell test of them.
tsan: ## what works on several threads, under ThreadSanitizer
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=tsan build/tsan/cairn build/tsan/runner
	@TSAN_OPTIONS=exitcode=99:halt_on_error=1 CK_TIMEOUT_MULTIPLIER=10 CK_INCLUDE_TAGS=threads CAIRN_QUICK=1 \
	RUNNER=build/tsan/runner CAIRN=build/tsan/cairn sh tests/run.sh tests/study/test_threads.sh

# libFuzzer, with what clang checks, on all that is read from strangers. Findings and what covers most are kept in tests/fuzz.
.PHONY: fuzz
fuzz: ## fuzz each target for FUZZ_SECONDS=60 (FUZZ=target: these); FUZZ_KEEP=1 keeps what reaches most (needs clang)
	@command -v clang >/dev/null || { echo "cairn: fuzzing needs clang; 'make deps-all' installs it" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=release build/release/seeds
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=fuzz build/fuzz/fuzzer
	@FUZZ='$(FUZZ)' FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_KEEP='$(FUZZ_KEEP)' sh tests/fuzz/run.sh

.PHONY: valgrind
valgrind: ## C tests but the slow ones, and every command, under memcheck; what starts threads under helgrind (JOBS=2)
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=debug bin build/debug/runner
	@RUNNER=build/debug/runner CAIRN=build/debug/cairn JOBS=$(JOBS) sh tests/valgrind/run.sh

.PHONY: coverage
# Asserts are compiled away: what they would have caught cannot happen, and is no branch. The C tests and those shell tests that
# reach code which nothing else does; the others (faults, kills, same bits, threads) run the same code again.
COVERAGE_TESTS := tests/cli/run.sh $(wildcard $(addprefix tests/, \
	attributes/test_attributes.sh choose/test_cap.sh cli/test_draw.sh data/test_import.sh data/test_traces.sh fault/test_world.sh \
	report/test_report.sh $(addprefix study/test_, $(addsuffix .sh, \
	audit exact growth infeasible ledger sweep sweep_command trace_flag uncertain untrusted))))
LCOV := lcov --quiet --rc lcov_branch_coverage=1
coverage: ## branches of src/ that the tests take, by layer and file; pages in build/coverage/html (needs lcov)
	@command -v lcov >/dev/null || { echo "cairn: coverage needs lcov; 'make deps-all' installs it" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=coverage build/coverage/cairn build/coverage/runner
	@find build/coverage -name '*.gcda' -exec rm -f {} +
	@RUNNER=build/coverage/runner CAIRN=build/coverage/cairn CASE_TIMEOUT=600 CK_TIMEOUT_MULTIPLIER=10 \
	sh tests/run.sh $(COVERAGE_TESTS)
	@$(LCOV) --capture --directory build/coverage --base-directory . --no-external \
	--output-file build/coverage/all.info 2>build/coverage/lcov.log || { cat build/coverage/lcov.log >&2; exit 1; }
	@$(LCOV) --extract build/coverage/all.info '$(CURDIR)/src/*' --output-file build/coverage/src.info 2>>build/coverage/lcov.log
	@genhtml --quiet --branch-coverage --prefix $(CURDIR) --output-directory build/coverage/html build/coverage/src.info \
	2>>build/coverage/lcov.log
	@UPDATE=$(UPDATE) sh tests/branches/report.sh build/coverage/src.info docs/COVERAGE.md
	@echo "coverage: build/coverage/html/index.html, build/coverage/not-taken"

include tests/mutants/mutants.mk
include tests/lint/lint.mk

.PHONY: format
format: ## let clang-format rewrite what is not formatted
	clang-format -i $$(find src include tests examples -name '*.[ch]')

# Figures are lines in build/bench.tsv (tests/bench/bench.h); ratios are compared with the committed ones.
.PHONY: bench bench-doc bench-simgrid
bench: $(BENCHES) $(B)/cairn ## time everything beside limits written by hand; UPDATE=1 makes it the new baseline
	@rm -f build/bench.tsv; touch build/bench.tsv
	@for b in $(BENCHES); do printf '%s\n' "bench: $$b" >&2; $$b >>build/bench.tsv || exit 1; done
	@UPDATE=$(UPDATE) sh tests/bench/report.sh build/bench.tsv tests/bench/baseline.tsv

bench-doc: ## write the figures of the last `make bench` into docs/PERFORMANCE.md
	@sh tests/bench/doc.sh build/bench.tsv docs/PERFORMANCE.md docs/performance.svg

.PHONY: bench-sweeps bench-threads
bench-sweeps: $(B)/cairn ## a million points read off, ten thousand simulated: points/s, memory, bytes a point; some minutes
	@CAIRN=$(B)/cairn sh tests/bench/points.sh

bench-threads: $(B)/cairn ## a sweep of a minute by 1 and 2 threads and by two programs, in turns: some ten minutes
	@CAIRN=$(B)/cairn sh tests/bench/threads.sh

bench-simgrid: $(BENCHES) ## the queues in SimGrid, beside ours (needs libsimgrid-dev)
	@sh tests/bench/simgrid.sh $(B)

# Tables in docs/VALIDATION.md, of statistics that take too many runs for a test; smaller ones are among the tests.
.PHONY: soak
soak: $(SOAKS) $(B)/cairn ## selection, coverage, enumeration at full size, beside docs/VALIDATION.md (UPDATE=1 writes it); then soak-drift, soak-fault
	@UPDATE=$(UPDATE) CAIRN=$(B)/cairn sh tests/soak/run.sh docs/VALIDATION.md \
		$(filter-out %/soak_properties,$(SOAKS)) tests/soak/soak_same.sh
	@$(MAKE) --no-print-directory soak-drift
	@$(MAKE) --no-print-directory soak-fault

.PHONY: soak-drift
soak-drift: $(B)/soak_properties $(B)/cairn ## relations over thousands of random scenarios, and the same bits from eight builds: docs/RELIABILITY.md
	@UPDATE=$(UPDATE) CAIRN=$(B)/cairn MAKE='$(MAKE_COMMAND)' sh tests/soak/run.sh docs/RELIABILITY.md \
		$(B)/soak_properties tests/soak/soak_builds.sh

# What docs/RELIABILITY.md counts: tests/fault/soak.sh says how to run some of it.
.PHONY: soak-fault
soak-fault: bin ## fail every call that the system may refuse, one at a time, and kill 1,200 times (UPDATE=1 writes docs/RELIABILITY.md)
	@MAKE='$(MAKE_COMMAND)' UPDATE=$(UPDATE) CAIRN=$(B)/cairn sh tests/fault/soak.sh

# ------------------------------------------------------------------------------------------- the rest

include packaging/packaging.mk

.PHONY: api-docs clean help
api-docs: ## pages of the public headers in build/api/html (needs doxygen)
	@command -v doxygen >/dev/null || { echo "cairn: api-docs needs doxygen; 'make deps-all' installs it" >&2; exit 1; }
	@mkdir -p build/api
	@CAIRN_VERSION=$(VERSION) CAIRN_API_DOCS=build/api doxygen docs/api/Doxyfile
	@echo "api docs: build/api/html/index.html"

clean: ## remove everything built
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile tests/lint/lint.mk tests/mutants/mutants.mk packaging/packaging.mk
