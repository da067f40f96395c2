# policies.py - who is paged when, and policies made and changed, by keys alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import atspi
import desk
import support

support.need('xdotool', 'openbox')

TEAM = '''
people:
  - {name: ana, full_name: Ana, channels: [{type: desktop}, {type: email, to: ana@example.org}]}
  - {name: ben, full_name: Ben, channels: [{type: desktop}]}
  - {name: cho, full_name: Cho}
teams: [{name: shop, people: [ana, ben]}]
schedules:
  - {name: rota, layers: [{name: always, members: [ana]}]}
  - {name: empty, layers: [{name: always, members: [null]}]}
policies:
  - name: standard
    repeat: 1
    critical: all
    steps: [{notify: [{schedule: rota}]}, {after: 10m, notify: [{person: ben}]}]
  - name: gap
    steps: [{notify: [{schedule: empty}]}, {after: 5m, notify: [{team: shop}]}]
services: [{name: checkout, team: shop, policy: standard}]
'''


class Policies(desk.Case):
    def open_policies(self, team=TEAM):
        self.start_hub()
        if team:
            path = self.path('team.yaml')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(team)
            done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f', path)
            self.assertEqual(done.returncode, 0, done.stderr)
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see('^Nothing is burning')
        console.press('alt+2')
        console.see('^Nobody until .*, then nobody' if team else '^No schedule yet')
        console.press('ctrl+Next')
        return console

    def body(self, name):
        """What the hub has of a policy; None: it has none."""
        found = [o for o in self.muster.get('/v1/config')['items']
                 if o['object'] == 'policy' and o['name'] == name]
        return found[0]['body'] if found else None

    def test_read(self):
        console = self.open_policies()
        console.wait_focus('^gap')
        console.see('^0 min, Nobody is on call, empty has nobody in the next 60 days')
        console.see('^0 min, Ana and Ben, shop')
        console.see('^Nobody can be reached by step 1$')
        console.press('Down', 'space')
        console.see('^0 min, Ana, rota · desktop at once, e-mail after 2 min$')
        console.see('^10 min, Ben, desktop at once$')
        console.see('^20 min, Round 2: the same people again')
        console.see('^40 min, Nobody has answered')
        console.see('^checkout$')
        console.press('alt+s')
        console.see('^0 min, Ben, desktop at once$')
        console.quit()

    def test_make(self):
        console = self.open_policies()
        console.wait_focus('^gap')
        console.reach('Tab', 'New policy')
        console.press('Return')
        dialog = console.wait_dialog()
        console.wait_focus('^Name of the policy')
        console.type('fresh')
        dialog.wait('^Step 1 pages nobody yet$')
        for step in (1, 2, 3):
            console.reach('Tab', f'^Add whom step {step} pages')
            console.press('Return')
            console.wait_focus('^Schedule, person or team')
            console.type('ben')
            console.press('Return')
            dialog.button(f'^Remove Ben from step {step}')
        console.press('alt+s')
        console.wait_focus('^fresh')
        body = self.body('fresh')
        self.assertEqual([s['after'] for s in body['steps']], ['0m', '10m', '20m'])
        self.assertEqual((body['repeat'], body['wait']), (2, '10m'))
        self.assertEqual(body['steps'][2]['notify'], [{'person': 'ben'}])
        console.see('^90 min, Nobody has answered')
        console.quit()

    def test_refused(self):
        """What is wrong is said at once, a step comes back, and nobody overwrites somebody."""
        console = self.open_policies()
        console.wait_focus('^gap')
        console.press('alt+e')
        dialog = console.wait_dialog()
        console.reach('Tab', '^After, as 10m')
        console.type('soon')
        dialog.wait('^Step 1: a duration is a number')
        console.press('ctrl+a', 'BackSpace')
        console.reach('Tab', '^Remove step 2$')
        console.press('Return')
        dialog.wait_gone('^Remove step 2$')
        console.press('ctrl+z')
        dialog.button('^Remove step 2$')
        body = {'steps': [{'notify': [{'person': 'ben'}]}]}
        self.muster.post('/v1/config', {'object': 'policy', 'name': 'gap', 'body': body})
        dialog.wait('^Somebody else changed this policy')
        console.press('alt+s')
        console.press('Escape')
        console.see('^0 min, Ben, ')
        self.assertEqual(self.body('gap'), body)
        console.quit()

    def test_rename_and_remove(self):
        console = self.open_policies()
        console.wait_focus('^gap')
        console.press('Down', 'space')
        console.see('^checkout$')
        console.press('alt+e')
        dialog = console.wait_dialog()
        console.wait_focus('^Name of the policy')
        console.press('ctrl+a')
        console.type('gap')
        dialog.wait('^There is a policy of that name already$')
        console.type(' two')
        console.press('alt+s')
        console.see('^gap two$')
        atspi.until(lambda: self.body('standard') is None, 'the old name to go')
        console.see('^checkout$')
        console.press('alt+m')
        dialog = console.wait_dialog()
        dialog.wait('1 service')
        console.press('alt+r')
        atspi.until(lambda: self.body('gap two') is None, 'it to be removed')
        console.click(console.program.button('^Undo'))
        atspi.until(lambda: self.body('gap two') is not None, 'it to be back')
        console.quit()

    def test_readiness(self):
        console = self.open_policies()
        console.wait_focus('^gap')
        console.press('ctrl+Next')
        console.see('^Cho, Not paged, No channel: nothing but an open console tells them')
        console.see('^Ben, Look at this, Reached only while Muster is open on their computer')
        console.see('^Ana, Look at this, desktop: not tested yet, '
                    'e-mail: no such channel is configured$')
        console.see('^root, Not paged, ')
        console.see('^2 of 2 had better be looked at$')
        console.see('^gap$')
        console.reach('Tab', '^Send a test page to Ben$')
        console.press('Return')
        console.see('^Ben, .*, desktop: a test page is on its way$')
        console.wait_focus('^Send a test page to Ben$')
        console.press('ctrl+Next')
        console.wait_focus('^(Ana|Nobody), ')
        console.quit()

    def test_empty(self):
        console = self.open_policies(team=None)
        console.see('^No policy yet$')
        console.wait_focus('New policy')
        console.quit()


support.main()
