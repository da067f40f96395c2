# beginning.py - the first run and the windows beside the board, by the keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess

import atspi
import desk
import support
from console import muster

support.need('xdotool', 'openbox')


class Beginning(desk.Case):
    def test_first_run_to_a_drill(self):
        path = os.path.dirname(support.musterd) + os.pathsep + os.environ['PATH']
        console = self.open_console(env={'PATH': path}, size=(1280, 780))
        console.wait_focus('Run a drill now')
        self.hurry(console)
        console.press('Return')
        console.see('^Drill')
        self.assertIn(['--speed', '10'], self.speeds(console.process.pid))
        console.reach('Down', '^SEV-. .*, no commander')
        console.press('c')
        console.see('^SEV-. .*, commander ')
        console.quit()

    def hurry(self, console):
        """The last of the speeds, and back to what starts the drill."""
        console.press('shift+Tab')
        console.wait_focus('^Speed: 4 times as fast$')
        console.press('Return')
        console.wait_focus('^Real time')
        console.press('Up', 'Return')
        console.wait_focus('^Speed: 10 times as fast$')
        console.see('^About 2 minutes$')
        console.press('Tab')
        console.wait_focus('Run a drill now')

    def speeds(self, parent):
        """What the programs that the console started were told of a speed."""
        children = subprocess.run(['pgrep', '-P', str(parent)], capture_output=True, text=True)
        told = []
        for pid in children.stdout.split():
            with open(f'/proc/{pid}/cmdline', encoding='utf-8') as file:
                words = file.read().split('\0')
            if '--speed' in words:
                told.append(words[words.index('--speed'):][:2])
        return told

    def test_declare(self):
        console = self.open_console(hub=self.start_hub(), size=(1280, 780))
        console.see('Nothing is burning')
        console.press('ctrl+d')
        console.wait_dialog()
        console.type('The lift is stuck')
        console.press('Return')
        atspi.until(lambda: self.muster.items('/v1/incidents'), 'the incident')
        self.assertEqual(self.incident()['title'], 'The lift is stuck')
        self.assertTrue(self.incident()['declared'])
        console.see(', The lift is stuck, ')
        console.quit()

    def test_war_room(self):
        self.start_hub()
        self.fire()
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see('^SEV-2 Major, Checkout answers 5xx')
        console.press('ctrl+shift+w')
        console.program.button('^Exit$')
        console.press('Escape')
        console.program.wait_gone('^Exit$', atspi.ROLES_OF_BUTTONS)
        console.quit()

    def test_link(self):
        """A link opens a room before its incident is here; keys find somebody all the time."""
        self.start_hub()
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see('Nothing is burning')
        for title in 'The lift is stuck', 'So is the door':
            number = len(self.muster.items('/v1/incidents')) + 1
            done = subprocess.run([muster, f'muster:INC-{number}'], timeout=support.DEADLINE_S,
                                  env={**os.environ, **console.home()})
            self.assertEqual(done.returncode, 0)
            console.wait_focus('This incident is not here yet')
            self.muster.post('/v1/incidents', {'title': title})
            console.wait_focus('Note or command', 'text')
            console.press('Escape')
            console.wait_focus('Declare|stuck|door')
        console.quit()

    def test_narrow(self):
        self.start_hub()
        self.fire()
        for width in 420, 360:
            with self.subTest(width):
                self.look_at_narrow(width)

    def look_at_narrow(self, most):
        """Nothing of the room lies beyond the edge of its window."""
        console = self.open_console(hub=self.muster, size=(most, 700),
                                    env={'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'})
        console.reach('Down', '^SEV-2 Major, Checkout answers 5xx')
        self.assertLessEqual(console.program.wait(role='frame').extents[2], most)
        console.press('Return')
        for what in (console.wait('Note or command', 'text'), console.wait('^Timeline$', 'log'),
                     console.program.button('^Send$')):
            left, _, width, _ = what.extents
            self.assertTrue(0 <= left and left + width <= most, what.extents)
        console.quit()


support.main()
