#include "CPcap.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Large reads: libpcap asks for a header and a body per packet. */
enum { BUFFER_SIZE = 1 << 18 };

struct cp_capture {
  pcap_t *pcap;
  char *buffer;
};

static cp_capture *refuse(cp_reason *reason, cp_reason why, char *text, int size, const char *words) {
  *reason = why;
  snprintf(text, (size_t)size, "%s", words);
  return NULL;
}

cp_capture *cp_open(const char *path, cp_reason *reason, char *text, int size) {
  struct stat about;
  if (stat(path, &about) != 0)
    return refuse(reason, errno == ENOENT || errno == ENOTDIR ? CP_MISSING : CP_UNREADABLE, text, size, strerror(errno));
  /* Tested before it is opened: to open a pipe would wait for its writer. */
  if (S_ISDIR(about.st_mode)) return refuse(reason, CP_FOLDER, text, size, "");
  if (!S_ISREG(about.st_mode)) return refuse(reason, CP_SPECIAL, text, size, "");
  FILE *file = fopen(path, "rb");
  if (!file) return refuse(reason, errno == ENOENT ? CP_MISSING : CP_UNREADABLE, text, size, strerror(errno));
  cp_capture *capture = calloc(1, sizeof *capture);
  char *buffer = malloc(BUFFER_SIZE);
  if (!capture || !buffer) {
    fclose(file);
    free(capture);
    free(buffer);
    return refuse(reason, CP_UNREADABLE, text, size, strerror(ENOMEM));
  }
  setvbuf(file, buffer, _IOFBF, BUFFER_SIZE);
  __fsetlocking(file, FSETLOCKING_BYCALLER); /* one owner: no lock per read */
  char words[PCAP_ERRBUF_SIZE] = "";
  capture->buffer = buffer;
  capture->pcap = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, words);
  if (!capture->pcap) {
    fclose(file); /* libpcap closes the file only once it has accepted it */
    free(buffer);
    free(capture);
    return refuse(reason, CP_NO_CAPTURE, text, size, words);
  }
  *reason = CP_OPENED;
  return capture;
}

int cp_link_type(const cp_capture *capture) { return pcap_datalink(capture->pcap); }

const char *cp_link_name(const cp_capture *capture) {
  const char *name = pcap_datalink_val_to_name(pcap_datalink(capture->pcap));
  return name ? name : "unknown";
}

cp_packet cp_next(cp_capture *capture) {
  cp_packet packet = {0};
  struct pcap_pkthdr *header = NULL;
  const u_char *bytes = NULL;
  int got = pcap_next_ex(capture->pcap, &header, &bytes);
  if (got == 1) {
    const int64_t most = 4500000000; /* seconds: any two such stamps differ by less than 2^63 ns */
    int64_t seconds = header->ts.tv_sec;
    if (seconds > most) seconds = most;
    if (seconds < -most) seconds = -most;
    int64_t rest = header->ts.tv_usec; /* nanoseconds, as asked for; a broken file may hold more than a second's */
    packet.stamp = seconds * 1000000000 + (rest < 0 ? 0 : rest % 1000000000);
    packet.bytes = bytes;
    packet.captured = header->caplen;
    packet.original = header->len;
    packet.status = CP_PACKET;
  } else if (got == PCAP_ERROR_BREAK) {
    packet.status = CP_END;
  } else {
    packet.status = strncmp(pcap_geterr(capture->pcap), "truncated", 9) == 0 ? CP_CUT : CP_DAMAGED;
  }
  return packet;
}

const char *cp_error(const cp_capture *capture) { return pcap_geterr(capture->pcap); }

void cp_close(cp_capture *capture) {
  pcap_close(capture->pcap);
  free(capture->buffer);
  free(capture);
}
