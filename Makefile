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

.PHONY: all clean
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

clean:
	rm -rf $(BUILD)

-include $(OBJ:.o=.d)
