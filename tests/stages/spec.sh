#!/bin/sh
# The examples of CommonMark and GFM through `livery render --plain`.
exec node tests/spec/run.mjs "$1/livery"
