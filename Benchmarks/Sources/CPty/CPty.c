#define _GNU_SOURCE
#include "CPty.h"

#include <errno.h>
#include <pty.h>
#include <stddef.h>

int cb_open_terminal(int *master, int *slave, int rows, int columns) {
  struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  return openpty(master, slave, NULL, NULL, &size) == 0 ? 0 : errno;
}
