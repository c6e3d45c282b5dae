#define _GNU_SOURCE 1
#include "Output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static int memory_fd = -1;    // what ncurses has written since the last collection
static int terminal_fd = -1;
static int is_shared;         // its flags are those of whoever started us, and are changed for the time of a write alone

// Bytes queue[sent..<filled] wait. It begins at the beginning of a sequence, as it is only emptied whole.
static char *queue;
static size_t queue_size, sent, filled;
// 1 while these do not fit together: a signal handler must not read them then.
static volatile sig_atomic_t is_changing;

static int true_colors[256];

int out_open(int collector) {
  for (int i = 0; i < 256; i++) true_colors[i] = -1;
  sent = filled = 0;
  if (memory_fd < 0 && (memory_fd = memfd_create("frame", MFD_CLOEXEC)) < 0) return errno;
  // A description of its own: O_NONBLOCK on the one at 1 would be seen by the shell too.
  is_shared = 0;
  terminal_fd = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (terminal_fd < 0) {
    terminal_fd = fcntl(1, F_DUPFD_CLOEXEC, 3);
    is_shared = 1;
  }
  if (terminal_fd < 0) return errno;
  if (dup3(memory_fd, collector, O_CLOEXEC) < 0) {
    int error = errno;
    out_close();
    return error;
  }
  if (ftruncate(memory_fd, 0) == 0) lseek(memory_fd, 0, SEEK_SET);
  return 0;
}

void out_close(void) {
  if (terminal_fd >= 0) close(terminal_fd);
  if (memory_fd >= 0) close(memory_fd);
  terminal_fd = memory_fd = -1;
  sent = filled = 0;
}

void out_cut(int null_fd) {
  if (terminal_fd >= 0) dup3(null_fd, terminal_fd, O_CLOEXEC);
}

int out_descriptor(void) { return terminal_fd; }

size_t out_pending(void) { return filled - sent; }

static int make_room(size_t count) {
  if (filled + count <= queue_size) return 1;
  size_t size = queue_size ? queue_size : 64 * 1024;
  while (size < filled + count) size *= 2;
  char *larger = realloc(queue, size);
  if (!larger) return 0;
  queue = larger;
  queue_size = size;
  return 1;
}

void out_add(const char *bytes, size_t count) {
  is_changing = 1;
  if (make_room(count)) {
    memcpy(queue + filled, bytes, count);
    filled += count;
  }
  is_changing = 0;
}

void out_true_color(int number, int rgb) {
  if (number >= 0 && number < 256) true_colors[number] = rgb;
}

// The length of `ESC [ 38 ; 5 ; N m` (48 for what lies behind) at the beginning of some bytes, 0 where it is something else.
static size_t indexed_color(const char *bytes, size_t count, int *number, char *ground) {
  if (count < 8 || bytes[0] != 27 || bytes[1] != '[' || (bytes[2] != '3' && bytes[2] != '4') || bytes[3] != '8') return 0;
  if ((bytes[4] != ';' && bytes[4] != ':') || bytes[5] != '5' || bytes[6] != bytes[4]) return 0;
  int value = 0;
  size_t i = 7;
  for (; i < count && i < 10 && bytes[i] >= '0' && bytes[i] <= '9'; i++) value = value * 10 + (bytes[i] - '0');
  if (i == 7 || i >= count || bytes[i] != 'm' || value > 255) return 0;
  *number = value;
  *ground = bytes[2];
  return i + 1;
}

void out_collect(void) {
  off_t count = lseek(memory_fd, 0, SEEK_CUR);
  if (count <= 0) return;
  char *bytes = mmap(NULL, (size_t)count, PROT_READ, MAP_PRIVATE, memory_fd, 0);
  if (bytes == MAP_FAILED) return;
  // ncurses knows 256 colours; it sends numbers, and the terminal gets the colours that these stand for.
  size_t plain = 0;
  for (size_t i = 0; i < (size_t)count; i++) {
    int number;
    char ground;
    if (bytes[i] != 27) continue;
    size_t length = indexed_color(bytes + i, (size_t)count - i, &number, &ground);
    if (!length || true_colors[number] < 0) continue;
    out_add(bytes + plain, i - plain);
    char sequence[32];
    int rgb = true_colors[number];
    int written = snprintf(
        sequence, sizeof sequence, "\033[%c8;2;%d;%d;%dm", ground, rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    out_add(sequence, (size_t)written);
    plain = i + length;
    i = plain - 1;
  }
  out_add(bytes + plain, (size_t)count - plain);
  munmap(bytes, (size_t)count);
  lseek(memory_fd, 0, SEEK_SET);
  (void)!ftruncate(memory_fd, 0);
}

static ssize_t write_now(const char *bytes, size_t count) {
  if (!is_shared) return write(terminal_fd, bytes, count);
  int flags = fcntl(terminal_fd, F_GETFL);
  if (flags >= 0) fcntl(terminal_fd, F_SETFL, flags | O_NONBLOCK);
  ssize_t result = write(terminal_fd, bytes, count);
  int error = errno;
  if (flags >= 0) fcntl(terminal_fd, F_SETFL, flags);
  errno = error;
  return result;
}

static size_t pump(void) {
  while (sent < filled) {
    ssize_t count = write_now(queue + sent, filled - sent);
    if (count > 0) sent += (size_t)count;
    else if (count < 0 && errno == EINTR) continue;
    else if (count < 0 && errno == EAGAIN) return filled - sent;
    // The terminal is gone; whoever waits for keys is told so.
    else sent = filled;
  }
  sent = filled = 0;
  return 0;
}

size_t out_pump(void) {
  is_changing = 1;
  size_t left = pump();
  is_changing = 0;
  return left;
}

// Where the sequence or character ends that byte `sent` lies in; `sent` itself where one begins there.
static size_t boundary(void) {
  enum { ground, escape, control, string, string_end } state = ground;
  size_t i = 0;
  for (; i < filled; i++) {
    unsigned char byte = (unsigned char)queue[i];
    // Bytes 10xxxxxx go on with a character.
    if (i >= sent && state == ground && (byte & 0xC0) != 0x80) return i;
    switch (state) {
      case ground: state = byte == 27 ? escape : ground; break;
      case escape:
        // ESC ( B and the like have bytes between.
        if (byte == '[') state = control;
        else if (byte == ']' || byte == 'P') state = string;
        else if (byte < 0x20 || byte > 0x2F) state = ground;
        break;
      case control: if (byte >= 0x40 && byte <= 0x7E) state = ground; break;
      case string: state = byte == 7 ? ground : byte == 27 ? string_end : string; break;
      case string_end: state = ground; break;
    }
  }
  return filled;
}

void out_cut_short(void) {
  if (sent < filled) filled = boundary();
  if (sent == filled) sent = filled = 0;
}

void out_discard(void) {
  sent = filled = 0;
  tcflow(terminal_fd, TCOON);
  tcflush(terminal_fd, TCOFLUSH);
}

const char *out_rest(size_t *count) {
  *count = 0;
  if (is_changing) return NULL;
  if (sent < filled) *count = boundary() - sent;
  return queue ? queue + sent : "";
}

void out_drain(int patience) {
  while (out_pump() > 0 && patience-- > 0) {
    struct pollfd wait = {.fd = terminal_fd, .events = POLLOUT};
    if (poll(&wait, 1, 100) > 0) patience++;
    if (wait.revents & (POLLERR | POLLHUP | POLLNVAL)) break;
  }
}
