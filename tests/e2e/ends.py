# ends.py - a hub that is told to end, that may not begin, or whose disk is full
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import resource
import signal

import support
from load import Load, names_of
from stream import Stream

ROOM_BYTES = 200_000


class Ends(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = self.hub()
        self.key = self.muster.add_key('demo')

    def post(self, name):
        return self.muster.ask('POST', f'/v1/intake/{self.key}/generic',
                               {'summary': 'It fires', 'labels': {'alertname': 'Full', 'n': name}})

    def test_told_to_end_under_load(self):
        for round_, how in enumerate([signal.SIGTERM, signal.SIGINT, signal.SIGTERM]):
            load = Load(self.muster, self.key, round_)
            load.wait(100)
            stream = Stream(self, self.muster)
            stream.to(self.muster.seq())
            self.assertEqual(self.muster.stop(how), 0, self.muster.said())
            self.assertEqual(stream.end(), 0)  # curl saw a whole answer
            load.join()
            self.assertLessEqual({status for _, status in load.refused}, {503})
            self.assert_clean(self.muster)
            self.muster.start()
            self.assertLessEqual(set(load.answered), set(names_of(self.muster)))

    def test_a_second_hub_is_refused(self):
        for verb in (['serve', '--listen', '127.0.0.1:0'], ['key', 'add', '--service', 'other'],
                     ['apply', '-f', self.write('team.yaml', 'services: [{name: other}]\n')],
                     ['token', 'add', '--person', self.muster.me(), '--role', 'viewer'],
                     ['export', '--incident', 'INC-1', '--format', 'markdown', '--output', '-'],
                     ['journal', 'export']):
            seq = self.muster.seq()
            done = support.run(*verb, '--state', self.muster.state)
            self.assertEqual(done.returncode, 1, verb)
            self.assertEqual(done.stdout, '', verb)
            self.assertIn(self.muster.state, done.stderr, verb)
            self.assertIn('running', done.stderr, verb)
            self.assertEqual(self.muster.seq(), seq, verb)
        self.assertEqual(self.post('1').status, 202)

    def fill(self, room):
        """No file of the hub may grow any more: what a full disk is to it."""
        largest = max(os.path.getsize(os.path.join(self.muster.state, name))
                      for name in os.listdir(self.muster.state))
        resource.prlimit(self.muster.process.pid, resource.RLIMIT_FSIZE,
                         (largest + room, resource.RLIM_INFINITY))

    def test_a_full_disk(self):
        stream = Stream(self, self.muster)
        answered = []
        for round_ in range(3):
            self.fill(ROOM_BYTES)
            for n in range(10_000):
                answer = self.post(f'{round_}.{n}')
                if answer.status != 202:
                    break
                answered.append(f'{round_}.{n}')
            self.assertEqual(answer.status, 503)
            self.assertGreater(int(answer.headers['Retry-After']), 0)
            self.assertEqual(self.post('again').status, 503)
            self.assertEqual(self.muster.ask('GET', '/healthz').status, 503)
            resource.prlimit(self.muster.process.pid, resource.RLIMIT_FSIZE,
                             (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            stream.until('hub.started')  # once when it started, then once when there was room again
            if round_ == 0:
                stream.until('hub.started')
            self.assertEqual(self.muster.ask('GET', '/healthz').status, 200)
            self.assertEqual(sorted(names_of(self.muster)), sorted(answered))
            self.assertTrue(stream.agrees(self.muster))
        self.muster.kill()
        self.assert_clean(self.muster)
        self.muster.start()
        self.assertEqual(sorted(names_of(self.muster)), sorted(answered))


support.main()
