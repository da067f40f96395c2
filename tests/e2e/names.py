# names.py - whatever can have the focus says what it is, on every screen
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

import atspi
import desk
import support

support.need('xdotool', 'openbox')

ROW = '^SEV-2 Major, Checkout answers 5xx'


class Names(desk.Case):
    def open_board(self):
        self.start_hub()
        self.fire()
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.see(ROW)
        return console

    def assert_named(self, window):
        """Nothing that could have the focus is silent or called by its type. Only what scrolls a
        page of libadwaita has no name but that of the page around it."""
        nameless = []

        def has_name(node):
            return node.name != '' and not node.name.startswith(atspi.TYPES)

        def look(node, around):
            if not node.is_seen:
                return
            is_page = node.role == 'scroll pane' and has_name(around[-1])
            if 'focusable' in node.states and not has_name(node) and not is_page:
                nameless.append(' / '.join(f'{n.role} {n.name!r}' for n in [*around[-4:], node]))
            for child in node.children:
                look(child, [*around, node])
        look(window, [window])
        self.assertEqual(nameless, [])

    def test_first_run(self):
        path = os.path.dirname(support.musterd) + os.pathsep + os.environ['PATH']
        console = self.open_console(env={'PATH': path}, size=(1280, 780))
        console.wait_focus('Run a drill now')
        self.assert_named(console.program)

    def test_board(self):
        self.assert_named(self.open_board().program)

    def test_declare(self):
        console = self.open_board()
        console.press('ctrl+d')
        self.assert_named(console.wait_dialog())

    def test_silence(self):
        console = self.open_board()
        console.press('ctrl+shift+s')
        self.assert_named(console.wait_dialog())

    def test_silences(self):
        console = self.open_board()
        self.muster.post('/v1/silences', {'matchers': 'service="other"', 'comment': 'moving house',
                                          'endsAt': support.later(3600)})
        console.press('ctrl+shift+l')
        dialog = console.wait_dialog()
        dialog.button('^End, ')
        self.assert_named(dialog)

    def test_intake(self):
        console = self.open_board()
        self.muster.ask('POST', f'/v1/intake/{self.key}/alertmanager', b'{"no')
        console.press('ctrl+shift+k')
        dialog = console.wait_dialog()
        dialog.button('^Revoke the key of checkout')
        dialog.wait('^alertmanager, by the key of checkout')
        console.wait_focus('^Service of the new key')
        console.type('search')
        console.press('Return')
        dialog.button('^Revoke the key of search')
        dialog.button('Copy')
        self.assert_named(dialog)

    def test_choosers(self):
        console = self.open_board()
        self.muster.post('/v1/incidents', {'title': 'Another one'})
        console.see('Another one')
        console.reach('Down', ROW)
        console.press('m')
        dialog = console.wait_dialog()
        dialog.wait('^Another one, ')
        self.assert_named(dialog)

    def test_graph(self):
        console = self.open_board()
        console.reach('Down', ROW)
        console.press('Return')
        console.wait_focus('Note or command', 'text')
        console.press('alt+g')
        dialog = console.wait_dialog()
        console.wait_focus('^checkout, failing')
        self.assert_named(dialog)

    def test_oncall(self):
        console = self.open_board()
        console.press('alt+2')
        console.see('^No schedule yet$')
        self.assert_named(console.program)
        layers = [{'name': 'always', 'members': ['ana']}]
        self.muster.post('/v1/config', {'object': 'person', 'name': 'ana'})
        self.muster.post('/v1/config', {'object': 'schedule', 'name': 'rota',
                                        'body': {'layers': layers}})
        console.press('alt+2')
        console.wait_focus('^ana, on call')
        self.assert_named(console.program)
        console.press('ctrl+Next')
        console.wait_focus('New policy')
        self.assert_named(console.program)
        steps = [{'notify': [{'schedule': 'rota'}, {'person': 'ana'}]}]
        self.muster.post('/v1/config', {'object': 'policy', 'name': 'one',
                                        'body': {'critical': 'all', 'steps': steps}})
        console.see('^0 min, ana, ')
        self.assert_named(console.program)
        console.press('alt+e')
        dialog = console.wait_dialog()
        console.wait_focus('^Name of the policy')
        self.assert_named(dialog)
        console.press('Escape')
        console.see('^0 min, ana, ')
        console.press('ctrl+Next')
        console.see('^1 of 1 cannot be reached')
        self.assert_named(console.program)

    def test_rules(self):
        console = self.open_board()
        self.muster.post('/v1/config', {'object': 'rules', 'name': 'routes',
                                        'body': {'rules': [{'name': 'all', 'to': {'team': 'a'}}]}})
        console.press('ctrl+shift+r')
        dialog = console.wait_dialog()
        dialog.wait('^all$')
        console.reach('Tab', '^all')
        console.press('Return')
        dialog.button('Remove$')
        self.assert_named(dialog)

    def test_shortcuts(self):
        console = self.open_board()
        console.press('ctrl+question')
        self.assert_named(console.wait_dialog())

    def test_preferences(self):
        console = self.open_board()
        console.press('ctrl+comma')
        self.assert_named(console.wait_dialog())

    def test_war_room(self):
        console = self.open_board()
        console.press('ctrl+shift+w')
        console.program.button('^Exit$')
        self.assert_named(console.program)

    def test_room(self):
        console = self.open_board()
        console.reach('Down', ROW)
        console.press('Return')
        console.wait('Note or command', 'text')
        console.wait('^Timeline$', 'log')
        for tab, focus in (('1', '^CheckoutFailing'), ('2', '^New task'), ('3', '^Check$'),
                           ('4', '^Changes, 0')):
            console.press('ctrl+' + tab)
            console.wait_focus(focus)
            self.assert_named(console.program)
        console.press('ctrl+f')
        console.wait_focus('^Filter the alerts')
        console.type('checkout')
        console.see('^Firing · 1')
        console.press('Down')
        console.reach('Down', '^CheckoutFailing, .*firing')
        console.press('Return')
        console.program.button('^Only alerts with service="checkout"')
        self.assert_named(console.program)


support.main()
