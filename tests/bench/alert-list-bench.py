# alert-list-bench.py - a room's alerts on screen, beside a browser that shows the same table
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""alert-list-bench.py PROGRAM, in a gui-session. Without Chromium only our own figures."""
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

SHOWN_N = 10_000
SCROLLED_N = 100_000
PAGE_N = 1000  # the hub gives no more at once
SERVICES = ('api', 'checkout', 'payments-db', 'search', 'user')


def alerts(start, end):
    return [{'id': f'{i:026d}', 'title': f'Requests fail on {i}', 'status': 'firing',
             'labels': {'alertname': 'HighErrorRate', 'service': SERVICES[i % 5],
                        'severity': 'critical' if i % 3 == 0 else 'warning',
                        'namespace': 'production', 'pod': f'pod-{i}-x7k2f'},
             'startsAt': '2026-03-06T14:25:02Z', 'lastSeenAt': '2026-03-06T14:41:02Z',
             'count': i % 9 + 1, 'reason': 'checkout → payments-db: depends on, 2 hops, 40 s later'}
            for i in range(start, end)]


def write_page(folder, n):
    path = os.path.join(folder, f'{n}.json')
    with open(path, 'w', encoding='utf-8') as stream:
        for at in range(0, n, PAGE_N):
            json.dump({'items': alerts(at, at + PAGE_N), 'cursor': None}, stream)
            stream.write('\n')
    return path


def write_table(folder, n):
    path = os.path.join(folder, 'table.html')
    with open(path, 'w', encoding='utf-8') as stream:
        stream.write('<!doctype html><meta charset=utf-8><table>')
        for alert in alerts(0, n):
            labels = ' '.join(f'{k}={v}' for k, v in alert['labels'].items())
            cells = (alert['title'], labels, alert['startsAt'], alert['lastSeenAt'],
                     alert['count'], alert['reason'])
            stream.write('<tr>' + ''.join(f'<td>{html.escape(str(c))}' for c in cells))
        stream.write('</table>')
    return path


def group_bytes(group):
    """What the processes of a group hold; what they share counts once (PSS)."""
    total = 0
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            if os.getpgid(int(pid)) == group:
                with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as stream:
                    total += sum(int(line.split()[1]) * 1024 for line in stream
                                 if line.startswith('Pss:'))
        except (OSError, ValueError):
            continue
    return total


def run(arguments):
    """How long it took from nothing to the end, the most that it held, and what it said."""
    most = [0]
    began = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               start_new_session=True, text=True)
    over = threading.Event()

    def watch():
        while not over.wait(0.05):
            most[0] = max(most[0], group_bytes(process.pid))
    thread = threading.Thread(target=watch)
    thread.start()
    said = process.communicate(timeout=120)[0]
    span = time.monotonic() - began
    over.set()
    thread.join()
    if process.returncode != 0:
        sys.exit(f'{arguments[0]} ended with {process.returncode}')
    return span, most[0], said


def browse(browser, folder):
    return run([browser, '--headless', '--no-sandbox', '--password-store=basic', '--disable-gpu',
                '--user-data-dir=' + os.path.join(folder, 'profile'),
                '--window-size=600,760', '--screenshot=' + os.path.join(folder, 'shot.png'),
                'file://' + write_table(folder, SHOWN_N)])


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix='muster-') as folder:
        span, most, said = run([program, write_page(folder, SHOWN_N)])
        ours = max(most, json.loads(said)['rss_bytes'])
        print(f'{SHOWN_N} alerts, cold to shown: {span * 1000:.0f} ms, {ours / 2**20:.0f} MiB')
        scrolled = json.loads(run([program, write_page(folder, SCROLLED_N), 'scroll'])[2])
        print(f"{SCROLLED_N} rows: scrolling p50 {scrolled['scroll_p50_ms']} ms, "
              f"p95 {scrolled['scroll_p95_ms']} ms of CPU a frame; "
              f"a row changed {scrolled['row_changed_p95_ms']} ms; "
              f"{scrolled['rss_bytes'] / 2**20:.0f} MiB")
        browser = shutil.which('chromium')
        if browser is None:
            print('skipped beside it: there is no chromium')
            return
        theirs_span, theirs, _ = browse(browser, folder)
        print(f'Chromium, the same as a table: {theirs_span * 1000:.0f} ms, '
              f'{theirs / 2**20:.0f} MiB: {theirs_span / span:.1f} times as long, '
              f'{theirs / ours:.1f} times the memory')


main()
