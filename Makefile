# livery. `make site` builds everything and compiles all brands into public/;
# `make check` proves it. `make help` lists the rest.

# All processors, unless -j says otherwise; goals beside `clean` stay in order.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS))$(filter clean,$(MAKECMDGOALS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

BUILD ?= build
PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
ifeq ($(origin CC),default)
CC = gcc
endif
# The program is optimised as one, unless flags are given by hand; the units
# take its objects as they are.
ifeq ($(origin CFLAGS)$(CC),filegcc)
LTO = -flto=auto -ffat-lto-objects
NO_LTO = -fno-lto
endif

PKGS = libcmark-gfm lua5.4 libzip libfyaml icu-i18n icu-uc libdeflate libxxhash \
       nettle jansson
DEPS = gcc make pkg-config libcmark-gfm-dev libcmark-gfm-extensions-dev \
       liblua5.4-dev libzip-dev libfyaml-dev libicu-dev libdeflate-dev \
       libxxhash-dev nettle-dev libjansson-dev libstemmer-dev
TEST_DEPS = clang libclang-rt-14-dev libcmocka-dev valgrind chromium \
       nodejs:node npm:npm default-jre-headless:java weasyprint poppler-utils \
       unzip zip mandoc cmark-gfm strace ca-certificates locales \
       epubcheck:/usr/share/java/epubcheck.jar

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
       -Wmissing-prototypes -Werror
DEFS = -D_GNU_SOURCE -Iinclude -Igen -I$(BUILD)
# Asked once; silent where pkg-config is not there yet, for `make deps`.
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
ALL_CFLAGS = -std=c17 $(WARN) $(DEFS) $(CFLAGS) $(LTO) $(PKG_CFLAGS)
LIBS = $(PKG_LIBS) -lcmark-gfm-extensions -lstemmer
UNITLIBS = $(LIBS) -lcmocka

SRC := $(shell find gen -name '*.c' ! -name 'embed_tool.c' | LC_ALL=C sort)
OBJ := $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
LIBOBJ := $(filter-out $(BUILD)/gen/main.o,$(OBJ))
EMBED := $(shell find themes/base gen/provider gen/command/new -type f \
    \( ! -path 'gen/provider/*' -o -name '*.lua' \) | LC_ALL=C sort)

# A unit of the lowest room is linked with that room alone.
BASEOBJ := $(filter $(BUILD)/gen/base/%,$(OBJ)) $(BUILD)/embedded.o
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/*.c)))
UNITOBJ := $(UNITS:$(BUILD)/tests/%=$(BUILD)/tests/unit/%.o)
FUZZOBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/fuzz/*.c)))

# Two run side by side, so the long ones do not stand at the end.
STAGES = layers unit golden spec sanitize axe hostile clang html epub crawl \
         facts manual search zips brands waves atomic incremental
MORE_STAGES = edits pdf sarif valgrind fuzz

# `make V=1` shows the commands themselves.
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2);)

.PHONY: all site unit units fuzzers golden check check-all check-layers face deps \
        test-deps modules install clean help FORCE
.SECONDARY: $(UNITOBJ) $(FUZZOBJ)
.DELETE_ON_ERROR:

all: $(BUILD)/livery $(BUILD)/livery.1

help:
	@echo 'make               $(BUILD)/livery and its manual, $(BUILD)/livery.1'
	@echo 'make site          all brands into public/'
	@echo 'make check         everything that must hold before a commit lands'
	@echo 'make check-all     the slow proofs on top'
	@echo 'make unit golden   the quick ones alone; also check-layers'
	@echo 'make bench         how fast it is beside Hugo: tests/bench/RESULTS.md'
	@echo 'make face          the picture of the README, from the built sites'
	@echo 'make deps          what the build needs from Debian (test-deps: the tests)'
	@echo 'make install       to PREFIX ($(PREFIX)), below DESTDIR'
	@echo 'make clean'
	@echo 'BUILD, CC, CFLAGS, LDFLAGS and V=1 may be given; stages of the suite by'
	@echo 'hand: sh tests/check.sh $(BUILD) $(STAGES) $(MORE_STAGES)'

# What has to be installed first is found out by a make of its own, which then
# sees what this one could not.
site: deps
	@$(MAKE) --no-print-directory all
	$(BUILD)/livery build

check: test-deps
	@$(MAKE) --no-print-directory all units
	@MAKEFLAGS= sh tests/check.sh $(BUILD) $(STAGES)

check-all: test-deps
	@$(MAKE) --no-print-directory all units
	@MAKEFLAGS= sh tests/check.sh $(BUILD) $(STAGES) $(MORE_STAGES)

check-layers:
	@sh tests/layers.sh

golden: $(BUILD)/livery
	@sh tests/golden/run.sh $(BUILD)/livery

# The fuzzers' sources too: they follow the same headers.
units: $(UNITS) $(FUZZOBJ)

unit: units
	@failed=; for t in $(UNITS); do $$t || failed="$$failed $$t"; done; \
	    test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

# While you work: PEERS=floor DISK= RUNS=3 make bench; the script has more.
bench: $(BUILD)/livery
	@MAKEFLAGS= sh tests/bench/run.sh $(BUILD)

face: test-deps
	@$(MAKE) --no-print-directory all
	sh tests/tools/sites.sh $(BUILD)
	node tests/face/face.mjs $(BUILD)/sites tests/face/liveries.png \
	    exact-hosting mailcentral portdns server-intellect specialist

deps:
	@.ci/need $(DEPS)

test-deps:
	@.ci/need $(DEPS) $(TEST_DEPS)
	@$(MAKE) --no-print-directory modules

modules: tests/node_modules/.package-lock.json

tests/node_modules/.package-lock.json: tests/package-lock.json
	cd tests && npm ci --no-audit --no-fund
	@touch $@

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/livery $(DESTDIR)$(PREFIX)/bin/livery
	install -m 644 $(BUILD)/livery.1 $(DESTDIR)$(PREFIX)/share/man/man1/livery.1

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-clang

$(BUILD)/livery: $(OBJ)
	$(call say,LINK,$@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJ) $(LIBS)

$(BUILD)/tests/base_%: $(BUILD)/tests/unit/base_%.o $(BASEOBJ)
	$(call say,LINK,$@)$(CC) $(ALL_CFLAGS) $(NO_LTO) $(LDFLAGS) -o $@ $^ $(UNITLIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIBOBJ)
	$(call say,LINK,$@)$(CC) $(ALL_CFLAGS) $(NO_LTO) $(LDFLAGS) -o $@ $^ $(UNITLIBS)

# With clang and -fsanitize=fuzzer-no-link in CFLAGS: see tests/stages/fuzz.sh.
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(filter-out \
           tests/fuzz/project.c,$(wildcard tests/fuzz/*.c)))
fuzzers: $(FUZZERS)
$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/project.o $(LIBOBJ)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.o: $(BUILD)/embedded.c $(BUILD)/flags
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.c: $(BUILD)/embed_tool $(EMBED) $(BUILD)/lists
	$(call say,EMBED,$@)$(BUILD)/embed_tool $(EMBED) > $@

$(BUILD)/embed_tool: gen/base/embed_tool.c $(BUILD)/flags
	$(call say,CC,$<)$(CC) -std=c17 $(WARN) -D_GNU_SOURCE -O1 -o $@ $<

$(BUILD)/livery.1: gen/command/livery.1.in gen/base/diag_table.h gen/command/manual.awk
	@mkdir -p $(@D)
	$(call say,MAN,$@)awk -f gen/command/manual.awk gen/base/diag_table.h gen/command/livery.1.in > $@

# What a file's date does not tell: the flags, and which files there are. Both
# are written only when they change.
stamp = @mkdir -p $(@D); echo '$(1)' | cmp -s - $@ || echo '$(1)' > $@
$(BUILD)/flags: FORCE
	$(if $(PKG_LIBS),,$(error The libraries are missing: `make deps` installs them))
	$(call stamp,$(CC) $(ALL_CFLAGS))
$(BUILD)/lists: FORCE
	$(call stamp,$(EMBED))
$(BUILD)/livery: $(BUILD)/sources
$(BUILD)/sources: FORCE
	$(call stamp,$(LDFLAGS) $(LIBS) $(OBJ))

-include $(OBJ:.o=.d) $(UNITOBJ:.o=.d) $(FUZZOBJ:.o=.d)
