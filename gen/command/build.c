/* livery build and livery check: all stages, then publish or not. */
#include "command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/str.h"
#include "command/emission.h"
#include "command/pipeline.h"

static const char *
out_dir(struct pipeline *p, const struct options *o)
{
	if (o->out)
		return o->out;
	if (strcmp(o->dir, ".") == 0)
		return "public";
	return path_join(p->arena, str_c(o->dir), STR("public")).p;
}

static int
by_path(const void *a, const void *b)
{
	const struct packed *x = a, *y = b;
	return str_cmp(x->entry.path, y->entry.path);
}

/* What `sha256sum -c` reads, for all files of the zip. */
static struct str
sums(struct arena *a, const struct brand_output *b)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < b->npacked; i++)
		buf_printf(&out, "%s  %.*s\n", b->packed[i].sha256,
		    STR_ARG(b->packed[i].entry.path));
	struct str s = arena_str(a, buf_view(&out));
	buf_free(&out);
	return s;
}

/* The whole of a file that this program wrote. */
static struct str
read_back(struct arena *a, const char *path)
{
	struct str s;
	if (!file_read(a, path, &s))
		die(0, "%s is gone", path);
	return s;
}

/* An open file without a name, for the packed bytes of one brand: nothing is
   left behind however this process ends. */
static int
open_spool(void)
{
	const char *dir = getenv("TMPDIR");
	char name[4096];
	int fd;
	if (!dir || !*dir)
		dir = "/tmp";
	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	snprintf(name, sizeof(name), "%s/livery-XXXXXX", dir);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0 || unlink(name) < 0)
		die(errno, "cannot create a temporary file in %s", dir);
	return fd;
}

static void
append_spool(int fd, struct str bytes, uint64_t at)
{
	ssize_t n = pwrite(fd, bytes.p, bytes.n, (off_t)at);
	if (n < 0 || (size_t)n != bytes.n)
		die(errno, "cannot write the zip's spool file");
}

/* SHA256SUMS, packed behind the others. */
static void
add_sums(struct pipeline *p, struct brand_output *b, struct zip_entry *entry,
    int spool)
{
	struct buf packed = BUF_INIT;
	zip_pack(sums(p->arena, b), entry, &packed);
	entry->path = STR("SHA256SUMS");
	entry->offset = b->spooled;
	append_spool(spool, buf_view(&packed), b->spooled);
	buf_free(&packed);
}

static void
write_sum_of(struct publication *pub, uint32_t index, struct str brand,
    const char *zip)
{
	const char *path = publication_companion(pub, index, ".zip.sha256");
	struct arena *a = arena_new();
	char sum[65];
	if (path) {
		hash_sha256(read_back(a, zip), sum);
		file_create(path, arena_printf(a, "%s  %.*s.zip\n", sum,
		    STR_ARG(brand)));
	}
	arena_free(a);
}

static void
write_zip(struct pipeline *p, struct publication *pub, uint32_t index,
    struct brand_output *b, int spool)
{
	const char *path = publication_companion(pub, index, ".zip");
	struct zip_entry *entry;
	if (!path || !b->npacked)
		return;
	qsort(b->packed, b->npacked, sizeof(*b->packed), by_path);
	entry = ARENA_ARRAY(p->arena, b->npacked + 1, struct zip_entry);
	for (size_t i = 0; i < b->npacked; i++)
		entry[i] = b->packed[i].entry;
	add_sums(p, b, &entry[b->npacked], spool);
	zip_write(path, arena_printf(p->arena, "%.*s/",
	    STR_ARG(b->brand->id)), entry, b->npacked + 1,
	    arena_printf(p->arena, "/proc/self/fd/%d", spool).p);
	write_sum_of(pub, index, b->brand->id, path);
}

static bool
brand_failed(const struct pipeline *p, const struct brand *b)
{
	for (size_t i = 0; i < p->neditions; i++)
		if (p->edition[i].brand == b &&
		    diags_edition_failed(p->diags, p->edition[i].index))
			return true;
	return false;
}

/* What a run has to say when it is over. */
struct outcome {
	bool published;
	size_t brands;		/* published */
	struct publication_result result;
};

/* Publishes every brand that may be; the others are left as they are. */
static void
publish(struct pipeline *p, struct publication *pub,
    struct emission_result *r, const int *spool, struct outcome *out)
{
	progress_stage(p->progress, "Publishing", r->nbrands);
	for (uint32_t i = 0; i < r->nbrands; i++) {
		if (brand_failed(p, r->brand[i].brand))
			continue;
		publication_brand(pub, i, r->brand[i].file,
		    r->brand[i].nfiles);
		if (spool)
			write_zip(p, pub, i, &r->brand[i], spool[i]);
		out->brands++;
		progress_step(p->progress, i + 1);
	}
	out->result = publication_commit(pub);
	out->published = true;
}

static struct str *
brand_ids(struct pipeline *p, const struct emission_result *r)
{
	struct str *id = ARENA_ARRAY(p->arena, r->nbrands + 1, struct str);
	for (size_t i = 0; i < r->nbrands; i++)
		id[i] = r->brand[i].brand->id;
	return id;
}

static int *
open_spools(struct pipeline *p, const struct options *o, size_t n)
{
	int *spool = NULL;
	if (o->only & ONLY_ZIP) {
		spool = ARENA_ARRAY(p->arena, n + 1, int);
		for (size_t i = 0; i < n; i++)
			spool[i] = open_spool();
	}
	return spool;
}

static void
close_spools(const int *spool, size_t n)
{
	for (size_t i = 0; spool && i < n; i++)
		close(spool[i]);
}

/* Emits into a stage, proves, and publishes if all is well. */
static void
emit_and_publish(struct pipeline *p, const struct options *o,
    struct outcome *out)
{
	struct emission_result r;
	struct publication *pub;
	int *spool;
	emission_brands(p, &r);
	pub = publication_open(p->arena, out_dir(p, o), brand_ids(p, &r),
	    r.nbrands, p->diags);
	if (!pub)
		return;
	spool = open_spools(p, o, r.nbrands);
	emission_run(p, o, pub, spool, &r);
	if (diags_errors(p->diags) && !o->keep_going)
		publication_abandon(pub);
	else
		publish(p, pub, &r, spool, out);
	close_spools(spool, r.nbrands);
}

static void
emit_and_check(struct pipeline *p, const struct options *o)
{
	struct emission_result r;
	emission_brands(p, &r);
	emission_run(p, o, NULL, NULL, &r);
}

static size_t
parsed(const struct pipeline *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->articles->nvariants; i++)
		n += p->articles->variant[i].doc != NULL;
	return n;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void
print_summary(const struct pipeline *p, const struct outcome *out,
    bool publishing)
{
	size_t errors = diags_errors(p->diags);
	size_t warnings = diags_warnings(p->diags);
	if (out->published)
		fprintf(stderr, "livery: %zu brand%s, %zu articles, %zu "
		    "variants parsed, %llu files written, %llu unchanged, "
		    "%.2f s\n", out->brands, plural(out->brands),
		    p->project->narticles, parsed(p),
		    (unsigned long long)out->result.written,
		    (unsigned long long)out->result.kept,
		    progress_seconds(p->progress));
	if (errors)
		fprintf(stderr, "livery: %zu error%s, %zu warning%s%s\n",
		    errors, plural(errors), warnings, plural(warnings),
		    !publishing ? "" : out->published ?
		    "; brands with errors were left as they are" :
		    "; nothing was published");
	else if (!publishing)
		fprintf(stderr, "livery: no errors, %zu warning%s in %zu "
		    "edition%s of %zu articles\n", warnings, plural(warnings),
		    p->neditions, plural(p->neditions),
		    p->project->narticles);
}

static int
run(const struct options *o, bool publishing)
{
	struct pipeline p;
	struct outcome out = { 0 };
	int status;
	if (o->nargs)
		return usage_error("unexpected argument `%s`; -C DIR names a "
		    "project, -b BRAND a brand", o->arg[0]);
	if (!pipeline_run(&p, o))
		return EXIT_USAGE;
	if (publishing && (!diags_errors(p.diags) || o->keep_going))
		emit_and_publish(&p, o, &out);
	else
		emit_and_check(&p, o);
	status = pipeline_report(&p, o);
	if (!o->quiet && o->format == DIAG_HUMAN)
		print_summary(&p, &out, publishing);
	pipeline_free(&p);
	return status;
}

int
command_build(const struct options *o)
{
	return run(o, true);
}

int
command_check(const struct options *o)
{
	return run(o, false);
}
