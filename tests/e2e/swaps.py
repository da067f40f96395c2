# swaps.py - people ask one another to take shifts, and hand over, by keys alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import time

import atspi
import desk
import support

support.need('xdotool', 'openbox')

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date.today() - DAY * datetime.date.today().weekday()

TEAM = '''
people:
  - {{name: ana, full_name: Ana}}
schedules:
  - name: rota
    zone: UTC
    layers: [{{name: Weekly, start: {monday}T00:00, every: 1 week, members: [ana, {me}]}}]
policies: [{{name: standard, steps: [{{notify: [{{schedule: rota}}]}}]}}]
'''


def midnight(n):
    return (MONDAY + DAY * n).isoformat() + 'T00:00:00Z'


def words(n):
    """A midnight, as the page says it."""
    at = MONDAY + DAY * n
    year = f' {at.year}' if at.year != datetime.date.today().year else ''
    return f'{at:%a} {at.day} {at:%b}{year} 00:00'


def span(start, end):
    return f'{words(start)} to {words(end)}'


class Swaps(desk.Case):
    def open_roster(self):
        self.start_hub()
        self.me = self.muster.me()
        path = self.path('team.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(TEAM.format(monday=MONDAY.isoformat(), me=self.me))
        done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f', path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.ana = {'Authorization': 'Bearer ' + self.muster.add_token('ana', 'responder')}
        console = self.open_console(hub=self.muster, size=(1280, 1000))
        console.see('^Nothing is burning')
        console.press('alt+2')
        console.wait_focus('^Ana, on call')
        return console

    def by_ana(self, path, body):
        answer = self.muster.ask('POST', path, body, self.ana)
        self.assertEqual(answer.status, 200, answer.body)

    def ask(self, start, end, **others):
        """Ana asks who takes some of her days."""
        self.by_ana('/v1/schedules/rota/ask',
                    {'from': midnight(start), 'to': midnight(end), **others})

    def do(self, console, name):
        """Presses the button that says so, as a screen reader does."""
        console.program.button(name).press()

    def request(self):
        """The newest one."""
        return max(self.muster.items('/v1/shift-requests'), key=lambda item: item['id'])

    def until_request(self, state):
        return atspi.until(lambda: self.request() if self.request()['state'] == state else None,
                           f'a request that is {state}')

    def test_swap(self):
        console = self.open_roster()
        # Ana asks: I take it for one of mine, and she accepts
        self.ask(14, 15, note='A wedding', other=self.me)
        console.see(f'asks? .*you.* to take {span(14, 15)}$')
        console.see('A wedding$')
        self.do(console, '^Take…, Ana asks you')
        console.wait_dialog()
        console.see(f'^Ana’s shift, {span(14, 15)}$')
        console.see('^With it you have: ')
        console.wait_focus('Offer$')
        console.press('Return')
        console.see('you have offered to')
        self.by_ana(f'/v1/shift-requests/{self.request()["id"]}/accept', {})
        console.see(f' takes {span(14, 15)} from Ana$')
        self.do(console, '^Seen, ')
        console.see('who was told has confirmed')

        # I ask everybody, and accept what she offers
        self.do(console, f'^Ask…, {span(7, 15)}$')
        console.wait_dialog()
        console.see('^All who are in this schedule are told. Best match is Ana: ')
        console.press('alt+a')
        console.see(f'^You ask who takes {span(7, 15)}$')
        self.by_ana(f'/v1/shift-requests/{self.request()["id"]}/offer', {})
        console.see(f'^Ana offers to take {span(7, 15)}$')
        self.do(console, '^Accept, Ana offers')
        console.see(f'^Ana takes {span(7, 15)} from ')
        self.until_request('accepted')

        # Ana asks again, and I do not
        self.ask(28, 29, other=self.me)
        self.do(console, '^Decline, Ana asks you')
        self.until_request('declined')
        console.program.wait_gone('^Decline, ')
        console.quit()

    def test_handover(self):
        console = self.open_roster()
        console.press('h')
        console.wait_dialog()
        console.see('^What the next shift will be told$')
        console.wait_focus('Something to watch', 'text')
        console.type('The import may fill the disk')
        console.press('Return')
        console.see('^The import may fill the disk$')
        console.wait_focus('Something to watch', 'text')
        console.type('Nothing of that')
        console.press('Return')
        self.do(console, '^Remove, Nothing of that$')
        console.program.wait_gone('^Nothing of that$')
        console.press('Escape')
        console.program.wait_gone('^What the next shift will be told$')

        # my shift begins in a moment
        start = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + 2))
        self.muster.post('/v1/schedules/rota/override',
                         {'kind': 'cover', 'person': self.me, 'from': start,
                          'to': support.later(3600)})
        console.see('^Ana hands over to you$')
        self.do(console, '^Read…, Ana hands over to you$')
        console.wait_dialog()
        console.see('^The import may fill the disk ')
        console.wait_focus('I have read it$')
        console.press('Return')
        console.program.wait_gone('^Read…, ')
        handover, = self.muster.items('/v1/handovers')
        self.assertEqual(handover['confirmedBy']['name'], self.me)
        self.assertNotIn('Nothing of that', handover['text'])
        console.quit()


support.main()
