#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <sys/epoll.h>
#include <unistd.h>

int cn_wake_group(const int *members, int count) {
  int group = epoll_create1(EPOLL_CLOEXEC);
  for (int i = 0; i < count && group >= 0; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data = {.fd = members[i]}};
    if (epoll_ctl(group, EPOLL_CTL_ADD, members[i], &event) < 0) {
      close(group);
      group = -1;
    }
  }
  return group;
}
