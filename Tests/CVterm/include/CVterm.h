// A program in a pseudo-terminal, and what a terminal would show of it: the kernel's half by posix_openpt, the
// screen by libvterm. One thread uses a terminal at a time.
#pragma once

#include <stdint.h>

typedef struct cv_terminal cv_terminal;

typedef struct {
  uint32_t scalar;      // 0 where nothing was ever written
  int32_t foreground;   // number in the palette, CV_DEFAULT, or CV_RGB
  int32_t background;
  uint32_t attributes;  // CV_BOLD | ...
  uint32_t foreground_rgb, background_rgb;  // 0xRRGGBB where they are CV_RGB
} cv_cell;

enum { CV_DEFAULT = -1, CV_RGB = -2 };
enum { CV_BOLD = 1, CV_UNDERLINE = 2, CV_REVERSE = 4 };

/// What has become of the program; a value comes with it.
enum { CV_RUNNING = 0, CV_EXITED = 1, CV_KILLED = 2, CV_STOPPED = 3 };

/// Starts a program with its own session, controlling terminal, default signal handling and the given environment.
/// NULL when there is no pseudo-terminal or process to be had.
cv_terminal *cv_start(const char *path, char *const *arguments, char *const *environment, int columns, int rows);

/// Ends the program by SIGKILL if it still runs, and frees everything.
void cv_free(cv_terminal *terminal);

/// Its number, for signals.
int cv_pid(const cv_terminal *terminal);

/// Reads and shows what comes within so many milliseconds: the number of bytes, 0 when none came, -1 when none will
/// ever come, as the last process that had the terminal open has closed it.
int cv_read(cv_terminal *terminal, int milliseconds);

/// How many bytes of the program lie in the terminal unread.
int cv_unread(const cv_terminal *terminal);

/// Waits at most so many milliseconds until nobody has the other side of the terminal open any more; what lies unread stays so.
int cv_wait_closed(const cv_terminal *terminal, int milliseconds);

/// Whether the terminal takes no more bytes from the program, as too many lie unread.
int cv_is_full(const cv_terminal *terminal);

/// Whether every thread of the program sleeps: none runs, and none is about to.
int cv_is_asleep(const cv_terminal *terminal);

/// Sends bytes as if typed; 0, or -1 when the terminal takes no more.
int cv_send(cv_terminal *terminal, const char *bytes, int count);

/// Gives the terminal another size; the kernel tells the program.
void cv_resize(cv_terminal *terminal, int columns, int rows);

/// Sends a signal to the program.
void cv_signal(cv_terminal *terminal, int number);

/// Closes the terminal as if its window were closed.
void cv_hang_up(cv_terminal *terminal);

/// What has become of the program; `value` gets its exit status or the number of the signal.
int cv_state(cv_terminal *terminal, int *value);

/// Whether the modes of the terminal are those of before the start.
int cv_modes_are_as_found(const cv_terminal *terminal);

/// Whether typed bytes wait for the end of their line, and whether they are echoed: the modes of a shell.
int cv_modes_are_cooked(const cv_terminal *terminal);

/// How often the whole screen was erased (CSI 2 J).
int cv_clears(const cv_terminal *terminal);

/// Whether the alternate screen is shown.
int cv_is_alternate(const cv_terminal *terminal);

/// Whether the terminal reports the mouse.
int cv_reports_mouse(const cv_terminal *terminal);

/// Whether the cursor is seen.
int cv_is_cursor_visible(const cv_terminal *terminal);

/// Where the cursor is.
void cv_cursor(const cv_terminal *terminal, int *x, int *y);

/// Whether what is written next comes in plain default colours.
int cv_is_pen_plain(const cv_terminal *terminal);

/// One cell of the screen.
cv_cell cv_cell_at(const cv_terminal *terminal, int x, int y);
