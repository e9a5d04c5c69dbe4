# Mutation testing: tests/mutants/mutants.sh says how. The test program is that of `make unit`, at -O1.

# Accounting, and of the choice what decides who wins and which promises hold; not the search, nor its programme's bound.
MUTATED := $(wildcard src/account/*.c) $(addprefix src/choose/,answer.c answer_bound.c bound.c budget.c candidate.c \
	control.c decisive.c evidence.c flip.c floor.c front.c further.c job.c promise.c ratio.c sample.c select.c \
	steady.c trial.c trial_group.c wave.c)
MUTANT_TESTS := $(filter-out %_enumeration.c %_bound_relax.c,$(wildcard tests/account/test_*.c tests/choose/test_*.c))

.PHONY: mutants mutants-run
mutants: ## MUTANTS=400 small mistakes put into accounting and selection, or all: which does no C test notice?
	@$(MAKE) --no-print-directory $(PARALLEL) CONFIG=mutants build/mutants/runner
	@$(MAKE) --no-print-directory CONFIG=mutants mutants-run
mutants-run:
	@COMPILE='$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS)' \
	LINK='$(CC) -pie $(if $(shell command -v ld.gold),-fuse-ld=gold) $(filter-out $(HARDENED_LINK),$(ALL_LDFLAGS)) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc' \
	OBJECTS='$(TEST_OBJ) $(B)/libcairn.a $(CHECK_LIBS) $(ALL_LDLIBS)' TEST_DIR=$(B)/tests SOURCES='$(MUTATED)' \
	SUITES='$(patsubst test_%,%,$(basename $(notdir $(MUTANT_TESTS))))' STATE=$(B)/mutants \
	EQUIVALENT=tests/mutants/equivalent.txt MUTANTS=$(or $(MUTANTS),400) \
	SLOWEST=$(or $(SLOWEST),4) MUTANT_JOBS=$(or $(MUTANT_JOBS),2) sh tests/mutants/mutants.sh
