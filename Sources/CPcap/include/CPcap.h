#pragma once
#include <stdint.h>

/* A capture file being read by libpcap. Not shared: one thread at a time. */
typedef struct cp_capture cp_capture;

/* Why a capture could not be opened. */
typedef enum cp_reason {
  CP_OPENED = 0,
  CP_MISSING,      /* no such file */
  CP_UNREADABLE,   /* the system refuses */
  CP_FOLDER,       /* a folder */
  CP_SPECIAL,      /* a pipe, a device: cannot be read again */
  CP_NO_CAPTURE,   /* libpcap does not know the format */
} cp_reason;

/* What reading one packet came to. */
typedef enum cp_status {
  CP_PACKET = 0,
  CP_END,      /* the file ends between two packets */
  CP_CUT,      /* the file ends inside a packet */
  CP_DAMAGED,  /* libpcap refuses to read on */
} cp_status;

/* One packet; the bytes hold until the next is read. */
typedef struct cp_packet {
  int64_t stamp;          /* ns since 1970, bounded to +-142 years */
  const uint8_t *bytes;   /* as captured */
  uint32_t captured;      /* bytes there are */
  uint32_t original;      /* bytes there were on the wire */
  cp_status status;
} cp_packet;

/* Opens a regular file; NULL with a reason and a text of at most `size` bytes where that fails. */
cp_capture *cp_open(const char *path, cp_reason *reason, char *text, int size);
/* libpcap's DLT number, and its name (never NULL). */
int cp_link_type(const cp_capture *capture);
const char *cp_link_name(const cp_capture *capture);
/* The next packet. */
cp_packet cp_next(cp_capture *capture);
/* What went wrong last, in libpcap's words. */
const char *cp_error(const cp_capture *capture);
void cp_close(cp_capture *capture);
