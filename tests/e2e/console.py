# console.py - the console as a person has it: a screen, a keyboard and a pointer
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import shutil
import subprocess
import sys

import atspi
import support

muster = os.path.abspath(sys.argv.pop(2)) if len(sys.argv) > 2 else 'muster'


def xdotool(*arguments):
    return subprocess.run(['xdotool', *arguments], check=True, capture_output=True, text=True,
                          timeout=support.DEADLINE_S).stdout


class Console:
    """A console that runs; what it shows is read by names, and it is used by keys and clicks."""

    def __init__(self, case, *arguments, hub=None, env=None, size=None):
        self.case = case
        self.log = case.path('console.log')
        if hub is not None:
            arguments = ('--hub', 'unix:' + hub.socket, *arguments)
        with open(self.log, 'ab') as log:
            self.process = case.start(muster, *arguments, stdout=log, stderr=log,
                                      env={**os.environ, **self.home(), **(env or {})})
        self.program = atspi.application(self.process.pid)
        self.window = self.find_window()
        if size is not None:
            xdotool('windowsize', '--sync', self.window, *map(str, size))

    def home(self):
        """Nothing of one test is found by the next."""
        shutil.copytree(os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0'),
                        self.case.path('config', 'gtk-4.0'), dirs_exist_ok=True)
        return {'XDG_CONFIG_HOME': self.case.path('config'),
                'XDG_DATA_HOME': self.case.path('data'),
                'XDG_STATE_HOME': self.case.path('console')}

    def find_window(self):
        def look():
            found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                                    str(self.process.pid)], capture_output=True, text=True)
            return found.stdout.split()[-1:]
        return atspi.until(look, 'a window')[0]

    def said(self):
        with open(self.log, errors='replace') as log:
            return log.read()

    def press(self, *keys):
        """Keys, one after the other, to what has the focus."""
        for key in keys:
            xdotool('key', key)

    def type(self, text):
        xdotool('type', '--delay', '8', text)

    def click(self, node):
        left, top, width, height = node.extents
        xdotool('mousemove', '--window', self.window, str(left + width // 2),
                str(top + height // 2), 'click', '1')

    def wait(self, name=None, role=None):
        return self.program.wait(name, role)

    def see(self, pattern):
        """Something that says so is to be read."""
        return self.program.wait(pattern)

    def focused(self):
        return next((node for node in self.program.walk() if node.is_focused), None)

    def wait_focus(self, name=None, role=None):
        def look():
            node = self.focused()
            return node if node is not None and node.matches(name, role) else None

        def what():
            node = self.focused()
            return f'the focus on {role} {name!r}; it is on ' + (node.dump() if node else 'nothing')
        return atspi.until(look, what)

    def wait_dialog(self):
        """A window over the first one, once keys no longer go to that. GTK 4.8 does not say of a
        dialog that it is active."""
        def look():
            windows = self.program.children
            if any(window.name == 'Muster' and 'active' in window.states for window in windows):
                return None
            return next((window for window in windows if window.name != 'Muster'), None)
        return atspi.until(look, lambda: 'a dialog; there are ' +
                           str([(w.role, w.name, w.states) for w in self.program.children]))

    def reach(self, key, name, role=None, times=40):
        """Presses a key, as often as it takes, until the focus is there."""
        for _ in range(times):
            node = self.focused()
            if node is not None and node.matches(name, role):
                return node
            self.press(key)
        return self.wait_focus(name, role)

    def quit(self):
        """Leaves as a person does; it ends well and has complained of nothing."""
        self.press('ctrl+q')
        self.case.assertEqual(self.process.wait(support.DEADLINE_S), 0, self.said())
        self.case.assertNotRegex(self.said(), 'CRITICAL|WARNING')
