# journey.py - an incident from its alert to its end, by the keyboard of a person
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re

import atspi
import desk
import support

support.need('xdotool', 'openbox')

ROW = '^SEV-2 Major, Checkout answers 5xx'
LINE = 'Note or command'


class Journey(desk.Case):
    def test_from_alert_to_postmortem(self):
        self.start_hub()
        self.console = self.open_console(hub=self.muster, size=(1280, 780))
        self.console.see('Nothing is burning')
        self.fire()
        self.console.see(ROW + ', Detect, no commander, 1 alert')
        for step in (self.acknowledge, self.enter, self.take_command, self.note, self.check,
                     self.change_severity, self.work_without_a_hub, self.release, self.resolve,
                     self.export, self.console.quit):
            print('   ', step.__name__, flush=True)
            step()

    def acknowledge(self):
        self.console.reach('Down', ROW)
        self.console.press('a')
        self.until_incident('an acknowledgement', lambda it: it['acknowledged'])
        self.console.see('INC-1 acknowledged')

    def enter(self):
        self.console.reach('Down', ROW)
        self.console.press('Return')
        self.console.wait(LINE, 'text')

    def take_command(self):
        self.console.press('alt+r')
        self.console.wait_focus('Commander, nobody yet, claim it')
        self.console.press('Return')
        self.until_incident('a commander', lambda it: it['roles']['commander'])
        self.console.wait(f'^Commander, .*you')

    def say(self, line):
        self.console.press('alt+r', 'slash')
        self.console.wait_focus(LINE)
        self.console.type(line)
        atspi.until(lambda: self.console.wait(LINE, 'text').text == line, f'{line} to be typed')
        self.console.press('Return')

    def note(self):
        self.say('The queue grows since noon')
        self.console.wait(r'^[\d:]+, .*The queue grows since noon', 'list item')
        self.assertIn('The queue grows since noon', self.texts())

    def check(self):
        self.say('/run disk')
        self.console.wait(r'^[\d:]+, disk: .* in use', 'list item')
        self.assertIn('disk', self.texts())

    def change_severity(self):
        self.console.press('alt+s')
        self.console.wait_focus('SEV-2', 'list item')
        self.console.press('Up', 'Return')
        self.until_incident('SEV-1', lambda it: it['severity'] == 1)
        self.console.see('^SEV-1')

    def work_without_a_hub(self):
        """What is written while the hub is away waits, is shown to wait, and arrives."""
        self.muster.stop()
        self.console.see('^You see the state of ')
        self.say('Written without a link')
        self.console.wait('Written without a link.*will sync', 'list item')
        self.muster.start()
        atspi.until(lambda: 'Written without a link' in self.texts(), 'the note to arrive')
        self.console.program.wait_gone('^You see the state of ')
        self.console.program.wait_gone('Written without a link.*will sync', 'list item')

    def texts(self):
        return '\n'.join(entry['text'] for entry in
                         self.muster.items('/v1/incidents/INC-1/timeline'))

    def resolve(self):
        """While the alert fires it asks why; the answer is in the postmortem."""
        self.say('/resolve')
        self.console.wait_dialog()
        self.console.type('A replica was added')
        self.console.press('Return')
        self.until_incident('the end', lambda it: it['resolvedAt'])
        markdown = self.muster.ask('GET', '/v1/incidents/INC-1/export?format=markdown')
        self.assertEqual(markdown.status, 200, markdown.body)
        for said in ('Checkout answers 5xx', 'The queue grows since noon', 'Written without a link',
                     'A replica was added'):
            self.assertRegex(markdown.body.decode(), re.escape(said))

    def release(self):
        self.say('/release commander')
        self.until_incident('nobody to command', lambda it: not it['roles']['commander'])
        self.console.wait('^Commander, nobody yet')

    def export(self):
        """The postmortem, by the menu of the room, to a file."""
        path = self.path('postmortem.md')
        self.console.click(self.console.program.button('^More about this incident$'))
        self.console.reach('Down', '^Export')
        self.console.press('Return')
        self.console.wait_dialog()
        self.console.press('ctrl+a')
        self.console.type(path)
        self.console.press('Return')
        atspi.until(lambda: os.path.exists(path), 'the file')
        self.console.see('^Saved as postmortem.md')
        with open(path, encoding='utf-8') as file:
            text = file.read()
        for said in ('# Incident Postmortem: INC-1', 'The queue grows since noon'):
            self.assertIn(said, text)


support.main()
