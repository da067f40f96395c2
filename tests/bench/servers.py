# servers.py - musterd and Alertmanager as the benchmarks run them, each in a folder of its own
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time

QUICK = bool(os.environ.get('BENCH_QUICK'))
ROUNDS = 1 if QUICK else 3
START_MAX_S = 20
ALERTMANAGER = 'prometheus-alertmanager'
NULL_ROUTE = """\
route: {receiver: none, group_by: [alertname, cluster], group_wait: 1s}
receivers: [{name: none}]
"""
REPEATED = 20000  # distinct alerts of the repeats


class Server:
    """A server that runs, with a folder of its own."""

    def __init__(self, tools, folder):
        self.tools = tools
        self.folder = folder
        self.prefix = ''
        self.first = 0
        os.mkdir(folder)

    def load(self, n, options):
        options = dict(options)
        first = self.first
        if options.pop('repeat', False):
            first, options['distinct'] = 0, REPEATED
        else:
            self.first += n
        arguments = {'port': self.port, 'pid': self.process.pid, 'prefix': self.prefix, 'n': n,
                     'first': first, **options}
        return run_tool(self.tools['alert-load'],
                        *[f'--{name}={value}' for name, value in arguments.items()])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        if code != 0:
            sys.exit(f'{self.folder}: ended with {code}')


class Alertmanager(Server):
    def __init__(self, tools, folder, routes=NULL_ROUTE):
        super().__init__(tools, folder)
        config = os.path.join(folder, 'config.yml')
        with open(config, 'w', encoding='utf-8') as out:
            out.write(routes)
        self.port = free_port()
        self.process = subprocess.Popen(
            [ALERTMANAGER, f'--config.file={config}', f'--storage.path={folder}/data',
             f'--web.listen-address=127.0.0.1:{self.port}', '--cluster.listen-address=',
             '--log.level=error'])
        wait_for_port(self.port)


class Musterd(Server):
    def __init__(self, tools, folder, state=None):
        super().__init__(tools, folder)
        self.state = state or os.path.join(folder, 'state')
        hub = f'unix:{folder}/socket'
        began = time.monotonic()
        self.process = subprocess.Popen(
            [tools['musterd'], 'serve', '--state', self.state, '--listen', hub,
             '--listen', '127.0.0.1:0'], stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.ready_s = time.monotonic() - began
        self.seq = ready['journal']['seq']
        self.port = next(a for a in ready['listen'] if not a.startswith('unix:')).rpartition(':')[2]
        if state is None:
            self.prefix = '/v1/intake/' + self.secret('key', '--service', 'shop')

    def secret(self, verb, *arguments):
        hub = f'unix:{self.folder}/socket'
        return subprocess.run([self.tools['musterd'], verb, 'add', '--hub', hub, *arguments],
                              stdout=subprocess.PIPE, text=True, check=True,
                              timeout=60).stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for_port(port):
    until = time.monotonic() + START_MAX_S
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(('127.0.0.1', port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f'nobody listens on port {port}')


def run_tool(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


def rss_of(server):
    with open(f'/proc/{server.process.pid}/statm', encoding='ascii') as statm:
        return int(statm.read().split()[1]) * os.sysconf('SC_PAGESIZE')


def has_alertmanager():
    """With CI=true it must be there."""
    if shutil.which(ALERTMANAGER):
        return True
    if os.environ.get('CI') == 'true':
        sys.exit(f'{ALERTMANAGER} is missing')
    print(f'skipped: {ALERTMANAGER} is not installed')
    return False


def median(rounds, figure):
    return statistics.median(one[figure] for one in rounds)


def verdict(met):
    return 'aim met' if met else 'MISSED'
