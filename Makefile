# livery. `make site` builds everything and compiles all brands into public/;
# `make check` proves it. `make help` lists the rest.
BUILD ?= build
CC ?= gcc
CFLAGS ?= -O2 -g
PKGS = libcmark-gfm lua5.4 libzip libfyaml icu-i18n icu-uc libdeflate libxxhash nettle
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
       -Wmissing-prototypes -Werror
DEFS = -D_GNU_SOURCE -Iinclude -Igen -I$(BUILD)
ALL_CFLAGS = -std=c17 $(WARN) $(DEFS) $(CFLAGS) $(shell pkg-config --cflags $(PKGS))
LIBS = $(shell pkg-config --libs $(PKGS)) -lcmark-gfm-extensions

SRC = $(shell find gen -name '*.c' ! -name 'embed_tool.c' | sort)
OBJ = $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
LIBOBJ = $(filter-out $(BUILD)/gen/main.o,$(OBJ))
EMBED = $(shell find themes/base gen/provider -type f \( -path 'themes/*' -o -name '*.lua' \) | sort)

# A unit of the lowest room is linked with that room alone.
BASEOBJ = $(filter $(BUILD)/gen/base/%,$(OBJ)) $(BUILD)/embedded.o
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/*.c)))
UNITLIBS = $(LIBS) $(shell pkg-config --libs cmocka)

.PHONY: all clean unit
.SECONDARY: $(UNITS:$(BUILD)/tests/%=$(BUILD)/tests/unit/%.o)
all: $(BUILD)/livery

$(BUILD)/livery: $(OBJ)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJ) $(LIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/embedded.c: $(BUILD)/embed_tool $(EMBED)
	$(BUILD)/embed_tool $(EMBED) > $@.new
	mv $@.new $@

$(BUILD)/embed_tool: gen/base/embed_tool.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(WARN) -D_GNU_SOURCE -O1 -o $@ $<

$(BUILD)/tests/base_%: $(BUILD)/tests/unit/base_%.o $(BASEOBJ)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(UNITLIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIBOBJ)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(UNITLIBS)

unit: $(UNITS)
	@failed=; for t in $(UNITS); do $$t || failed="$$failed $$t"; done; \
	    test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

clean:
	rm -rf $(BUILD)

-include $(OBJ:.o=.d) $(UNITS:$(BUILD)/tests/%=$(BUILD)/tests/unit/%.d)
