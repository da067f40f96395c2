# silences.py - alerts are silenced from a room, by keys alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import desk
import support

support.need('xdotool', 'openbox')

ROW = '^SEV-2 Major, Checkout answers 5xx'


def alert(pod):
    return {'labels': {**desk.ALERT['labels'], 'pod': pod}, 'annotations': desk.ALERT['annotations']}


class Silences(desk.Case):
    def open_room(self):
        self.start_hub()
        self.fire(alert('a'), alert('b'))
        console = self.open_console(hub=self.muster, size=(1440, 900))
        console.see(ROW)
        console.reach('Down', ROW)
        console.press('Return')
        console.wait('Note or command', 'text')
        return console

    def silences(self):
        return self.muster.items('/v1/silences')

    def test_from_an_alert(self):
        console = self.open_room()
        console.press('ctrl+f')
        console.wait_focus('^Filter the alerts')
        console.type('pod=a')
        console.see('^Firing · 1')
        console.press('Down')
        console.reach('Down', '^CheckoutFailing, .*firing')
        console.press('Return')
        console.program.button('^Only alerts with pod="a"')
        console.press('ctrl+shift+s')
        console.wait_dialog()
        console.wait_focus('^Why')
        console.see('^Would hold back 2 alerts of 1 incident')  # the pod is not one of the conditions
        console.reach('Tab', '^pod="a"', 'check box')
        console.press('space')
        console.see('^Would hold back 1 alert of 1 incident')
        console.reach('Tab', '^Why')
        console.type('moving house')
        console.press('Return')
        console.see('^Silenced')
        self.assertEqual([(s['alerts'], s['comment']) for s in self.silences()],
                         [(1, 'moving house')])
        console.see('silenced by .* until ..:..: moving house · 1')
        console.quit()

    def test_list(self):
        console = self.open_room()
        self.muster.post('/v1/silences', {'matchers': 'pod="a"', 'comment': 'moving house',
                                          'endsAt': support.later(1800), 'createdBy': 'ana'})
        console.press('ctrl+shift+l')
        console.wait_dialog()
        console.see('^ana: moving house')
        console.see(r'^until .* · (29|30) min left · holds back 1 alert')
        console.reach('Tab', '^Prolong, .*pod="a"')
        console.press('Return')
        console.wait_focus('^How long')
        console.reach('Tab', '^Why')
        console.press('Return')
        console.see('^until .* · (59|60) min left · holds back 1 alert')
        console.reach('Tab', '^End, .*pod="a"')
        console.press('Return')
        console.see('^ended ..:..')
        self.assertEqual([s['state'] for s in self.silences()], ['expired'])
        console.press('Escape')
        console.program.wait_gone('^Silences$')
        console.wait_focus('Note or command', 'text')
        console.quit()

    def test_maintenance(self):
        console = self.open_room()
        self.muster.post('/v1/config', {'object': 'maintenance', 'name': 'backup', 'body': {
            'match': 'pod="a"', 'start': support.later(-3600)[:16], 'duration': '2h',
            'rrule': 'FREQ=DAILY', 'reason': 'The nightly dump'}})
        console.see('^maintenance backup until ..:..: The nightly dump, 1 alert')
        console.press('ctrl+shift+l')
        console.wait_dialog()
        console.see('^Maintenance$')
        console.see('pod="a"')
        console.see(r'^open until ..:.. · holds back 1 alert · next .* ..:..–..:..')
        console.press('Escape')
        console.program.wait_gone('^Silences$')
        console.quit()

    def test_refused(self):
        console = self.open_room()
        console.press('ctrl+f')
        console.wait_focus('^Filter the alerts')
        console.type('pod!=x')
        console.see('^Firing · 2')
        console.press('ctrl+shift+s')
        console.wait_dialog()
        console.see('^These matchers also match alerts that have none of their labels')
        console.type('why')
        console.press('Return')
        console.see('^These matchers also match alerts that have none of their labels')
        self.muster.stop()
        console.see('^There is no link to the hub. A silence needs it')
        console.press('Escape')
        console.wait('Note or command', 'text')
        console.quit()


support.main()
