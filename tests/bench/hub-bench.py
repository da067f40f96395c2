# hub-bench.py - musterd beside Alertmanager, in turn on the same machine, in numbers
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""hub-bench.py MUSTERD ALERT-LOAD STREAM-LATENCY REPLAY-BENCH

Prints, never judges: the exit code says only whether the programs ran. Of each figure the median of
its rounds is shown. CPU an alert is the steadiest; rates move with what else the machine does, and
so do Alertmanager's: where its own are out of the range in which they were found on an idle machine,
the line is void. BENCH_QUICK=1 does a tenth of the work.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

from servers import (QUICK, REPEATED, ROUNDS, Alertmanager, Musterd, has_alertmanager, median,
                     rss_of, run_tool, verdict)

SKIPPED = 77
# What is posted: name, alerts for each server, how, and Alertmanager's alerts/s on an idle machine.
WORKLOADS = [
    ('new, 100 a POST, 64 connections', (40000, 200000), {'per-post': 100}, (15000, 44000)),
    ('new, 100 a POST, 4 connections', (20000, 100000), {'per-post': 100, 'connections': 4},
     (15000, 44000)),
    ('repeats, 100 a POST, 64 connections', (60000, 1000000), {'per-post': 100, 'repeat': True},
     (20000, 44000)),
    ('new, 1 a POST, 64 connections', (10000, 20000), {'per-post': 1}, (9600, 18100)),
]


def size_of(workload):
    return workload[1][0 if QUICK else 1]


def one_round(server):
    """All workloads on a fresh server; Alertmanager does a fifth, as its rate does not change."""
    share = 5 if isinstance(server, Alertmanager) and not QUICK else 1
    server.load(REPEATED, {'per-post': 100})  # warm, and what the repeats repeat
    results = [server.load(size_of(workload) // (1 if workload[2]['per-post'] == 1 else share),
                           workload[2]) for workload in WORKLOADS]
    server.stop()
    return results


def measure_servers(tools, folder):
    """results[server][workload]: the rounds' figures."""
    kinds = [Alertmanager, Musterd] if has_alertmanager() else [Musterd]
    results = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        for kind in kinds:
            results[kind].append(one_round(kind(tools, f'{folder}/{kind.__name__}{number}')))
    return {kind: list(zip(*rounds)) for kind, rounds in results.items()}


# The aims of each workload: rate, CPU and p99 against Alertmanager's.
AIMS = {
    WORKLOADS[0][0]: {'rate': 10, 'cpu': 1 / 10},
    WORKLOADS[1][0]: {'rate': 8, 'cpu': 1 / 10},
    WORKLOADS[2][0]: {'rate': 25},
    WORKLOADS[3][0]: {'rate': 2, 'cpu': 1 / 2.5, 'p99': 1 / 8},
}


def print_server(name, rounds):
    print(f'  {name:<14}{median(rounds, "alerts_per_s"):>9,.0f} alerts/s'
          f'{median(rounds, "cpu_us"):>8.2f} us CPU an alert'
          f'   p50{median(rounds, "p50_us") / 1000:>7.2f} ms   p99{median(rounds, "p99_us") / 1000:>8.2f} ms')


def print_ratios(name, peer, ours, usual):
    figures = {'rate': 'alerts_per_s', 'cpu': 'cpu_us', 'p99': 'p99_us'}
    ratios = {key: median(ours, figure) / median(peer, figure) for key, figure in figures.items()}
    is_void = not usual[0] <= median(peer, 'alerts_per_s') <= usual[1]
    words = []
    for key, ratio in ratios.items():
        aim = AIMS[name].get(key)
        text = f'{ratio:.1f}x' if ratio >= 1 else f'1/{1 / ratio:.1f}'
        if aim is not None:
            text += f' ({verdict(ratio >= aim if key == "rate" else ratio <= aim)})'
        words.append(f'{key} {text}')
    print('  ratio         ' + '   '.join(words))
    if is_void:
        print(f'  VOID: Alertmanager is usually between {usual[0]:,} and {usual[1]:,} alerts/s')


def print_servers(results):
    for i, (name, _, _, usual) in enumerate(WORKLOADS):
        print(name)
        if Alertmanager in results:
            print_server('Alertmanager', results[Alertmanager][i])
        print_server('musterd', results[Musterd][i])
        if Alertmanager in results:
            print_ratios(name, results[Alertmanager][i], results[Musterd][i], usual)


def measure_latency(tools, folder):
    server = Musterd(tools, f'{folder}/latency')
    token = server.secret('token', '--person', os.environ.get('USER', 'root'), '--role', 'viewer')
    result = run_tool(tools['stream-latency'], f'--port={server.port}', f'--prefix={server.prefix}',
                      f'--token={token}', f'--dir={folder}', f'--n={300 if QUICK else 2000}')
    server.stop()
    limit_us = result['sync_p50_us'] + 2 * result['round_trip_p50_us']
    print('from a POST to its line in the stream, one at a time')
    for what, words in (('line', 'line'), ('answer', "the POST's answer"),
                        ('round_trip', 'GET /healthz'), ('sync', 'fdatasync of 4 KiB')):
        print(f'  {words:<22}p50{result[what + "_p50_us"]:>7} us   p99{result[what + "_p99_us"]:>7} us')
    ratio = result['line_p50_us'] / limit_us
    print(f'  p50 is {ratio:.1f}x of a sync and two round trips ({verdict(ratio <= 2)})')


def measure_million(tools, folder):
    """Many active alerts at once: their memory, and the journal they leave."""
    n, chunks = (50000, 4) if QUICK else (200000, 5)
    server = Musterd(tools, f'{folder}/million')
    sizes = [rss_of(server)]
    for _ in range(chunks):
        sizes.append(server.load(n, {'per-post': 100})['rss_bytes'])
    time.sleep(1)
    whole = rss_of(server) - sizes[0]
    an_alert = (sizes[-1] - sizes[1]) / (n * (chunks - 1))
    server.stop()
    print(f'{n * chunks:,} active alerts\n'
          f'  {an_alert:,.0f} B resident for each more ({verdict(an_alert <= 350)});'
          f' {whole / (n * chunks):,.0f} B each with the stream\'s ring and all buffers')
    restart = Musterd(tools, f'{folder}/again', server.state)
    print(f'  {restart.ready_s:.2f} s to start again with the snapshot')
    restart.stop()
    for round_number in range(ROUNDS):
        result = run_tool(tools['replay-bench'], server.state)
        print(f'  replay of {result["events"]:,} events into the world: {result["events_per_s"]:,.0f}'
              f' events/s, {result["cpu_us"]:.2f} us CPU each'
              f' ({verdict(result["events_per_s"] >= 1e6)})')


def measure_first_frame(tools, folder):
    muster = os.path.join(os.path.dirname(tools['musterd']), 'muster')
    here = os.path.dirname(os.path.abspath(__file__))
    print('exec to the first frame, with 1,000 incidents on the hub')
    if not os.path.exists(muster):
        print('  skipped: the console is not built')
        return
    server = Musterd(tools, f'{folder}/frame')
    server.load(1000, {'per-post': 100})
    done = subprocess.run([os.path.join(here, '..', 'gui-session'), sys.executable, '-B',
                           os.path.join(here, 'first-frame.py'), muster, f'unix:{server.folder}/socket',
                           str(2 * ROUNDS + 1)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True, timeout=120)
    server.stop()
    if done.returncode == SKIPPED:
        print('  skipped: there is no virtual display')
        return
    if done.returncode != 0:
        sys.exit('the console could not be measured')
    for way, figures in json.loads(done.stdout.splitlines()[-1]).items():
        aim = f' ({verdict(figures["ms"] < 250)})' if way == 'gl-disable' else ''
        print(f'  {way:<14}{figures["ms"]:>6.0f} ms{aim}   {figures["rss_bytes"] / 2**20:.0f} MiB'
              ' resident two seconds later')


def main():
    names = ['musterd', 'alert-load', 'stream-latency', 'replay-bench']
    tools = dict(zip(names, [os.path.abspath(path) for path in sys.argv[1:]], strict=True))
    with tempfile.TemporaryDirectory(prefix='muster-bench-') as folder:
        print_servers(measure_servers(tools, folder))
        measure_latency(tools, folder)
        measure_million(tools, folder)
        measure_first_frame(tools, folder)


main()
