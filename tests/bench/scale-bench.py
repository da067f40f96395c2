# scale-bench.py - how musterd does with many alerts: lists of them, and a storm
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""scale-bench.py MUSTERD ALERT-LOAD GROUPING-BENCH

Prints, never judges, as hub-bench.py does. Lists are had from musterd and Alertmanager in turn, with
the same alerts. BENCH_QUICK=1 does less; BENCH_STORM_S=600 is the storm at its full length, which is
20 s otherwise.
"""
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
import hostile_bodies  # noqa: E402
from servers import (QUICK, ROUNDS, Alertmanager, Musterd, has_alertmanager, median, rss_of,
                     run_tool, verdict)

MIB = 2**20
SIZES = [1000, 10000] if QUICK else [10000, 100000, 1000000]
STORM_S = int(os.environ.get('BENCH_STORM_S', '5' if QUICK else '20'))
STORM_RATE = 2000
STORM_SERIES = 100000
BURST_S = 0.5


def cpu_s(server):
    """By the process's own clock (clock_getcpuclockid(3)); that of /proc is in ticks of 10 ms."""
    return time.clock_gettime(~server.process.pid << 3 | 2)


def peak_of(server):
    with open(f'/proc/{server.process.pid}/status', encoding='ascii') as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith('VmHWM:'))


def forget_peak(server):
    with open(f'/proc/{server.process.pid}/clear_refs', 'w', encoding='ascii') as clear:
        clear.write('5')


def get(server, path, token=None):
    """The answer's bytes, nothing of which is looked at, and how long it took."""
    request = f'GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n'
    if token:
        request += f'Authorization: Bearer {token}\r\n'
    size, buffer, began = 0, bytearray(MIB), time.monotonic()
    with socket.create_connection(('127.0.0.1', int(server.port)), 600) as connection:
        connection.sendall((request + '\r\n').encode())
        while n := connection.recv_into(buffer):
            size += n
    return size, time.monotonic() - began


def fill(kind, tools, folder, n):
    server = kind(tools, folder)
    server.load(n, {'per-post': 100})
    time.sleep(0.5)
    return server


def whole_list(server):
    """The medians of the rounds."""
    before, rounds = rss_of(server), []
    for _ in range(ROUNDS):
        forget_peak(server)
        cpu = cpu_s(server)
        size, span = get(server, server.prefix + '/api/v2/alerts')
        rounds.append({'bytes': size, 's': span, 'cpu_s': cpu_s(server) - cpu,
                       'extra': peak_of(server) - before})
    return {key: median(rounds, key) for key in rounds[0]}


def first_page(server):
    token = server.secret('token', '--person', os.environ.get('USER', 'root'), '--role', 'viewer')
    return statistics.median(get(server, '/v1/alerts?limit=100', token)[1] for _ in range(21))


def print_list(name, n, got):
    print(f'  {name:<14}{got["s"] * 1000:>9,.0f} ms {got["cpu_s"] / n * 1e6:>8.2f} us CPU an alert'
          f'   {got["bytes"] / MIB:>6.1f} MiB   {got["extra"] / MIB:>6.1f} MiB more resident')


def measure_lists(tools, folder):
    compares = has_alertmanager()
    pages = []
    for n in SIZES:
        print(f'the list of {n:,} active alerts')
        ours = fill(Musterd, tools, f'{folder}/lists{n}', n)
        pages.append(first_page(ours))
        got = whole_list(ours)
        ours.stop()
        if compares and n <= 100000:
            peer = fill(Alertmanager, tools, f'{folder}/am{n}', n)
            theirs = whole_list(peer)
            peer.stop()
            print_list('Alertmanager', n, theirs)
        print_list('musterd', n, got)
        print(f'  {"first 100":<14}{pages[-1] * 1000:>9.1f} ms   whole list in 8 MiB:'
              f' {verdict(got["extra"] <= 8 * MIB)}')
        if compares and n <= 100000:
            times = theirs['s'] / got['s']
            cpu = f', CPU 1/{theirs["cpu_s"] / got["cpu_s"]:.0f}' if got['cpu_s'] > 0 else ''
            print(f'  ratio         {times:.1f}x as fast ({verdict(times >= 20)}){cpu};'
                  f' its first 100 {theirs["s"] / pages[-1]:,.0f}x ({verdict(theirs["s"] / pages[-1] >= 500)})')
    print(f'  the first page of {SIZES[-1]:,} takes {pages[-1] / pages[0]:.1f}x that of {SIZES[0]:,}')


def measure_growth(tools, folder):
    """What one more alert costs, by how many there are."""
    server = Musterd(tools, f'{folder}/growth')
    step = 2000 if QUICK else 20000
    active, costs = 0, {}
    for target in ([1000, 20000] if QUICK else [1000, 100000, 940000]):
        if target > active:
            server.load(target - active, {'per-post': 100})
        costs[target] = statistics.median(
            server.load(step, {'per-post': 100})['cpu_us'] for _ in range(ROUNDS))
        active = target + ROUNDS * step
    resident = rss_of(server)
    server.stop()
    print('a new alert, by the number of active ones')
    for target, cost in costs.items():
        print(f'  {target:>12,}{cost:>9.2f} us CPU')
    ratio = max(costs.values()) / min(costs.values())
    print(f'  within {ratio:.2f}x ({verdict(ratio <= 1.5)});'
          f' {resident / MIB:,.0f} MiB resident with {active:,}'
          + (f' ({verdict(resident < 400 * MIB)})' if active >= 1e6 else ''))


def measure_grouping(tools):
    print('deciding about alerts, with 60 routes, 11 inhibitions, 100 silences, a severity map')
    for words, arguments in (('200 services that depend on one another', []),
                             ('on none', ['--no-graph']),
                             ('neither, nor any other rule',
                              ['--no-graph', '--routes=0', '--inhibitions=0', '--silences=0'])):
        rounds = [run_tool(tools['grouping-bench'], *arguments) for _ in range(ROUNDS)]
        cost = median(rounds, 'cpu_us')
        print(f'  {words:<42}{cost:>7.2f} us CPU, {1e6 / cost:>9,.0f} alerts/s a core'
              f' ({verdict(cost <= 10)})')


class Critical(threading.Thread):
    """Posts a critical alert a second by another key, and notes how long its answer takes: the page
    is decided in the commit that the answer waits for."""

    def __init__(self, server, prefix):
        super().__init__()
        self.url = f'http://127.0.0.1:{server.port}{prefix}/api/v2/alerts'
        self.spans = []
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(1):
            alert = {'labels': {'alertname': f'Critical{len(self.spans)}', 'severity': 'critical'},
                     'endsAt': '2199-01-01T00:00:00Z'}  # told once: time must not resolve it
            began = time.monotonic()
            request = urllib.request.Request(self.url, json.dumps([alert]).encode(),
                                             {'Content-Type': 'application/json'})
            urllib.request.urlopen(request, timeout=60).close()
            self.spans.append(time.monotonic() - began)


def count_incidents(server, token):
    """Those that stand by themselves: what a storm began with is part of it."""
    cursor, n = '', 0
    while cursor is not None:
        request = urllib.request.Request(
            f'http://127.0.0.1:{server.port}/v1/incidents?state=all&limit=100{cursor}',
            headers={'Authorization': f'Bearer {token}'})
        with urllib.request.urlopen(request, timeout=60) as answer:
            page = json.load(answer)
        n += sum(1 for incident in page['items'] if not incident['mergedInto'])
        cursor = f'&cursor={page["cursor"]}' if page['cursor'] else None
    return n


def storm(server):
    """Bursts of half a second's alerts; the slowest tenth of a second of each is what is kept."""
    p99s, sent, began = [], 0, time.monotonic()
    burst = int(STORM_RATE * BURST_S)
    while sent < STORM_RATE * STORM_S:
        server.first = sent % STORM_SERIES
        p99s.append(server.load(burst, {'per-post': 10, 'connections': 8})['p99_us'])
        sent += burst
        time.sleep(max(0, began + sent / STORM_RATE - time.monotonic()))
    return p99s, sent, time.monotonic() - began


def measure_storm(tools, folder):
    server = Musterd(tools, f'{folder}/storm')
    user = os.environ.get('USER', 'root')
    token = server.secret('token', '--person', user, '--role', 'viewer')
    critical = Critical(server, '/v1/intake/' + server.secret('key', '--service', 'pay'))
    forget_peak(server)
    critical.start()
    p99s, sent, span = storm(server)
    critical.over.set()
    critical.join()
    peak, incidents = peak_of(server), count_incidents(server, token)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(60)
    again = Musterd(tools, f'{folder}/after', server.state)
    with urllib.request.urlopen(urllib.request.Request(
            f'http://127.0.0.1:{again.port}/api/v2/alerts',
            headers={'Authorization': f'Bearer {token}'}), timeout=600) as answer:
        alive = len(json.load(answer))
    again.stop()
    promised = min(sent, STORM_SERIES) + len(critical.spans)
    slowest = max(critical.spans, default=0)
    p99 = sorted(p99s)[len(p99s) * 99 // 100] / 1000
    print(f'{sent:,} alerts in {span:.0f} s of {min(sent, STORM_SERIES):,} series, then kill -9')
    print(f'  {peak / MIB:,.0f} MiB at most ({verdict(peak <= 256 * MIB)})')
    print(f'  {incidents:,} incidents, {len(critical.spans)} of them by critical alerts of another key'
          f' ({verdict(incidents <= len(critical.spans) + 1)})')
    print(f'  answers p99 {p99:.0f} ms ({verdict(p99 <= 250)})'
          f'   critical alerts decided within {slowest * 1000:.0f} ms ({verdict(slowest <= 5)})')
    print(f'  {alive:,} alerts of {promised:,} acknowledged are there again'
          f' ({verdict(alive == promised)})')


def measure_hostile(tools, folder):
    server = Musterd(tools, f'{folder}/hostile')
    server.prefix = '/v1/intake/' + server.secret('key', '--service', 'shop')
    print('the dearest bodies that a sender may post')
    for name, source, body, _ in hostile_bodies.bodies():
        forget_peak(server)
        before, cpu = rss_of(server), cpu_s(server)
        request = urllib.request.Request(
            f'http://127.0.0.1:{server.port}{server.prefix}/{source}', body,
            {'Content-Type': 'application/json'})
        try:
            urllib.request.urlopen(request, timeout=60).close()
        except urllib.error.HTTPError as refusal:
            refusal.close()
        cost, extra = (cpu_s(server) - cpu) * 1000, peak_of(server) - before
        print(f'  {name:<22}{len(body) / MIB:>7.1f} MiB{cost:>9.1f} ms CPU ({verdict(cost <= 50)})'
              f'{extra / MIB:>8.1f} MiB more resident ({verdict(extra <= 40 * MIB)})')
    server.stop()


def main():
    names = ['musterd', 'alert-load', 'grouping-bench']
    tools = dict(zip(names, [os.path.abspath(path) for path in sys.argv[1:]], strict=True))
    with tempfile.TemporaryDirectory(prefix='muster-bench-') as folder:
        measure_grouping(tools)
        measure_lists(tools, folder)
        measure_growth(tools, folder)
        measure_storm(tools, folder)
        measure_hostile(tools, folder)


main()
