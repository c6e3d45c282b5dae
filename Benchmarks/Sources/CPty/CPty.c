#define _GNU_SOURCE
#include "CPty.h"

#include <errno.h>
#include <pty.h>
#include <stddef.h>
#include <unistd.h>

int cb_open_terminal(int *master, int *slave, int rows, int columns) {
  struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  return openpty(master, slave, NULL, NULL, &size) == 0 ? 0 : errno;
}

int cb_start_in_terminal(int *master, int *process, char *const arguments[], int rows, int columns) {
  struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  *process = forkpty(master, NULL, NULL, &size);
  if (*process < 0) return errno;
  if (*process == 0) {
    execv(arguments[0], arguments);
    _exit(127);
  }
  return 0;
}

__attribute__((noinline)) void cb_mark(void) {
  // Not empty for the compiler, so calls stay.
  __asm__ volatile("");
}
