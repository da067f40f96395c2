# kills.py - whoever kills the hub under a request finds every alert that it answered for
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: kills.py MUSTERD [KILLS [SEED]]
import random
import sys
import time

import support
from load import PATHS, Load, connect, names_of, post, read_status

KILLS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 50
SEED = int(sys.argv.pop(2)) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)
READY_S = 5


class Kills(support.Case):
    def setUp(self):
        super().setUp()
        print('seed', SEED)
        self.random = random.Random(SEED)
        self.muster = self.hub()
        self.key = self.muster.add_key('demo')
        self.answered = set()

    def kill_under_a_request(self, round_):
        """The victim has sent its first byte and has no answer when the hub is killed."""
        load = Load(self.muster, self.key, round_)
        head, body = post(self.random.choice(list(PATHS)), self.key, f'{round_}.victim')
        whole = self.random.random() < 0.4
        request = head + body
        sent = len(request) if whole else self.random.randrange(1, len(request))
        load.wait(self.random.randrange(1, 150))
        with connect(self.muster) as victim:
            victim.sendall(request[:sent])
            if not whole:
                load.wait(len(load.answered) + self.random.randrange(0, 20))
            self.muster.kill()
            try:
                status = read_status(victim)
            except OSError:
                status = None
        load.join()
        self.assertEqual(load.refused, [])
        self.answered.update(load.answered)
        if status is not None:  # it was quicker than the kill
            self.assertTrue(whole)
            self.assertEqual(status // 100, 2)
            self.answered.add(f'{round_}.victim')
        return status is None

    def is_whole(self):
        self.assert_clean(self.muster)
        began = time.monotonic()
        self.muster.start()
        self.assertLess(time.monotonic() - began, READY_S)
        names = names_of(self.muster)
        self.assertEqual(len(names), len(set(names)), 'an alert is there twice')
        self.assertEqual(self.answered - set(names), set(), 'answered, and gone')
        incidents = self.muster.get('/v1/incidents')['items']
        self.assertEqual(sum(i['alerts']['firing'] for i in incidents), len(names))

    def test_kill(self):
        kills = round_ = 0
        while kills < KILLS:
            kills += self.kill_under_a_request(round_)
            round_ += 1
            self.is_whole()
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)
        print(kills, 'kills,', len(self.answered), 'alerts answered for')


support.main()
