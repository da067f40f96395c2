# sinks.py - pages leave: by mail with and without TLS, and by HTTP to servers that misbehave
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Twelve people have a webhook each that does something else wrong, and mail as their next rule. All
# are paged of one incident at once: each has the page by one or the other in time, and nobody waits
# for another's.
import collections
import email
import email.policy
import email.utils
import http.server
import json
import queue
import socket
import socketserver
import ssl
import subprocess
import threading
import time

import support
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

NEXT_RULE_S = 15  # what has not left by then has the next rule begin (security P11)
SLACK_S = 10      # of these machines

TEAM = '''
channels:
  - {{name: mail, type: email, url: "smtp://127.0.0.1:{mail}", from: muster@example.org, network: true}}
{channels}
people:
{people}
teams: [{{name: all, people: [{names}]}}]
policies: [{{name: all, steps: [{{notify: [{{team: all}}]}}]}}]
services: [{{name: shop, policy: all}}]
'''


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Inbox:
    """A mail server of one kind."""

    def __init__(self, case, tls=None, wants_tls=False, password=None, from_start=False):
        self.mails = queue.Queue()
        self.sessions = []
        self.port = free_port()
        self.password = password

        def make_session(controller):
            return SMTP(self, tls_context=None if from_start else tls,
                        require_starttls=wants_tls, auth_required=password is not None,
                        auth_require_tls=not from_start and tls is not None,
                        authenticator=self.check)

        class Server(Controller):
            factory = make_session

            def _trigger_server(self):  # asks whether it is there, also where that needs TLS
                client = ssl._create_unverified_context()
                with socket.create_connection((self.hostname, self.port), 5) as plain:
                    with client.wrap_socket(plain) if from_start else plain as greeted:
                        greeted.recv(1024)

        self.controller = Server(self, hostname='127.0.0.1', port=self.port,
                                 ssl_context=tls if from_start else None)
        self.controller.start()
        case.addCleanup(self.controller.stop)

    def check(self, server, session, envelope, mechanism, data):
        return AuthResult(success=data.password.decode() == self.password, handled=False)

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.sessions.append((session.ssl is not None, session.authenticated))
        self.mails.put((time.monotonic(), envelope.rcpt_tos[0], mail, envelope.content))
        return '250 taken'


class Bad(socketserver.ThreadingTCPServer):
    """A server of HTTP, more or less: what it does with a request its behaviour says."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, case, behaviour):
        self.behaviour = behaviour
        self.keys = []  # of each request, in order
        self.over = threading.Event()
        super().__init__(('127.0.0.1', 0), Request)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        case.addCleanup(self.end)

    def end(self):
        self.over.set()
        self.shutdown()
        self.server_close()


class Request(socketserver.StreamRequestHandler):
    def handle(self):
        key, length = None, 0
        while (line := self.rfile.readline(65536)) not in (b'\r\n', b'\n', b''):
            name, _, value = line.partition(b':')
            if name.lower() == b'idempotency-key':
                key = value.strip().decode()
            elif name.lower() == b'content-length':
                length = int(value)
        json.loads(self.rfile.read(length) or b'null')
        self.server.keys.append(key)
        try:
            self.server.behaviour(self, len(self.server.keys))
        except OSError:
            pass  # it has heard enough

    def say(self, status, *headers, body=b''):
        head = [f'HTTP/1.1 {status}', *headers, f'Content-Length: {len(body)}',
                'Connection: close', '', '']
        self.wfile.write('\r\n'.join(head).encode() + body)

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
        self.connection.close()


def hang(request, n):
    request.server.over.wait()


def drip(request, n):
    for byte in b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' * 10:
        request.wfile.write(bytes([byte]))
        if request.server.over.wait(1):
            return


def reset(request, n):
    request.reset()


def say_and_reset(request, n):
    request.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nO')
    request.wfile.flush()
    request.reset()


def limit_by_seconds(request, n):
    request.say('429 Too Many Requests', 'Retry-After: 1') if n == 1 else request.say('200 OK')


def limit_by_date(request, n):
    again = email.utils.formatdate(time.time() + 2, usegmt=True)
    request.say('429 Slow', 'Retry-After: ' + again) if n == 1 else request.say('204 No Content')


def fail_twice(request, n):
    request.say('500 Oops') if n <= 2 else request.say('202 Accepted')


def gone(request, n):
    request.say('410 Gone', body=b'channel_is_archived')


def say_much(request, n):
    request.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n')
    while not request.server.over.is_set():
        request.wfile.write(b'x' * 65536)


def long_head(request, n):
    request.wfile.write(b'HTTP/1.1 200 OK\r\nX-Long: ')
    while not request.server.over.is_set():
        request.wfile.write(b'x' * 65536)


def redirect(request, n):
    request.say('302 Found', 'Location: http://169.254.169.254/latest/meta-data/')


def well(request, n):
    request.say('200 OK')


BEHAVIOURS = [hang, drip, reset, say_and_reset, limit_by_seconds, limit_by_date, fail_twice, gone,
              say_much, long_head, redirect, well]
# By the webhook itself, after so many requests; the others have the page by mail. Who has said 200
# has taken it, whatever comes behind that.
SENT = {limit_by_seconds: 2, limit_by_date: 2, fail_twice: 3, well: 1, say_and_reset: 1,
        say_much: 1, long_head: 1}
# Refused for good: the next rule does not wait.
AT_ONCE = [gone, redirect]


class Sinks(support.Case):
    def start_hub(self, *arguments):
        self.muster = support.Hub(self.folder)
        self.muster.arguments = list(arguments)
        self.addCleanup(self.end_hub, self.muster)
        self.muster.start()

    def set_secret(self, name, value):
        done = support.run('secret', 'set', name, '--state', self.muster.state, stdin=value)
        self.assertEqual(done.returncode, 0, done.stderr)

    def apply(self, text):
        return support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f',
                           self.write('team.yaml', text))

    def fire(self, summary):
        key = self.muster.add_key('shop')
        self.muster.post(f'/v1/intake/{key}/generic', {'summary': summary, 'severity': 'critical'})

    def wait_for(self, what, look):
        deadline = support.Deadline(what, NEXT_RULE_S + support.DEADLINE_S)
        while not look():
            deadline.left()

    def wait_for_line(self, words):
        """What ana's page by mail says in the end."""
        self.wait_for(words, lambda: words in self.page_line('ana', 'email'))
        return self.page_line('ana', 'email')

    def page_line(self, name, channel):
        lines = [item['text'] for item in self.muster.items('/v1/incidents/INC-1/timeline')]
        return next((line for line in lines if line.startswith(f'{name} paged on {channel}')), '')

    def test_twelve(self):
        inbox = Inbox(self)
        bad = {b.__name__: Bad(self, b) for b in BEHAVIOURS}
        self.start_hub()
        self.set_secret('hook', 'abcdefghijklmnopqrstuvwxyz')
        channels = '\n'.join(
            f'  - {{name: {name}, type: webhook, url: "http://127.0.0.1:{server.server_address[1]}/", '
            'secret: {secret: hook}, network: true}' for name, server in bad.items())
        people = '\n'.join(
            f'  - {{name: {name}, channels: [{{type: webhook, by: {name}}}, '
            f'{{type: email, to: {name}@example.org}}], '
            'rules: {high: [{via: webhook}, {via: email, after: 10m}]}}' for name in bad)
        done = self.apply(TEAM.format(mail=inbox.port, channels=channels, people=people,
                                      names=', '.join(bad)))
        self.assertEqual(done.returncode, 0, done.stderr)
        began = time.monotonic()
        self.fire('Checkout answers slowly')

        self.wait_for('a page by who is well', lambda: 'sent' in self.page_line('well', 'webhook'))
        self.assertLess(time.monotonic() - began, 5)  # nobody waits for those that hang
        told = {}
        while len(told) < len(BEHAVIOURS) - len(SENT):
            at, to, _, _ = self.next_mail(inbox, NEXT_RULE_S + SLACK_S)
            told.setdefault(to.partition('@')[0], at - began)
        sent = {b.__name__ for b in SENT}
        self.assertEqual(sorted(told), sorted(set(bad) - sent))
        for name, took in told.items():
            self.assertLess(took, NEXT_RULE_S + SLACK_S, name)
        for behaviour in AT_ONCE:
            self.assertLess(told[behaviour.__name__], 5, behaviour.__name__)
            self.assertIn('not delivered', self.page_line(behaviour.__name__, 'webhook'))
            self.assertEqual(len(bad[behaviour.__name__].keys), 1)
        for behaviour, tries in SENT.items():
            name = behaviour.__name__
            self.wait_for(name, lambda name=name: 'sent' in self.page_line(name, 'webhook'))
            self.assertEqual(len(bad[name].keys), tries, name)
        for name, server in bad.items():  # however often it was tried, it is one page
            self.assertEqual(len(collections.Counter(server.keys)), 1, name)

        # an acknowledgement ends all of it
        self.muster.post('/v1/incidents/INC-1/acknowledge', {})
        figures = self.muster.ask('GET', '/metrics').body.decode()
        self.assertIn('muster_page', figures)
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)

    # --- mail ---

    def make_certificate(self):
        done = subprocess.run(
            ['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
             '-nodes', '-days', '2', '-subj', '/CN=localhost',
             '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
             '-keyout', self.path('key.pem'), '-out', self.path('cert.pem')],
            capture_output=True, timeout=support.DEADLINE_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path('cert.pem'), self.path('key.pem'))
        return context

    def mail_team(self, url):
        return TEAM.format(mail=1, names='ana', channels=(
            f'  - {{name: tls, type: email, url: "{url}", from: muster@example.org, user: muster, '
            'secret: {secret: smtp}, network: true}'), people=(
            '  - {name: ana, channels: [{type: email, to: ana@example.org, by: tls}], '
            'rules: {high: [{via: email}]}}'))

    def send_by(self, inbox, url, *arguments):
        self.start_hub(*arguments)
        self.set_secret('smtp', 'correct horse')
        done = self.apply(self.mail_team(url))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.fire('Größe\r\nBcc: eve@example.org\r\n\r\n<b>x</b> =?utf-8?q?hi?= ' + 'long ' * 200)

    def next_mail(self, inbox, seconds):
        try:
            return inbox.mails.get(timeout=seconds)
        except queue.Empty:
            lines = [i['text'] for i in self.muster.items('/v1/incidents/INC-1/timeline')]
            self.fail('no mail: ' + '; '.join(lines) + self.muster.said())

    def check_mail(self, inbox):
        _, to, mail, raw = self.next_mail(inbox, support.DEADLINE_S)
        self.assertEqual(to, 'ana@example.org')
        self.assertNotIn('Bcc', mail)
        self.assertIn('Größe', mail['Subject'])
        self.assertIn('[INC-1]', mail['Subject'])
        self.assertEqual(mail['Auto-Submitted'], 'auto-generated')
        self.assertTrue(mail['References'].startswith('<incident.'), mail['References'])
        self.assertTrue(all(len(line) <= 998 for line in raw.split(b'\r\n')))
        self.assertNotIn(b'<b>x</b>', mail.get_body(('html',)).get_content().encode())
        self.wait_for_line('sent')

    def test_starttls(self):
        """By STARTTLS, with a password that never goes in the clear."""
        context = self.make_certificate()
        inbox = Inbox(self, tls=context, wants_tls=True, password='correct horse')
        self.send_by(inbox, f'smtp://localhost:{inbox.port}', '--ca', self.path('cert.pem'))
        self.check_mail(inbox)
        self.assertEqual(inbox.sessions, [(True, True)])

    def test_smtps(self):
        context = self.make_certificate()
        inbox = Inbox(self, tls=context, password='correct horse', from_start=True)
        self.send_by(inbox, f'smtps://localhost:{inbox.port}', '--ca', self.path('cert.pem'))
        self.check_mail(inbox)

    def test_strange_certificate(self):
        """Nothing is sent to whom nobody vouches for."""
        context = self.make_certificate()
        inbox = Inbox(self, tls=context, password='correct horse', from_start=True)
        self.send_by(inbox, f'smtps://localhost:{inbox.port}')
        line = self.wait_for_line('certificate')
        self.assertNotIn('correct horse', line)
        self.assertTrue(inbox.mails.empty())

    def test_wrong_password(self):
        context = self.make_certificate()
        inbox = Inbox(self, tls=context, wants_tls=True, password='another')
        self.send_by(inbox, f'smtp://localhost:{inbox.port}', '--ca', self.path('cert.pem'))
        line = self.wait_for_line('not delivered')
        self.assertNotIn('correct horse', line)
        self.assertTrue(inbox.mails.empty())

    def test_refused_at_save(self):
        """What could never leave is refused when it is saved, not when somebody is to be paged."""
        self.start_hub()
        for channel in (
                '{name: x, type: webhook, url: "http://127.0.0.1/", secret: {secret: s}}',
                '{name: x, type: webhook, url: "https://2130706433/", secret: {secret: s}}',
                '{name: x, type: webhook, url: "https://0x7f000001/", secret: {secret: s}}',
                '{name: x, type: webhook, url: "https://[::1]/", secret: {secret: s}}',
                '{name: x, type: webhook, url: "file:///etc/passwd", secret: {secret: s}, network: true}',
                '{name: x, type: webhook, url: "https://a:b@example.org/", secret: {secret: s}}',
                '{name: x, type: pigeon, url: "https://example.org/"}',
                '{name: x, type: email, url: "smtp://mail.example.org", from: "a@b\\r\\nBcc: c@d"}'):
            done = self.apply('channels:\n  - ' + channel + '\n')
            self.assertEqual(done.returncode, 1, channel + done.stdout + done.stderr)
            self.assertIn('team.yaml:2:', done.stderr, channel)
        done = self.apply('people:\n  - name: ana\n    channels: [{type: sms, to: "+1"}]\n'
                          '    rules: {high: [{via: email}]}\n')
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn('team.yaml:', done.stderr)


if __name__ == '__main__':
    support.need('openssl')
    support.main()
