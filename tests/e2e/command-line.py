# command-line.py - musterd's verbs: what they print, what they leave, how they exit
#
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import json
import os
import pty
import re
import shutil
import sqlite3
import stat
import struct
import subprocess
import termios

import support

DONE, WRONG, INCOMPLETE, USAGE = range(4)
TEAM = '''
teams:
  - {name: payments, people: [ana, ben]}
people:
  - name: ana
    full_name: Ana Alvarez
    zone: Europe/Berlin
    channels: [{type: email, to: ana@example.org}, {type: desktop}]
    rules: {high: [{via: desktop, after: 0m}, {via: email, after: 2m}]}
  - {name: ben}
services:
  - {name: payment}
  - {name: checkout, team: payments, tier: 1, depends_on: [payment], policy: standard}
policies:
  - {name: standard, repeat: 2, steps: [{after: 0m, notify: [{schedule: payments}]}]}
schedules:
  - name: payments
    zone: America/New_York
    layers: [{name: all, start: 2026-03-02T09:00, every: 1 week, members: [ana, [ana, ben], null]}]
'''
OBJECTS = ['person ana', 'person ben', 'policy standard', 'schedule payments', 'service checkout',
           'service payment', 'team payments']


def catalogue(words):
    """The bytes of a .mo file."""
    pairs = sorted((k.encode(), v.encode()) for k, v in words.items())
    begin = 28 + 16 * len(pairs)
    tables, texts = [b'', b''], b''
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack('<II', len(pair[side]), begin + len(texts))
            texts += pair[side] + b'\0'
    head = struct.pack('<7I', 0x950412de, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + texts


def on_terminal(command):
    """What a program says to a terminal."""
    ours, theirs = pty.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    with subprocess.Popen(command, stdout=theirs) as process:
        os.close(theirs)
        said = b''
        try:
            while got := os.read(ours, 1 << 16):
                said += got
        except OSError:  # the other side is closed
            pass
        os.close(ours)
    assert process.returncode == 0
    return said


RULES = '''\
people: [{name: ana}, {name: ben}]
teams: [{name: ops, people: [ana, ben], owners: [ben]}]
schedules: [{name: rota}]
policies:
  - name: std
    steps: [{after: 0m, notify: [{person: ana}, {schedule: rota}]}]
services: [{name: api, team: ops}]
severity_map:
  - {match: 'severity="page"', severity: 1}
inhibit: []
routes:
  - name: db
    severity: SEV-2
    match: ['service=~"db.*"']
    to: {policy: std}
    routes:
      - {hours: {zone: UTC, windows: [{from: "09:00", to: "17:00"}]}, to: {person: ben}}
      - {match: 'tier="1"', to: {person: ben}}
  - to: {team: ops}
'''


class CommandLine(support.Case):
    def setUp(self):
        super().setUp()
        self.state = self.path('state')
        self.file = self.write('team.yaml', TEAM)

    def run_verb(self, code, *arguments, **options):
        done = support.run(*arguments, **options)
        self.assertEqual(done.returncode, code, (arguments, done.stdout, done.stderr))
        if code in (WRONG, USAGE) and arguments[:2] != ('journal', 'verify'):
            self.assertEqual(done.stdout, '', arguments)
            self.assertNotEqual(done.stderr, '', arguments)
        if code == DONE:
            self.assertEqual(done.stderr, '', arguments)
        return done

    def verify(self, code=DONE):
        done = self.run_verb(code, 'journal', 'verify', '--state', self.state)
        return json.loads(done.stdout)

    def events(self):
        return self.verify()['events']

    # --- usage ---

    def test_usage(self):
        serve = ['serve', '--state', self.state]
        export = ['export', '--state', self.state, '--incident']
        for words, arguments in (
                ('verb', []), ('“nothing”', ['nothing']), ('--state', ['serve']),
                ('--nothing', ['serve', '--nothing']), ('“more”', [*serve, 'more']),
                ('--listen', [*serve, '--listen']), ('127.0.0.1', [*serve, '--listen', '127.0.0.1']),
                (':x:', [*serve, '--listen', '127.0.0.1:x']),
                ('107', [*serve, '--listen', 'unix:/' + 200 * 'x']),
                ('proxy', [*serve, '--listen', '127.0.0.1:0', '--listen', '0.0.0.0:0']),
                ('proxy', ['drill', 'bad-deploy', '--listen', '0.0.0.0:0']),
                ('add', ['key']), ('--service', ['key', 'add', '--state', self.state]),
                ('“remove”', ['key', 'remove']), ('“x”', ['key', 'add', 'x']),
                ('--role', ['token', 'add', '--person', 'ana', '--state', self.state]),
                ('--role', ['token', 'add', '--person', 'ana', '--role', 'king']),
                ('-f', ['apply', '--state', self.state]), ('set NAME', ['secret', 'set']),
                ('verify', ['journal']), ('“mend”', ['journal', 'mend']),
                ('-n', ['journal', 'tail', '-n', '0']),
                ('--output', [*export, 'INC-1', '--format', 'markdown']),
                ('--incident', [*export, 'INC-x', '--format', 'markdown', '--output', 'x']),
                ('markdown', [*export, 'INC-1', '--format', 'cuneiform', '--output', 'x']),
                ('“more”', ['openapi', 'more']), ('bad-deploy', ['drill']),
                ('--speed', ['drill', 'bad-deploy', '--speed', '1001'])):
            said = self.run_verb(USAGE, *arguments).stderr.splitlines()
            self.assertIn(words, said[0], arguments)
            self.assertRegex(said[0], r'^musterd( [a-z]+)?: ', arguments)
            self.assertIn('Usage: musterd ', said[1], arguments)
        self.assertFalse(os.path.exists(self.state))
        self.assertIn('Usage', self.run_verb(DONE, 'openapi', '--help').stdout)
        self.assertIn('musterd VERB', self.run_verb(DONE, '--help').stdout)
        self.assertRegex(self.run_verb(DONE, '--version').stdout, r'^musterd \d+\.\d+\.\d+\n$')

    def test_openapi(self):
        described = json.loads(self.run_verb(DONE, 'openapi').stdout)
        self.assertEqual(described['openapi'][:3], '3.1')
        self.assertIn('/v1/incidents/{id}/acknowledge', described['paths'])

    def test_without_addresses(self):
        """No port is open that nobody asked for (security R1)."""
        process = self.start(support.musterd, 'serve', '--state', self.state,
                             stdout=subprocess.PIPE)
        line = support.Lines(process.stdout).next(support.Deadline('the hub to be ready'))
        self.assertEqual(json.loads(line)['listen'], [f'unix:{self.state}/hub.sock'])
        where = os.path.join(self.state, 'hub.sock')
        self.assertEqual(stat.S_IMODE(os.stat(where).st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(self.state).st_mode), 0o700)
        self.assertEqual(support.end(process), 0)
        process.stdout.close()
        self.assertFalse(os.path.exists(where))

    def test_nobody_there(self):
        self.write('file', 'not a folder')
        for arguments in (['key', 'add', '--service', 'x', '--hub', 'unix:' + self.path('s')],
                          ['key', 'add', '--service', 'x', '--state', self.path('file', 'state')],
                          ['serve', '--state', self.path('file', 'state')],
                          ['serve', '--state', self.state, '--listen',
                           'unix:' + self.path('file', 's')],
                          ['apply', '--state', self.state, '-f', self.path('none.yaml')],
                          ['export', '--state', self.state, '--incident', 'INC-9', '--format',
                           'markdown', '--output', self.path('x')]):
            self.run_verb(WRONG, *arguments)
        self.assertFalse(os.path.exists(self.path('x')))
        none = ['--state', self.path('none')]
        self.run_verb(WRONG, 'journal', 'verify', *none)
        self.run_verb(WRONG, 'export', *none, '--incident', 'INC-9', '--format', 'json',
                      '--output', '-')
        self.run_verb(WRONG, 'apply', *none, '-f', self.path('none.yaml'))
        self.assertFalse(os.path.exists(self.path('none')))

    def refused(self, why, *arguments, code=WRONG):
        """One line that says what and where."""
        said = self.run_verb(code, *arguments).stderr
        self.assertRegex(said, f'^musterd {arguments[0]}: .*{why}.*\\n$', arguments)

    def test_what_is_in_the_way(self):
        hub = self.hub()
        for arguments in (['serve'], ['key', 'add', '--service', 'x'], ['apply', '-f', self.file],
                          ['journal', 'verify'], ['journal', 'tail'],
                          ['export', '--incident', 'INC-1', '--format', 'json', '--output', '-']):
            self.refused(f'{self.state} is in use', *arguments, '--state', self.state)
        serve = ['serve', '--state', self.path('other'), '--listen']
        self.refused(f'{hub.tcp}: .* in use', *serve, hub.tcp)
        self.refused(f'unix:{hub.socket}: another hub', *serve, 'unix:' + hub.socket)
        self.refused(f'unix:{self.file}: .*no socket', *serve, 'unix:' + self.file)
        self.assertEqual(hub.get('/v1/incidents')['items'], [])
        self.assertEqual(hub.stop(), 0)
        self.refused(f'{self.file}/x .*Not a directory', 'serve', '--state', self.file + '/x')

    def test_journals_that_cannot_be_opened(self):
        self.where = None
        self.apply(DONE)
        kept = os.path.join(self.state, 'journal.db')
        base = sqlite3.connect(kept)
        name, = base.execute("select value from meta where name = 'journal'").fetchone()
        total = hashlib.sha256(f'format=2\njournal={name}\n'.encode()).hexdigest()
        with base:
            base.execute("update meta set value = '2' where name = 'format'")
            base.execute("update meta set value = ? where name = 'sum'", [total])
        base.close()
        verbs = (['serve'], ['journal', 'verify'], ['journal', 'tail'],
                 ['key', 'add', '--service', 'x'])
        for verb in verbs:
            self.refused(f'{self.state}.* newer version', *verb, '--state', self.state)
        with open(kept, 'r+b') as stream:
            stream.write(bytes(100))
        for verb in verbs:
            if verb[-1] != 'verify':
                self.refused(f'{self.state}.* not a database', *verb, '--state', self.state)
        self.assertEqual(self.verify(WRONG)['journal'], 'tampered')

    def test_nobody_reads(self):
        with open('/dev/full', 'w') as full:
            for arguments in (['openapi'], ['--help'], ['key', 'add', '--service', 'x', '--state',
                                                        self.state]):
                done = subprocess.run([support.musterd, *arguments], stdout=full, text=True,
                                      stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, WRONG)
                self.assertRegex(done.stderr, r'^musterd: .* No space left on device\n$')

    def test_one_place(self):
        """A folder or a hub: of both it takes neither."""
        both = ['--state', self.state, '--hub', 'unix:' + self.path('s')]
        for arguments in (['apply', '-f', self.file], ['key', 'add', '--service', 'x'],
                          ['token', 'add', '--person', 'ana', '--role', 'viewer'],
                          ['export', '--incident', 'INC-1', '--format', 'json', '--output', '-']):
            said = self.run_verb(USAGE, *arguments, *both).stderr
            self.assertIn('--state and --hub', said)
            self.assertNotIn('--hub', self.run_verb(DONE, 'serve', '--help').stdout)
            for option in ('--state=DIR', '--hub=URL', '--token-file=FILE'):
                self.assertIn(option, self.run_verb(DONE, arguments[0], '--help').stdout)
        self.assertFalse(os.path.exists(self.state))

    # --- words ---

    def translate(self, words):
        """A copy of musterd as in a build folder, with a language beside it."""
        for folder in ('src', 'po/xx/LC_MESSAGES'):
            os.makedirs(self.path(*folder.split('/')))
        with open(self.path('po', 'xx', 'LC_MESSAGES', 'muster.mo'), 'wb') as stream:
            stream.write(catalogue({'': 'Content-Type: text/plain; charset=UTF-8\n', **words}))
        return shutil.copy2(support.musterd, self.path('src', 'musterd'))

    def test_help_is_translated(self):
        program = self.translate({'Run the hub': 'Läuft', 'Listen there': 'Dort lauschen',
                                  'The hub’s state folder': 'Der Ordner',
                                  'Usage: musterd VERB [OPTION…]': 'So geht es:'})
        env = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'xx'}

        def said(*arguments, **more):
            return subprocess.run([program, *arguments], capture_output=True, encoding='utf-8',
                                  env={**env, **more}, check=True).stdout

        self.assertRegex(said('--help'), r'(?s)^So geht es:\n.* Läuft\n')
        for words in ('Läuft', 'Der Ordner', 'Dort lauschen'):
            self.assertIn(words, said('serve', '--help'))
        self.assertIn('Run the hub', said('serve', '--help', LANGUAGE='C'))

    def test_a_hub_speaks_to_all(self):
        """What the API says is in its one language, wherever the hub was started."""
        program = self.translate({'%s declared SEV-%d': '%s ruft SEV-%d aus'})
        hub = support.Hub(self.folder)
        self.addCleanup(self.end_hub, hub)
        hub.program = program
        hub.environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'xx'}
        hub.start()
        hub.post('/v1/incidents', {'title': 'Carts are lost'})
        said = [item['text'] for item in hub.get('/v1/incidents/INC-1/timeline')['items']]
        self.assertEqual(said, [hub.me() + ' declared SEV-3: Carts are lost'])

    # --- apply ---

    def apply(self, code, *more, file=None):
        return self.run_verb(code, 'apply', *(self.where or ['--state', self.state]),
                             '-f', file or self.file, *more)

    def applies(self, count):
        """The same by --state and by --hub; count says how many events the journal has."""
        differs = self.apply(DONE, '--dry-run').stdout.splitlines()
        self.assertEqual(sorted(differs), ['+ ' + name for name in OBJECTS])
        before = count()
        self.apply(DONE)
        self.assertGreater(count(), before)
        before = count()
        self.apply(DONE)
        self.apply(DONE, '--prune')
        self.assertEqual(self.apply(DONE, '--dry-run', '--prune').stdout, '')
        self.assertEqual(count(), before)
        changed = self.write('changed.yaml', TEAM.replace('tier: 1', 'tier: 2'))
        self.assertEqual(self.apply(DONE, '--dry-run', file=changed).stdout, '~ service checkout\n')
        less = self.write('less.yaml', 'services: [{name: payment}]\n')
        gone = ['- ' + name for name in OBJECTS if name.split()[0] in ('policy', 'schedule', 'team')
                or name == 'service checkout']
        self.assertEqual(self.apply(DONE, '--dry-run', file=less).stdout, '')
        said = self.apply(DONE, '--dry-run', '--prune', file=less).stdout
        self.assertEqual(sorted(said.splitlines()), gone)
        self.assertEqual(count(), before)
        self.apply(DONE, '--prune', file=less)
        told = 2  # ana and ben, who are on call no more
        self.assertEqual(count(), before + len(gone) + told)
        self.assertEqual(self.apply(DONE, '--dry-run', '--prune', file=less).stdout, '')

    def test_apply_to_a_folder(self):
        self.where = None
        self.applies(self.events)

    def test_apply_to_a_hub(self):
        hub = self.hub()
        self.where = ['--hub', 'unix:' + hub.socket]
        self.applies(hub.seq)
        self.assertEqual(hub.stop(), 0)
        self.assert_clean(hub)

    def test_apply_refuses(self):
        self.where = None
        self.apply(DONE)
        before = self.events()
        for text, place in (('services:\n  - {name: a}\n  - {name: b, colour: red}\n', '3:15'),
                            ('servants: []\n', '1:1'),
                            ('services:\n  - {name: a, depends_on: [nobody]}\n', '2:28'),
                            ('teams: [{name: a, people: [zoe]}]\n', '1:28'),
                            ('services: [\n', None), ('services: [{tier: 1}]\n', '1:12'),
                            ('services: [{name: a}, {name: a}]\n', '1:30')):
            bad = self.write('bad.yaml', text)
            said = self.apply(WRONG, file=bad).stderr
            self.assertRegex(said, r'bad\.yaml:%s: ' % (place or r'\d+:\d+'), text)
            self.assertEqual(self.events(), before, text)

    def test_maintenance(self):
        window = ('{match: service="db", zone: America/New_York, start: 2026-03-01T02:30, '
                  'duration: 1h, rrule: FREQ=DAILY, reason: dump}')
        team = self.write('windows.yaml', 'maintenance:\n  - ' + window.replace('{', '{name: w, ', 1))
        self.where = None
        self.apply(DONE, file=team)
        where = ['--state', self.state]
        for _ in range(2):
            listed = json.loads(self.run_verb(DONE, 'maintenance', 'list', *where,
                                              '--days', '3').stdout)['items']
            self.assertEqual([(w['name'], w['matchers'], w['zone'], w['alerts']) for w in listed],
                             [('w', '{service="db"}', 'America/New_York', 0)])
            self.assertIn(len(listed[0]['occasions']), (3, 4))
            one = json.loads(self.run_verb(DONE, 'maintenance', 'preview', 'w', *where).stdout)
            self.assertEqual((one['id'], one['wouldHold']), (listed[0]['id'], 0))
            self.assertIn('no such maintenance window',
                          self.run_verb(WRONG, 'maintenance', 'preview', 'x', *where).stderr)
            if where[0] == '--state':
                hub = self.hub()
                where = ['--hub', 'unix:' + hub.socket]
        self.run_verb(USAGE, 'maintenance', *where)
        self.run_verb(USAGE, 'maintenance', 'list', 'w', *where)
        self.run_verb(USAGE, 'maintenance', 'list', '--days', '0', *where)
        bad = self.write('bad.yaml', 'maintenance: [{name: x, match: a=b, start: 2026-03-01T02:30, '
                                     'duration: 1h, rrule: FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30}]')
        self.where = where
        self.assertIn('no time within two years', self.apply(WRONG, file=bad).stderr)
        gone = self.write('none.yaml', 'services: []\n')
        self.assertEqual(self.apply(DONE, '--dry-run', '--prune', file=gone).stdout,
                         '- maintenance w\n')

    # --- keys, tokens, secrets ---

    def test_route(self):
        rules = self.write('rules.yaml', RULES)
        event = self.write('event.json', json.dumps(
            {'receivedAt': '2026-03-06T08:30:00Z',
             'alert': {'labels': {'alertname': 'Slow', 'service': 'db1', 'severity': 'page'}}}))
        done = support.run('route', 'test', event, '--config', rules, '--json')
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual([(r['route'], r['outcome']) for r in answer['rules']],
                         [('routes[0]', 'matched'), ('routes[0].routes[0]', 'hours'),
                          ('routes[0].routes[1]', 'labels')])
        self.assertIn('the alert has no label tier', answer['rules'][2]['why'])
        self.assertEqual(answer['targets'],
                         [{'route': 'routes[0]', 'name': 'db', 'policy': 'std'}])
        self.assertEqual((answer['severity'], answer['recipients'], answer['fallback']),
                         (2, ['person ana', 'schedule rota'], None))

        worse = self.write('worse.yaml', RULES + 'severity_overrides:\n  - {name: season, raise: 1, '
                           'zone: Europe/Berlin, start: 2026-03-06T00:00, duration: 1d}\n')
        answer = json.loads(support.run('route', 'test', event, '--config', worse).stdout)
        self.assertEqual((answer['severity'], answer['raised']),
                         (1, 'SEV-2 → SEV-1: season until 2026-03-07 00:00 (Europe/Berlin)'))

        event = self.write('other.json', '{"summary":"x","service":"api"}')
        bare = self.write('bare.yaml', RULES[:RULES.index('routes:')])
        answer = json.loads(support.run('route', 'test', event, '--config', bare).stdout)
        self.assertEqual((answer['rules'], answer['recipients'], answer['fallback']),
                         ([], ['person ben'], 'service team'))

        for text, word in ((RULES.replace('  - to: {team: ops}', ''), 'line 12, column 3'),
                           (RULES.replace('db.*', 'db('), 'rules.yaml:14:')):
            done = support.run('route', 'test', event, '--config', self.write('rules.yaml', text))
            self.assertEqual(done.returncode, 1)
            self.assertIn(word, done.stderr)
        done = support.run('route', 'test', self.write('wrong.json', '{"labels":1}'),
                           '--config', bare)
        self.assertEqual(done.returncode, 1)

    def test_keys_and_tokens(self):
        said = self.run_verb(DONE, 'key', 'add', '--state', self.state, '--service', 'new', '--json')
        key = json.loads(said.stdout)
        self.assertEqual(list(key), ['key', 'service'])
        self.assertRegex(key['key'], r'^[0-9a-z]{32}$')
        self.assertEqual(key['service'], 'new')
        self.where = None
        self.apply(DONE)
        self.run_verb(WRONG, 'token', 'add', '--state', self.state, '--person', 'zoe', '--role',
                      'viewer', '--json')
        tokens = {}
        for person, role in (('ana', 'viewer'), ('ben', 'responder'), ('wall', 'screen')):
            said = self.run_verb(DONE, 'token', 'add', '--state', self.state, '--person', person,
                                 '--role', role, '--json')
            self.assertEqual(list(json.loads(said.stdout)), ['token'])
            tokens[role] = json.loads(said.stdout)['token']
        hub = self.hub()
        self.assertIn('new', [i['name'] for i in hub.get('/v1/config')['items']])
        done = support.run('key', 'add', '--hub', 'http://' + hub.tcp, '--token-file',
                           self.write('token', tokens['viewer'] + '\n'), '--service', 'x')
        self.assertEqual(done.returncode, WRONG)
        self.assertIn('admin', done.stderr)
        answer = hub.ask('POST', f"/v1/intake/{key['key']}/generic", {'summary': 'It fires'})
        self.assertEqual(answer.status, 202)
        self.assertEqual(hub.get('/v1/incidents')['items'][0]['service'], 'new')
        with open(os.path.join(self.state, 'journal.db'), 'rb') as stream:
            kept = stream.read()
        for secret in (key['key'], *tokens.values()):
            self.assertNotIn(secret.encode(), kept)

    def test_keys_are_rotated(self):
        """On a folder and on a hub: told by service or id, the old token beside the new one."""
        add = self.run_verb(DONE, 'key', 'add', '--state', self.state, '--service', 'shop')
        old = add.stdout.strip()
        new = self.run_verb(DONE, 'key', 'rotate', 'shop', '--state', self.state).stdout.strip()
        self.assertNotEqual(new, old)
        hub = self.hub()
        where = '--hub', 'unix:' + hub.socket
        for token in old, new:
            answer = hub.ask('POST', f'/v1/intake/{token}/generic', {'summary': 'It fires'})
            self.assertEqual(answer.status, 202)
        listed = json.loads(self.run_verb(DONE, 'key', 'list', *where, '--json').stdout)
        key, = listed['items']
        self.assertEqual((key['serviceName'], key['lastSource']), ('shop', 'generic'))
        self.assertIn('heard of', self.run_verb(DONE, 'key', 'list', *where).stdout)
        self.run_verb(WRONG, 'key', 'rotate', 'shop', *where)  # one at a time
        self.run_verb(DONE, 'key', 'retire', key['id'], *where)
        self.assertEqual(hub.ask('POST', f'/v1/intake/{old}/generic', {}).status, 401)
        self.run_verb(DONE, 'key', 'configure', 'shop', '--flood', '100', '--silence', '2h', *where)
        self.run_verb(DONE, 'key', 'revoke', 'shop', *where)
        self.run_verb(WRONG, 'key', 'revoke', 'shop', *where)

    def test_dead_letters_are_read_again(self):
        hub = self.hub()
        key = hub.add_key('shop')
        where = '--hub', 'unix:' + hub.socket
        self.assertEqual(hub.ask('POST', f'/v1/intake/{key}/alertmanager',
                                 {'summary': 'It fires'}).status, 400)
        letter, = json.loads(self.run_verb(DONE, 'dead-letter', 'list', *where).stdout)['items']
        dry = support.run('dead-letter', 'replay', letter['id'], '--dry-run', *where)
        self.assertEqual(dry.returncode, WRONG)  # as it was sent
        self.assertIn('version', json.loads(dry.stdout)['error'])
        dry = self.run_verb(DONE, 'dead-letter', 'replay', letter['id'], '--dry-run', '--source',
                            'generic', *where)
        self.assertEqual([item['becomes'] for item in json.loads(dry.stdout)['items']], ['new'])
        self.run_verb(DONE, 'dead-letter', 'replay', letter['id'], '--source', 'generic', *where)
        self.assertEqual(hub.get('/v1/incidents')['items'][0]['title'], 'It fires')
        letter, = hub.items('/v1/dead-letters')
        self.assertEqual(letter['replayedAs'], 'generic')
        self.run_verb(USAGE, 'dead-letter', 'replay', 'nonsense', *where)

    def test_secret_beside_a_hub(self):
        self.hub()
        self.run_verb(DONE, 'secret', 'set', 'hook', '--state', self.state, stdin='hunter2\n')
        where = os.path.join(self.state, 'secrets', 'hook')
        with open(where) as stream:
            self.assertEqual(stream.read(), 'hunter2')
        self.assertEqual(stat.S_IMODE(os.stat(where).st_mode), 0o600)
        self.run_verb(WRONG, 'secret', 'set', '../hook', '--state', self.state, stdin='x')
        self.assertFalse(os.path.exists(os.path.join(self.state, 'hook')))

    # --- export ---

    def test_export_leaves_files_alone(self):
        hub = self.hub()
        hub.post('/v1/incidents', {'title': 'Carts are lost'})
        self.assertEqual(hub.stop(), 0)
        arguments = ['export', '--state', self.state, '--incident', 'INC-1', '--format']
        out = self.path('postmortem.md')
        before = self.events()
        self.run_verb(DONE, *arguments, 'markdown', '--output', out)
        self.run_verb(WRONG, *arguments, 'markdown', '--output', out)
        printed = self.run_verb(DONE, *arguments, 'markdown', '--output', '-').stdout
        with open(out) as stream:
            self.assertEqual(stream.read(), printed)
        self.assertIn('Carts are lost', printed)
        said = self.run_verb(DONE, *arguments, 'json', '--output', '-').stdout
        self.assertEqual(json.loads(said)['title'], 'Carts are lost')
        self.assertEqual(self.events(), before)

    # --- journal ---

    def test_tail_and_export(self):
        self.where = None
        self.apply(DONE)
        report = self.verify()
        text = self.run_verb(DONE, 'journal', 'export', '--state', self.state).stdout
        lines = [json.loads(line) for line in text.splitlines()]
        self.assertEqual([e['seq'] for e in lines[:-1]], list(range(1, report['events'] + 1)))
        self.assertEqual(list(lines[-1]), ['journal', 'seq', 'chain'])
        self.assertEqual(lines[-1]['chain'], report['chain'])
        said = self.run_verb(DONE, 'journal', 'tail', '-n', '3', '--state', self.state).stdout
        self.assertEqual(said.splitlines(), text.splitlines()[-4:-1])
        for line in said.splitlines():
            self.assertEqual(list(json.loads(line))[:10],
                             ['seq', 'at', 'kind', 'v', 'actor', 'command', 'incident', 'facts',
                              'claimed', 'digest'])
        whole = self.write('export', text)
        self.assertEqual(self.run_verb(DONE, 'journal', 'verify', '--export', whole).stdout,
                         self.run_verb(DONE, 'journal', 'verify', '--state', self.state).stdout)
        for code, changed in ((WRONG, text.replace('Ana Alvarez', 'Ana Alvarex')),
                              (INCOMPLETE, text[:-1]),
                              (INCOMPLETE, re.sub(r'(?m)^{"seq":3,.*\n', '', text))):
            self.assertNotEqual(changed, text)
            self.run_verb(code, 'journal', 'verify', '--export', self.write('changed', changed))

    def test_nothing_hides_on_a_terminal(self):
        hub = self.hub()
        for title in ('\u202egpj.exe', '\x9b2J', '\U000e0041', 'Zürich "🔥"', '\x7f'):
            hub.post('/v1/incidents', {'title': title})
        self.assertEqual(hub.stop(), 0)
        for verb in ('tail', 'export'):
            command = [support.musterd, 'journal', verb, '--state', self.state]
            plain = subprocess.run(command, capture_output=True, check=True).stdout
            shown = on_terminal(command)
            self.assertNotEqual(shown, plain)
            self.assertEqual([json.loads(line) for line in shown.splitlines()],
                             [json.loads(line) for line in plain.splitlines()])
            for hidden in ('\u202e', '\x9b', '\U000e0041', '\x7f'):
                self.assertIn(hidden, plain.decode())
                self.assertNotIn(hidden, shown.decode())
            self.assertIn('Zürich', shown.decode())
        said = self.run_verb(USAGE, 'serve', '--\x1b[2J').stderr
        self.assertNotIn('\x1b', said)

    def change(self, table, column, first_seq):
        """Flips one bit of a column of a row; without a column the row goes."""
        base = sqlite3.connect(os.path.join(self.state, 'journal.db'))
        with base:
            if column is None:
                base.execute('delete from journal where first_seq = ?', [first_seq])
            else:
                where = f'from {table} where first_seq = ?'
                was, = base.execute(f'select {column} {where}', [first_seq]).fetchone()
                now = was[:-3] + bytes([was[-3] ^ 1]) + was[-2:]
                base.execute(f'update {table} set {column} = ? where first_seq = ?',
                             [now, first_seq])
        base.close()

    def test_verify_finds(self):
        self.where = None
        for code, table, column in ((WRONG, 'journal', 'heads'), (WRONG, 'journal', 'hash'),
                                    (WRONG, 'payload', 'body'), (INCOMPLETE, 'journal', None)):
            with self.subTest(table=table, column=column):
                self.state = self.path(f'{table}-{column}')
                self.run_verb(DONE, 'key', 'add', '--state', self.state, '--service', 'first')
                second = self.events() + 1
                self.apply(DONE)
                self.run_verb(DONE, 'key', 'add', '--state', self.state, '--service', 'last')
                self.change(table, column, second)
                report = self.verify(code)
                self.assertEqual(report['journal'], ['', 'tampered', 'incomplete'][code])
                self.assertIn(second, range(report['firstBadSeq'] - 1, report['lastBadSeq'] + 1))
                self.assertNotEqual(report['reason'], '')


support.main()
