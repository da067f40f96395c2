# joint.py - two incidents become one and one two, by keys alone, and back again
#
# SPDX-License-Identifier: GPL-3.0-or-later
import desk
import support

support.need('xdotool', 'openbox')

ROW = '^SEV-2 Major, The database does not answer'


def alert(name, service, **labels):
    return {'labels': {'alertname': name, 'service': service, 'severity': 'critical', **labels},
            'annotations': {'summary': 'The database does not answer'}}


class Joint(desk.Case):
    def setUp(self):
        super().setUp()
        self.start_hub()
        for name, upstream in (('payments-db', []), ('payments', ['payments-db']),
                               ('checkout', ['payments']), ('wiki', [])):
            self.muster.post('/v1/config', {'object': 'service', 'name': name,
                                            'body': {'depends_on': upstream}})
        self.fire(alert('Down', 'payments-db'))
        self.fire(alert('Errors', 'checkout', pod='a'))
        self.fire(alert('Errors', 'checkout', pod='b'))

    def open_room(self):
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see(ROW)
        console.press('Down', 'Home')
        console.reach('Down', ROW)
        console.press('Return')
        console.wait_focus('Note or command', 'text')
        return console

    def show_alerts(self, console):
        console.press('ctrl+f')
        console.wait_focus('^Filter the alerts')
        console.type('checkout')
        console.see('^Firing · 2')
        console.press('Down')

    def members(self, number):
        return sorted(a['labels'].get('pod', a['labels']['alertname'])
                      for a in self.muster.items(f'/v1/alerts?incident=INC-{number}'))

    def test_why_and_detach(self):
        console = self.open_room()
        self.show_alerts(console)
        console.see('^checkout → payments-db: depends on, 2 hops')
        console.reach('Down', '^Errors, .*pod=a.*depends on, 2 hops')
        console.press('d')
        console.see('^Detached into INC-2')
        self.assertEqual((self.members(1), self.members(2)), (['Down', 'b'], ['a']))
        console.press('ctrl+z')
        self.until_incident('it to be whole again', lambda i: len(self.members(1)) == 3)
        console.quit()

    def test_detach_several(self):
        console = self.open_room()
        self.show_alerts(console)
        console.reach('Down', '^Errors, .*pod=a')  # the last one
        console.press('space')
        console.wait_focus('^selected, Errors, .*pod=a')
        console.press('Up')
        console.wait_focus('^Errors, .*pod=b')
        console.press('space')
        console.wait_focus('^selected, Errors, .*pod=b')
        console.program.button('Detach 2 alerts')
        console.press('shift+F10')
        console.wait('Detach 2 alerts', 'menu item')
        console.press('Return')
        console.see('^Detached into INC-2')
        self.assertEqual((self.members(1), self.members(2)), (['Down'], ['a', 'b']))
        undo = console.program.button('^Undo')
        console.click(undo)
        self.until_incident('it to be whole again', lambda i: len(self.members(1)) == 3)
        console.quit()

    def test_merge(self):
        self.muster.post('/v1/incidents', {'title': 'Nobody can pay', 'service': 'checkout'})
        self.muster.post('/v1/incidents', {'title': 'The wiki is slow', 'service': 'wiki'})
        console = self.open_room()
        console.press('alt+i')
        dialog = console.wait_dialog()
        dialog.wait('^Likely the same')
        console.wait_focus('^Find an open incident')
        console.press('Down')
        console.wait_focus('^Nobody can pay, INC-2 · checkout · checkout depends on this, 2 hops')
        console.press('Escape')
        console.wait_focus('Note or command', 'text')
        console.type('/merge 3 the same rack')
        console.press('Return')
        console.see('^INC-1 merged into INC-3')
        console.see('^The wiki is slow')  # where it goes on
        self.assertEqual(self.incident()['mergedInto'], 'INC-3')
        console.press('ctrl+z')
        self.until_incident('it to be apart', lambda i: i['mergedInto'] is None)
        console.quit()

    def test_merge_from_the_board(self):
        self.muster.post('/v1/incidents', {'title': 'Nobody can pay', 'service': 'checkout'})
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see(ROW)
        console.reach('Down', '^SEV-. .*Nobody can pay')
        console.press('m')
        console.wait_dialog()
        console.wait_focus('^Find an open incident')
        console.type('database')
        console.press('Return')
        console.see('^INC-2 merged into INC-1')
        self.assertEqual(self.incident(2)['mergedInto'], 'INC-1')
        console.quit()

    def test_about(self):
        console = self.open_room()
        console.press('alt+b')
        dialog = console.wait_dialog()
        dialog.wait('^payments-db, what it is about now')
        console.wait_focus('^Find a service')
        console.type('wik')
        console.press('Return')
        console.see('^It is about wiki now')
        self.until_incident('it to be about the wiki', lambda i: i['service'] == 'wiki')
        console.press('ctrl+z')
        self.until_incident('it to be as before', lambda i: i['service'] == 'payments-db')
        console.wait_focus('Note or command', 'text')
        console.type('/about check')
        console.see('^checkout')
        console.press('Tab', 'Return')
        self.until_incident('it to be about checkout', lambda i: i['service'] == 'checkout')
        console.quit()


support.main()
