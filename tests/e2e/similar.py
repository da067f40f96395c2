# similar.py - what looks like an incident is suggested in its room, and people say what it is
#
# SPDX-License-Identifier: GPL-3.0-or-later
import desk
import support

support.need('xdotool', 'openbox')

EU, US = 'Ledger writes stall in eu', 'Ledger writes stall in us'


def alert(summary, service):
    return {'labels': {'alertname': 'Stall', 'service': service, 'severity': 'critical'},
            'annotations': {'summary': summary}}


class Similar(desk.Case):
    def setUp(self):
        super().setUp()
        self.start_hub()
        for service in 'mail', 'chat':
            self.muster.post('/v1/config', {'object': 'service', 'name': service, 'body': {}})
        self.fire(alert(EU, 'mail'))

    def open_room(self, title):
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see(f'^SEV-2 Major, {title}')
        console.press('Down', 'Home')
        console.reach('Down', f'^SEV-2 Major, {title}')
        console.press('Return')
        console.wait_focus('Note or command', 'text')
        return console

    def test_opens_and_merges(self):
        self.fire(alert(US, 'chat'))
        console = self.open_room(US)
        console.see(r'^Looks like INC-1 \(\d+%\)')
        console.see(f'^{EU} · the same words, began ')
        console.press('alt+r')
        console.wait_focus('^Commander')
        console.reach('shift+Tab', '^Open INC-1')
        console.press('Return')
        console.see(r'^Looks like INC-2 \(\d+%\)')  # from the other side
        console.wait_focus('Note or command', 'text')
        console.reach('shift+Tab', '^Merge INC-2 into this')
        console.press('space')
        console.see('^INC-2 merged into INC-1')
        console.program.wait_gone('^Looks like')
        console.wait_focus('Note or command', 'text')
        self.assertEqual(self.incident(2)['mergedInto'], 'INC-1')
        console.press('ctrl+z')
        self.until_incident('it to be apart', lambda i: i['mergedInto'] is None, 2)
        console.quit()

    def test_is_not_the_same(self):
        console = self.open_room(EU)
        self.fire(alert(US, 'chat'))
        console.see(r'^Looks like INC-2 \(\d+%\)')  # while somebody looks
        console.reach('shift+Tab', '^Not the same as INC-2')
        console.press('Return')
        console.see('^INC-2 is another incident')
        console.program.wait_gone('^Looks like')
        self.assertIn('incident.kept-apart', self.kinds())
        self.assertEqual(self.muster.items('/v1/incidents/INC-2/similar'), [])
        console.press('ctrl+z')
        console.see(r'^Looks like INC-2')
        console.quit()


support.main()
