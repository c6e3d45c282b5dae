// The work of Benchmarks/peers as a person would write it by hand for this one policy: one timeout for all guests, so deadlines
// fall in the order in which containers open and a ring is enough; one driver domain, first come first served, so a container's
// end is known when it leaves. Times are whole nanoseconds; every packet's dwell, delay and jitter is counted.
//
// usage: loop GUESTS SIZES MPPS TIMEOUT_NS C_GRANT_NS C_PKT_NS C_BYTE_NS PACKETS SEED     SIZES: as 64,128,576,1500
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { guests_most = 1024, sizes_most = 16, packets_most = 64, capacity = 4096, queue_most = 1024, ring_size = 1 << 16 };

// xoshiro256++ by its published recurrence, seeded by splitmix64.
static uint64_t state[4];
static inline uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }
static inline uint64_t draw(void) {
  uint64_t result = rotate(state[0] + state[3], 23) + state[0], t = state[1] << 17;
  state[2] ^= state[0], state[3] ^= state[1], state[1] ^= state[2], state[0] ^= state[3];
  state[2] ^= t, state[3] = rotate(state[3], 45);
  return result;
}
static void seed(uint64_t x) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = x += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9, z = (z ^ z >> 27) * 0x94d049bb133111eb;
    state[i] = z ^ z >> 31;
  }
}

// Exponential gaps by the ziggurat of Marsaglia and Tsang (2000): 256 layers of area v, the tail beyond r.
static const double r = 7.69711747013104972, v = 0.0039496598225815571993;
static double edge[257], height[257];
static void make_layers(void) {
  edge[0] = v * exp(r), edge[1] = r, edge[256] = 0;
  for (int i = 2; i < 256; i++) edge[i] = -log(v / edge[i - 1] + exp(-edge[i - 1]));
  for (int i = 0; i < 257; i++) height[i] = exp(-edge[i]);
}
static inline double unit(uint64_t bits) { return (double)(bits >> 11) * 0x1p-53; }
static inline double exponential(void) {
  for (double beyond = 0;;) {
    uint64_t bits = draw();
    int layer = bits & 255;
    double x = unit(bits) * edge[layer];
    if (x < edge[layer + 1]) return beyond + x;
    if (layer == 0) beyond += r;
    else if (height[layer] + unit(draw()) * (height[layer + 1] - height[layer]) < exp(-x)) return beyond + x;
  }
}

// Lengths of time: sums, and a histogram of 64 cells an octave.
struct times {
  int64_t count, sum, greatest;
  double squares;
  uint64_t cells[4096];
};
static inline void count(struct times *t, int64_t end, const int64_t *arrived, int n) {
  int64_t sum = 0, greatest = t->greatest;
  double squares = 0;
  for (int i = 0; i < n; i++) {
    int64_t x = end - arrived[i];
    int shift = 57 - __builtin_clzll((uint64_t)x | 64);
    t->cells[((shift << 6) + (int)(x >> shift)) & 4095]++;
    sum += x, squares += (double)x * (double)x, greatest = x > greatest ? x : greatest;
  }
  t->count += n, t->sum += sum, t->squares += squares, t->greatest = greatest;
}
static double edge_of(int cell) { return cell < 128 ? cell : ldexp(cell % 64 + 64, cell / 64 - 1); }
static double percentile(const struct times *t, double p) {
  uint64_t sum = 0, wanted = (uint64_t)ceil(p * (double)t->count);
  for (int i = 0; i < 4096; i++)
    if ((sum += t->cells[i]) >= wanted && sum > 0) {
      double middle = i < 128 ? i : (edge_of(i) + edge_of(i + 1) - 1) / 2;
      return fmin(middle, (double)t->greatest);
    }
  return NAN;
}
static void print_times(const char *name, const struct times *t) {
  double mean = (double)t->sum / (double)t->count;
  printf("%s.mean %.9g\n%s.sd %.9g\n", name, mean, name, sqrt(t->squares / (double)t->count - mean * mean));
  printf("%s.p50 %.9g\n%s.p90 %.9g\n%s.p99 %.9g\n", name, percentile(t, .5), name, percentile(t, .9), name, percentile(t, .99));
}

struct guest {
  int64_t arrived[packets_most];
  int64_t serial, queued, last_delay;
  double jitter;
  int packets, bytes;
};
struct due {
  int64_t at, serial;
  int guest;
};
struct job {
  int64_t start;
  int guest, packets;
};

static struct guest guest[guests_most];
static struct due dues[ring_size];
static struct job jobs[ring_size];
static uint32_t due_first, due_end, job_first, job_end;
static struct times dwell, delay;
static int64_t driver_free, driver_busy, containers, full, dropped, jitters;
static double jitter_sum, c_grant, c_pkt, c_byte;

static void leave(int number, int64_t now, int is_full) {
  struct guest *g = &guest[number];
  int n = g->packets;
  containers++, full += is_full;
  for (; job_first != job_end && jobs[job_first % ring_size].start <= now; job_first++)
    guest[jobs[job_first % ring_size].guest].queued -= jobs[job_first % ring_size].packets;
  int64_t start = driver_free > now ? driver_free : now;
  int is_dropped = start > now && g->queued + n > queue_most;
  int64_t cost = llround(c_grant * ((g->bytes + 4095) / 4096) + c_pkt * n + c_byte * g->bytes), end = start + cost;
  count(&dwell, now, g->arrived, n);
  if (is_dropped) {
    dropped += n;
  } else {
    count(&delay, end, g->arrived, n);
    // RFC 3550, 6.4.1, for each guest by itself.
    double jitter = g->jitter, sum = 0;
    int64_t last = g->last_delay;
    int first = last < 0;
    if (first) last = end - g->arrived[0];
    for (int i = first; i < n; i++) {
      int64_t d = end - g->arrived[i];
      jitter += ((double)llabs(d - last) - jitter) / 16;
      sum += jitter, last = d;
    }
    g->jitter = jitter, g->last_delay = last;
    jitter_sum += sum, jitters += n - first;
    driver_free = end, driver_busy += cost;
    if (start > now) {
      if (job_end - job_first == ring_size) abort();
      jobs[job_end++ % ring_size] = (struct job){start, number, n};
      g->queued += n;
    }
  }
  g->packets = g->bytes = 0;
  g->serial++;
}

int main(int argc, char **argv) {
  if (argc != 10) return fputs("usage: loop GUESTS SIZES MPPS TIMEOUT_NS C_GRANT C_PKT C_BYTE PACKETS SEED\n", stderr), 64;
  int guests = atoi(argv[1]), sizes = 0, size[sizes_most];
  for (char *word = strtok(argv[2], ","); word && sizes < sizes_most; word = strtok(NULL, ",")) size[sizes++] = atoi(word);
  double gap = 1e3 / atof(argv[3]), clock = 0;
  int64_t timeout = atoll(argv[4]), packets = atoll(argv[8]), now = 0;
  c_grant = atof(argv[5]), c_pkt = atof(argv[6]), c_byte = atof(argv[7]);
  if (guests < 1 || guests > guests_most || sizes < 1 || packets < 1 || timeout < 0) return fputs("loop: out of range\n", stderr), 64;
  seed(strtoull(argv[9], NULL, 10));
  make_layers();
  for (int i = 0; i < guests; i++) guest[i].last_delay = -1;

  for (int64_t k = 0; k < packets; k++) {
    clock += gap * exponential();
    now = (int64_t)clock;
    uint64_t bits = draw();
    int number = (int)((bits >> 32) * (uint64_t)guests >> 32), bytes = size[(bits & 0xffffffff) * (uint64_t)sizes >> 32];
    // An arrival at the deadline still joins.
    for (; due_first != due_end && dues[due_first % ring_size].at < now; due_first++) {
      struct due *d = &dues[due_first % ring_size];
      if (guest[d->guest].serial == d->serial) leave(d->guest, d->at, 0);
    }
    struct guest *g = &guest[number];
    if (g->bytes + bytes > capacity) leave(number, now, 1);
    if (g->packets == 0) {
      if (due_end - due_first == ring_size) abort();
      dues[due_end++ % ring_size] = (struct due){now + timeout, g->serial, number};
    }
    g->arrived[g->packets++] = now;
    g->bytes += bytes;
    if (g->bytes == capacity || g->packets == packets_most) leave(number, now, 1);
  }
  int64_t last = now;
  for (; due_first != due_end; due_first++) {
    struct due *d = &dues[due_first % ring_size];
    if (guest[d->guest].serial == d->serial) leave(d->guest, d->at, 0);
  }

  printf("packets %" PRId64 "\ndropped %" PRId64 "\n", packets, dropped);
  printf("containers.packets %.9g\ncontainers.full %.9g\n", (double)packets / (double)containers, (double)full / (double)containers);
  print_times("dwell", &dwell);
  print_times("delay", &delay);
  printf("jitter %.9g\nutilisation %.9g\n", jitter_sum / (double)jitters, (double)driver_busy / (double)last);
}
