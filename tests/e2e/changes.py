# changes.py - which change may have begun an incident, in its room and on the command line
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import subprocess

import desk
import support

support.need('xdotool', 'openbox')

ROW = '^SEV-2 Major, Checkout answers 5xx'
CHANGE = {'title': 'Fewer connections', 'service': 'db', 'kind': 'deploy',
          'url': 'https://ci.example.org/1'}


class Changes(desk.Case):
    def setUp(self):
        super().setUp()
        self.start_hub()
        self.muster.post('/v1/config', {'object': 'service', 'name': 'db', 'body': {}})
        self.muster.post('/v1/config', {'object': 'service', 'name': 'checkout',
                                        'body': {'depends_on': ['db']}})
        self.muster.post('/v1/changes', {'title': 'New theme', 'kind': 'flag'})
        self.muster.post('/v1/changes', {**CHANGE, 'start': support.later(-240)})
        self.fire()

    def test_room(self):
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.reach('Down', ROW)
        console.press('Return')
        console.wait('Note or command', 'text')
        console.wait('^Timeline$', 'log')
        console.press('ctrl+4')
        console.wait_focus(r'^1\. Fewer connections, .* before · db · deploy · by ')
        console.see('checkout, which fails, depends on db, 1 hop')
        console.see('^Suspects, not culprits')
        console.program.wait(r'^https://ci\.example\.org/1', 'link')
        console.press('Return') # folds it
        console.press('Down')
        console.wait_focus(r'^2\. New theme')
        console.press('Return')
        console.see('^Refuted if the trouble is older than the change, or goes on with the flag')
        self.fire({'labels': {'alertname': 'Calls', 'service': 'checkout', 'severity': 'critical',
                              'reason': 'x509: certificate has expired'}})
        console.see('^No change is to blame, most likely: a certificate is out of date')
        console.wait_focus(r'^2\. New theme') # also after the rows were made anew

    def test_command_line(self):
        def run(*more):
            return subprocess.run([support.musterd, 'changes', '--hub', 'unix:' + self.muster.socket,
                                   '--incident', 'INC-1', *more], check=True, capture_output=True,
                                  text=True, timeout=support.DEADLINE_S).stdout
        found = json.loads(run('--json'))
        self.assertEqual([item['change']['title'] for item in found['items']],
                         ['Fewer connections', 'New theme'])
        text = run()
        self.assertIn('1. Fewer connections', text)
        self.assertIn('depends on db, 1 hop', text)


support.main()
