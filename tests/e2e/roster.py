# roster.py - who is on call when, by keys alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime

import atspi
import desk
import support

support.need('xdotool', 'openbox')

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date.today() - DAY * datetime.date.today().weekday()


def day(n):
    return (MONDAY + DAY * n).isoformat()


TEAM = f'''
people:
  - {{name: ana, full_name: Ana, channels: [{{type: desktop}}]}}
  - {{name: ben, full_name: Ben, channels: [{{type: desktop}}]}}
  - {{name: cho, full_name: Cho, channels: [{{type: desktop}}]}}
schedules:
  - name: rota
    zone: UTC
    layers: [{{name: Weekly, start: {day(-7)}T00:00, every: 1 week, members: [ana, ben]}}]
    modifiers:
      - {{cover: cho, from: {day(9)}T00:00:00Z, to: {day(10)}T00:00:00Z}}
      - {{remove: ben, from: {day(16)}T00:00:00Z, to: {day(19)}T00:00:00Z}}
  - name: second
    zone: Europe/Berlin
    layers: [{{name: Weekly, start: {day(-7)}T09:00, every: 1 week, members: [cho]}}]
'''


def words(n):
    """A midnight, as the page says it."""
    at = MONDAY + DAY * n
    year = f' {at.year}' if at.year != datetime.date.today().year else ''
    return f'{at:%a} {at.day} {at:%b}{year} 00:00'


class Roster(desk.Case):
    def open_roster(self, team=TEAM):
        self.start_hub()
        if team:
            self.apply(team)
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see('^Nothing is burning')
        console.press('alt+2')
        return console

    def apply(self, team):
        path = self.path('team.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(team)
        done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f', path)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_read(self):
        console = self.open_roster()
        console.wait_focus(f'^Ben, on call, {words(0)} to {words(7)}$', 'push button')
        console.press('Right', 'Right')
        console.wait_focus(f'^Cho, on call, {words(9)} to {words(10)}$')
        console.press('Up', 'Up')
        console.wait_focus(f'^Override: Cho, covers, {words(9)} to {words(10)}$')
        console.press('Down', 'Down', 'End')
        console.wait_focus('^Ana, on call|^Ben, on call')
        console.press('Home', 'Right', 'Right', 'Right', 'Right', 'Right')
        console.wait_focus(f'^Nobody, {words(16)} to {words(19)}, 72 hours$')
        console.see('^89.2% covered, 1 gap of 72 h$')
        console.see('^1 gap: 72 h in ')
        console.see('^Ben until .*, then Ana$')
        console.see('^Cho until .*, then')  # the other schedule has nobody else
        console.quit()

    def test_weeks(self):
        console = self.open_roster()
        console.wait_focus('^Ben, on call')
        title = console.wait(r' to \d+ \w+ \d{4}$', 'heading').name
        console.click(console.program.button('Later weeks'))
        atspi.until(lambda: console.wait(r' to \d+ \w+ \d{4}$', 'heading').name != title,
                    'later weeks')
        console.press('t')
        atspi.until(lambda: console.wait(r' to \d+ \w+ \d{4}$', 'heading').name == title,
                    'this week')
        console.click(console.program.button('^12 weeks'))
        atspi.until(lambda: console.wait(r' to \d+ \w+ \d{4}$', 'heading').name != title,
                    'twelve weeks')
        console.reach('Tab', '^Week of .*, nobody for 72 h$')
        console.press('Return')
        console.wait_focus('^Nobody, ')
        console.quit()

    def test_override(self):
        """The gap is covered by the form; undone; and a shift's end is moved by keys."""
        console = self.open_roster()
        console.wait_focus('^Ben, on call')
        for _ in range(5):
            console.press('Right')
        console.wait_focus('^Nobody, ')
        console.press('Return')
        console.wait_dialog()
        console.see('^2 people see a change|^1 person sees a change')
        console.wait_focus('^Who is on call')
        console.reach('Tab', '^Why', 'text')
        console.type('Nobody was there')
        console.reach('shift+Tab', 'Save$')
        console.press('Return')
        console.see('^Saved. Whose shift moved was told$')
        console.see(f'^Override: .*, covers, {words(16)} to {words(19)}$')
        console.see('^Fully covered$')
        console.press('ctrl+z')
        console.see(f'^Nobody, {words(16)} to {words(19)}, 72 hours$')
        console.reach('Left', '^Cho, on call')
        console.press('alt+Right')
        console.see('^Cho, .*, 6 h')
        console.press('Escape')
        console.program.wait_gone('^Cho, .*, 6 h')
        console.press('alt+Right', 'Return')
        console.wait_dialog()
        console.see('^2 people see a change, both will be told')
        console.press('Escape')
        console.wait_focus('^Cho, on call')
        console.quit()

    def test_empty(self):
        console = self.open_roster(team=None)
        console.see('^No schedule yet$')
        self.apply(TEAM)
        console.see('^Ben, on call, ')
        console.quit()


support.main()
