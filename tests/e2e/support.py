# support.py - what the end-to-end tests share: a hub to start, stop and kill, and its API
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Nothing here sleeps: it waits for a line, an answer or an end, each with a deadline.
import contextlib
import http.client
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

SKIP = 77
DEADLINE_S = 30

musterd = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else 'musterd'


class Deadline:
    """How long there is left; over it is a failure that says what was waited for."""

    def __init__(self, what, seconds=DEADLINE_S):
        self.what = what
        self.end = time.monotonic() + seconds

    def left(self):
        left = self.end - time.monotonic()
        if left <= 0:
            raise AssertionError(f'waited in vain for {self.what}')
        return left


def wait_readable(stream, deadline):
    select.select([stream], [], [], deadline.left())
    deadline.left()


class Lines:
    """A program's output, line by line, with a deadline."""

    def __init__(self, stream):
        self.fd = stream.fileno()
        self.stream = stream
        self.buffer = b''

    def next(self, deadline):
        """A line without its newline; None at the end."""
        while b'\n' not in self.buffer:
            wait_readable(self.fd, deadline)
            got = os.read(self.fd, 1 << 16)
            if not got:
                return None
            self.buffer += got
        line, _, self.buffer = self.buffer.partition(b'\n')
        return line

    def find(self, word, what):
        """The first line that has a word in it."""
        deadline = Deadline(what)
        seen = []
        while (line := self.next(deadline)) is not None:
            if word in line:
                return line
            seen.append(line.decode(errors='replace'))
        raise AssertionError(f'{what}: it ended, having said: ' + '\n'.join(seen[-20:]))


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__('hub', timeout=DEADLINE_S)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


def later(seconds):
    """That long from now, as the API writes it."""
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + seconds))


def end(process, how=signal.SIGTERM):
    """Ends a program we started, and returns how it ended."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        return process.wait(DEADLINE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise AssertionError(f'{process.args[0]} does not end')


def run(*arguments, stdin=None, env=None):
    """Runs a verb of musterd to its end."""
    return subprocess.run([musterd, *arguments], input=stdin, capture_output=True, text=True,
                          timeout=DEADLINE_S, env=env)


class Hub:
    """A musterd on a state folder; start() it as often as you like."""

    def __init__(self, folder, before=None):
        self.folder = folder
        self.state = os.path.join(folder, 'state')
        self.socket = os.path.join(folder, 's')
        self.log = os.path.join(folder, 'hub.log')
        self.before = before  # in the child, before it is musterd
        self.program = musterd
        self.environment = None
        self.arguments = []
        self.process = None

    def start(self):
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen(
                [self.program, 'serve', '--state', self.state, '--listen', 'unix:' + self.socket,
                 '--listen', '127.0.0.1:0', *self.arguments],
                stdout=subprocess.PIPE, stderr=log, preexec_fn=self.before, env=self.environment)
        line = Lines(self.process.stdout).next(Deadline('the hub to be ready'))
        if line is None:
            raise AssertionError('the hub did not start: ' + self.said())
        self.ready = json.loads(line)
        assert self.ready['ready'] is True, line
        self.tcp = next(a for a in self.ready['listen'] if not a.startswith('unix:'))
        self.port = int(self.tcp.rpartition(':')[2])
        return self

    def said(self):
        with open(self.log, errors='replace') as log:
            return log.read()

    def stop(self, how=signal.SIGTERM):
        status = end(self.process, how)
        self.process.stdout.close()
        return status

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def connect(self):
        return UnixConnection(self.socket)

    def ask(self, method, path, body=None, headers=None):
        connection = self.connect()
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        connection.request(method, path, body, {'Content-Type': 'application/json',
                                                **(headers or {})})
        with contextlib.closing(connection):
            return Answer(connection.getresponse())

    def get(self, path, headers=None):
        answer = self.ask('GET', path, headers=headers)
        assert answer.status == 200, (path, answer.status, answer.body)
        return answer.json()

    def post(self, path, body):
        answer = self.ask('POST', path, body)
        assert answer.status // 100 == 2, (path, answer.status, answer.body)
        return answer.json()

    def items(self, path):
        """All of a list, page by page."""
        items, cursor = [], ''
        while cursor is not None:
            page = self.get(path + cursor)
            items += page['items']
            cursor = page['cursor'] and f'{"&" if "?" in path else "?"}cursor={page["cursor"]}'
        return items

    def seq(self):
        return int(self.ask('GET', '/v1/snapshot').headers['Muster-Seq'])

    def add_key(self, service):
        return self.post('/v1/keys', {'service': service})['key']

    def add_token(self, person, role):
        return self.post('/v1/tokens', {'person': person, 'role': role})['token']

    def me(self):
        return self.get('/v1/me')['name']


class Case(unittest.TestCase):
    """A test with a folder of its own; what it starts is ended, whatever happens."""

    longMessage = True

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='muster-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), 'w') as stream:
            stream.write(text)
        return self.path(name)

    def hub(self, **options):
        hub = Hub(self.folder, **options)
        self.addCleanup(self.end_hub, hub)
        return hub.start()

    def end_hub(self, hub):
        if hub.process is not None and hub.process.poll() is None:
            hub.kill()

    def start(self, *arguments, **options):
        process = subprocess.Popen(arguments, **options)
        self.addCleanup(end, process, signal.SIGKILL)
        return process

    def assert_clean(self, hub):
        """The journal of a hub that has ended is whole."""
        done = run('journal', 'verify', '--state', hub.state)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)


def need(*programs):
    """A test without its servers is skipped, never passed."""
    missing = [p for p in programs if shutil.which(p) is None]
    if missing:
        print('skipped: there is no', ', '.join(missing))
        sys.exit(SKIP)


def main():
    unittest.main(argv=[sys.argv[0]] + sys.argv[2:], verbosity=2)
