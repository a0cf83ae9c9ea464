/* What the fuzzers share: a project folder in memory whose one changing file
   holds the fuzzer's bytes. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "livery.h"

/* Called by libFuzzer for each input. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The folder of a small project with one brand, made once per process below
   /dev/shm and removed at exit. */
const char *fuzz_project(void);
/* Replaces one file of it. */
void fuzz_write(const char *path, const uint8_t *bytes, size_t n);

#endif
