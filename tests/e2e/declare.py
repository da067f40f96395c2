# declare.py - an incident that a person declares, by the keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import atspi
import desk
import support

support.need('xdotool', 'openbox')


class Declare(desk.Case):
    def test_by_keyboard(self):
        console = self.open_console(hub=self.start_hub(), size=(1280, 780))
        console.see('Nothing is burning')
        console.press('ctrl+d')
        console.wait_dialog()
        console.type('The lift is stuck')
        console.press('Return')
        atspi.until(lambda: self.muster.items('/v1/incidents'), 'the incident')
        self.assertEqual(self.incident()['title'], 'The lift is stuck')
        self.assertTrue(self.incident()['declared'])
        console.see(', The lift is stuck, ')
        console.quit()


support.main()
