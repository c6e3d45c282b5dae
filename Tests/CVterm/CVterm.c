#define _GNU_SOURCE 1
#include "CVterm.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

struct cv_terminal {
  int master;
  pid_t pid;
  int state, value;
  struct termios found;
  VTerm *vterm;
  VTermScreen *screen;
  int is_alternate, is_cursor_visible, reports_mouse, is_over;
  int clears, matched;
};

// Between fork and exec: the test's own handlers and blocked signals are none of the program's business.
static void begin_child(void) {
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // A pipe of another test held open here would never come to its end.
  close_range(3, ~0U, 0);
  setsid();
}

static void on_output(const char *bytes, size_t count, void *user) {
  // Answers of the terminal to questions of the program.
  cv_send(user, bytes, (int)count);
}

static int on_property(VTermProp property, VTermValue *value, void *user) {
  cv_terminal *terminal = user;
  if (property == VTERM_PROP_ALTSCREEN) terminal->is_alternate = value->boolean;
  if (property == VTERM_PROP_MOUSE) terminal->reports_mouse = value->number != VTERM_PROP_MOUSE_NONE;
  if (property == VTERM_PROP_CURSORVISIBLE) terminal->is_cursor_visible = value->boolean;
  return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

cv_terminal *cv_start(const char *path, char *const *arguments, char *const *environment, int columns, int rows) {
  char name[64];
  // Closed in every other program that is started meanwhile: a master held elsewhere would never hang up.
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return NULL;
  if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, sizeof name) != 0) {
    close(master);
    return NULL;
  }
  cv_terminal *terminal = calloc(1, sizeof *terminal);
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(master, TIOCSWINSZ, &size);
  tcgetattr(master, &terminal->found);
  terminal->master = master;
  terminal->vterm = vterm_new(rows, columns);
  vterm_set_utf8(terminal->vterm, 1);
  vterm_output_set_callback(terminal->vterm, on_output, terminal);
  terminal->screen = vterm_obtain_screen(terminal->vterm);
  vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
  vterm_screen_enable_altscreen(terminal->screen, 1);
  vterm_screen_reset(terminal->screen, 1);
  terminal->is_cursor_visible = 1;
  terminal->pid = fork();
  if (terminal->pid == 0) {
    begin_child();
    int slave = open(name, O_RDWR);
    if (slave < 0 || ioctl(slave, TIOCSCTTY, 0) != 0) _exit(126);
    for (int fd = 0; fd < 3; fd++) dup2(slave, fd);
    if (slave > 2) close(slave);
    execve(path, arguments, environment);
    _exit(127);
  }
  if (terminal->pid < 0) {
    cv_free(terminal);
    return NULL;
  }
  return terminal;
}

void cv_free(cv_terminal *terminal) {
  int value;
  if (terminal->pid > 0 && cv_state(terminal, &value) != CV_EXITED && terminal->state != CV_KILLED) {
    kill(terminal->pid, SIGKILL);
    waitpid(terminal->pid, NULL, 0);
  }
  cv_hang_up(terminal);
  vterm_free(terminal->vterm);
  free(terminal);
}

int cv_pid(const cv_terminal *terminal) { return terminal->pid; }

int cv_read(cv_terminal *terminal, int milliseconds) {
  if (terminal->master < 0 || terminal->is_over) {
    // Nothing can come; the caller may still be waiting for the process.
    poll(NULL, 0, milliseconds < 2 ? milliseconds : 2);
    return -1;
  }
  struct pollfd wait = {.fd = terminal->master, .events = POLLIN};
  if (poll(&wait, 1, milliseconds) <= 0) return 0;
  char bytes[16384];
  ssize_t count = read(terminal->master, bytes, sizeof bytes);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
  // EIO: nobody has the other side open.
  if (count <= 0) {
    terminal->is_over = 1;
    return -1;
  }
  for (ssize_t i = 0; i < count; i++) {
    static const char clear[] = "\x1b[2J";
    terminal->matched = bytes[i] == clear[terminal->matched] ? terminal->matched + 1 : bytes[i] == clear[0];
    if (clear[terminal->matched]) continue;
    terminal->clears++;
    terminal->matched = 0;
  }
  vterm_input_write(terminal->vterm, bytes, (size_t)count);
  return (int)count;
}

int cv_unread(const cv_terminal *terminal) {
  int count = 0;
  return terminal->master >= 0 && ioctl(terminal->master, FIONREAD, &count) == 0 ? count : 0;
}

int cv_wait_closed(const cv_terminal *terminal, int milliseconds) {
  // Only the end of the other side is told where no event is asked for.
  struct pollfd wait = {.fd = terminal->master, .events = 0};
  return poll(&wait, 1, milliseconds) > 0;
}

int cv_is_full(const cv_terminal *terminal) {
  char name[64];
  if (terminal->master < 0 || ptsname_r(terminal->master, name, sizeof name) != 0) return 0;
  int slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (slave < 0) return 0;
  struct pollfd room = {.fd = slave, .events = POLLOUT};
  int is_full = poll(&room, 1, 0) == 0;
  close(slave);
  return is_full;
}

int cv_is_asleep(const cv_terminal *terminal) {
  char path[300], line[512];
  snprintf(path, sizeof path, "/proc/%d/task", terminal->pid);
  DIR *threads = opendir(path);
  if (!threads) return 0;
  int is_asleep = 1;
  for (struct dirent *thread; is_asleep && (thread = readdir(threads));) {
    if (thread->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%s/stat", terminal->pid, thread->d_name);
    FILE *file = fopen(path, "re");
    // A thread that has just ended.
    if (!file) continue;
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = 0;
    // The state follows the name, which may hold anything.
    const char *name_end = strrchr(line, ')');
    is_asleep = name_end && name_end[1] == ' ' && name_end[2] == 'S';
  }
  closedir(threads);
  return is_asleep;
}

int cv_send(cv_terminal *terminal, const char *bytes, int count) {
  while (count > 0 && terminal->master >= 0) {
    ssize_t sent = write(terminal->master, bytes, (size_t)count);
    if (sent < 0 && errno != EINTR) return -1;
    if (sent > 0) {
      bytes += sent;
      count -= (int)sent;
    }
  }
  return count > 0 ? -1 : 0;
}

void cv_resize(cv_terminal *terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  vterm_set_size(terminal->vterm, rows, columns);
  ioctl(terminal->master, TIOCSWINSZ, &size);
}

void cv_signal(cv_terminal *terminal, int number) {
  int value;
  int state = cv_state(terminal, &value);
  if (state != CV_RUNNING && state != CV_STOPPED) return;
  // That it goes on is not always told.
  if (number == SIGCONT) terminal->state = CV_RUNNING;
  kill(terminal->pid, number);
}

void cv_hang_up(cv_terminal *terminal) {
  if (terminal->master >= 0) close(terminal->master);
  terminal->master = -1;
}

int cv_state(cv_terminal *terminal, int *value) {
  int status;
  while (terminal->state != CV_EXITED && terminal->state != CV_KILLED &&
         waitpid(terminal->pid, &status, WNOHANG | WUNTRACED | WCONTINUED) == terminal->pid) {
    if (WIFEXITED(status)) {
      terminal->state = CV_EXITED;
      terminal->value = WEXITSTATUS(status);
    } else if (WIFSIGNALED(status)) {
      terminal->state = CV_KILLED;
      terminal->value = WTERMSIG(status);
    } else if (WIFSTOPPED(status)) {
      terminal->state = CV_STOPPED;
      terminal->value = WSTOPSIG(status);
    } else {
      terminal->state = CV_RUNNING;
      terminal->value = 0;
    }
  }
  *value = terminal->value;
  return terminal->state;
}

int cv_modes_are_as_found(const cv_terminal *terminal) {
  struct termios now;
  if (tcgetattr(terminal->master, &now) != 0) return 0;
  const struct termios *found = &terminal->found;
  return now.c_iflag == found->c_iflag && now.c_oflag == found->c_oflag && now.c_cflag == found->c_cflag &&
         now.c_lflag == found->c_lflag && memcmp(now.c_cc, found->c_cc, sizeof now.c_cc) == 0;
}

int cv_modes_are_cooked(const cv_terminal *terminal) {
  struct termios now;
  return tcgetattr(terminal->master, &now) == 0 && (now.c_lflag & ICANON) && (now.c_lflag & ECHO);
}

int cv_clears(const cv_terminal *terminal) { return terminal->clears; }

int cv_is_alternate(const cv_terminal *terminal) { return terminal->is_alternate; }

int cv_reports_mouse(const cv_terminal *terminal) { return terminal->reports_mouse; }

int cv_is_cursor_visible(const cv_terminal *terminal) { return terminal->is_cursor_visible; }

void cv_cursor(const cv_terminal *terminal, int *x, int *y) {
  VTermPos position;
  vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &position);
  *x = position.col;
  *y = position.row;
}

int cv_is_pen_plain(const cv_terminal *terminal) {
  const VTermState *state = vterm_obtain_state(terminal->vterm);
  VTermValue bold, underline, reverse, foreground, background;
  vterm_state_get_penattr(state, VTERM_ATTR_BOLD, &bold);
  vterm_state_get_penattr(state, VTERM_ATTR_UNDERLINE, &underline);
  vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &reverse);
  vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &foreground);
  vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &background);
  return !bold.boolean && !underline.number && !reverse.boolean && VTERM_COLOR_IS_DEFAULT_FG(&foreground.color) &&
         VTERM_COLOR_IS_DEFAULT_BG(&background.color);
}

static int32_t number_of(const VTermColor *color, int is_default) {
  if (is_default) return CV_DEFAULT;
  return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : CV_RGB;
}

static uint32_t rgb_of(const VTermColor *color) {
  if (!VTERM_COLOR_IS_RGB(color)) return 0;
  return (uint32_t)color->rgb.red << 16 | (uint32_t)color->rgb.green << 8 | color->rgb.blue;
}

cv_cell cv_cell_at(const cv_terminal *terminal, int x, int y) {
  VTermScreenCell found;
  cv_cell cell = {0, CV_DEFAULT, CV_DEFAULT, 0, 0, 0};
  VTermPos position = {.row = y, .col = x};
  if (!vterm_screen_get_cell(terminal->screen, position, &found)) return cell;
  cell.scalar = found.chars[0];
  cell.foreground = number_of(&found.fg, VTERM_COLOR_IS_DEFAULT_FG(&found.fg));
  cell.background = number_of(&found.bg, VTERM_COLOR_IS_DEFAULT_BG(&found.bg));
  if (cell.foreground == CV_RGB) cell.foreground_rgb = rgb_of(&found.fg);
  if (cell.background == CV_RGB) cell.background_rgb = rgb_of(&found.bg);
  cell.attributes = (found.attrs.bold ? CV_BOLD : 0) | (found.attrs.underline ? CV_UNDERLINE : 0) |
                    (found.attrs.reverse ? CV_REVERSE : 0);
  return cell;
}
