"""Runs dwell and its peers on the same work, by turns; compares their statistics, then their CPU time per packet."""

import argparse
import json
import math
import os
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# The points of Benchmarks/README.md; costs as `dwell list machines` has them, times in nanoseconds.
POINTS = {
    "1 guest, 64 B, 1 Mpps, T0 1 ms": dict(
        machine="theory", guests=1, sizes=[64], mpps=1, timeout=1_000_000, grant=4440, packet=556, byte=0),
    "8 guests, 64/128/576/1500 B, 20 Mpps, T0 5 us": dict(
        machine="fast-server", guests=8, sizes=[64, 128, 576, 1500], mpps=20, timeout=5000, grant=50, packet=15, byte=0.01),
}
# Packets of the long run; the short one has a fifth, and start-up goes out by their difference. Both are whole containers of 64,
# or at one guest the last container alone would wait all of T0.
PACKETS = {"dwell": 10_000_000, "C loop": 10_000_000, "ns-3": 1_000_000, "SimPy": 128_000}
WHOLE = 5 * 64
# Where histograms have cells: dwell's and the loop's are at most 1.6 % wide, and a middle is within 0.8 %.
CELL = 0.008
# Two-sided 99.9 % of Student's t, by degrees of freedom.
STUDENT = {1: 636.6, 2: 31.6, 3: 12.92, 4: 8.610, 5: 6.869, 6: 5.959, 7: 5.408, 8: 5.041, 9: 4.781, 10: 4.587, 12: 4.318,
           15: 4.073, 20: 3.850, 30: 3.646, 60: 3.460, 10**9: 3.291}


def student(freedom):
    return STUDENT[max(key for key in STUDENT if key <= max(freedom, 1))]


def command(options, program, point, packets, seed):
    if program == "dwell":
        words = [
            options.dwell, "simulate", "--policy", "fixed", "--arrivals", "poisson", "--machine", point["machine"],
            "--guests", point["guests"], "--packet-size", ",".join(f"{size}:1" for size in point["sizes"]),
            "--load", f"{point['mpps']}Mpps", "--timeout", f"{point['timeout']}ns", "--set", "max-packets=64",
            "--container-size", "4096B", "--packets", packets, "--seed", seed, "--format", "json"]
    else:
        head = {"C loop": [os.path.join(options.built, "loop")], "ns-3": [os.path.join(options.built, "program")],
                "SimPy": [options.python, os.path.join(HERE, "model.py")]}[program]
        words = head + [
            point["guests"], ",".join(map(str, point["sizes"])), point["mpps"], point["timeout"], point["grant"],
            point["packet"], point["byte"], packets, seed]
    return [str(word) for word in words]


def run(words):
    """What it wrote, and the CPU time that it took, in seconds."""
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    text = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"peers: status {child.returncode} of: {' '.join(words)}")
    return text, usage.ru_utime + usage.ru_stime


def count(words):
    """The instructions that it took, by callgrind."""
    words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"] + words
    child = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", child.stderr)
    if child.returncode != 0 or not found:
        sys.exit(f"peers: status {child.returncode} of: {' '.join(words)}")
    return int(found[1])


def count_all(options):
    """Instructions per packet in place of times: exact on any machine, with far fewer packets, so statistics are not compared."""
    # Valgrind gives up on the debug sections of newer compilers.
    stripped = os.path.join(options.built, "dwell")
    subprocess.run(["strip", "--strip-debug", "-o", stripped, options.dwell], check=True)
    options.dwell = stripped
    print("instructions per packet, by callgrind")
    print(f"  {'':<46}" + "".join(f"{program:>10}" for program in PACKETS))
    for title, point in POINTS.items():
        each = []
        for program, packets in PACKETS.items():
            long = packets // 50 // WHOLE * WHOLE
            counts = [count(command(options, program, point, part, 1)) for part in (long // 5, long)]
            each.append((counts[1] - counts[0]) / (long - long // 5))
        print(f"  {title:<46}" + "".join(f"{value:>10.0f}" for value in each))


def figures(program, text):
    if program != "dwell":
        return {name: float(value) for name, value in (line.split() for line in text.splitlines())}
    report = json.loads(text)
    result = {
        "packets": report["packets"]["delivered"], "dropped": report["packets"]["dropped"],
        "containers.packets": report["containers"]["mean_packets"],
        "containers.full": report["containers"]["fraction_full"],
        "jitter": report["jitter"]["rfc3550_s"] * 1e9,
        "utilisation": report["cost"]["driver_domain_utilisation"],
    }
    for name in "dwell", "delay":
        for key, field in ("mean", "mean_s"), ("sd", "stddev_s"), ("p50", "p50_s"), ("p90", "p90_s"), ("p99", "p99_s"):
            result[f"{name}.{key}"] = report[name][field] * 1e9
    return result


def compare(name, ours, theirs):
    """The difference of two means, and what it may be by chance and by the cells of histograms."""
    means = statistics.fmean(ours), statistics.fmean(theirs)
    errors = [statistics.variance(values) / len(values) for values in (ours, theirs)]
    total = sum(errors)
    freedom = total**2 / sum(error**2 / (len(values) - 1) for error, values in zip(errors, (ours, theirs))) if total else 1e9
    allowed = student(freedom) * math.sqrt(total) + 1e-9 * abs(means[0])
    if name.rsplit(".", 1)[-1] in ("p50", "p90", "p99"):
        allowed += 2 * CELL * abs(means[0])
    return means[0], means[1], means[1] - means[0], allowed


def main():
    parser = argparse.ArgumentParser(prog="Benchmarks/peers/run", description=__doc__)
    parser.add_argument("--dwell", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--built", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--python", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=5, help="runs of each, 3 or more, each with a seed of its own (5)")
    parser.add_argument("--scale", type=float, default=1, help="packets of all runs, times this (1)")
    parser.add_argument("--instructions", action="store_true", help="count instructions instead; needs valgrind")
    parser.add_argument("--figures", action="store_true", help="every statistic, not only those that differ")
    options = parser.parse_args()
    if not 3 <= options.runs <= 100 or not 0.01 <= options.scale <= 100:
        parser.error("--runs must lie from 3 to 100, --scale from 0.01 to 100")

    if options.instructions:
        count_all(options)
        return

    differs = False
    table = []
    for title, point in POINTS.items():
        found, times = {}, {}
        for seed in range(1, options.runs + 1):
            # By turns, so that what else the machine does meets all of them.
            for program, packets in PACKETS.items():
                packets = int(packets * options.scale) // WHOLE * WHOLE
                for part in packets // 5, packets:
                    print(f"\r\033[K{title}: run {seed} of {options.runs}, {program}", end="", file=sys.stderr, flush=True)
                    text, seconds = run(command(options, program, point, part, seed))
                    times.setdefault((program, part), []).append(seconds)
                found.setdefault(program, []).append(figures(program, text))
        print("\r\033[K", end="", file=sys.stderr)

        print(f"{title}\n  statistics against dwell's, {options.runs} runs each, bounds of 99.9 %")
        for program in list(PACKETS)[1:]:
            outside, widest = [], (0, "")
            for name in found["dwell"][0]:
                if name == "packets":
                    continue
                ours, theirs, difference, allowed = compare(
                    name, [run[name] for run in found["dwell"]], [run[name] for run in found[program]])
                line = f"    {name:<20} dwell {ours:<12.6g} {program} {theirs:<12.6g} apart {difference:+.3g}, may be {allowed:.3g}"
                if abs(difference) > allowed:
                    outside.append(line)
                elif options.figures:
                    print(line)
                if ours:
                    widest = max(widest, (abs(difference / ours), name))
            print(f"  {program:<7} {'DIFFERS' if outside else 'equal'}; farthest apart: {widest[1]}, by {widest[0]:.2%}")
            for line in outside:
                print(line)
            differs = differs or bool(outside)

        each = {}
        for program, packets in PACKETS.items():
            packets = int(packets * options.scale) // WHOLE * WHOLE
            each[program] = (min(times[program, packets]) - min(times[program, packets // 5])) / (packets - packets // 5)
        table.append((title, each))
        print()

    print(f"CPU time per packet, dwell = 1; least of {options.runs} runs")
    print(f"  {'':<46}" + "".join(f"{program:>10}" for program in PACKETS))
    for title, each in table:
        ratios = [each[program] / each["dwell"] for program in PACKETS]
        print(f"  {title:<46}" + "".join(f"{ratio:>10.2f}" if ratio < 10 else f"{ratio:>10.0f}" for ratio in ratios))
    if differs:
        sys.exit("peers: statistics differ; the ratios compare different work")


main()
