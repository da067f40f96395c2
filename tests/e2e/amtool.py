# amtool.py - Debian's amtool takes musterd for its Alertmanager
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every command of it that talks to a server, unchanged, against musterd; what it prints of alerts
# and of the matchers it takes is what it prints of the real Alertmanager in the same test.
import itertools
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import monitors
import support

ALERTS = (
    ('alertname=HighErrorRate', 'service=api', 'severity=critical',
     '--annotation=summary=5xx over 5%'),
    ('alertname=DiskFull', 'service=db', 'note="say \\"a, b\\" \\\\ c"'),
)

# What people write, and what only Alertmanager's parser would make of it.
MATCHERS = (
    ['service=api'], ['service="api"'], ['service=~"a.*|d"'], ['service!=api'], ['service!~"d.*"'],
    ['alertname=DiskFull'], ['DiskFull'], ['note="say \\"a, b\\" \\\\ c"'], ['note=""'],
    ['team=""'], ['team=~".*"'], ['team!=x'], ['service=~"("'], ['severity=critical', 'service=api'],
    ['severity=critical', 'service=db'], ['service=~a'], ['{service="api",severity=~"crit.+"}'],
)


ROUTES = '''
route:
  receiver: all
  routes:
    - matchers: [severity="critical"]
      receiver: pager
      continue: true
    - match_re: {service: "db.*"}
      receiver: dba
      routes:
        - match: {team: x}
          receiver: x
        - matchers: ['team=~"y|z"', 'severity!="info"']
          continue: true
        - matchers: [team=y]
          receiver: y
    - matchers: ['team=~"x|y"', 'service=""']
      receiver: y
receivers: [{name: all}, {name: pager}, {name: dba}, {name: x}, {name: y}]
'''

# Sent as they are: amtool reads what it is given, and writes it anew.
RAW = (
    'service=api', ' service = api ', 'service="api"', 'service="ap"i"', 'service=api"', 'service=',
    'service', 'ser-vice=api', 'service==api', 'note="say \\"a, b\\" \\\\ c"', 'note=~say.*',
    'note=~"say[^c]*c"', 'note=say \\', 'severity!=critical', 'severity!~crit.*', 'severity=~(a',
    'severity=~"crit(ical)?"', 'severity=~"(?i)CRITICAL"', 'service="a\\npi"', 'service=~"api|"',
    '=api', '', 'service=~api,severity=x',
)


class Amtool(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = self.hub()
        self.key = self.muster.add_key('shop')
        self.url = f'http://{self.muster.tcp}/v1/intake/{self.key}'

    def amtool(self, *arguments, url=None, stdin=None):
        return subprocess.run(['amtool', f'--alertmanager.url={url or self.url}', *arguments],
                              input=stdin, capture_output=True, text=True,
                              timeout=support.DEADLINE_S)

    def must(self, *arguments, **options):
        done = self.amtool(*arguments, **options)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr))
        return done.stdout

    def query(self, *matchers, url=None):
        """What fires, by name; None where it takes the matchers for none."""
        done = self.amtool('alert', 'query', '-o', 'json', *matchers, url=url)
        if done.returncode != 0:
            return None
        return sorted(a['labels']['alertname'] for a in json.loads(done.stdout) or [])

    def filtered(self, url, text):
        where = url + '/api/v2/alerts?' + urllib.parse.urlencode({'filter': text})
        try:
            with urllib.request.urlopen(where, timeout=support.DEADLINE_S) as answer:
                return sorted(a['labels']['alertname'] for a in json.load(answer))
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code

    def silences(self, *arguments):
        return json.loads(self.must('silence', 'query', '-o', 'json', *arguments)) or []

    def add(self, url=None):
        for alert in ALERTS:
            self.must('alert', 'add', *alert, url=url)

    def test_queries_as_of_alertmanager(self):
        peer = 'http://' + monitors.start_alertmanager(self, self.muster, self.key)

        self.add()
        self.add(url=peer)
        ours, theirs = (json.loads(self.must('alert', 'query', '-o', 'json', url=u))
                        for u in (self.url, peer))
        for key in ('labels', 'annotations', 'fingerprint'):
            self.assertEqual(sorted(map(str, (a[key] for a in ours))),
                             sorted(map(str, (a[key] for a in theirs))))
        for matchers in MATCHERS:
            with self.subTest(matchers=matchers):
                self.assertEqual(self.query(*matchers), self.query(*matchers, url=peer))
        for text in RAW:
            with self.subTest(filter=text):
                self.assertEqual(self.filtered(self.url, text), self.filtered(peer, text))

    def test_silences(self):
        self.add()
        self.assertEqual(self.query(), ['DiskFull', 'HighErrorRate'])
        first = self.must('silence', 'add', 'service=~"a.*"', '--comment=ack INC-1',
                          '--author=ana', '--duration=1h').strip()
        self.assertEqual(self.query(), ['DiskFull'])
        self.assertEqual(self.query('--silenced'), ['HighErrorRate'])
        listed, = self.silences()
        self.assertEqual((listed['id'], listed['createdBy'], listed['comment'],
                          listed['status']['state']), (first, 'ana', 'ack INC-1', 'active'))

        self.must('silence', 'update', '--duration=2h', first)
        updated, = self.silences()
        self.assertEqual(updated['id'], first)
        self.assertGreater(updated['endsAt'], listed['endsAt'])
        self.assertEqual(self.silences('service=api'), [])
        self.assertEqual([s['id'] for s in self.silences('service="a.*"')], [first])

        self.must('silence', 'expire', first)
        self.assertEqual(self.silences(), [])
        self.assertEqual([s['id'] for s in self.silences('--expired')], [first])
        self.assertEqual(self.query(), ['DiskFull', 'HighErrorRate'])

    def test_import(self):
        self.add()
        self.must('silence', 'add', 'service=db', '--comment=x', '--author=ana')
        exported = self.must('silence', 'query', '-o', 'json')
        other = self.muster.add_key('bank')  # sees none of it, and may have the same
        url = f'http://{self.muster.tcp}/v1/intake/{other}'
        self.assertEqual(self.query(url=url), [])
        again = [{k: v for k, v in s.items() if k not in ('id', 'status', 'updatedAt')}
                 for s in json.loads(exported)]
        self.must('silence', 'import', url=url, stdin=json.dumps(again))
        mine, = json.loads(self.must('silence', 'query', '-o', 'json', url=url))
        self.assertNotEqual(mine['id'], json.loads(exported)[0]['id'])
        self.assertNotEqual(self.amtool('silence', 'expire', mine['id']).returncode, 0)

    def test_refusals(self):
        for arguments, word in ((('silence', 'add', 'a=~".*"', '-c', 'x', '-a', 'y'), 'matchers'),
                                (('silence', 'add', 'a=~"("', '-c', 'x', '-a', 'y'), ''),
                                (('silence', 'add', 'a=b', '-c', 'x', '-a', 'y', '-d', '9000d'),
                                 '366 days')):
            done = self.amtool(*arguments)
            self.assertNotEqual(done.returncode, 0, arguments)
            self.assertIn(word, done.stderr)
        self.assertEqual(self.silences(), [])
        answer = self.muster.ask('GET', '/v1/intake/' + 'x' * 32 + '/api/v2/silences')
        self.assertEqual(answer.status, 401)
        answer = self.muster.ask('POST', f'/v1/intake/{self.key}/api/v2/silences', b'{"matchers":1}')
        self.assertEqual(answer.status, 400)

    def test_routes_as_of_alertmanager(self):
        """Imported, its routes lead where they led."""
        config = self.write('am.yml', ROUTES)
        imported = support.run('route', 'import', config)
        self.assertEqual(imported.returncode, 0, imported.stderr)
        rules = self.write('rules.yaml', imported.stdout)
        for labels in itertools.product(('', 'db1', 'web'), ('', 'critical', 'info'), ('', 'x', 'y')):
            given = {k: v for k, v in zip(('service', 'severity', 'team'), labels) if v}
            given['alertname'] = 'A'
            with self.subTest(labels=given):
                done = subprocess.run(['amtool', 'config', 'routes', 'test', '--config.file', config,
                                       *(f'{k}={v}' for k, v in given.items())],
                                      capture_output=True, text=True, timeout=support.DEADLINE_S)
                event = self.write('event.json', json.dumps({'labels': given}))
                ours = json.loads(support.run('route', 'test', event, '--config', rules).stdout)
                self.assertEqual(','.join(t['team'] for t in ours['targets']),
                                 done.stdout.strip())

    def test_config_and_cluster(self):
        self.assertIn('receiver: muster', self.must('config', 'show'))
        self.assertIn('disabled', self.must('cluster', 'show'))
        self.assertIn('muster', self.must('config', 'routes', 'show'))
        self.assertEqual(self.must('config', 'routes', 'test', 'a=b').strip(), 'muster')


if __name__ == '__main__':
    support.need('amtool', 'prometheus-alertmanager')
    support.main()
