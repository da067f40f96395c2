# page-kills.py - whoever kills the hub while it pages loses no page, and makes none come twice
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: page-kills.py MUSTERD MUSTERD-MORTAL [KILLS [SEED]]
#
# Alerts come in all the time, each an incident of its own, of which ben is told by a webhook, which
# knows a page that it has had, and cho by mail, which does not. The hub is killed at random, and at
# each point that a page passes (mortal.c).
import email
import email.policy
import http.client
import http.server
import json
import random
import re
import subprocess
import sys
import threading
import time

import support
from night import Inbox

MORTAL = sys.argv.pop(2)
KILLS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 6
SEED = int(sys.argv.pop(2)) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)
SERVICES = 5
READY_S = 5
POINT_S = 20  # for a point to be passed
SETTLE_S = 90
PAUSE_S = 0.03  # between alerts
REPEAT = 'may have come before'

TEAM = '''
channels:
  - {{name: hook, type: webhook, url: "http://127.0.0.1:{hook}/", secret: {{secret: hook}},
     network: true}}
  - {{name: mail, type: email, url: "smtp://127.0.0.1:{mail}", from: muster@example.org,
     network: true}}
people:
  - name: ben
    channels: [{{type: webhook}}]
    rules: {{high: [{{via: webhook}}], low: [{{via: webhook}}]}}
  - name: cho
    channels: [{{type: email, to: cho@example.org}}]
    rules: {{high: [{{via: email}}], low: [{{via: email}}]}}
policies:
  - {{name: both, wait: 2h, steps: [{{notify: [{{person: ben}}, {{person: cho}}]}}]}}
services: [{services}]
'''


class Hook(http.server.ThreadingHTTPServer):
    """A webhook that is out of order now and then, and keeps what it took."""
    daemon_threads = True

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.took = []  # (key, event)
        self.is_sound = False
        super().__init__(('127.0.0.1', 0), HookRequest)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # who asked was killed


class HookRequest(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        chance = 1 if self.server.is_sound else self.server.random.random()
        if chance < 0.1:
            self.answer(503)
            return
        self.server.took.append((self.headers['Idempotency-Key'], json.loads(body)['event']))
        if chance < 0.15:
            self.close_connection = True  # and says nothing of it
        else:
            self.answer(200)

    def answer(self, status):
        self.send_response(status)
        self.send_header('Content-Length', '0')
        self.end_headers()


class Mails(Inbox):
    """Like a mail server that is busy now and then."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.took = []  # (how often the hub was killed by then, mail)
        self.kills = 0
        self.is_sound = False
        super().__init__()

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.kills = self.kills  # the hub may be killed before it has all of it
        envelope.mail_from = address
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if not self.is_sound and self.random.random() < 0.1:
            return '451 busy'
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.took.append((envelope.kills, mail))
        return '250 taken'


class Load:
    """Somebody whose services fail all the time, and who acknowledges a few of it."""

    def __init__(self, hub, keys, seed):
        self.hub = hub
        self.keys = keys
        self.random = random.Random(seed)
        self.answered = set()
        self.n = 0
        self.ends = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ends:
            self.n += 1
            try:
                self.fire(f'n{self.n}')
                if self.n % 10 == 0:
                    self.acknowledge()
            except (OSError, http.client.HTTPException):
                pass  # it is dead at the moment
            time.sleep(PAUSE_S)

    def fire(self, name):
        alert = {'summary': f'It burns in {name}', 'severity': 'critical', 'endsAt': support.later(7200),
                 'labels': {'alertname': name, 'n': name}}
        if self.hub.ask('POST', f'/v1/intake/{self.random.choice(self.keys)}/generic',
                        alert).status == 202:
            self.answered.add(name)

    def acknowledge(self):
        newest = self.hub.ask('GET', '/v1/incidents?limit=1').json()['items']
        if newest:
            self.hub.ask('POST', f'/v1/incidents/{newest[0]["id"]}/acknowledge', {})

    def end(self):
        self.ends = True
        self.thread.join()


class PageKills(support.Case):
    def setUp(self):
        super().setUp()
        print('seed', SEED)
        self.random = random.Random(SEED)
        self.hook = Hook(SEED)
        self.addCleanup(self.hook.shutdown)
        self.mails = Mails(SEED)
        self.addCleanup(self.mails.controller.stop)
        self.ready_s = []
        self.muster = support.Hub(self.folder)
        self.muster.program = MORTAL
        self.addCleanup(self.end_hub, self.muster)
        self.muster.start()
        self.configure()

    def configure(self):
        services = ', '.join(f'{{name: s{i}, policy: both}}' for i in range(SERVICES))
        team = TEAM.format(hook=self.hook.server_port, mail=self.mails.port, services=services)
        done = support.run('secret', 'set', 'hook', '--state', self.muster.state, stdin='sesame-1')
        self.assertEqual(done.returncode, 0, done.stderr)
        done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f',
                           self.write('team.yaml', team))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.muster.post('/v1/config', {'object': 'grouping', 'name': 'default',
                                        'body': {'by': ['n']}})
        self.keys = [self.muster.add_key(f's{i}') for i in range(SERVICES)]

    def start(self, point=None):
        """Up to the next kill."""
        self.muster.environment = dict(support.os.environ)
        if point is not None:
            self.muster.environment['MUSTER_DIES'] = point
        began = time.monotonic()
        try:
            self.muster.start()
        except AssertionError:
            if point is None:
                raise
            return  # the point came before it was ready
        self.ready_s.append(time.monotonic() - began)

    def note_kill(self, check):
        self.mails.kills += 1
        if check:
            self.assert_clean(self.muster)

    def kill_at_random(self, check):
        time.sleep(self.random.uniform(0.02, 0.3))
        self.muster.kill()
        self.note_kill(check)
        self.start()

    def kill_at(self, point, check):
        """The hub that runs by now is killed to be begun anew with the point in it."""
        self.muster.kill()
        self.note_kill(False)
        self.start(f'{point}:{self.random.randrange(1, 4) if "resume" not in point else 1}')
        self.assertEqual(self.muster.process.wait(POINT_S), -9, point)
        self.muster.process.stdout.close()
        self.note_kill(check)
        self.start()

    def list_points(self):
        done = subprocess.run([MORTAL], env={'MUSTER_DIES': '?'}, capture_output=True, text=True)
        points = done.stdout.split()
        self.assertGreaterEqual(len(points), 25)
        return points

    def is_told(self, incidents):
        hooked = {event['incident']['number'] for _, event in self.hook.took}
        mailed = {self.number_of(mail) for _, mail in self.mails.took}
        return [i for i in incidents if i not in hooked or i not in mailed]

    def number_of(self, mail):
        return re.search(r'\[(INC-\d+)\]', mail['Subject']).group(1)

    def list_wanted(self):
        """Incidents that nobody has taken on."""
        return [i['id'] for i in self.muster.items('/v1/incidents?limit=500')
                if i['service'] and not i['acknowledged']]

    def assert_nothing_lost(self, load):
        names = {a['labels']['n'] for a in self.muster.items('/v1/alerts?limit=500')
                 if 'n' in a['labels']}
        self.assertEqual(load.answered - names, set(), 'answered, and gone')
        wanted = self.list_wanted()
        self.assertGreater(len(wanted), 20)
        deadline = support.Deadline('every page', SETTLE_S)
        while missing := self.is_told(wanted):
            try:
                deadline.left()
            except AssertionError:
                self.fail(f'nobody was told of {missing}')
            time.sleep(0.1)
        return wanted

    def assert_once(self):
        """What de-duplicates has had one page of an incident, however often it came."""
        keys = {}
        for key, event in self.hook.took:
            self.assertEqual(event['kind'], 'page')
            keys.setdefault(event['incident']['number'], set()).add(key)
        self.assertEqual({n: k for n, k in keys.items() if len(k) > 1}, {})
        return len(self.hook.took) - len(keys)

    def assert_repeats_marked(self):
        """What does not has had a page again at most once a kill, and it says so."""
        seen, repeats = {}, []
        for kills, mail in self.mails.took:
            number, id_ = self.number_of(mail), mail['Message-ID']
            if number in seen:
                self.assertEqual(seen[number][0], id_, 'two pages of one incident')
                self.assertIn(REPEAT, mail.get_body(('plain',)).get_content(), number)
                repeats.append((kills, seen[number][1], number))
            seen[number] = id_, kills
        self.assert_one_a_kill(repeats)
        return len(repeats)

    def assert_one_a_kill(self, repeats):
        """Each by a kill of its own, after the mail came before and until it came again."""
        by = set()
        for until, after, number in sorted(repeats):
            kill = next((k for k in range(after + 1, until + 1) if k not in by), None)
            self.assertIsNotNone(kill, f'{number} came twice: {sorted(repeats)}')
            by.add(kill)

    def test_kills(self):
        load = Load(self.muster, self.keys, SEED)
        try:
            for i in range(KILLS):
                self.kill_at_random(i % 10 == 0)
            for i, point in enumerate(self.list_points()):
                self.kill_at(point, i % 10 == 0)
        finally:
            load.end()
        self.hook.is_sound = self.mails.is_sound = True
        wanted = self.assert_nothing_lost(load)
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)
        hooked, mailed = self.assert_once(), self.assert_repeats_marked()
        self.ready_s.sort()
        print(self.mails.kills, 'kills,', len(load.answered), 'alerts answered for,', len(wanted),
              'incidents to tell of,', len(self.hook.took), 'posts of which', hooked,
              'again under the same key,', len(self.mails.took), 'mails of which', mailed,
              'again and marked; ready in', f'{self.ready_s[-1 - len(self.ready_s) // 100]:.2f} s (p99)')


if __name__ == '__main__':
    support.main()
