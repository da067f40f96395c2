# real-monitors.py - Debian's Prometheus and Alertmanager drive an incident from alert to export
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess
import sys

import monitors
import support
from stream import Stream

TEAM = '''
people: [{name: ana, full_name: Ana Alvarez, channels: [{type: email, to: ana@example.org}]}]
services: [{name: checkout}, {name: monitoring}]
'''
VERIFY = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'verify.py')


class RealMonitors(support.Case):
    def setUp(self):
        super().setUp()
        self.target = monitors.Target(self)
        self.muster = self.hub()
        done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f',
                           self.write('team.yaml', TEAM))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.key = self.muster.add_key('monitoring')
        self.stream = Stream(self, self.muster)

    def alert(self):
        alerts = self.muster.items('/v1/alerts')
        self.assertEqual(len(alerts), 1)
        return alerts[0]

    def fires(self):
        self.target.failing = True
        opened = self.stream.until('incident.opened')
        incident = self.muster.get(f"/v1/incidents/{opened['incident']}")
        self.assertEqual(incident['title'], 'Checkout answers 5xx')
        self.assertEqual(incident['severity'], 2)
        self.assertEqual(incident['service'], 'checkout')
        self.assertEqual(incident['stage'], 'detect')
        self.assertEqual(incident['acknowledged'], False)
        self.assertEqual(incident['alerts'], {'firing': 1, 'resolved': 0, 'suppressed': 0})
        alert = self.alert()
        self.assertEqual(alert['status'], 'firing')
        self.assertEqual(alert['incident'], incident['id'])
        self.assertEqual(alert['labels']['alertname'], 'CheckoutFailing')
        self.assertEqual(alert['annotations']['description'], 'Half of all carts are lost')
        return incident['id']

    def repeats_cost_nothing(self):
        seq = self.muster.seq()
        before = self.alert()['count']
        self.target.until(lambda: self.alert()['count'] >= before + 3, 'three repeats')
        self.assertEqual(self.muster.seq(), seq)

    def is_commanded(self, incident):
        """see → acknowledge → assign commander → note → probe → resolve"""
        where = f'/v1/incidents/{incident}'
        self.muster.post(where + '/acknowledge', {})
        self.muster.post(where + '/assign', {'role': 'commander', 'person': 'ana'})
        self.muster.post(where + '/note', {'text': 'Rolling back to 1.2.3'})
        self.muster.post(where + '/run', {'template': 'disk'})
        ended = self.stream.until('run.ended')
        self.assertEqual(ended['facts']['outcome'], 'ok')
        run = next(e for e in self.muster.items(where + '/timeline') if e['kind'] == 'run.asked')
        self.assertEqual(run['outcome'], 'ok')
        self.assertIn('/', run['output'])

    def recovers(self, by):
        self.target.failing = False
        self.stream.until('alert.resolved', by=by)
        alert = self.alert()
        self.assertEqual(alert['status'], 'resolved')
        self.assertIsNotNone(alert['endsAt'])

    def is_resolved(self, incident):
        where = f'/v1/incidents/{incident}'
        self.muster.post(where + '/resolve', {'reason': 'Rolled back'})
        self.stream.until('incident.stage-set', stage='resolved')
        seen = self.muster.get(where)
        self.assertEqual(seen['stage'], 'resolved')
        self.assertTrue(seen['acknowledged'])
        self.assertEqual(seen['roles']['commander']['name'], 'ana')
        self.assertEqual(seen['alerts'], {'firing': 0, 'resolved': 1, 'suppressed': 0})
        self.assertIsNotNone(seen['resolvedAt'])
        self.assertEqual(self.muster.items('/v1/incidents'), [])

    def is_exported(self, incident):
        texts = []
        for where in (['--hub', 'unix:' + self.muster.socket], ['--state', self.muster.state]):
            if where[0] == '--state':
                self.assertEqual(self.muster.stop(), 0)
            out = self.path('postmortem' + where[0])
            done = support.run('export', *where, '--incident', incident, '--format', 'markdown',
                               '--output', out)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(out) as stream:
                texts.append(stream.read())
        self.assertEqual(*texts)
        for word in ('Checkout answers 5xx', 'Ana Alvarez', 'Rolling back to 1.2.3'):
            self.assertIn(word, texts[0])

    def is_proven(self):
        """The journal is whole, and so says someone who knows nothing of our code."""
        report = self.assert_clean(self.muster)
        exported = self.path('export.ndjson')
        with open(exported, 'wb') as out:
            subprocess.run([support.musterd, 'journal', 'export', '--state', self.muster.state],
                           stdout=out, check=True)
        done = subprocess.run([sys.executable, '-B', VERIFY, exported], capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(report['chain'], done.stdout)

    def commands_an_incident(self, resolved_by):
        incident = self.fires()
        self.repeats_cost_nothing()
        self.is_commanded(incident)
        self.recovers(resolved_by)
        self.is_resolved(incident)
        self.assertTrue(self.stream.agrees(self.muster))
        self.assertEqual(self.stream.forms['withheld'], 0)  # an administrator sees all
        for role in ('viewer', 'responder', 'auditor', 'screen'):
            reader = Stream(self, self.muster, token=self.muster.add_token('ana', role))
            self.assertTrue(reader.agrees(self.muster), role)
            self.assertGreater(reader.forms['withheld'] + reader.forms['head'], 0, role)
        self.assertEqual(len(self.muster.items('/v1/incidents?state=all')), 1)
        self.is_exported(incident)
        self.is_proven()

    def test_prometheus_points_straight_at_the_hub(self):
        monitors.start_prometheus(self, self.target, self.muster.tcp, f'/v1/intake/{self.key}')
        self.commands_an_incident('sender')

    def test_a_metric_makes_what_is_open_worse(self):
        address = monitors.start_prometheus(self, self.target, self.muster.tcp,
                                            f'/v1/intake/{self.key}')
        incident = self.fires()
        self.muster.post('/v1/config', {'object': 'severity_override', 'name': 'carts', 'body': {
            'raise': 1, 'reason': 'it is the season',
            'metric': {'url': 'http://' + address, 'query': 'sum(demo_failing)', 'above': 0.5}}})
        self.stream.until('severity-override.started')
        self.stream.until('incident.severity-set')
        self.assertEqual(self.muster.get(f'/v1/incidents/{incident}')['severity'], 1)
        override, = self.muster.items('/v1/severity-overrides')
        self.assertEqual((override['holds'], override['why'], override['metric']['value']),
                         (True, '1 is above 0.5', '1'))

    def test_alertmanager_posts_to_the_hub(self):
        address = monitors.start_alertmanager(self, self.muster, self.key)
        monitors.start_prometheus(self, self.target, address)
        self.commands_an_incident('sender')


support.need('prometheus', 'prometheus-alertmanager', 'curl')
support.main()
