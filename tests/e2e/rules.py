# rules.py - rules are read, edited, tried on past alerts and saved, by keys alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import atspi
import desk
import support

support.need('xdotool', 'openbox')

ROUTES = {'rules': [{'name': 'shop', 'match': 'service="checkout"', 'to': {'team': 'shop'}},
                    {'to': {'team': 'ops'}}]}


def alert(pod):
    return {'labels': {**desk.ALERT['labels'], 'pod': pod}}


class Rules(desk.Case):
    def open_rules(self):
        self.start_hub()
        self.muster.post('/v1/config', {'object': 'rules', 'name': 'routes', 'body': ROUTES})
        self.fire(alert('a'), alert('b'))
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see('^SEV-2 Major')
        console.press('ctrl+shift+r')
        console.wait_dialog()
        return console

    def body(self, object_, name):
        return next(o['body'] for o in self.muster.items('/v1/config')
                    if (o['object'], o['name']) == (object_, name))

    def test_routes(self):
        console = self.open_rules()
        console.see('^shop$')
        console.reach('Tab', '^Try the labels', 'text')
        console.type('service="checkout"')
        console.see(r'^routes\[0\] shop: matches\nSo team shop hears of it')
        console.reach('shift+Tab', '^Add a rule: Routes')
        console.press('Return')
        console.wait_focus('^Name', 'text')
        console.type('vip')
        console.reach('Tab', '^Which alerts', 'text')
        console.type('service=~"("')
        console.see('^Which alerts: ')
        console.press('ctrl+a')
        console.type('tier="1"')
        console.reach('Tab', '^Who hears', 'text')
        console.type('person:ana')
        console.reach('Tab', 'Save$')
        console.press('Return')
        console.see('^Saved')
        self.assertEqual(self.body('rules', 'routes')['rules'],
                         [ROUTES['rules'][0],
                          {'name': 'vip', 'match': 'tier="1"', 'to': {'person': 'ana'}},
                          ROUTES['rules'][1]])
        console.press('Escape')
        console.program.wait_gone('^Rules$')
        console.quit()

    def test_grouping(self):
        console = self.open_rules()
        console.reach('Tab', '^Add a rule: Grouping')
        console.press('Return')
        console.wait_focus('^Name', 'text')
        console.type('pods')
        console.reach('Tab', '^One incident for each', 'text')
        console.type('pod')
        console.see('^Would have made 2 incidents out of 2 alerts in 30 days; the rules in force '
                    'make 1.')
        self.muster.post('/v1/config', {'object': 'grouping', 'name': 'default',
                                        'body': {'by': ['alertname']}})
        console.reach('Tab', 'Save$')
        console.press('Return')
        console.see('^Somebody else changed these rules')
        self.assertEqual(self.body('grouping', 'default'), {'by': ['alertname']})
        console.reach('Tab', 'Discard$')
        console.press('Return')
        console.program.wait_gone('Discard$')
        console.press('Escape')
        console.program.wait_gone('^Rules$')
        console.quit()

    def test_inner_route(self):
        console = self.open_rules()
        console.reach('Tab', '^shop')
        console.press('Return')
        console.reach('Tab', '^Only then, as', 'text')
        console.type('mo-fr 20:00-24:01')
        console.see('^Only then, as .*: ')  # it is named, and Save waits
        console.press('ctrl+a')
        console.type('sa su; 20:00-08:00')
        console.reach('Tab', '^Time zone', 'text')
        console.type('Europe/Berlin')
        console.reach('Tab', 'Add one inside$')
        console.press('Return')
        console.wait_focus('^Name', 'text')
        console.type('vip')
        console.reach('Tab', '^Which alerts', 'text')
        console.type('tier="1"')
        console.reach('Tab', '^Who hears', 'text')
        console.type('person:ana')
        console.see('^↳ vip$')
        console.reach('Tab', 'Save$')
        console.press('Return')
        console.see('^Saved')
        self.assertEqual(self.body('rules', 'routes')['rules'][0], {
            **ROUTES['rules'][0],
            'hours': {'windows': [{'days': ['sa', 'su']}, {'from': '20:00', 'to': '08:00'}],
                      'zone': 'Europe/Berlin'},
            'routes': [{'name': 'vip', 'match': 'tier="1"', 'to': {'person': 'ana'}}]})
        console.press('Escape')
        console.program.wait_gone('^Rules$')
        console.quit()

    def test_grouping_defaults(self):
        console = self.open_rules()
        console.reach('shift+Tab', '^Whatever no rule takes')  # from the end
        console.press('Return')
        console.reach('Tab', '^Tell nobody before', 'text')
        console.type('learned')
        console.reach('Tab', '^Flaps from so many', 'text')
        console.type('2')
        console.see('^Flaps from so many changes on, 0 for never: ')
        console.press('ctrl+a')
        console.type('8')
        console.reach('Tab', 'Save$')
        console.press('Return')
        console.see('^Saved')
        self.assertEqual(self.body('grouping', 'default'),
                         {'pause': 'learned', 'flapping': {'changes': 8}, 'rules': []})
        console.press('Escape')
        console.program.wait_gone('^Rules$')
        console.quit()

    def test_remove(self):
        console = self.open_rules()
        console.reach('Tab', '^shop')
        console.press('Return')
        console.reach('Tab', 'Remove$')
        console.press('Return')
        console.reach('Tab', 'Save$')
        console.press('Return')
        console.see('^Saved')
        atspi.until(lambda: self.body('rules', 'routes') == {'rules': ROUTES['rules'][1:]},
                    'the route to go')
        console.press('Escape')
        console.program.wait_gone('^Rules$')
        console.quit()


support.main()
