"""The work of Benchmarks/peers as a SimPy model: processes and stores, and lists that are evaluated at the end.

usage: model.py GUESTS SIZES MPPS TIMEOUT_NS C_GRANT_NS C_PKT_NS C_BYTE_NS PACKETS SEED     SIZES: as 64,128,576,1500
"""

import math
import random
import statistics
import sys

import simpy

CAPACITY = 4096
PACKETS_MOST = 64
QUEUE_MOST = 1024


class Run:
    def __init__(self, guests, sizes, mpps, timeout, c_grant, c_pkt, c_byte, packets, seed):
        self.env = simpy.Environment()
        self.random = random.Random(seed)
        self.sizes, self.gap, self.timeout = sizes, 1e3 / mpps, timeout
        self.c_grant, self.c_pkt, self.c_byte = c_grant, c_pkt, c_byte
        self.packets = packets
        self.inboxes = [simpy.Store(self.env) for _ in range(guests)]
        self.jobs = simpy.Store(self.env)
        self.queued = [0] * guests
        self.is_idle = True
        self.containers = self.full = self.dropped = 0
        self.busy = self.last = 0.0
        self.dwell, self.delay, self.jitter = [], [], []
        self.last_delay, self.last_jitter = [None] * guests, [0.0] * guests
        self.env.process(self.source())
        for guest in range(guests):
            self.env.process(self.container(guest))
        self.env.process(self.driver())
        self.env.run()

    def source(self):
        for _ in range(self.packets):
            yield self.env.timeout(self.random.expovariate(1.0) * self.gap)
            guest = self.random.randrange(len(self.inboxes))
            yield self.inboxes[guest].put((self.env.now, self.random.choice(self.sizes)))
        self.last = self.env.now

    def container(self, guest):
        inbox = self.inboxes[guest]
        waiting = None
        while True:
            packets = [waiting if waiting else (yield inbox.get())]
            waiting = None
            size = packets[0][1]
            deadline = self.env.timeout(packets[0][0] + self.timeout - self.env.now)
            is_full = True
            while size < CAPACITY and len(packets) < PACKETS_MOST:
                arrival = inbox.get()
                yield arrival | deadline
                if not arrival.triggered:
                    arrival.cancel()
                    is_full = False
                    break
                if size + arrival.value[1] > CAPACITY:
                    waiting = arrival.value
                    break
                packets.append(arrival.value)
                size += arrival.value[1]
            self.leave(guest, packets, size, is_full)

    def leave(self, guest, packets, size, is_full):
        now = self.env.now
        self.containers += 1
        self.full += is_full
        self.dwell.extend(now - arrived for arrived, _ in packets)
        if not self.is_idle and self.queued[guest] + len(packets) > QUEUE_MOST:
            self.dropped += len(packets)
            return
        self.queued[guest] += len(packets)
        self.jobs.put((guest, packets, size))

    def driver(self):
        while True:
            self.is_idle = not self.jobs.items
            guest, packets, size = yield self.jobs.get()
            self.is_idle = False
            self.queued[guest] -= len(packets)
            cost = round(self.c_grant * math.ceil(size / 4096) + self.c_pkt * len(packets) + self.c_byte * size)
            yield self.env.timeout(cost)
            self.busy += cost
            for arrived, _ in packets:
                self.deliver(guest, self.env.now - arrived)

    def deliver(self, guest, delay):
        self.delay.append(delay)
        if self.last_delay[guest] is not None:
            # RFC 3550, 6.4.1, for each guest by itself.
            self.last_jitter[guest] += (abs(delay - self.last_delay[guest]) - self.last_jitter[guest]) / 16
            self.jitter.append(self.last_jitter[guest])
        self.last_delay[guest] = delay

    def report(self):
        print("packets", self.packets)
        print("dropped", self.dropped)
        print("containers.packets", self.packets / self.containers)
        print("containers.full", self.full / self.containers)
        for name, times in ("dwell", self.dwell), ("delay", self.delay):
            times.sort()
            mean = statistics.fmean(times)
            print(f"{name}.mean", mean)
            print(f"{name}.sd", math.sqrt(statistics.fmean((x - mean) ** 2 for x in times)))
            for percent in 50, 90, 99:
                print(f"{name}.p{percent}", times[math.ceil(len(times) * percent / 100) - 1])
        print("jitter", statistics.fmean(self.jitter))
        print("utilisation", self.busy / self.last)


def main(words):
    if len(words) != 9:
        sys.exit("usage: model.py GUESTS SIZES MPPS TIMEOUT_NS C_GRANT C_PKT C_BYTE PACKETS SEED")
    sizes = [int(word) for word in words[1].split(",")]
    mpps, timeout, c_grant, c_pkt, c_byte = map(float, words[2:7])
    Run(int(words[0]), sizes, mpps, timeout, c_grant, c_pkt, c_byte, int(words[7]), int(words[8])).report()


main(sys.argv[1:])
