#!/bin/sh
if sh tests/layers.sh; then echo "layers: 1 passed, 0 failed"; else echo "layers: 0 passed, 1 failed"; fi
