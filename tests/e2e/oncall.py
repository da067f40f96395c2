# oncall.py - musterd oncall: who is on call by a file, and another reckoning of the same zone data
#
# SPDX-License-Identifier: GPL-3.0-or-later
import calendar
import datetime
import glob
import json
import os
import random
import re
import shutil
import subprocess
import unittest
import urllib.error
import urllib.request
import zoneinfo

try:
    import icalendar
except ImportError:  # without it the tests that need it are skipped
    icalendar = None

import support

DONE, WRONG, INCOMPLETE, USAGE = range(4)
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
TEAM = '''
people:
  - {name: ana, zone: Asia/Tokyo, channels: [{type: desktop}]}
  - {name: ben, channels: [{type: desktop}]}
  - {name: cho}
teams: [{name: quiet, people: [cho]}]
policies:
  - {name: std, steps: [{notify: [{schedule: rota}]}, {notify: [{team: quiet}]}]}
schedules:
  - name: rota
    zone: America/New_York
    layers: [{name: weekly, start: 2026-06-01T09:00, every: 1 week, members: [ana, ben]}]
    modifiers:
      - {cover: cho, from: 2026-06-02T00:00:00Z, to: 2026-06-02T08:00:00+02:00}
      - {remove: ben, from: 2026-06-10T00:00:00Z, to: 2026-06-10T01:00:00Z}
  - name: office
    mode: union
    coverage: [{days: [mo, tu, we, th, fr], from: "09:00", to: "17:00"}]
    layers:
      - {name: all, members: [[cho, ben]], windows: [{days: [mo, tu, we, th], from: "09:00", to: "17:00"}]}
'''


def utc(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def say(at):
    return at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def first_shown(zone, wall):
    """The instant at which the wall first shows that time or a later one, by Python's zoneinfo."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() >= late.utcoffset():
        return early.astimezone(UTC)
    low, high = late.timestamp(), early.timestamp()  # a gap: where the offset changes
    before = datetime.datetime.fromtimestamp(low - 1, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        same = datetime.datetime.fromtimestamp(middle, zone).utcoffset() == before
        low, high = (middle, high) if same else (low, middle)
    same = datetime.datetime.fromtimestamp(low, zone).utcoffset() == before
    return datetime.datetime.fromtimestamp(high if same else low, UTC)


def start_of(zone, anchor, n, unit, turn):
    """When a turn starts."""
    if unit == 'month':
        month = anchor.year * 12 + anchor.month - 1 + turn * n
        year, month = month // 12, month % 12 + 1
        day = min(anchor.day, calendar.monthrange(year, month)[1])
        return first_shown(zone, anchor.replace(year=year, month=month, day=day))
    length = n * {'hour': DAY / 24, 'day': DAY, 'week': 7 * DAY}[unit]
    if unit == 'hour' and 24 % n != 0:
        return first_shown(zone, anchor) + turn * length
    return first_shown(zone, anchor + turn * length)


def random_rotation(chance, zones):
    zone = chance.choice(zones)
    anchor = datetime.datetime(chance.randint(1990, 2036), chance.randint(1, 12),
                               chance.randint(1, 28), chance.choice([0, 1, 2, 3, 9, 23]),
                               chance.choice([0, 15, 30, 45]))
    anchor = anchor.replace(day=calendar.monthrange(anchor.year, anchor.month)[1]
                            if chance.random() < .3 else anchor.day)
    return (zone, anchor, chance.choice([1, 1, 2, 3, 5, 12]),
            chance.choice(['hour', 'day', 'day', 'week', 'month']))


class Khal:
    """The calendar program of that name, with one calendar."""

    def __init__(self, case):
        self.case = case
        self.config = case.write('khal.conf', f"""
[calendars]
[[oncall]]
path = {case.path('calendar')}
[sqlite]
path = {case.path('khal.db')}
[default]
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
""")
        os.mkdir(case.path('calendar'))

    def run(self, *arguments):
        done = subprocess.run(['khal', '-c', self.config, *arguments], stdin=subprocess.DEVNULL,
                              env={**os.environ, 'HOME': self.case.folder}, timeout=60,
                              capture_output=True, text=True)
        self.case.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def take(self, text):
        with open(self.case.path('oncall.ics'), 'w', encoding='utf-8', newline='') as file:
            file.write(text)
        self.run('import', '--batch', self.case.path('oncall.ics'))

    def list(self, start, end):
        return self.run('list', '--once', '--day-format', '', '--format', '{start} {end} {title}',
                        start + ' 00:00', end + ' 00:00').strip().split('\n')


class Oncall(support.Case):
    def say(self, code, *arguments, team=TEAM):
        path = self.path('team.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(team)
        done = support.run('oncall', *arguments, '--config', path)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout or done.stderr

    def ask(self, code, *arguments, team=TEAM):
        said = self.say(code, *arguments, team=team)
        return json.loads(said) if code != USAGE and said.startswith('[') else said

    def test_resolve(self):
        spans = self.ask(DONE, 'resolve', '--schedule', 'rota', '--from', '2026-06-01T00:00:00Z',
                         '--to', '2026-06-12T00:00:00Z', '--json')
        told = [(span['end'], span['members']) for span in spans]
        self.assertEqual(told, [('2026-06-01T13:00:00Z', ['ben']), ('2026-06-02T00:00:00Z', ['ana']),
                                ('2026-06-02T06:00:00Z', ['cho']), ('2026-06-08T13:00:00Z', ['ana']),
                                ('2026-06-10T00:00:00Z', ['ben']), ('2026-06-10T01:00:00Z', []),
                                ('2026-06-12T00:00:00Z', ['ben'])])
        self.assertEqual(spans[0]['start'], '2026-06-01T00:00:00Z')
        self.assertEqual(self.ask(DONE, 'resolve', '--schedule', 'rota', '--from',
                                  '2026-06-01T00:00:00Z', '--to', '2026-06-01T00:00:00Z'), [])

    def test_who(self):
        self.assertEqual(
            self.ask(DONE, 'who', '--at', '2026-06-02T00:00:00Z'),
            [{'schedule': 'rota', 'at': '2026-06-02T00:00:00Z', 'members': ['cho'],
              'until': '2026-06-02T06:00:00Z'},
             {'schedule': 'office', 'at': '2026-06-02T00:00:00Z', 'members': [],
              'until': '2026-06-02T09:00:00Z'}])

    def test_gaps(self):
        gaps = self.ask(WRONG, 'gaps', '--at', '2026-06-01T00:00:00Z', '--months', '2')
        self.assertEqual(gaps[0], {'schedule': 'rota', 'start': '2026-06-10T00:00:00Z',
                                   'end': '2026-06-10T01:00:00Z', 'severity': 'warning'})
        fridays = [gap for gap in gaps if gap['schedule'] == 'office']
        self.assertEqual(len(fridays), 9)
        self.assertEqual(fridays[0], {'schedule': 'office', 'start': '2026-06-05T09:00:00Z',
                                      'end': '2026-06-05T17:00:00Z', 'severity': 'critical'})
        self.assertEqual(self.ask(DONE, 'gaps', '--at', '2026-07-01T00:00:00Z', '--schedule', 'rota'),
                         [])

    def test_lint(self):
        found = self.ask(WRONG, 'lint', '--at', '2026-06-01T00:00:00Z', '--months', '2')
        codes = {(item['schedule'] or item['policy'], item['code']) for item in found}
        self.assertLessEqual({('rota', 'gap'), ('office', 'gap'), ('rota', 'no-channel'),
                              ('office', 'no-channel'), ('std', 'unreachable-step')}, codes)
        self.assertNotIn(('rota', 'long-shift'), codes)
        quiet = self.ask(DONE, 'lint', '--at', '2026-07-01T00:00:00Z', '--schedule', 'rota')
        self.assertEqual({item['severity'] for item in quiet}, {'info'})

    def test_lint_of_hours(self):
        """Whose nights leave no time in their shifts, and whose rules outlast a step."""
        team = TEAM.replace('  - {name: cho}', """  - name: cho
    zone: UTC
    quiet: [{from: "21:00", to: "09:00"}]
    rules: {high: [{via: desktop}, {via: sms, after: 20m}]}""").replace('policies:', """policies:
  - {name: slow, steps: [{notify: [{person: cho}]}, {after: 5m, notify: [{person: ana}]}]}""")
        team += """  - name: nights
    layers: [{name: all, members: [cho], windows: [{from: "22:00", to: "08:00"}]}]
"""
        found = self.ask(WRONG, 'lint', '--at', '2026-06-01T00:00:00Z', '--months', '1', team=team)
        codes = {(item['schedule'] or item['policy'], item['code'], item['person'])
                 for item in found if item['code'] in ('quiet-shift', 'long-chain')}
        self.assertEqual(codes, {('nights', 'quiet-shift', 'cho'), ('rota', 'quiet-shift', 'cho'),
                                 ('slow', 'long-chain', 'cho')})

    def test_fairness(self):
        rota, = self.ask(DONE, 'fairness', '--schedule', 'rota', '--at', '2026-06-15T13:00:00Z')
        self.assertEqual((rota['coverage'], rota['score'], rota['to']),
                         (100, 100, '2027-06-15T13:00:00Z'))
        people = {person['name']: person for person in rota['people']}
        self.assertEqual(people['ana']['hours'] + people['ben']['hours'], 8760)
        self.assertEqual(people['cho']['hours'], 0)
        self.assertEqual(people['ben']['longestHours'], 169)
        self.assertEqual({person['holidays'] for person in rota['people']}, {0})
        team = TEAM.replace('zone: America/New_York',
                            'zone: America/New_York\n    holidays: [2026-12-25]')
        rota, = self.ask(DONE, 'fairness', '--schedule', 'rota', '--at', '2026-06-15T13:00:00Z',
                         team=team.replace('Asia/Tokyo,', 'Asia/Tokyo, holidays: [2026-08-11],'))
        people = {person['name']: person for person in rota['people']}
        self.assertEqual([people[name]['holidayHours'] for name in ('ana', 'ben', 'cho')],
                         [24, 24, 0])  # ana's is another one, in Tokyo

    @unittest.skipIf(icalendar is None, 'there is no python3-icalendar')
    def test_calendar(self):
        """A reader that is not ours sees the same spans, and the same shifts when they move."""
        def read(*arguments, team=TEAM):
            text = self.say(DONE, 'calendar', '--from', '2026-06-01T00:00:00Z', '--months', '1',
                            '--at', '2026-05-30T00:00:00Z', *arguments, team=team)
            calendar = icalendar.Calendar.from_ical(text)
            self.assertTrue(all(not event.errors for event in calendar.walk()))
            return calendar, list(calendar.walk('vevent'))

        calendar, events = read('--schedule', 'rota')
        spans = self.ask(DONE, 'resolve', '--schedule', 'rota', '--from', '2026-05-25T13:00:00Z',
                         '--to', '2026-07-06T13:00:00Z')
        self.assertEqual([(say(event.decoded('dtstart')), say(event.decoded('dtend')),
                           [str(event['summary'])]) for event in events],
                         [(span['start'], span['end'],
                           [f'On call: {name} (rota)' for name in span['members']])
                          for span in spans if span['members']])
        self.assertEqual(str(calendar['x-wr-calname']), 'On call: rota')
        self.assertEqual({say(event.decoded('dtstamp')) for event in events},
                         {'2026-05-30T00:00:00Z'})
        ids = [str(event['uid']) for event in events]
        self.assertEqual(len(set(ids)), len(events))
        moved = read('--schedule', 'rota', team=TEAM.replace('01T09:00', '01T10:00'))[1]
        self.assertEqual([str(event['uid']) for event in moved], ids)
        self.assertNotEqual(moved[-1]['dtstart'].to_ical(), events[-1]['dtstart'].to_ical())
        calendar, own = read('--person', 'cho')
        self.assertEqual({str(event['summary']) for event in own},
                         {'On call: cho (rota)', 'On call: cho (office)'})
        self.assertIn('cho', str(calendar['x-wr-calname']))
        self.say(WRONG, 'calendar', '--person', 'dan')
        self.say(USAGE, 'calendar', '--from', 'now')

    @unittest.skipIf(shutil.which('khal') is None, 'there is no khal')
    def test_khal(self):
        """A program that people read calendars with takes it in, and lists who is on call."""
        khal = Khal(self)
        khal.take(self.say(DONE, 'calendar', '--schedule', 'rota', '--from',
                           '2026-06-01T00:00:00Z', '--months', '1'))
        self.assertEqual(khal.list('2026-06-01', '2026-06-12')[:4],
                         ['2026-05-25 13:00 2026-06-01 13:00 On call: ben (rota)',
                          '2026-06-01 13:00 2026-06-02 00:00 On call: ana (rota)',
                          '2026-06-02 00:00 2026-06-02 06:00 On call: cho (rota)',
                          '2026-06-02 06:00 2026-06-08 13:00 On call: ana (rota)'])

    def test_calendar_comes_back(self):
        """A calendar that we wrote is a layer on which the same people are on call."""
        def resolve(schedule, path):
            done = support.run('oncall', 'resolve', '--schedule', schedule, '--from',
                               '2026-06-01T00:00:00Z', '--to', '2026-07-01T00:00:00Z', '--config',
                               path)
            self.assertEqual(done.returncode, DONE, done.stderr)
            return json.loads(done.stdout)

        own = resolve('rota', self.write('own.yaml', TEAM))
        written = self.write('own.ics', self.say(
            DONE, 'calendar', '--schedule', 'rota', '--from', '2026-06-01T00:00:00Z', '--months', '1'))
        done = support.run('import', 'calendar', written, '--schedule', 'again', '--config',
                           self.path('own.yaml'))
        self.assertEqual(done.returncode, DONE, done.stderr)
        team = TEAM.split('schedules:')[0].split('teams:')[0]
        self.assertEqual(resolve('again', self.write('again.yaml', team + done.stdout)), own)

    def test_import(self):
        """What other systems export becomes a team file that a hub takes, and a report."""
        folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'import')
        hub = self.hub()
        for system, exported, status in (
                ('pagerduty', 'pagerduty', INCOMPLETE), ('pagerduty', 'pagerduty-v3', DONE),
                ('opsgenie', 'opsgenie', INCOMPLETE), ('goalert', 'goalert', INCOMPLETE),
                ('grafana-oncall', 'grafana-oncall', INCOMPLETE)):
            with self.subTest(exported=exported):
                files = glob.glob(os.path.join(folder, exported, '*.json'))
                for file in files:
                    with open(file, encoding='utf-8') as stream:
                        self.assertTrue(re.search(r'"_source": "Shapes after .*\b20\d\d-\d\d-\d\d\)',
                                                  stream.read()), file)
                team = self.path(exported + '.yaml')
                done = support.run('import', system, *sorted(files), '--at', '2026-11-01T00:00:00Z',
                                   '--output', team, '--json')
                self.assertEqual(done.returncode, status, done.stderr)
                told = json.loads(done.stdout)
                self.assertEqual(any(line['leftOut'] for line in told['report']), status != DONE)
                self.assertEqual([compared['differingSeconds'] for compared in told['compared']], [0])
                done = support.run('apply', '--hub', 'unix:' + hub.socket, '-f', team)
                self.assertEqual(done.returncode, DONE, done.stderr)

    def test_refused(self):
        """What a file says wrongly is told with its place, before anybody is paged."""
        for wrong, right, why in (
                ('Mars/Base', 'America/New_York', ':11:11: The schedule “rota”: There is no time zone'),
                ('every: 0 weeks', 'every: 1 week', ':12:61: '),
                ('members: [ana, dan]', 'members: [ana, ben]', ':12:84: '),
                ('to: 2026-05-01T00:00:00Z', 'to: 2026-06-10T01:00:00Z', ':15:55: '),
                ('[ana, ben], zone: Mars', '[ana, ben]', ':12:96: The schedule “rota”: Layer “weekly”: '),
                ('from: 2026-06-02T00:00:00.5Z', 'from: 2026-06-02T00:00:00Z', ':14:28: '),
                ('every: 1 hour, advance: shift', 'every: 1 week', ':10:5: The schedule “rota”: '),
                ('name: weekly', 'name: weekly, start: 2026-06-01T09:00', ':10:5: ')):
            with self.subTest(wrong=wrong):
                said = self.ask(WRONG, 'who', team=TEAM.replace(right, wrong))
                self.assertIn(why, said)
        for arguments in (['resolve'], ['resolve', '--schedule', 'rota', '--from', 'now', '--to', 'then'],
                          ['gaps', '--months', '0'], ['who', '--at', 'noon'], ['dance'], [],
                          ['who', 'ana']):
            with self.subTest(arguments=arguments):
                self.ask(USAGE, *arguments)
        self.ask(WRONG, 'gaps', '--schedule', 'rotary')

    def test_as_zoneinfo(self):
        """Turns of any zone, length and handoff start where Python's reading of the zone says."""
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        zones = sorted(name for name in zoneinfo.available_timezones() if '/' in name)
        rotations = [random_rotation(chance, zones) for _ in range(100)]
        people = ', '.join(f'{{name: p{i}}}' for i in range(7))
        members = ', '.join(f'p{i}' for i in range(7))
        team = f'people: [{people}]\nschedules:\n' + ''.join(
            f'  - {{name: s{i}, zone: {zone}, layers: [{{name: l, start: {anchor:%Y-%m-%dT%H:%M}, '
            f'every: {n} {unit}, members: [{members}]}}]}}\n'
            for i, (zone, anchor, n, unit) in enumerate(rotations))
        for i, (zone, anchor, n, unit) in enumerate(rotations):
            with self.subTest(seed=seed, rotation=rotations[i]):
                turn = chance.randint(-200, 5000 if unit == 'hour' else 200)
                starts = [start_of(zoneinfo.ZoneInfo(zone), anchor, n, unit, turn + k)
                          for k in range(8)]
                expected = [(say(start), say(end), [f'p{(turn + k) % 7}'])
                            for k, (start, end) in enumerate(zip(starts, starts[1:])) if start < end]
                spans = self.ask(DONE, 'resolve', '--schedule', f's{i}', '--from', say(starts[0]),
                                 '--to', say(starts[-1]), team=team)
                self.assertEqual([(span['start'], span['end'], span['members']) for span in spans],
                                 expected)


class AtHub(support.Case):
    """Who stands in for whom is the hub's, beside the file."""

    def say(self, code, *arguments):
        done = support.run('oncall', *arguments, '--hub', 'unix:' + self.muster.socket)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout or done.stderr

    def apply(self):
        done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f', self.team)
        self.assertEqual(done.returncode, DONE, done.stderr)

    def setUp(self):
        super().setUp()
        self.team = self.write('team.yaml', TEAM.replace('cho}', 'cho, holidays: [2026-12-25]}', 1))
        self.muster = self.hub()
        self.apply()

    def test_cover(self):
        later = datetime.datetime.now(UTC) + DAY
        self.assertRegex(self.say(DONE, 'who'), r'(?m)^rota: (ana|ben), until .*Z, then (ana|ben)$')
        answer = json.loads(self.say(DONE, 'cover', '--schedule', 'rota', '--person', 'cho', '--to',
                                     say(later), '--reason', 'both are ill'))
        self.assertEqual(answer['warnings'][0][:19], 'cho has no channel:')
        self.assertIn(f'rota: cho, until {say(later)}, then', self.say(DONE, 'who'))
        self.apply()  # keeps it
        self.muster.kill()
        self.muster.start()
        self.assertIn(f'rota: cho, until {say(later)}, then', self.say(DONE, 'who'))
        self.assertEqual(json.loads(self.say(DONE, 'who', '--json', '--at', say(later)))['at'],
                         say(later))
        self.muster.post(f'/v1/overrides/{answer["override"]}/end', {})
        self.assertNotIn('rota: cho', self.say(DONE, 'who'))

    @unittest.skipIf(shutil.which('khal') is None, 'there is no khal')
    def test_feed(self):
        """A calendar program follows somebody's shifts by a secret address: what moves is moved."""
        made = self.muster.post('/v1/calendars', {'person': 'ana'})
        address = f'http://127.0.0.1:{self.muster.port}{made["path"]}'
        noon = (datetime.datetime.now(UTC) + 20 * DAY).replace(hour=12, minute=0, second=0)

        def shifts():
            """Those of three weeks, as the program has them once it read the address again."""
            with urllib.request.urlopen(address, timeout=30) as answer:
                self.assertEqual(answer.headers['Content-Type'], 'text/calendar; charset=utf-8')
                khal.take(answer.read().decode())
            return khal.list(f'{noon - 10 * DAY:%Y-%m-%d}', f'{noon + 11 * DAY:%Y-%m-%d}')

        khal = Khal(self)
        before = shifts()
        self.assertIn(len(before), (1, 2))
        for line in before:
            self.assertTrue(line.endswith(' On call: ana (rota)'), line)
        first = before[0][:33]
        start = datetime.datetime.strptime(first[:16], '%Y-%m-%d %H:%M').replace(tzinfo=UTC)
        self.say(DONE, 'cover', '--schedule', 'rota', '--person', 'cho', '--from', say(start),
                 '--to', say(start + DAY))
        self.assertEqual(shifts(), [f'{start + DAY:%Y-%m-%d %H:%M} {before[0][17:]}', *before[1:]])
        self.muster.post(f'/v1/calendars/{made["calendar"]}/revoke', {})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address, timeout=30)
        self.assertEqual(refused.exception.code, 404)
        refused.exception.close()

    def test_swap(self):
        start, end = (datetime.datetime.now(UTC) + n * DAY for n in (20, 40))
        before = self.muster.get('/v1/oncall?at=' + say(start + DAY))['items'][0]['onCall'][0]['name']
        self.say(DONE, 'swap', '--schedule', 'rota', '--person', 'ana', '--with', 'ben', '--from',
                 say(start), '--to', say(end))
        after = self.muster.get('/v1/oncall?at=' + say(start + DAY))['items'][0]['onCall'][0]['name']
        self.assertEqual({before, after}, {'ana', 'ben'})
        for person in ('ana', 'ben'):
            bearer = {'Authorization': 'Bearer ' + self.muster.add_token(person, 'responder')}
            notices = [notice['text'] for notice in self.muster.get('/v1/notices', bearer)['items']
                       if notice['kind'] == 'shift-moved']
            self.assertEqual(len(notices), 1)
            self.assertRegex(notices[0], r'^Your? .*, because \w+ made a swap$')

    def test_refused(self):
        for arguments in (['cover'], ['cover', '--schedule', 'rota'],
                          ['swap', '--schedule', 'rota', '--to', '2026-06-01T00:00:00Z'],
                          ['cover', '--schedule', 'rota', '--to', 'noon'], ['gaps'], []):
            with self.subTest(arguments=arguments):
                self.say(USAGE, *arguments)
        for arguments in (['--schedule', 'nothing', '--to', '2099-01-01T00:00:00Z'],
                          ['--schedule', 'rota', '--to', '2020-01-01T00:00:00Z']):
            with self.subTest(arguments=arguments):
                self.say(WRONG, 'cover', '--person', 'ben', *arguments)


support.main()
