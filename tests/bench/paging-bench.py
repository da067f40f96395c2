# paging-bench.py - from an alert to the first sink: musterd's pages beside Alertmanager's webhook
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Alerts come one at a time, each of a kind of its own, so each is a new incident here and a new
# group there; Alertmanager is told to wait for no others (group_wait: 0s). Measured is from before
# the alert is posted to when the sink has the request's head. Both in turns, in one run.
import http.client
import http.server
import json
import os
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import servers

N = 20 if servers.QUICK else 150
GAP_S = 0.02
LATE_S = 10
AIM_P50_MS, AIM_P99_MS = 150, 1000
NAME = re.compile(rb'Bench\d+')
ROUTE = """\
route: {{receiver: sink, group_by: [alertname], group_wait: 0s, group_interval: 1h}}
receivers: [{{name: sink, webhook_configs: [{{url: "http://127.0.0.1:{port}/", send_resolved: false}}]}}]
"""
TEAM = """\
channels: [{{name: sink, type: webhook, url: "http://127.0.0.1:{port}/", secret: {{secret: sink}},
            network: true}}]
people:
  - name: mike
    channels: [{{type: webhook}}]
    rules: {{high: [{{via: webhook}}]}}
policies: [{{name: all, steps: [{{notify: [{{person: mike}}]}}]}}]
services: [{{name: shop, policy: all}}]
"""


class Sink(http.server.ThreadingHTTPServer):
    """Takes what comes and says when."""

    daemon_threads = True

    def __init__(self):
        self.seen = queue.Queue()
        super().__init__(('127.0.0.1', 0), Taker)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait_for(self, name):
        while True:
            at, found = self.seen.get(timeout=LATE_S)
            if name in found:
                return at


class Taker(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        at = time.perf_counter()
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(200)
        self.send_header('Content-Length', '0')
        self.end_headers()
        self.server.seen.put((at, NAME.findall(body)))

    def log_message(self, *unused):
        pass


class Musterd(servers.Musterd):
    def __init__(self, tools, folder, sink):
        super().__init__(tools, folder)
        hub = f'unix:{folder}/socket'
        team = os.path.join(folder, 'team.yaml')
        with open(team, 'w', encoding='utf-8') as out:
            out.write(TEAM.format(port=sink.server_port))
        subprocess.run([tools['musterd'], 'secret', 'set', 'sink', '--state', self.state],
                       input='abcdefghijklmnopqrstuvwxyz', text=True, check=True, timeout=60)
        subprocess.run([tools['musterd'], 'apply', '--hub', hub, '-f', team], check=True,
                       stdout=subprocess.DEVNULL, timeout=60)


def post(connection, prefix, name):
    body = json.dumps([{'labels': {'alertname': name, 'service': 'shop', 'severity': 'critical'}}])
    connection.request('POST', prefix + '/api/v2/alerts', body,
                       {'Content-Type': 'application/json'})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f'{name} was answered with {answer.status}')


def measure(one, sink, first):
    """Milliseconds, of N alerts one after the other."""
    connection = http.client.HTTPConnection('127.0.0.1', int(one.port), timeout=60)
    connection.connect()
    took = []
    for i in range(N):
        name = f'Bench{first + i}'
        began = time.perf_counter()
        post(connection, one.prefix, name)
        took.append(1000 * (sink.wait_for(name.encode()) - began))
        time.sleep(GAP_S)
    connection.close()
    return took


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    tools = {'musterd': sys.argv[1]}
    sink = Sink()
    with tempfile.TemporaryDirectory(prefix='muster-bench-') as folder:
        sides = {'musterd': Musterd(tools, os.path.join(folder, 'm'), sink)}
        if servers.has_alertmanager():
            routes = ROUTE.format(port=sink.server_port)
            sides['Alertmanager'] = servers.Alertmanager(tools, os.path.join(folder, 'a'), routes)
        took = {name: [] for name in sides}
        for turn in range(servers.ROUNDS):
            for name, side in sides.items():
                took[name] += measure(side, sink, turn * N)
        for side in sides.values():
            side.stop()
    for name, values in took.items():
        print(f'{name}: alert to first sink, {len(values)} alerts: p50 '
              f'{statistics.median(values):.1f} ms, p99 {quantile(values, .99):.1f} ms')
    ours = took['musterd']
    met = statistics.median(ours) <= AIM_P50_MS and quantile(ours, .99) <= AIM_P99_MS
    print(f'aim: p50 {AIM_P50_MS} ms, p99 {AIM_P99_MS} ms: {servers.verdict(met)}')
    if len(took) > 1:
        ratio = statistics.median(ours) / statistics.median(took['Alertmanager'])
        print(f'musterd takes {ratio:.2f} times as long as Alertmanager, at the median')


main()
