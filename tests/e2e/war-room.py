# war-room.py - the screen on the wall: what it shows, when it is stale, how to leave it
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: war-room.py MUSTERD MUSTER, on a display with a window manager and assistive technology
import os
import re
import subprocess
import sys

import support

muster = os.path.abspath(sys.argv.pop(2))
support.need('xdotool')
try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi
except (ImportError, ValueError):
    print('skipped: there is no gir1.2-atspi-2.0')
    sys.exit(support.SKIP)


def texts(node, found):
    """All words on a window, by what assistive technology is told."""
    node.clear_cache()
    if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return found
    found.append(node.get_name() or '')
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            texts(child, found)
    return found


class WarRoom(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = self.hub()
        self.env = {**os.environ, 'XDG_STATE_HOME': self.path('home')}

    def start_console(self, *arguments):
        return self.start(muster, '--hub', 'unix:' + self.muster.socket, *arguments, env=self.env)

    def words(self, process):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        found = []
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == process.pid:
                app.clear_cache()
                for j in range(app.get_child_count()):
                    window = app.get_child_at_index(j)
                    if window is not None and window.get_name() == 'Muster war room':
                        texts(window, found)
        return found

    def wait_words(self, process, *patterns):
        deadline = support.Deadline(f'{patterns} on the screen')
        while True:
            try:
                words = self.words(process)
            except gi.repository.GLib.Error:  # it changed while we looked
                words = []
            if all(any(re.search(p, w) for w in words) for p in patterns):
                return words
            try:
                deadline.left()
            except AssertionError as error:
                raise AssertionError(f'{error}; there is {words}') from None

    def wait_windows(self, pattern):
        """A search ends without an answer if a window goes while it looks: then look again."""
        deadline = support.Deadline(f'a window {pattern}')
        while True:
            done = subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name',
                                   pattern], capture_output=True, text=True,
                                  timeout=support.DEADLINE_S)
            if done.stdout.split():
                return done.stdout.split()
            deadline.left()

    def press(self, key):
        subprocess.run(['xdotool', 'key', key], check=True, timeout=support.DEADLINE_S)

    def test_follows_the_hub(self):
        wall = self.start_console('--war-room')
        self.wait_words(wall, '^All quiet$', '^Live$')
        me = self.muster.me()
        self.muster.post('/v1/incidents', {'title': 'Errors after v1.2.4', 'severity': 2,
                                           'impact': '23% of requests fail'})
        self.wait_words(wall, '^INC-1$', '^Errors after', '^23% of requests', '^SEV-2 Major$',
                        '^Nobody$', 'declared SEV-2')
        self.muster.post('/v1/incidents/INC-1/assign', {'role': 'commander', 'person': me})
        self.muster.post('/v1/incidents/INC-1/note', {'text': 'the password is hunter2'})
        words = self.wait_words(wall, f'^{me}$', 'took Commander')
        self.assertNotIn('hunter2', ' '.join(words))
        self.muster.post('/v1/incidents', {'title': 'Checkout', 'severity': 1})
        self.wait_words(wall, '^INC-2$', '^SEV-1 Critical$', '^Errors after')
        for n in (1, 2):
            self.muster.post(f'/v1/incidents/INC-{n}/resolve', {})
        self.wait_words(wall, r'^All quiet since \d\d:\d\d$')

    def test_says_that_it_is_stale(self):
        wall = self.start_console('--war-room')
        self.wait_words(wall, '^Live$')
        self.muster.kill()
        self.wait_words(wall, r'^Stale since \d\d:\d\d', '^Reconnecting')
        self.muster.start()
        self.wait_words(wall, '^Live$')

    def test_no_hub_is_not_quiet(self):
        self.muster.kill()
        wall = self.start_console('--war-room')
        words = self.wait_words(wall, '^Waiting for the hub$', '^Stale since')
        self.assertNotIn('All quiet', words)

    def test_full_screen_and_left_by_key(self):
        size = subprocess.run(['xdotool', 'getdisplaygeometry'], capture_output=True, text=True,
                              check=True).stdout.split()
        for key in ('Escape', 'F11'):
            wall = self.start_console('--war-room')
            window = self.wait_windows('^Muster war room$')[0]
            geometry = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window],
                                      capture_output=True, text=True, check=True).stdout
            self.assertIn(f'WIDTH={size[0]}\nHEIGHT={size[1]}', geometry)
            self.wait_words(wall, '^Live$')
            self.press(key)
            self.assertEqual(wall.wait(support.DEADLINE_S), 0)  # it was the only window

    def test_opened_by_key(self):
        console = self.start_console()
        self.wait_windows('^Muster$')
        deadline = support.Deadline('the war room')
        while not self.words(console):
            self.press('ctrl+shift+w')
            deadline.left()
        self.wait_words(console, '^All quiet$')


support.main()
