# desktop.py - a session bus of its own, a notification daemon on it, and the console
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# On this bus nothing is started by being asked for: a test says itself which daemons there are.
import json
import os
import signal
import subprocess
import sys

import support

muster = os.path.abspath(sys.argv.pop(2)) if len(sys.argv) > 2 else 'muster'

BUS = '''<busconfig>
<type>session</type>
<listen>unix:tmpdir={folder}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
</busconfig>
'''

# The daemon runs a program for each notification that it shows, and one to choose an action.
DUNSTRC = '''[global]
    dmenu = {folder}/pick
    enable_recursive_icon_lookup = false
[record]
    summary = "*"
    script = {folder}/record
'''

RECORD = '''#!/usr/bin/python3
import json, os
with open('{fifo}', 'a') as out:
    out.write(json.dumps({{key[6:].lower(): value for key, value in os.environ.items()
                          if key.startswith('DUNST_')}}) + '\\n')
'''

PICK = '''#!/bin/sh
grep -m1 "$(cat '{folder}/choice')"
'''


class Desktop(support.Case):
    """A test with a bus; needs a display, but no window manager."""

    def setUp(self):
        super().setUp()
        config = self.write('bus.conf', BUS.format(folder=self.folder))
        bus = self.start('dbus-daemon', '--config-file=' + config, '--print-address=1',
                         '--nofork', '--nopidfile', stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
        self.addCleanup(bus.stdout.close)
        address = support.Lines(bus.stdout).next(support.Deadline('the bus'))
        self.env = {**os.environ, 'DBUS_SESSION_BUS_ADDRESS': address.decode(),
                    'GTK_A11Y': 'none', 'G_MESSAGES_DEBUG': 'muster',
                    'HOME': self.path('home'), 'XDG_STATE_HOME': self.path('home', 'state'),
                    'XDG_DATA_HOME': self.path('home', 'data')}
        os.makedirs(self.env['XDG_DATA_HOME'])

    def call(self, *arguments):
        """A program on our bus, to its end."""
        return subprocess.run(arguments, env=self.env, capture_output=True, text=True,
                              timeout=support.DEADLINE_S)

    def wait_name(self, name):
        done = self.call('gdbus', 'wait', '--session', '--timeout', '20', name)
        self.assertEqual(done.returncode, 0, f'nobody is {name}')

    def wait_until(self, what, is_so):
        """Asks again and again: for what nothing tells us of."""
        deadline = support.Deadline(what)
        while not is_so():
            deadline.left()

    def script(self, name, text):
        path = self.write(name, text)
        os.chmod(path, 0o700)

    def start_dunst(self):
        fifo = self.path('shown')
        if not os.path.exists(fifo):
            os.mkfifo(fifo)
            self.shown_pipe = open(os.open(fifo, os.O_RDWR | os.O_NONBLOCK), 'rb', buffering=0)
            self.addCleanup(self.shown_pipe.close)
            self.shown_lines = support.Lines(self.shown_pipe)
        self.script('record', RECORD.format(fifo=fifo))
        self.script('pick', PICK.format(folder=self.folder))
        config = self.write('dunstrc', DUNSTRC.format(folder=self.folder))
        daemon = self.start('dunst', '-conf', config, env=self.env, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
        self.wait_name('org.freedesktop.Notifications')
        return daemon

    def next_shown(self, what='a notification'):
        """What the daemon shows next: summary, body, urgency, id."""
        return json.loads(self.shown_lines.next(support.Deadline(what)))

    def displayed(self):
        return int(self.call('dunstctl', 'count', 'displayed').stdout)

    def wait_displayed(self, n):
        self.wait_until(f'{n} notifications on the screen', lambda: self.displayed() == n)

    def press(self, button):
        """Chooses a button in the daemon's own menu."""
        self.write('choice', button)
        done = self.call('dunstctl', 'context')
        self.assertEqual(done.returncode, 0, done.stderr)

    def start_console(self, hub):
        """The real console; returns when it tells of what happens."""
        process = self.start(muster, '--hub', 'unix:' + hub.socket, env=self.env,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.addCleanup(process.stdout.close)
        process.lines = support.Lines(process.stdout)
        process.lines.find(b'notifications begin', 'the console to be level with the hub')
        return process

    def close_windows(self):
        """As a person does; needs a window manager."""
        find = ['xdotool', 'search', '--onlyvisible', '--class', '^muster$']
        self.assertEqual(self.call('xdotool', 'search', '--sync', *find[2:]).returncode, 0)

        def is_closed():
            self.call('xdotool', 'key', 'alt+F4')
            return self.call(*find).stdout == ''
        self.wait_until('the window to close', is_closed)

    def freeze(self, process):
        process.send_signal(signal.SIGSTOP)
        self.addCleanup(process.send_signal, signal.SIGCONT)
