/* The Lua state: limits on instructions, memory and string size, protected
   runs, and where a failure happened. */
#include "provider/private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"

enum { HOOK_EVERY = 1000 };

struct sandbox *
sandbox_of(lua_State *L)
{
	return *(struct sandbox **)lua_getextraspace(L);
}

static int64_t
cpu_now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0)
		die(errno, "cannot read the processor's clock");
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Chunks are named "=NUMBER" after their source; "=0" is an expression. */
static void
note_place(lua_State *L, struct failure *f)
{
	lua_Debug ar;

	for (int level = 0; lua_getstack(L, level, &ar); level++) {
		if (lua_getinfo(L, "Sl", &ar) == 0 || ar.currentline <= 0 ||
		    ar.source[0] != '=')
			continue;
		f->file = (uint32_t)strtoul(ar.source + 1, NULL, 10);
		f->line = (uint32_t)ar.currentline;
		return;
	}
}

static void *
refuse(struct sandbox *sb, bool too_long)
{
	sb->starved = true;
	sb->too_long = too_long;
	if (sb->L)
		note_place(sb->L, &sb->fail);
	return NULL;
}

/* For a new object Lua gives its kind in place of the old size: so a string
   beyond the limit cannot come to be, whatever operator makes it. */
static void *
allocate(void *ud, void *old, size_t osize, size_t nsize)
{
	struct sandbox *sb = ud;
	size_t had = old ? osize : 0;

	if (nsize == 0) {
		free(old);
		sb->memory -= had;
		return NULL;
	}
	if (!old && osize == LUA_TSTRING && nsize > LIMIT_STRING + 64)
		return refuse(sb, true);
	if (nsize > had && (sb->memory - had + nsize > sb->memory_end ||
	    sb->volume > LIMIT_VOLUME))
		return refuse(sb, false);
	void *p = realloc(old, nsize);
	if (!p)
		return NULL;
	sb->memory = sb->memory - had + nsize;
	if (nsize > had)
		sb->volume += nsize;
	return p;
}

static void
hook(lua_State *L, lua_Debug *ar)
{
	struct sandbox *sb = sandbox_of(L);

	(void)ar;
	sb->budget -= HOOK_EVERY;
	if (sb->budget < 0)
		sandbox_raise(L, DIAG_LIMIT, NULL,
		    "this runs too long: more steps than a script may take");
	/* One step may compare a million bytes. */
	if (cpu_now() > sb->cpu_end)
		sandbox_raise(L, DIAG_LIMIT, NULL,
		    "this runs too long: more than %d milliseconds",
		    LIMIT_CPU_MS);
}

void
sandbox_charge(lua_State *L, size_t bytes)
{
	struct sandbox *sb = sandbox_of(L);

	sb->budget -= (int64_t)(bytes / 8) + 1;
	if (sb->budget < 0)
		sandbox_raise(L, DIAG_LIMIT, NULL,
		    "this runs too long: more steps than a script may take");
	if (arena_used(sb->now) - sb->now_start > LIMIT_MEMORY)
		sandbox_raise(L, DIAG_LIMIT, NULL,
		    "this needs more memory than the %d MiB a script may use",
		    LIMIT_MEMORY >> 20);
}

int
sandbox_raise(lua_State *L, enum diag_id id, const char *hint,
    const char *fmt, ...)
{
	struct sandbox *sb = sandbox_of(L);
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	sb->fail = (struct failure){ .set = true, .id = id };
	sb->fail.text = arena_str(sb->now, buf_view(&b));
	buf_free(&b);
	if (hint)
		sb->fail.hint = arena_str(sb->now, str_c(hint));
	lua_pushlightuserdata(L, sb);
	return lua_error(L);
}

/* For what stops a script before any of it runs. */
static void
raise_at(lua_State *L, uint32_t file, uint32_t line, enum diag_id id,
    const char *text)
{
	struct sandbox *sb = sandbox_of(L);

	sb->fail = (struct failure){ .set = true, .id = id,
	    .text = str_c(text), .file = file, .line = line };
	lua_pushlightuserdata(L, sb);
	lua_error(L);
}

/* The message handler: runs where the error was raised, so the script's frame
   is still there. */
static int
on_error(lua_State *L)
{
	struct sandbox *sb = sandbox_of(L);
	size_t n;

	if (!(lua_islightuserdata(L, 1) && lua_touserdata(L, 1) == sb)) {
		sb->fail = (struct failure){ .set = true, .id = DIAG_LUA };
		if (lua_type(L, 1) == LUA_TSTRING) {
			const char *s = lua_tolstring(L, 1, &n);
			words_translate(sb->now, (struct str){ s, n },
			    &sb->fail);
		} else {
			sb->fail.text = STR("the script raised an error");
		}
	}
	if (sb->fail.line == 0)
		note_place(L, &sb->fail);
	return 1;
}

static void
settle_failure(struct sandbox *sb, int status)
{
	struct failure *f = &sb->fail;

	if (status == LUA_ERRMEM) {
		uint32_t file = f->file, line = f->line;
		*f = (struct failure){ .set = true, .id = DIAG_LIMIT,
		    .file = file, .line = line };
		f->text = sb->too_long ?
		    STR("this text grows beyond the 1 MiB a script may make") :
		    STR("this needs more memory than the 64 MiB a script may "
		    "use");
	} else if (!f->set) {
		*f = (struct failure){ .set = true, .id = DIAG_LIMIT };
		f->text = STR("this calls itself too deeply");
	}
	if (f->line == 0)
		f->at = sb->place;
}

bool
sandbox_run(struct sandbox *sb, struct arena *now, int64_t instructions,
    int (*f)(lua_State *L), void *arg)
{
	struct sandbox saved = *sb;
	lua_State *L = sb->L;
	int top = lua_gettop(L);

	sb->now = now;
	sb->now_start = arena_used(now);
	sb->volume = 0;
	sb->memory_end = sb->memory + LIMIT_MEMORY;
	sb->starved = sb->too_long = false;
	sb->budget = instructions;
	sb->cpu_end = cpu_now() + (int64_t)LIMIT_CPU_MS * 1000000;
	sb->place = (struct span){ 0 };
	sb->fail = (struct failure){ 0 };
	if (!lua_checkstack(L, 8)) {
		settle_failure(sb, LUA_ERRMEM);
		return false;
	}
	lua_pushcfunction(L, on_error);
	lua_pushcfunction(L, f);
	lua_pushlightuserdata(L, arg);
	int status = lua_pcall(L, 1, 0, top + 1);
	if (status != LUA_OK)
		settle_failure(sb, status);
	lua_settop(L, top);
	sb->now = saved.now;
	sb->now_start = saved.now_start;
	sb->volume = saved.volume;
	sb->memory_end = saved.memory_end;
	sb->budget = saved.budget;
	sb->cpu_end = saved.cpu_end;
	sb->place = saved.place;
	if (status == LUA_OK)
		sb->fail = saved.fail;
	return status == LUA_OK;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

/* `name =` sets a field; what a message speaks of is read elsewhere. */
static bool
is_set(struct str line, size_t end)
{
	while (end < line.n && (line.p[end] == ' ' || line.p[end] == '\t'))
		end++;
	return end < line.n && line.p[end] == '=' &&
	    (end + 1 == line.n || line.p[end + 1] != '=');
}

/* Narrows a line to the first name that the message quotes, where the line
   holds it as a word, best where it is not set. */
static struct str
quoted_word(struct str line, struct str text)
{
	struct str set = line;
	ptrdiff_t from = str_find_char(text, '`', 0);
	ptrdiff_t to = from < 0 ? -1 :
	    str_find_char(text, '`', (size_t)from + 1);

	if (to <= from + 1)
		return line;
	struct str word = str_slice(text, (size_t)from + 1, (size_t)to);
	for (ptrdiff_t i = str_find(line, word, 0); i >= 0;
	    i = str_find(line, word, (size_t)i + 1)) {
		size_t end = (size_t)i + word.n;
		if ((i > 0 && is_word(word.p[0]) && is_word(line.p[i - 1])) ||
		    (end < line.n && is_word(word.p[word.n - 1]) &&
		    is_word(line.p[end])))
			continue;
		if (!is_set(line, end))
			return str_slice(line, (size_t)i, end);
		if (set.n == line.n)
			set = str_slice(line, (size_t)i, end);
	}
	return set;
}

struct span
failure_span(const struct failure *f, const struct sources *s)
{
	if (f->file == 0)
		return f->at;
	struct span at = sources_at(s, f->file, f->line ? f->line : 1, 1, 0);
	struct str line = sources_line(s, f->file, at.off);
	struct str part = quoted_word(str_trim(line), f->text);
	if (part.n > 0) {
		at.off += (uint32_t)(part.p - line.p);
		at.len = (uint32_t)part.n;
	}
	return at;
}

void
sandbox_report(const struct sandbox *sb, struct sources *s, struct diags *d)
{
	struct failure f = sb->fail;
	struct span at = failure_span(&f, s);

	slips_explain(sb->a, s, &at, &f);
	struct diag *g = diag_add(d, f.id, at, "%.*s", STR_ARG(f.text));
	if (f.hint.n > 0)
		diag_hint(g, "%.*s", STR_ARG(f.hint));
}

void
sandbox_script(lua_State *L, struct str text, uint32_t file, const char *env)
{
	char name[16];
	ptrdiff_t bad = utf8_invalid(text);

	if (bad < 0)
		bad = str_find_char(text, '\0', 0);
	if (bad >= 0) {
		uint32_t line = 1;
		for (ptrdiff_t i = 0; i < bad; i++)
			line += text.p[i] == '\n';
		raise_at(L, file, line, DIAG_INVALID_UTF8,
		    "this script is not UTF-8, or holds a NUL");
	}
	snprintf(name, sizeof(name), "=%u", file);
	sandbox_of(L)->place = (struct span){ file, 0, 0 };
	if (luaL_loadbufferx(L, text.p, text.n, name, "t") != LUA_OK)
		lua_error(L);
	library_push_env(L, env);
	lua_setupvalue(L, -2, 1);
	lua_call(L, 0, 1);
}

static int
open_library(lua_State *L)
{
	library_open(L);
	return 0;
}

struct sandbox *
sandbox_open(struct arena *a)
{
	struct sandbox *sb = ARENA_NEW(a, struct sandbox);

	sb->a = sb->now = a;
	sb->memory_end = LIMIT_MEMORY;
	lua_State *L = lua_newstate(allocate, sb);
	if (!L)
		die(ENOMEM, "cannot start Lua");
	*(struct sandbox **)lua_getextraspace(L) = sb;
	sb->L = L;
	sb->locale = locale_open(a, STR("en"));
	lua_sethook(L, hook, LUA_MASKCOUNT, HOOK_EVERY);
	if (!sandbox_run(sb, a, LIMIT_SCRIPT, open_library, NULL))
		die(0, "cannot open the Lua library: %.*s",
		    STR_ARG(sb->fail.text));
	return sb;
}

void
sandbox_close(struct sandbox *sb)
{
	if (sb)
		lua_close(sb->L);
}
