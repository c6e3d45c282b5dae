#ifndef DWELL_BENCH_PTY_H
#define DWELL_BENCH_PTY_H

/// Opens a pseudo-terminal of that size in raw output; returns 0 or an errno.
int cb_open_terminal(int *master, int *slave, int rows, int columns);

#endif
