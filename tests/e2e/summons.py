# summons.py - a page is heard, and one of a SEV-1 covers the screen, with a real sound server
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: summons.py MUSTERD MUSTER, on a display with a window manager
import array
import os
import select
import subprocess

import atspi
import desk
import support

support.need('xdotool', 'openbox', 'pulseaudio', 'parec')

RATE = 8000
LOUD = 3000  # of 32767; silence is 0 here, there is no microphone
TEAM = '''
people: [{{name: {me}}}]
teams: [{{name: shop, people: [{me}]}}]
policies: [{{name: wake, steps: [{{after: 0m, notify: [{{person: {me}}}]}}]}}]
services: [{{name: checkout, team: shop, policy: wake}}]
'''


class Speaker:
    """A sound server that plays to nobody, and what one would hear of it."""

    def __init__(self, case):
        self.socket = case.path('speaker')
        self.env = {**os.environ, 'HOME': case.path('home'), 'XDG_CONFIG_HOME': case.path('home')}
        case.start('pulseaudio', '-n', '--daemonize=no', '--use-pid-file=no', '--disable-shm',
                   '--exit-idle-time=-1', '-L', 'module-null-sink sink_name=out', '-L',
                   f'module-native-protocol-unix auth-anonymous=1 socket={self.socket}',
                   env=self.env, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
        atspi.until(lambda: os.path.exists(self.socket), 'the sound server')
        self.ear = case.start('parec', '--server=unix:' + self.socket, '-d', 'out.monitor',
                              '--format=s16le', f'--rate={RATE}', '--channels=1',
                              '--latency-msec=20', stdout=subprocess.PIPE)
        case.addCleanup(self.ear.stdout.close)

    def listen(self, seconds):
        """The loudest of what is played from now on, for so long."""
        while select.select([self.ear.stdout], [], [], 0)[0]:  # what was played before
            os.read(self.ear.stdout.fileno(), 1 << 16)
        samples = array.array('h')
        deadline = support.Deadline('sound')
        odd = b''
        while len(samples) < seconds * RATE:
            support.wait_readable(self.ear.stdout, deadline)
            got = odd + os.read(self.ear.stdout.fileno(), 1 << 12)
            odd = got[len(got) & ~1:]
            samples.frombytes(got[:len(got) & ~1])
        return max(map(abs, samples))

    def wait_tone(self, what):
        atspi.until(lambda: self.listen(0.1) > LOUD, what)

    def wait_silence(self, what):
        atspi.until(lambda: self.listen(0.5) < LOUD, what)


class Summons(desk.Case):
    def open(self, server):
        """A console whose person is paged for a SEV-1."""
        self.start_hub()
        team = self.write('team.yaml', TEAM.format(me=self.muster.me()))
        done = support.run('apply', '-f', team, '--hub', 'unix:' + self.muster.socket)
        self.assertEqual(done.returncode, 0, done.stderr)
        console = self.open_console(hub=self.muster, env={'PULSE_SERVER': server,
                                                          'XDG_CACHE_HOME': self.path('cache')})
        # From here on the board is read from its own window: libatspi does not stand it to be asked
        # for the windows of a program while they come and go.
        console.board = console.program.wait('^Muster$', 'frame')
        self.fire()
        self.until_incident('a page', lambda incident: 'page.intended' in self.kinds())
        self.muster.post('/v1/incidents/INC-1/severity', {'severity': 1})
        atspi.until(self.is_covered, 'a page over the screen')
        return console

    def is_covered(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name',
                                '^SEV-1 Critical: Checkout answers 5xx'],
                               capture_output=True, text=True, timeout=support.DEADLINE_S)
        return found.stdout != ''

    def put_away(self, console):
        """Escape, as often as it takes: it counts once the keyboard has rested."""
        for _ in range(10):
            console.press('Escape')
            try:
                atspi.until(lambda: not self.is_covered(), 'the page to go', seconds=2)
                return
            except AssertionError:
                pass
        self.fail('Escape does not put the page away')

    def test_covers_and_sounds_until_acknowledged(self):
        speaker = Speaker(self)
        console = self.open('unix:' + speaker.socket)
        speaker.wait_tone('the tone of a SEV-1')
        speaker.wait_silence('the end of the tone')
        speaker.wait_tone('the same, ten seconds later')
        console.press('a')
        self.until_incident('an acknowledgement', lambda incident: incident['acknowledged'])
        speaker.wait_silence('nothing once it is acknowledged')
        atspi.until(lambda: not self.is_covered(), 'the page to go')

    def test_typing_answers_nothing(self):
        """What somebody types while it comes up is no answer."""
        console = self.open('unix:' + self.path('nobody'))
        console.type('a man a plan a canal')
        self.assertNotIn('incident.acknowledged', self.kinds())
        self.assertTrue(self.is_covered())

    def test_no_sound(self):
        console = self.open('unix:' + self.path('nobody'))
        self.put_away(console)
        console.board.wait('This computer cannot make sound')
        console.press('ctrl+shift+m')
        console.board.wait('^Pages make no sound for 1[45]:')
        self.assertNotIn('incident.acknowledged', self.kinds())


support.main()
