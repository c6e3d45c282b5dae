// Bytes on their way to the terminal. ncurses writes into a file in memory; what it wrote is sent from there without ever
// waiting for a terminal that takes none (a slow line, Ctrl-S), so that keys and signals are not kept waiting either.
#pragma once

#include <stddef.h>

/// Takes the terminal at descriptor 1 and makes `collector`, the descriptor that ncurses writes to, a file in memory.
/// 0, or an errno value.
int out_open(int collector);

/// Lets go of both.
void out_close(void);

/// Cuts everything off from the terminal, so that no thread writes to it any more. May run inside a signal handler.
void out_cut(int null_fd);

/// Takes what ncurses has written since the last time into the queue.
void out_collect(void);

/// Adds bytes to the queue.
void out_add(const char *bytes, size_t count);

/// Shows a colour number of ncurses as a true colour from now on (0xRRGGBB), or as itself (-1).
void out_true_color(int number, int rgb);

/// Sends as much as the terminal takes at once; what is left over, 0 also when the terminal is gone.
size_t out_pump(void);

/// How many bytes wait.
size_t out_pending(void);

/// The descriptor that is writable when the terminal takes bytes again.
int out_descriptor(void);

/// Leaves in the queue only the rest of the sequence or character that the terminal has begun to receive.
void out_cut_short(void);

/// Forgets what waits, and what the terminal was given and has not shown, and lets it go on if it was stopped (Ctrl-S).
void out_discard(void);

/// The rest of the sequence or character that the terminal has begun to receive; NULL where it cannot be told, as a write was
/// interrupted. May run inside a signal handler.
const char *out_rest(size_t *count);

/// Sends what is left, at most for so many tenths of a second in which the terminal takes nothing.
void out_drain(int patience);
