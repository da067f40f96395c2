# checks.py - the built-in checks from the side pane of a room, by the keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import socket

import atspi
import desk
import support

support.need('xdotool', 'openbox')

ROW = '^SEV-2 Major, Checkout answers 5xx'
TITLES = ('Disk space', 'Name resolution', 'Web address', 'Memory', 'Network port',
          'System service')


class Checks(desk.Case):
    def test_by_keyboard(self):
        self.start_hub()
        self.fire()
        self.console = self.open_console(hub=self.muster, size=(1240, 760))
        self.console.reach('Down', ROW)
        self.console.press('Return')
        self.console.wait('Note or command', 'text')
        for step in (self.run_without_arguments, self.run_with_an_argument, self.read_the_output,
                     self.be_refused, self.mistype, self.console.quit):
            print('   ', step.__name__, flush=True)
            step()

    def choose(self, title):
        """A check out of the list, from wherever the focus is."""
        self.console.press('ctrl+3')
        self.console.wait_focus('^Check$', 'combo box')
        self.console.press('Return')
        self.console.wait_focus('|'.join(TITLES), 'list item')
        self.console.press('Home', *['Down'] * TITLES.index(title))
        self.console.wait_focus(f'^{title}$', 'list item')
        self.console.press('Return')
        self.console.wait_focus('^Check$', 'combo box')

    def fill(self, **fields):
        """Tab goes from field to field, and says which one it is."""
        for name, text in fields.items():
            self.console.press('Tab')
            self.console.wait_focus('^' + name.replace('_', ' '), 'text')
            self.console.type(text)

    def see_result(self, text):
        """It is in the timeline, and among the results of the pane."""
        for name in ('^Timeline$', '^Results$'):
            self.console.wait(name, 'list').wait(r'^[\d:]+, ' + text, 'list item')

    def run_without_arguments(self):
        self.choose('Memory')
        self.console.press('Tab')
        self.console.wait_focus('^Run$', atspi.ROLES_OF_BUTTONS)
        self.console.press('Return')
        self.see_result('memory: ok: .* available')

    def run_with_an_argument(self):
        self.choose('Web address')
        self.fill(Address=f'http://127.0.0.1:{self.muster.port}/healthz')
        self.console.press('Return')
        self.see_result('http: ok: ')

    def read_the_output(self):
        """It is folded away under the newest result, and Enter unfolds it."""
        self.console.press('Tab')
        self.console.wait_focus('^Run$', atspi.ROLES_OF_BUTTONS)
        self.console.press('Tab')
        self.console.wait_focus('http: ok: ', 'list item')
        self.console.press('Tab')
        self.console.wait_focus(r'^Output, \d+ lines?$')
        self.console.press('Return')
        self.console.wait('^Results$', 'list').wait('200', 'label')

    def be_refused(self):
        """A port that is taken, so that nobody else listens there, and refuses."""
        with socket.socket() as taken:
            taken.bind(('127.0.0.1', 0))
            port = taken.getsockname()[1]
            self.choose('Network port')
            self.fill(Host_name='127.0.0.1', Port=str(port))
            self.console.press('Return')
            self.see_result(f'tcp: failed: 127.0.0.1 port {port}: connection refused')

    def mistype(self):
        """What is wrong is said, nothing runs, and what was typed stays to be mended."""
        runs = self.kinds().count('run.ended')
        self.choose('Network port')
        self.fill(Host_name='127.0.0.1', Port='99999')
        self.console.press('Return')
        self.console.see('^Argument “port” is not a port number from 1 to 65535$')
        self.assertEqual(self.console.wait_focus('^Port', 'text').description, '99999')
        self.assertEqual(self.kinds().count('run.ended'), runs)


support.main()
