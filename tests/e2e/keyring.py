# keyring.py - tokens in a real keyring, and without one that answers
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: keyring.py MUSTERD MUSTER KEYRING-TOOL
import subprocess
import sys
import time

import desktop
import support

tool = sys.argv.pop(2)
support.need('gnome-keyring-daemon', 'dbus-daemon', 'gdbus', 'secret-tool')

# GIOErrorEnum
FAILED, PERMISSION_DENIED, NOT_SUPPORTED, CANCELLED, TIMED_OUT = 0, 14, 15, 19, 24
TIMEOUT_S = 5
PAUSE_MS = 1000  # of a main loop that never waits, on a busy machine


class Keyring(desktop.Desktop):
    def start_keyring(self, password):
        how = ['--unlock'] if password is not None else []
        daemon = self.start('gnome-keyring-daemon', *how, '--foreground', '--components=secrets',
                            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, env=self.env)
        if password is not None:
            daemon.stdin.write(password)
        daemon.stdin.close()
        self.wait_name('org.freedesktop.secrets')
        return daemon

    def ask(self, *arguments):
        """What the console is told, after how long; its main loop never stood still."""
        began = time.monotonic()
        done = self.call(tool, *arguments)
        took = time.monotonic() - began
        self.assertEqual(done.returncode, 0, done.stderr)
        answer, pause = done.stdout.splitlines()
        self.assertLess(int(pause), PAUSE_MS)
        self.assertLess(took, TIMEOUT_S + 2)
        return answer

    def assert_error(self, answer, *codes):
        word, code, message = answer.split(' ', 2)
        self.assertEqual(word, 'error')
        self.assertIn(int(code), codes, message)
        self.assertIn('without keeping the token', message)

    def test_keeps_a_token_over_restarts(self):
        daemon = self.start_keyring(b'test')
        self.assertEqual(self.ask('lookup', 'http://hub.internal'), 'ok ')
        self.assertEqual(self.ask('store', 'http://hub.internal', 'one'), 'ok ')
        self.assertEqual(self.ask('store', 'http://hub.internal', 'two'), 'ok ')
        self.assertEqual(self.ask('store', 'http://other.internal', 'three'), 'ok ')
        support.end(daemon)
        self.start_keyring(b'test')
        self.assertEqual(self.ask('lookup', 'http://hub.internal'), 'ok two')
        seen = self.call('secret-tool', 'lookup', 'hub', 'http://hub.internal').stdout
        self.assertEqual(seen, 'two')
        self.assertEqual(self.ask('clear', 'http://hub.internal'), 'ok ')
        self.assertEqual(self.ask('lookup', 'http://hub.internal'), 'ok ')
        self.assertEqual(self.ask('lookup', 'http://other.internal'), 'ok three')

    def test_locked(self):
        daemon = self.start_keyring(b'test')
        self.assertEqual(self.ask('store', 'http://hub.internal', 'one'), 'ok ')
        support.end(daemon)
        self.start_keyring(None)
        for verb in (['lookup', 'http://hub.internal'], ['store', 'http://hub.internal', 'two']):
            self.assert_error(self.ask(*verb), PERMISSION_DENIED, FAILED, TIMED_OUT)

    def test_hangs(self):
        daemon = self.start_keyring(b'test')
        self.freeze(daemon)
        for verb in (['lookup', 'http://hub.internal'], ['store', 'http://hub.internal', 'two'],
                     ['clear', 'http://hub.internal']):
            self.assert_error(self.ask(*verb), TIMED_OUT)

    def test_cancelled(self):
        self.freeze(self.start_keyring(b'test'))
        self.assertTrue(self.ask('cancel', 'http://hub.internal').startswith(f'error {CANCELLED} '))

    def test_none(self):
        self.assert_error(self.ask('lookup', 'http://hub.internal'), NOT_SUPPORTED)
        self.assert_error(self.ask('store', 'http://hub.internal', 'one'), NOT_SUPPORTED)


support.main()
