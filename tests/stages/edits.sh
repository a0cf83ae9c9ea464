#!/bin/sh
# Hundreds of random edits, each build held against a clean one. EDITS and SEED
# as the last lines print them do a run again; VERBOSE=1 tells each edit.
set -u
. tests/tools/tally.sh
seed=${SEED:-$(date +%s)}
part node tests/incremental/run.mjs "$livery" . "$work" "${EDITS:-250}" "$seed"
tally edits
