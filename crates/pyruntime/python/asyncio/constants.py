"""Constants that some libraries read."""

DEBUG_STACK_DEPTH = 10
THREAD_JOIN_TIMEOUT = 300
