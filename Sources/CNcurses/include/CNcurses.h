// What Swift cannot say to ncurses and to the kernel: rows of cells in one call, signal handlers, and giving the
// terminal back from inside a handler. One screen at a time, one thread draws.
#pragma once

#include <stdint.h>

typedef struct {
  uint32_t scalar;      // a character that takes one column
  uint16_t pair;        // a number given to cn_pair before, 0 is the terminal's own colours
  uint16_t attributes;  // CN_BOLD | ...
} cn_cell;

enum { CN_BOLD = 1, CN_UNDERLINE = 2, CN_REVERSE = 4, CN_FAINT = 8 };

/// Takes the locale from the environment, the first time, and says whether its characters are UTF-8. Call it before any thread starts.
int cn_locale_is_utf8(void);

/// The name of the locale's character set. Valid until the locale changes.
const char *cn_codeset(void);

/// Looks a terminal up in terminfo: 1 known, 0 unknown, -1 no terminfo at all.
/// colors gets the number of colours, can_address whether it can place the cursor and clear the screen, true_color what is
/// known of colours of 24 bits. Several threads may ask at once, but not while a screen is open.
int cn_probe(const char *term, int *colors, int *can_address, int *true_color);

/// The sequences that set its 256 colours can be replaced by those of true colours; the entry says that it takes them.
enum { CN_TRUE_COLOR_POSSIBLE = 1, CN_TRUE_COLOR_ANNOUNCED = 2 };

/// Takes the terminal at descriptors 0 and 1 into full screen, with handlers for signals and crashes.
/// 0, or -1 when ncurses cannot, or an errno value. Nothing is left changed when it fails.
int cn_open(const char *term);

/// Gives the terminal back as it was found, and the handlers too; what went to stderr meanwhile is printed now.
/// Writes nothing to a terminal that is gone. May be called twice.
void cn_close(void);

/// Gives the terminal back, stops the process, and takes it again when it goes on. The next flush redraws all.
void cn_suspend(void);

/// Takes full screen again after something else has used the terminal. The next flush redraws all.
void cn_retake(void);

/// Makes the next flush redraw every cell.
void cn_redraw_all(void);

/// Readable when a signal came; each byte is its number.
int cn_signal_descriptor(void);

/// The size of the terminal now; falls back to 80 x 24.
void cn_size(int *columns, int *rows);

/// Tells ncurses the size.
void cn_resize(int columns, int rows);

/// Whether there are colours, and the most pairs that may be defined.
int cn_color_pairs(void);

/// Defines a pair of colour numbers, -1 for the terminal's own; 0, or -1 if it cannot.
int cn_pair(int pair, int foreground, int background);

/// What the empty screen is filled with.
void cn_background(int pair);

/// Puts cells into a row; what lies outside the screen is cut.
void cn_put_row(int y, int x, const cn_cell *cells, int count);

/// Whether the terminal can shift part of a row.
int cn_can_shift(void);

/// Moves `count` cells from column x on to the left by `by`, on the terminal itself, with the next flush. What comes in at
/// their right end is drawn by the next flush whatever was put there. Needs cn_can_shift.
void cn_shift(int y, int x, int count, int by);

/// Shows one of 256 colour numbers as a true colour (0xRRGGBB) from the next flush on, or as itself again (-1). What is on the
/// screen in that number already is not drawn again by that alone.
void cn_true_color(int number, int rgb);

/// Asks the terminal whether it knows synchronised updates; the answers come as `ESC [ ? 2026 ; N $ y` and, whatever it knows,
/// `ESC [ ? ... c`.
void cn_ask(void);

/// Puts each frame between the marks of a synchronised update from now on.
void cn_synchronise(int on);

/// Asks the terminal for reports of the mouse, or no longer. Every way of giving the terminal back ends them.
void cn_report_mouse(int wanted);

/// Sends what changed since the last flush, as far as the terminal takes it now. Not to be called while bytes are pending.
void cn_flush(void);

/// Whether bytes wait for the terminal to take them.
int cn_output_pending(void);

/// Sends what it takes now; whether bytes still wait.
int cn_output_pump(void);

/// Writable when the terminal takes bytes again.
int cn_output_descriptor(void);

/// A descriptor that is readable as long as one of several is; -1 when there can be none.
int cn_wake_group(const int *members, int count);
