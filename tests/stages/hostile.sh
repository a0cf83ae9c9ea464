#!/bin/sh
# Pathological articles and Lua that will not end.
exec node tests/hostile/run.mjs "$1/livery"
