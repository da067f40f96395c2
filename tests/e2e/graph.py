# graph.py - the services around an incident, walked by keys, while more of them fail
#
# SPDX-License-Identifier: GPL-3.0-or-later
import desk
import support

support.need('xdotool', 'openbox')

SERVICES = {'payments-db': [], 'payments': ['payments-db'], 'cart': [],
            'checkout': ['payments', 'cart'], 'web': ['checkout'], 'wiki': []}


def alert(service):
    return {'labels': {'alertname': 'Down', 'service': service, 'severity': 'critical'},
            'annotations': {'summary': f'{service} is down'}}


class Graph(desk.Case):
    def test_walk(self):
        self.start_hub()
        for name, upstream in SERVICES.items():
            self.muster.post('/v1/config', {'object': 'service', 'name': name,
                                            'body': {'depends_on': upstream}})
        self.fire(alert('payments-db'))
        self.fire(alert('checkout'))
        told = self.muster.get('/v1/incidents/INC-1/graph')
        self.assertEqual([(n['service'], n['path']) for n in told['items']][:3],
                         [('payments-db', True), ('checkout', True), ('payments', True)])
        self.assertEqual(told['more'], 0)
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see('^SEV-2 Major, payments-db is down')
        console.reach('Down', '^SEV-2 Major, payments-db is down')
        console.press('Return')
        console.wait_focus('Note or command', 'text')
        console.press('alt+g')
        window = console.wait_dialog()
        console.see('^payments-db most likely began it. 2 of 5 services here fail.')
        console.wait_focus('^payments-db, failing, began it')
        self.assertNotIn('wiki', window.dump())
        console.press('Left')
        console.wait_focus('^payments, between · no alert, depends on payments-db')
        console.press('Left')
        console.wait_focus('^checkout, failing, 1 alert.*, depends on payments, cart')
        console.press('Left')
        console.wait_focus('^web, no alert, depends on checkout')
        self.fire(alert('web'))
        console.wait_focus('^web, failing, 1 alert.*depends on checkout')  # it stays where it was
        console.see('3 of 5 services here fail')
        console.press('Home')
        console.wait_focus('^payments-db, ')
        console.press('plus', 'minus', '0')
        console.press('Left', 'Left')
        console.wait_focus('^checkout, ')
        console.press('Return')
        console.see('^1 of 3 alerts')
        console.quit()


support.main()
