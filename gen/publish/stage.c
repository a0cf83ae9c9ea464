/* The stage beside the output, the lock on it, and the moves between them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"
#include "publish/publish_parts.h"
#include "base/wipe.h"

#define STAGE_PREFIX ".livery-"

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP };
enum { ENDING = sizeof(ending_signals) / sizeof(ending_signals[0]) };

/* What a signal handler and die() need to know: they get no arguments. */
static struct {
	volatile sig_atomic_t armed;
	pid_t owner;
	int out;
	const char *name;	/* of the stage in OUT */
	const char *made_out;	/* to be removed if empty, or null */
} cleanup;

static void
clean_up(void)
{
	if (!cleanup.armed || getpid() != cleanup.owner)
		return;
	cleanup.armed = 0;
	wipe_at(cleanup.out, cleanup.name);
	if (cleanup.made_out)
		rmdir(cleanup.made_out);
}

static void
on_signal(int sig)
{
	int err = errno;

	clean_up();
	errno = err;
	signal(sig, SIG_DFL);
	raise(sig);
}

/* A signal that is ignored (nohup) stays so. */
static void
catch_signals(void)
{
	for (int i = 0; i < ENDING; i++) {
		struct sigaction is, act = { .sa_handler = on_signal };
		sigemptyset(&act.sa_mask);
		for (int k = 0; k < ENDING; k++)
			sigaddset(&act.sa_mask, ending_signals[k]);
		if (sigaction(ending_signals[i], NULL, &is) == 0 &&
		    is.sa_handler == SIG_DFL &&
		    sigaction(ending_signals[i], &act, NULL) < 0)
			die(errno, "cannot catch signals");
	}
}

static void
release_signals(void)
{
	for (int i = 0; i < ENDING; i++) {
		struct sigaction is;
		if (sigaction(ending_signals[i], NULL, &is) == 0 &&
		    is.sa_handler == on_signal)
			signal(ending_signals[i], SIG_DFL);
	}
}

static void
set_mask(int how)
{
	sigset_t set;

	sigemptyset(&set);
	for (int i = 0; i < ENDING; i++)
		sigaddset(&set, ending_signals[i]);
	if (sigprocmask(how, &set, NULL) < 0)
		die(errno, "cannot hold signals");
}

void
stage_hold_signals(void)
{
	set_mask(SIG_BLOCK);
}

void
stage_release_signals(void)
{
	set_mask(SIG_UNBLOCK);
}

/* The lock is on the folder itself, so that no file is left behind and a build
   that changes nothing writes nothing. It goes with the last process that
   inherited it. */
static void
lock(struct stage *s)
{
	s->lock = open(s->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->lock < 0)
		die(errno, "cannot open folder %s", s->out);
	if (flock(s->lock, LOCK_EX | LOCK_NB) == 0)
		return;
	if (errno == EWOULDBLOCK)
		die(0, "another build is writing to %s", s->out);
	fprintf(stderr, "livery: cannot lock %s (%s): let no other build "
	    "write to it\n", s->out, strerror(errno));
}

bool
stage_is(const char *name)
{
	struct str s = str_c(name);
	uint64_t pid;

	return str_starts(s, STR(STAGE_PREFIX)) && str_to_uint(str_slice(s,
	    sizeof(STAGE_PREFIX) - 1, s.n), &pid);
}

/* We hold the lock: who made these is gone. */
static void
clear_dead_stages(struct stage *s)
{
	DIR *d = opendir(s->out);
	struct dirent *e;

	if (!d)
		die(errno, "cannot open folder %s", s->out);
	while ((errno = 0, e = readdir(d)) != NULL)
		if (stage_is(e->d_name) &&
		    !wipe_at(s->lock, e->d_name))
			die(errno, "cannot remove %s/%s", s->out, e->d_name);
	if (errno != 0 || closedir(d) < 0)
		die(errno, "cannot read folder %s", s->out);
}

void
stage_open(struct arena *a, struct stage *s, const char *out)
{
	struct str path = arena_printf(a, "%s/" STAGE_PREFIX "%ld", out,
	    (long)getpid());

	*s = (struct stage){ .out = out, .path = (char *)path.p };
	s->made_out = !dir_exists(out);
	if (s->made_out)
		dir_make(out);
	lock(s);
	clear_dead_stages(s);
	cleanup.owner = getpid();
	cleanup.out = s->lock;
	cleanup.name = path.p + strlen(out) + 1;
	cleanup.made_out = s->made_out ? out : NULL;
	cleanup.armed = 1;
	die_hook(clean_up);
	catch_signals();
}

/* A worker that outlived its parent must not bring the stage back. */
static void
make_dir_of(struct stage *s, const char *path)
{
	struct str dir = path_dir(str_c(path));
	struct buf name = BUF_INIT;

	if (!set_add(&s->made, str_hash(dir)))
		return;
	if (getpid() != cleanup.owner && getppid() != cleanup.owner)
		die(0, "the build has ended");
	buf_str(&name, dir);
	buf_char(&name, '\0');
	dir_make(name.p);
	buf_free(&name);
}

static void
close_folder(struct stage_folder *f)
{
	if (!f->path)
		return;
	close(f->fd);
	free(f->path);
	f->path = NULL;
}

static void
close_folders(struct stage *s)
{
	for (size_t i = 0; i < STAGE_FOLDERS; i++)
		close_folder(&s->folder[i]);
}

static int
open_folder(struct stage *s, struct str dir, uint64_t hash)
{
	char *path = strndup(dir.p, dir.n);
	int fd = path ? open(path, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd < 0) {
		free(path);
		return AT_FDCWD;
	}
	struct stage_folder *f = &s->folder[s->next++ % STAGE_FOLDERS];
	close_folder(f);
	*f = (struct stage_folder){ hash, path, fd };
	return fd;
}

/* The folder of a file; AT_FDCWD, from which the whole path leads on, where it
   cannot be open. */
static int
folder_of(struct stage *s, const char *path)
{
	struct str dir = path_dir(str_c(path));
	uint64_t hash = str_hash(dir);

	for (size_t i = 0; i < STAGE_FOLDERS; i++) {
		const struct stage_folder *f = &s->folder[i];
		if (f->path && f->hash == hash && str_eq(str_c(f->path), dir))
			return f->fd;
	}
	return open_folder(s, dir, hash);
}

const char *
stage_file(struct arena *a, struct stage *s, const char *name)
{
	const char *path = arena_printf(a, "%s/%s", s->path, name).p;

	make_dir_of(s, path);
	return path;
}

bool
stage_write(struct stage *s, struct str name, struct str bytes,
    struct file_stamp *stamp)
{
	struct buf path = BUF_INIT;
	struct file_stamp made;

	buf_c(&path, s->path);
	buf_char(&path, '/');
	buf_str(&path, name);
	buf_char(&path, '\0');
	make_dir_of(s, path.p);
	bool fresh = file_create_new(folder_of(s, path.p), path.p, bytes,
	    &made);
	if (fresh && stamp)
		*stamp = made;
	buf_free(&path);
	return fresh;
}

static bool
cannot_link(int err)
{
	return err == EMLINK || err == EPERM || err == EXDEV ||
	    err == EOPNOTSUPP || err == ENOSYS || err == EACCES;
}

static const char *
name_in(int folder, const char *path)
{
	return folder == AT_FDCWD ? path : path_base(str_c(path)).p;
}

static int
link_file(struct stage *s, const char *old, const char *path)
{
	int from = folder_of(s, old), to = folder_of(s, path);

	return linkat(from, name_in(from, old), to, name_in(to, path), 0);
}

void
stage_keep(struct stage *s, const char *old, const char *path,
    struct file_stamp *stamp)
{
	struct str bytes;

	if (link_file(s, old, path) == 0)
		return;
	if (errno == ENOENT) {	/* the folder is, mostly */
		make_dir_of(s, path);
		if (link_file(s, old, path) == 0)
			return;
	}
	if (!cannot_link(errno))
		die(errno, "cannot link %s", old);
	struct arena *a = arena_new();
	if (!file_read(a, old, &bytes))
		die(ENOENT, "cannot read %s", old);
	*stamp = file_create(path, bytes);
	arena_free(a);
}

void
stage_move(struct stage *s, const char *from, const char *to)
{
	make_dir_of(s, to);
	if (rename(from, to) < 0)
		die(errno, "cannot move %s", from);
}

static bool
is_there(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		return true;
	if (errno != ENOENT)
		die(errno, "cannot look at %s", path);
	return false;
}

/* Where the file system cannot exchange two names, there is a moment without
   the old and the new. */
static void
exchange_by_two(struct arena *a, const char *from, const char *to)
{
	static bool told;
	const char *aside = arena_printf(a, "%s.old", from).p;

	if (!told)
		fprintf(stderr, "livery: this file system cannot exchange "
		    "folders: while one is replaced, readers may miss a "
		    "page\n");
	told = true;
	if (rename(to, aside) < 0)
		die(errno, "cannot move %s", to);
	if (rename(from, to) == 0)
		return;
	int err = errno;
	if (rename(aside, to) < 0)
		die(err, "cannot publish %s; its last output is lost", to);
	die(err, "cannot publish %s", to);
}

static void
exchange(struct arena *a, const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0)
		return;
	if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
		die(errno, "cannot publish %s", to);
	exchange_by_two(a, from, to);
}

void
stage_publish(struct arena *a, struct stage *s, struct str name)
{
	const char *from = arena_printf(a, "%s/%.*s", s->path,
	    STR_ARG(name)).p;
	const char *to = arena_printf(a, "%s/%.*s", s->out, STR_ARG(name)).p;

	if (dir_exists(from) && is_there(to))
		exchange(a, from, to);
	else if (rename(from, to) < 0)
		die(errno, "cannot publish %s", to);
}

void
stage_discard(struct arena *a, struct stage *s, struct str name)
{
	const char *from = arena_printf(a, "%s/%.*s", s->out,
	    STR_ARG(name)).p;

	if (!is_there(from))
		return;
	const char *to = stage_file(a, s, arena_printf(a, ".gone-%.*s",
	    STR_ARG(name)).p);
	if (rename(from, to) < 0)
		die(errno, "cannot remove %s", from);
}

void
stage_remove(struct stage *s, struct str name)
{
	struct buf path = BUF_INIT;

	set_free(&s->made);
	close_folders(s);
	buf_printf(&path, "%s/%.*s", cleanup.name, STR_ARG(name));
	buf_char(&path, '\0');
	wipe_at(s->lock, path.p);
	buf_free(&path);
}

void
stage_close(struct stage *s)
{
	stage_hold_signals();
	if (!wipe_at(s->lock, cleanup.name))
		die(errno, "cannot remove %s", s->path);
	if (s->made_out && rmdir(s->out) < 0 && errno != ENOTEMPTY &&
	    errno != EEXIST && errno != ENOENT)
		die(errno, "cannot remove %s", s->out);
	cleanup.armed = 0;
	die_hook(NULL);
	release_signals();
	stage_release_signals();
	if (close(s->lock) < 0)
		die(errno, "cannot close %s", s->out);
	set_free(&s->made);
	close_folders(s);
	buf_free(&s->name);
}
