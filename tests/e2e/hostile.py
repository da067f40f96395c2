# hostile.py - what the dearest bodies cost a hub: an answer each, and no more memory than it may
#
# SPDX-License-Identifier: GPL-3.0-or-later
import hostile_bodies
import support

EXTRA_MAX = 40 * 2**20  # security P13


class Hostile(support.Case):
    def status_of(self, hub, name):
        with open(f'/proc/{hub.process.pid}/status') as status:
            return next(int(line.split()[1]) * 1024 for line in status
                        if line.startswith(name + ':'))

    def test_memory(self):
        hub = self.hub()
        key = hub.add_key('shop')
        for name, source, body, status in hostile_bodies.bodies():
            with self.subTest(body=name):
                with open(f'/proc/{hub.process.pid}/clear_refs', 'w') as clear:
                    clear.write('5')  # the peak begins anew
                before = self.status_of(hub, 'VmRSS')
                answer = hub.ask('POST', f'/v1/intake/{key}/{source}', body)
                self.assertEqual(answer.status, status, answer.body)
                self.assertLessEqual(self.status_of(hub, 'VmHWM') - before, EXTRA_MAX)
        self.assertEqual(hub.ask('POST', f'/v1/intake/{key}/generic', {'summary': 'fine'}).status,
                         202)
        self.assertEqual(hub.stop(), 0)
        self.assert_clean(hub)


support.main()
