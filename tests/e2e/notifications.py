# notifications.py - the console on a desktop with a real notification daemon
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: notifications.py MUSTERD MUSTER, on a display with a window manager
import http.client
import json

import desktop
import support
from stream import Stream

support.need('dunst', 'dunstctl', 'dbus-daemon', 'gdbus', 'xdotool', 'curl')

TEAM = '''people:
  - {name: ana, channels: [{type: desktop}]}
'''


class Notifications(desktop.Desktop):
    def setUp(self):
        super().setUp()
        self.muster = self.hub()
        self.me = self.muster.me()
        self.key = self.muster.add_key('shop')
        done = support.run('apply', '-f', self.write('team.yaml', TEAM), '--hub',
                           'unix:' + self.muster.socket)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.ana = self.muster.add_token('ana', 'responder')
        self.stream = Stream(self, self.muster)

    def fire(self, name, severity='critical'):
        answer = self.muster.ask('POST', f'/v1/intake/{self.key}/generic', {
            'summary': f'{name} of <b>requests</b> & more',
            'labels': {'alertname': name, 'severity': severity}})
        self.assertEqual(answer.status, 202, answer.body)
        return self.stream.until('incident.opened')['incident']

    def as_ana(self, path, body):
        """By somebody who sits elsewhere."""
        connection = http.client.HTTPConnection('127.0.0.1', self.muster.port,
                                                timeout=support.DEADLINE_S)
        connection.request('POST', path, json.dumps(body), {
            'Content-Type': 'application/json', 'Authorization': 'Bearer ' + self.ana})
        answer = support.Answer(connection.getresponse())
        connection.close()
        self.assertEqual(answer.status, 200, answer.body)

    def page(self, incident):
        self.as_ana(f'/v1/incidents/{incident}/page', {'target': 'person:' + self.me})

    def test_acknowledge_with_every_window_closed(self):
        self.start_dunst()
        self.start_console(self.muster)
        self.close_windows()
        incident = self.fire('Errors')
        shown = self.next_shown()
        self.assertTrue(shown['summary'].startswith('SEV-2 Major: '), shown)
        self.assertEqual(shown['urgency'], 'CRITICAL')
        self.assertEqual(shown['timeout'], '0')
        self.press('Acknowledge')
        event = self.stream.until('incident.acknowledged')
        self.assertEqual(event['incident'], incident)
        self.wait_displayed(0)

    def test_page_is_shown_and_withdrawn(self):
        self.start_dunst()
        self.start_console(self.muster)
        incident = self.fire('Low', 'info')
        self.assertEqual(self.next_shown()['urgency'], 'NORMAL')
        self.page(incident)
        shown = self.next_shown('the page')
        self.assertEqual(shown['urgency'], 'CRITICAL')
        self.assertIn('ana pages you', shown['body'])
        self.stream.until('page.shown')
        self.wait_displayed(1)  # it covers the incident's own
        self.as_ana(f'/v1/incidents/{incident}/acknowledge', {})
        self.wait_displayed(0)

    def test_test_page_is_shown(self):
        self.start_dunst()
        self.start_console(self.muster)
        self.fire('Low', 'info')  # told: so the console follows by now
        self.next_shown()
        self.muster.post(f'/v1/people/{self.me}/test-page', {'channel': 'desktop'})
        shown = self.next_shown('the test page')
        self.assertEqual((shown['summary'], shown['urgency']), ('Test page', 'CRITICAL'))
        self.stream.until('test-page.confirmed')
        ready, = self.muster.get('/v1/readiness?person=' + self.me)['people']
        self.assertEqual([c['state'] for c in ready['channels']], ['works'])

    def test_replaced_in_place_and_markup_is_text(self):
        self.start_dunst()
        self.start_console(self.muster)
        incident = self.fire('Errors')
        first = self.next_shown()
        self.as_ana(f'/v1/incidents/{incident}/impact', {'text': '23% <i>fail</i> & more'})
        second = self.next_shown('the impact')
        self.assertEqual(first['id'], second['id'])
        # the daemon gives the words as it draws them: of markup nothing would be left
        self.assertIn('23% <i>fail</i> & more', second['body'])
        self.assertEqual(self.displayed(), 1)

    def test_nothing_of_my_own_and_nothing_old(self):
        self.start_dunst()
        self.fire('Old')
        self.start_console(self.muster)
        self.muster.post('/v1/incidents', {'title': 'Mine', 'severity': 1})
        incident = self.fire('New')
        self.assertIn('New', self.next_shown()['summary'])
        self.as_ana(f'/v1/incidents/{incident}/resolve', {})
        self.wait_displayed(0)

    def test_restarted_console_takes_over(self):
        self.start_dunst()
        console = self.start_console(self.muster)
        incident = self.fire('Errors')
        self.page(incident)
        page = self.next_shown()
        while 'pages you' not in page['body']:
            page = self.next_shown('the page')
        self.stream.until('page.shown')
        console.kill()
        console.wait()
        console = self.start_console(self.muster)
        self.assertEqual(self.next_shown('the page again')['id'], page['id'])
        self.wait_displayed(1)
        console.kill()
        console.wait()
        self.as_ana(f'/v1/incidents/{incident}/acknowledge', {})
        self.assertEqual(self.displayed(), 1)  # nobody is there to take it away
        self.start_console(self.muster)
        self.wait_displayed(0)

    def test_no_daemon(self):
        console = self.start_console(self.muster)
        self.fire('Errors')
        console.lines.find(b'cannot show notifications', 'a word in the log')
        self.start_dunst()
        self.assertIn('Errors', self.next_shown('it when there is a daemon')['summary'])

    def test_daemon_that_hangs(self):
        daemon = self.start_dunst()
        self.start_console(self.muster)
        self.freeze(daemon)
        self.fire('Errors')
        for _ in range(20):  # its main loop goes on
            done = self.call('gdbus', 'call', '--session', '--timeout', '2', '--dest',
                             'org.muster.Console', '--object-path', '/org/muster/Console',
                             '--method', 'org.gtk.Actions.List')
            self.assertEqual(done.returncode, 0, done.stderr)
        daemon.send_signal(desktop.signal.SIGCONT)
        self.assertIn('Errors', self.next_shown('it when the daemon is back')['summary'])

    def test_another_daemon(self):
        first = self.start_dunst()
        self.start_console(self.muster)
        self.fire('Errors')
        self.next_shown()
        support.end(first)
        self.start_dunst()
        self.assertIn('Errors', self.next_shown('it on the new one')['summary'])


support.main()
