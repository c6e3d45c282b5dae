#ifndef DWELL_BENCH_PTY_H
#define DWELL_BENCH_PTY_H

/// Opens a pseudo-terminal of that size in raw output; returns 0 or an errno.
int cb_open_terminal(int *master, int *slave, int rows, int columns);

/// Starts a program, found at its first argument, as the owner of a new pseudo-terminal; returns 0 or an errno.
int cb_start_in_terminal(int *master, int *process, char *const arguments[], int rows, int columns);

/// Does nothing: the end of a stretch that callgrind counts (`--dump-after=cb_mark`).
void cb_mark(void);

#endif
