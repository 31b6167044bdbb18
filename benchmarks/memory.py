"""Measures what a training pass needs beyond parameters and gradients; prints the table of benchmarks/README.md.

    python3 benchmarks/memory.py [--sequences 16 --length 512]

Linux only. Every line is a process of its own, whose allocator is told to give memory back at once, so that the resident set is what
is in use. Other load on the machine changes the time and not the result.
"""

import argparse

from race import build_benchmarks, job_class_path, last_json, run

SMALL, LARGE = 1_000, 128_000
ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536", "MALLOC_ARENA_MAX": "2"}


def measure(vocabulary, activations, options):
    # The heap has room for the table's first values; this collector gives that room back before the pass, not during it.
    command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", job_class_path(), "dev.heddle.benchmarks.StepMemory"]
    command += [vocabulary, activations, options.sequences, options.length]
    return last_json(run(command, **ALLOCATOR, DJL_OFFLINE="true", OPT_OUT_TRACKING="true"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sequences", type=int, default=16)
    parser.add_argument("--length", type=int, default=512)
    options = parser.parse_args()
    build_benchmarks()
    print("| vocabulary | layers' activations | before the pass, MiB | the pass adds, MiB |")
    print("|---|---|---|---|")
    found = {}
    for vocabulary, activations in ((SMALL, "kept"), (SMALL, "recomputed"), (LARGE, "kept")):
        result = found[vocabulary, activations] = measure(vocabulary, activations, options)
        print(f"| {vocabulary:,} | {activations} | {result['before']:,} | {result['growth']:,} |", flush=True)
    small, again, large = (found[key]["growth"] for key in found)
    whole = found[SMALL, "kept"]["before"] + small
    print(f"recomputed needs {again / small:.1%} of kept; the loss of {LARGE:,} tokens adds {large - small:,} MiB, "
          f"{(large - small) / small:.1%} of the pass and {(large - small) / whole:.1%} of the process")


if __name__ == "__main__":
    main()
