# desk.py - what the tests of the console share: a hub with an alert, and how the hub sees it
#
# SPDX-License-Identifier: GPL-3.0-or-later
import atspi
import support
from console import Console

ALERT = {'labels': {'alertname': 'CheckoutFailing', 'service': 'checkout', 'severity': 'critical'},
         'annotations': {'summary': 'Checkout answers 5xx'}}


class Case(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = None

    def start_hub(self):
        self.muster = self.hub()
        self.key = self.muster.add_key('checkout')
        return self.muster

    def fire(self, *alerts):
        """Alerts, as Prometheus posts them."""
        answer = self.muster.ask('POST', f'/v1/intake/{self.key}/prometheus/api/v2/alerts',
                                 list(alerts) or [ALERT])
        self.assertEqual(answer.status, 200, answer.body)

    def incident(self, number=1):
        return self.muster.get(f'/v1/incidents/INC-{number}')

    def until_incident(self, what, holds, number=1):
        """The incident as the hub has it, once that holds of it."""
        def look():
            incident = self.incident(number)
            return incident if holds(incident) else None
        return atspi.until(look, lambda: f'{what}; it is {self.incident(number)}')

    def kinds(self, number=1):
        return [entry['kind'] for entry in
                self.muster.items(f'/v1/incidents/INC-{number}/timeline')]

    def open_console(self, *arguments, **options):
        return Console(self, *arguments, **options)
