"""How long ``law updates`` takes on a year of the gazette, and how much memory; run by hand.

    python benchmarks/law_updates.py GAZETTE

GAZETTE is an archive of Norsk Lovtidend avd. I as Lovdata publishes it (NLOD 2.0; not in this repository). The limits
are 3 s and 200 MB for the whole of 2025. Each run is a process of its own, so the start of the program counts.
"""

import resource
import subprocess
import sys
import time

RUNS = 5
LIMIT_SECONDS, LIMIT_MB = 3.0, 200


def main(gazette: str) -> int:
    command = [sys.executable, "-m", "samhandling", "law", "updates", gazette, "--json", "-", "--as-of", "2026-11-21"]
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False)
        seconds.append(time.perf_counter() - start)
        if done.returncode not in (0, 1):
            sys.stderr.write(done.stderr.decode())
            return done.returncode
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"best {min(seconds):.2f} s, worst {max(seconds):.2f} s of {RUNS}; at most {megabytes:.0f} MB")
    return int(max(seconds) > LIMIT_SECONDS or megabytes > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
