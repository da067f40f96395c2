# grace.py - a crash resolves nothing, opens nothing and pages nobody again
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Prometheus gives each alert an end a little ahead and puts it off with each post; a post that
# changes nothing has no row in the journal. So after a crash the journal knows only the first end,
# and that is long over.
import datetime

import support
from stream import Stream

ALERTS = 1000
SOON_S = 1


def instant(seconds):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime('%Y-%m-%dT%H:%M:%S.%fZ')


class Grace(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = self.hub()
        self.key = self.muster.add_key('demo')
        self.started = instant(-60)

    def post(self, names, ends):
        alerts = [{'labels': {'alertname': 'Down', 'service': f'shop-{i % 10}', 'n': str(i)},
                   'annotations': {'summary': 'It is down'}, 'startsAt': self.started,
                   'endsAt': ends} for i in names]
        answer = self.muster.ask('POST', f'/v1/intake/{self.key}/api/v2/alerts', alerts)
        self.assertEqual(answer.status, 200, answer.body)

    def let_time_pass(self, stream, name):
        """Until time has resolved an alert of our own that nobody posts again."""
        self.post([name], instant(SOON_S))
        event = stream.until('alert.resolved', by='time')
        alert = [a for a in self.muster.items('/v1/alerts?limit=1000&filter=n=' + str(name))]
        self.assertEqual([a['id'] for a in alert], [event['facts']['alert']])

    def incidents(self):
        return {i['id']: i['alerts']['firing'] for i in self.muster.items('/v1/incidents')}

    def survives(self, end):
        stream = Stream(self, self.muster)
        self.post(range(ALERTS), instant(SOON_S))
        self.post(range(ALERTS), instant(600))  # the repeat that no row tells of
        self.let_time_pass(stream, ALERTS)      # now the first end of all is over
        self.muster.post('/v1/incidents/INC-1/page', {'target': 'person:' + self.muster.me()})
        stream.until('page.sent')
        before = self.incidents()
        self.assertEqual(sum(before.values()), ALERTS)

        end()
        self.assert_clean(self.muster)
        stopped_at = stream.seq
        self.muster.start()
        stream = Stream(self, self.muster)
        stream.to(stopped_at)
        stream.until('hub.started')
        self.let_time_pass(stream, ALERTS + 1)  # deadlines run, and only this one ended
        self.post(range(ALERTS), instant(600))  # Prometheus goes on
        after = self.incidents()
        self.assertEqual(after, before)
        stream = Stream(self, self.muster, stopped_at, chain=stream.chains[stopped_at])
        events = stream.to(self.muster.seq())
        fired = [e['facts']['alert'] for e in events if e['kind'] == 'alert.fired']
        self.assertEqual(len(fired), 1)  # let_time_pass()
        self.assertEqual([e['facts']['alert'] for e in events if e['kind'] == 'alert.resolved'],
                         fired)
        self.assertEqual([e for e in events if e['kind'].startswith('page.')
                          or e['kind'] == 'incident.opened'], [])
        self.post(range(ALERTS), instant(-1))
        self.assertEqual(set(self.incidents().values()), {0})

    def test_killed(self):
        self.survives(self.muster.kill)

    def test_stopped(self):
        self.survives(lambda: self.assertEqual(self.muster.stop(), 0))


support.main()
