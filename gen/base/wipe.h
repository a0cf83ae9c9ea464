/* Removing a tree in a signal handler. */
#ifndef BASE_WIPE_H
#define BASE_WIPE_H

#include <stdbool.h>

/* Removes `name` below the folder `at`, whatever it is; a missing one is fine.
   Never follows links. False with errno set when something stays. Safe in a
   signal handler: system calls alone, no memory but the stack. */
bool wipe_at(int at, const char *name);

#endif
