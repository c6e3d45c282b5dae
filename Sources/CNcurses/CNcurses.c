#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "Output.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// term.h makes macros of common words.
#undef columns
#undef lines

static SCREEN *screen;
static FILE *output;              // what ncurses writes to: the terminal while it starts, then a file in memory (Output.h)
static int output_fd = -1;
static int null_fd = -1;
static int signal_pipe[2] = {-1, -1};
static struct termios found;      // the modes as they were before us
static struct termios ours;       // the modes while the terminal is ours
static int is_synchronised;       // the terminal knows synchronised updates
static int active;                // the terminal is ours; whoever swaps it to 0 gives it back
static int first_end;             // the first signal that asked for the end

// Everything a handler writes is made beforehand.
static char leave_bytes[512];
static int leave_length;
static char enter_bytes[256];
static int enter_length;

static const char synchronised_begin[] = "\033[?2026h", synchronised_end[] = "\033[?2026l";
// The state of mode 2026, and after it the question that every terminal answers, so that there is an end to waiting.
static const char questions[] = "\033[?2026$p\033[c";

// Ends a sequence that was begun, whichever.
static const char cancel[] = "\030";
enum { patience_most = 3 };  // tenths of a second without a byte taken

// Reports of buttons and of movement with one down, and these in decimal numbers (SGR), which know no edge of the screen.
static const char mouse_begin[] = "\033[?1002h\033[?1006h", mouse_end[] = "\033[?1006l\033[?1002l";
static int mouse_wanted;          // read inside handlers

// stderr while in full screen.
static int stderr_saved = -1;
static int stderr_file = -1;
enum { replay_most = 64 * 1024 };

// ---------------------------------------------------------------------------------------------------------------
// Locale and terminfo

// The locale is taken over once: others may be reading it when somebody asks again.
static pthread_once_t located = PTHREAD_ONCE_INIT;
// terminfo has one current entry for the whole process.
static pthread_mutex_t probing = PTHREAD_MUTEX_INITIALIZER;

static void locate(void) { setlocale(LC_ALL, ""); }

int cn_locale_is_utf8(void) {
  pthread_once(&located, locate);
  const char *codeset = nl_langinfo(CODESET);
  return codeset && strcmp(codeset, "UTF-8") == 0;
}

const char *cn_codeset(void) { return nl_langinfo(CODESET); }

static const char *capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

// Whether it says, in any of the ways that are about, that it takes colours of 24 bits.
static int announces_true_color(void) {
  return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || capability("RGB") || tigetflag("Tc") > 0 || capability("setrgbf");
}

int cn_probe(const char *term, int *colors, int *can_address, int *true_color) {
  int status = 0;
  pthread_mutex_lock(&probing);
  TERMINAL *before = set_curterm(NULL);
  int result = setupterm(term, 1, &status);
  *colors = 0;
  *can_address = 0;
  *true_color = 0;
  // Generic entries (dumb, unknown) are reported as errors with status 0 although they exist; they have no cup.
  if (result == OK || cur_term) {
    *colors = tigetnum("colors");
    *can_address = capability("cup") && capability("clear");
    const char *set = capability("setaf");
    // Only sequences that are known can be replaced by those of true colours.
    if (set && (strstr(set, "38;5;") || strstr(set, "38:5:"))) *true_color |= CN_TRUE_COLOR_POSSIBLE;
    if (announces_true_color()) *true_color |= CN_TRUE_COLOR_ANNOUNCED;
    del_curterm(cur_term);
    if (result == OK) status = 1;
  }
  set_curterm(before);
  pthread_mutex_unlock(&probing);
  return status;
}

// Adds a capability without its padding ($<...>), which only printers of paper need.
static int append(char *bytes, int length, int size, const char *text) {
  if (!text) return length;
  while (*text) {
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end) {
        text = end + 1;
        continue;
      }
    }
    if (length < size) bytes[length++] = *text;
    text++;
  }
  return length;
}

static void prepare_bytes(void) {
  int size = sizeof leave_bytes;
  leave_length = append(leave_bytes, 0, size, capability("sgr0"));
  leave_length = append(leave_bytes, leave_length, size, capability("op"));
  leave_length = append(leave_bytes, leave_length, size, capability("cnorm"));
  const char *rmcup = capability("rmcup");
  // Without an alternate screen the shell goes on below what is there.
  leave_length = append(leave_bytes, leave_length, size, rmcup ? rmcup : "\r\n");
  size = sizeof enter_bytes;
  // Leaving first brings back the cursor that entering saves, whatever screen is shown when these are sent.
  enter_length = append(enter_bytes, 0, size, rmcup);
  enter_length = append(enter_bytes, enter_length, size, capability("smcup"));
  enter_length = append(enter_bytes, enter_length, size, capability("civis"));
}

// ---------------------------------------------------------------------------------------------------------------
// Giving back: everything here may run inside a signal handler

// What it has not written is left: a terminal that takes nothing must not keep us.
static int write_all(int fd, const char *bytes, int length) {
  int patience = patience_most;
  while (length > 0) {
    ssize_t count = write(fd, bytes, (size_t)length);
    if (count > 0) {
      bytes += count;
      length -= (int)count;
    } else if (count < 0 && errno == EAGAIN && patience-- > 0) {
      struct pollfd wait = {.fd = fd, .events = POLLOUT};
      poll(&wait, 1, 100);
    } else if (!(count < 0 && errno == EINTR)) {
      break;
    }
  }
  return length;
}

static int terminal_is_gone(void) {
  struct pollfd now = {.fd = 0, .events = POLLIN};
  return poll(&now, 1, 0) > 0 && (now.revents & (POLLHUP | POLLERR | POLLNVAL));
}

static void release_stderr(int say) {
  if (stderr_saved < 0) return;
  int saved = stderr_saved, file = stderr_file;
  stderr_saved = stderr_file = -1;
  dup2(saved, 2);
  close(saved);
  if (say) {
    off_t end = lseek(file, 0, SEEK_END);
    off_t from = end > replay_most ? end - replay_most : 0;
    char block[4096];
    ssize_t count;
    while (from < end && (count = pread(file, block, sizeof block, from)) > 0) {
      write_all(2, block, (int)count);
      from += count;
    }
  }
  close(file);
}

static void capture_stderr(void) {
  // A stderr that the user sent elsewhere does not disturb the screen.
  if (stderr_saved >= 0 || !isatty(2)) return;
  int file = memfd_create("stderr", MFD_CLOEXEC);
  if (file < 0) return;
  int saved = fcntl(2, F_DUPFD_CLOEXEC, 3);
  if (saved < 0 || dup2(file, 2) < 0) {
    if (saved >= 0) close(saved);
    close(file);
    return;
  }
  stderr_saved = saved;
  stderr_file = file;
}

static void give_back_now(void) {
  if (!__atomic_exchange_n(&active, 0, __ATOMIC_SEQ_CST)) return;
  // Whatever another thread still draws must not follow what is written here.
  out_cut(null_fd);
  int gone = terminal_is_gone();
  if (!gone) {
    // A terminal that was stopped (Ctrl-S) must not stop us.
    int flags = fcntl(1, F_GETFL);
    if (flags >= 0) fcntl(1, F_SETFL, flags | O_NONBLOCK);
    // What would come after half a sequence would be taken for its other half.
    size_t rest;
    const char *half = out_rest(&rest);
    if (!half) write_all(1, cancel, sizeof cancel - 1);
    else if (write_all(1, half, (int)rest)) {
      tcflow(1, TCOON);
      tcflush(1, TCOFLUSH);
      write_all(1, cancel, sizeof cancel - 1);
    }
    if (is_synchronised) write_all(1, synchronised_end, sizeof synchronised_end - 1);
    if (__atomic_load_n(&mouse_wanted, __ATOMIC_SEQ_CST)) write_all(1, mouse_end, sizeof mouse_end - 1);
    if (write_all(1, leave_bytes, leave_length)) {
      tcflow(1, TCOON);
      tcflush(1, TCOFLUSH);
      write_all(1, cancel, sizeof cancel - 1);
      write_all(1, leave_bytes, leave_length);
    }
    if (flags >= 0) fcntl(1, F_SETFL, flags);
    tcsetattr(0, TCSANOW, &found);
  }
  release_stderr(!gone);
}

// ---------------------------------------------------------------------------------------------------------------
// Signals

static const int told[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP, SIGALRM};
static const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE};
enum { told_count = sizeof told / sizeof *told, fatal_count = sizeof fatal / sizeof *fatal };
static struct sigaction told_before[told_count], fatal_before[fatal_count], pipe_before;
static int installed;

static void on_signal(int number) {
  int error = errno;
  if (number == SIGALRM) {
    // The program did not end within two seconds of being asked.
    int asked = __atomic_load_n(&first_end, __ATOMIC_SEQ_CST);
    give_back_now();
    _exit(128 + (asked ? asked : SIGTERM));
  }
  if (number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT) {
    int before = __atomic_exchange_n(&first_end, number, __ATOMIC_SEQ_CST);
    if (before) {
      give_back_now();
      _exit(128 + before);
    }
    alarm(2);
  }
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(signal_pipe[1], &byte, 1);
  (void)ignored;
  errno = error;
}

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  give_back_now();
  // Those who were there before (the runtime's back-trace) take over: a fault happens again, a sent signal is resent.
  for (int i = 0; i < fatal_count; i++) {
    if (fatal[i] == number) sigaction(number, &fatal_before[i], NULL);
  }
  if (!info || info->si_code <= 0) raise(number);
  errno = error;
}

static void install_handlers(void) {
  if (installed) return;
  installed = 1;
  first_end = 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigdelset(&action.sa_mask, fatal[i]);
  for (int i = 0; i < told_count; i++) {
    sigaction(told[i], &action, &told_before[i]);
    // Started where nobody could continue us (no job control): being stopped would be the end.
    if (told[i] == SIGTSTP && told_before[i].sa_handler == SIG_IGN) sigaction(SIGTSTP, &told_before[i], NULL);
  }

  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, &pipe_before);

  // A stack overflow leaves no room for a handler on the stack it happened on.
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    static char room[64 * 1024];
    stack.ss_sp = room;
    stack.ss_size = sizeof room;
    stack.ss_flags = 0;
    sigaltstack(&stack, NULL);
  }
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &action, &fatal_before[i]);
}

static void remove_handlers(void) {
  if (!installed) return;
  installed = 0;
  alarm(0);
  for (int i = 0; i < told_count; i++) {
    // A lost terminal is seen before its SIGHUP comes: the program is on its way out with 129 then, and must not die of it.
    if (told[i] == SIGHUP) signal(SIGHUP, SIG_IGN);
    else sigaction(told[i], &told_before[i], NULL);
  }
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &fatal_before[i], NULL);
  sigaction(SIGPIPE, &pipe_before, NULL);
}

int cn_signal_descriptor(void) { return signal_pipe[0]; }

// ---------------------------------------------------------------------------------------------------------------
// The screen

static void cut_output(void) {
  out_close();
  if (output) fclose(output);
  output = NULL;
  output_fd = -1;
}

int cn_open(const char *term) {
  if (screen) return EBUSY;
  if (tcgetattr(0, &found) != 0) return errno;
  if (null_fd < 0 && (null_fd = open("/dev/null", O_WRONLY | O_CLOEXEC)) < 0) return errno;
  if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return errno;
  unsigned char stale[64];
  while (read(signal_pipe[0], stale, sizeof stale) > 0) {}
  if ((output_fd = fcntl(1, F_DUPFD_CLOEXEC, 3)) < 0) return errno;
  if (!(output = fdopen(output_fd, "w"))) {
    int error = errno;
    close(output_fd);
    return error;
  }
  fflush(stdout);
  // Before newterm, which then leaves them alone.
  install_handlers();
  screen = newterm(term, output, stdin);
  if (!screen) {
    remove_handlers();
    tcsetattr(0, TCSANOW, &found);
    cut_output();
    return -1;
  }
  prepare_bytes();
  capture_stderr();
  __atomic_store_n(&active, 1, __ATOMIC_SEQ_CST);
  // Keys are read and decoded elsewhere; Ctrl-C and Ctrl-Z stay signals.
  cbreak();
  noecho();
  nonl();
  typeahead(-1);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  tcgetattr(0, &ours);
  fflush(output);
  int error = out_open(output_fd);
  if (error) {
    endwin();
    tcsetattr(0, TCSANOW, &found);
    release_stderr(0);
    __atomic_store_n(&active, 0, __ATOMIC_SEQ_CST);
    remove_handlers();
    delscreen(screen);
    screen = NULL;
    cut_output();
    return error;
  }
  is_synchronised = 0;
  int columns, rows;
  cn_size(&columns, &rows);
  cn_resize(columns, rows);
  return 0;
}

void cn_ask(void) {
  // What a terminal that does not understand them might print is painted over by the first frame.
  out_add(questions, sizeof questions - 1);
  out_pump();
}

void cn_synchronise(int on) { is_synchronised = on; }

void cn_true_color(int number, int rgb) { out_true_color(number, rgb); }

int cn_output_pending(void) { return out_pending() > 0; }

int cn_output_pump(void) { return out_pump() > 0; }

int cn_output_descriptor(void) { return out_descriptor(); }

// Ends full screen on the terminal, which may be slow or stopped: what was still to be drawn is left out.
static void leave(void) {
  out_cut_short();
  if (is_synchronised) out_add(synchronised_end, sizeof synchronised_end - 1);
  int has_mouse = __atomic_load_n(&mouse_wanted, __ATOMIC_SEQ_CST);
  if (has_mouse) out_add(mouse_end, sizeof mouse_end - 1);
  endwin();
  out_collect();
  out_drain(patience_most);
  if (!out_pending()) return;
  // It takes nothing. What it has not shown yet gives way to the way back, after whatever it has received half of.
  out_discard();
  out_add(cancel, sizeof cancel - 1);
  if (is_synchronised) out_add(synchronised_end, sizeof synchronised_end - 1);
  if (has_mouse) out_add(mouse_end, sizeof mouse_end - 1);
  out_add(leave_bytes, (size_t)leave_length);
  out_drain(1);
}

void cn_close(void) {
  if (!screen) return;
  // A terminal that is gone gets no more bytes; endwin then writes to nowhere.
  int gone = terminal_is_gone();
  if (gone) out_cut(null_fd);
  int was_ours = __atomic_exchange_n(&active, 0, __ATOMIC_SEQ_CST);
  if (was_ours) {
    curs_set(1);
    leave();
    if (!gone) tcsetattr(0, TCSANOW, &found);
    release_stderr(!gone);
  }
  __atomic_store_n(&mouse_wanted, 0, __ATOMIC_SEQ_CST);
  remove_handlers();
  delscreen(screen);
  screen = NULL;
  cut_output();
}

void cn_suspend(void) {
  if (!screen || !__atomic_exchange_n(&active, 0, __ATOMIC_SEQ_CST)) return;
  leave();
  tcsetattr(0, TCSANOW, &found);
  release_stderr(1);
  // The signal that wakes us is told to nobody: the caller knows.
  struct sigaction plain, usual;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigemptyset(&plain.sa_mask);
  sigaction(SIGCONT, &plain, &usual);
  raise(SIGSTOP);
  sigaction(SIGCONT, &usual, NULL);
  cn_retake();
}

void cn_retake(void) {
  if (!screen) return;
  if (__atomic_load_n(&active, __ATOMIC_SEQ_CST)) {
    // Stopped from outside, with no chance to leave full screen.
    out_cut_short();
    out_add(enter_bytes, (size_t)enter_length);
    out_pump();
  } else {
    // The modes of now are what is given back later: the user may have changed them meanwhile.
    tcgetattr(0, &found);
    capture_stderr();
    __atomic_store_n(&active, 1, __ATOMIC_SEQ_CST);
  }
  tcsetattr(0, TCSANOW, &ours);
  // Whatever ran meanwhile may have ended them.
  if (__atomic_load_n(&mouse_wanted, __ATOMIC_SEQ_CST)) out_add(mouse_begin, sizeof mouse_begin - 1);
  cn_redraw_all();
}

void cn_report_mouse(int wanted) {
  if (!screen || !__atomic_load_n(&active, __ATOMIC_SEQ_CST)) return;
  // Remembered before it begins and until it is over: a handler in between ends what is not there, which does nothing.
  if (wanted) {
    __atomic_store_n(&mouse_wanted, 1, __ATOMIC_SEQ_CST);
    out_add(mouse_begin, sizeof mouse_begin - 1);
    out_pump();
  } else if (__atomic_load_n(&mouse_wanted, __ATOMIC_SEQ_CST)) {
    out_add(mouse_end, sizeof mouse_end - 1);
    out_pump();
    __atomic_store_n(&mouse_wanted, 0, __ATOMIC_SEQ_CST);
  }
}

void cn_redraw_all(void) {
  if (screen) clearok(curscr, TRUE);
}

void cn_size(int *columns, int *rows) {
  struct winsize size;
  if ((ioctl(1, TIOCGWINSZ, &size) == 0 || ioctl(0, TIOCGWINSZ, &size) == 0) && size.ws_col > 0 && size.ws_row > 0) {
    *columns = size.ws_col;
    *rows = size.ws_row;
  } else {
    *columns = screen && COLS > 0 ? COLS : 80;
    *rows = screen && LINES > 0 ? LINES : 24;
  }
}

// resize_term and not resizeterm: the latter would leave a key in a queue that nobody reads.
void cn_resize(int columns, int rows) {
  if (!screen || (columns == COLS && rows == LINES)) return;
  resize_term(rows, columns);
  // What terminals keep of the old screen, and where, differs.
  cn_redraw_all();
}

int cn_color_pairs(void) { return screen && has_colors() ? COLOR_PAIRS : 0; }

int cn_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK ? 0 : -1;
}

static attr_t attributes_of(unsigned bits) {
  attr_t attributes = A_NORMAL;
  if (bits & CN_BOLD) attributes |= A_BOLD;
  if (bits & CN_UNDERLINE) attributes |= A_UNDERLINE;
  if (bits & CN_REVERSE) attributes |= A_REVERSE;
  if (bits & CN_FAINT) attributes |= A_DIM;
  return attributes;
}

void cn_background(int pair) {
  cchar_t blank;
  wchar_t text[2] = {L' ', 0};
  if (screen && setcchar(&blank, text, A_NORMAL, 0, &pair) == OK) wbkgrndset(stdscr, &blank);
}

void cn_put_row(int y, int x, const cn_cell *cells, int count) {
  static cchar_t row[2048];
  if (!screen || y < 0 || y >= LINES || x < 0 || x >= COLS) return;
  if (count > COLS - x) count = COLS - x;
  if (count > (int)(sizeof row / sizeof *row)) count = (int)(sizeof row / sizeof *row);
  for (int i = 0; i < count; i++) {
    wchar_t text[2] = {(wchar_t)cells[i].scalar, 0};
    int pair = cells[i].pair;
    if (setcchar(&row[i], text, attributes_of(cells[i].attributes), 0, &pair) != OK) {
      text[0] = L'?';
      setcchar(&row[i], text, A_NORMAL, 0, &pair);
    }
  }
  mvwadd_wchnstr(stdscr, y, x, row, count);
}

// ncurses can move text in rows only up to their end. So characters are deleted and inserted here, before it sends its own
// changes, and what it believes to be on the screen (curscr) is moved likewise. It keeps the cursor at home between two
// flushes, and there it is put again; saving and restoring it would overwrite what the alternate screen saved.
static const char *const shift_needs[] = {"cup", "dch", "ich"};

int cn_can_shift(void) {
  if (!screen) return 0;
  for (size_t i = 0; i < sizeof shift_needs / sizeof *shift_needs; i++) {
    if (!capability(shift_needs[i])) return 0;
  }
  return 1;
}

// Sent before ncurses' own bytes, whose buffer is empty between two flushes.
static char shift_bytes[16 * 1024];
static int shift_length;

static void shift_append(const char *text) {
  shift_length = append(shift_bytes, shift_length, sizeof shift_bytes, text);
}

void cn_shift(int y, int x, int count, int by) {
  static cchar_t row[2048];
  if (!screen || !__atomic_load_n(&active, __ATOMIC_SEQ_CST)) return;
  if (y < 0 || y >= LINES || x < 0 || by <= 0 || count <= by || count > COLS - x) return;
  // A row takes less than 100 bytes. Where no more fit, this one is drawn cell by cell.
  if (count >= (int)(sizeof row / sizeof *row) || shift_length + 256 > (int)sizeof shift_bytes) return;
  shift_append(tiparm(capability("cup"), y, x));
  shift_append(tiparm(capability("dch"), by));
  shift_append(tiparm(capability("cup"), y, x + count - by));
  shift_append(tiparm(capability("ich"), by));
  mvwin_wchnstr(curscr, y, x + by, row, count - by);
  // Blank, but in which colours depends on the terminal: a character that nobody draws, so that these are drawn in any case.
  wchar_t text[2] = {0xE000, 0};
  int pair = 0;
  for (int i = count - by; i < count; i++) setcchar(&row[i], text, A_NORMAL, 0, &pair);
  mvwadd_wchnstr(curscr, y, x, row, count);
}

void cn_flush(void) {
  if (!screen || !__atomic_load_n(&active, __ATOMIC_SEQ_CST)) return;
  if (is_synchronised) out_add(synchronised_begin, sizeof synchronised_begin - 1);
  if (shift_length > 0) {
    shift_append(tiparm(capability("cup"), 0, 0));
    out_add(shift_bytes, (size_t)shift_length);
    shift_length = 0;
  }
  wmove(stdscr, 0, 0);
  wrefresh(stdscr);
  out_collect();
  if (is_synchronised) out_add(synchronised_end, sizeof synchronised_end - 1);
  out_pump();
}
