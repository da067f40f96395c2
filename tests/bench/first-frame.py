# first-frame.py - how soon the console paints, and what it holds then
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""first-frame.py MUSTER HUB ROUNDS, in a gui-session: one line of JSON, per way of drawing."""
import json
import os
import signal
import statistics
import subprocess
import sys
import time

SETTLE_S = 2
WAYS = {'gl-disable': {'GDK_DEBUG': 'gl-disable'}, 'default': {}}


def resident_bytes(pid):
    with open(f'/proc/{pid}/statm', encoding='ascii') as statm:
        return int(statm.read().split()[1]) * os.sysconf('SC_PAGESIZE')


def measure(muster, hub, changes):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ('GDK_DEBUG', 'GSK_RENDERER')}
    environment.update(changes, MUSTER_FIRST_FRAME='1')
    began = time.monotonic()
    with subprocess.Popen([muster, '--hub', hub], env=environment, stdout=subprocess.PIPE,
                          text=True) as process:
        said = process.stdout.readline().strip()
        span_s = time.monotonic() - began
        time.sleep(SETTLE_S)
        resident = resident_bytes(process.pid)
        process.send_signal(signal.SIGKILL)  # nothing of it is kept
    if said != 'FIRST-FRAME':
        sys.exit('the console ended before it painted')
    return span_s, resident


def main():
    muster, hub, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    result = {}
    for way, changes in WAYS.items():
        spans, resident = zip(*[measure(muster, hub, changes) for _ in range(rounds)])
        result[way] = {'ms': statistics.median(spans) * 1000,
                       'rss_bytes': statistics.median(resident)}
    print(json.dumps(result))


main()
