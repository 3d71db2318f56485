"""The exit codes, as the README names them."""

FAILED = 1
WRONG_SETTINGS = 2

INTERRUPTED = 130
