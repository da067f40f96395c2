# night.py - a night on call, from team.yaml to the inbox: a rota, a swap, an override, a page that
# nobody answers, an acknowledgement by the link in a mail, and a handover
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import email
import email.policy
import html
import http.client
import queue
import re
import smtplib
import socket
import time
import urllib.parse

import support
from aiosmtpd.controller import Controller

COVER_S = 15

TEAM = '''
channels:
  - {{name: office-mail, type: email, url: "smtp://127.0.0.1:{port}", from: muster@example.org,
     network: true}}
people:
  - name: ana
    full_name: Ana Lima
    zone: Europe/Berlin
    channels: [{{type: email, to: ana@example.org}}]
    rules: {{high: [{{via: email}}], low: [{{via: email}}]}}
  - name: ben
    full_name: Ben Okoro
    zone: America/New_York
    channels: [{{type: email, to: ben@example.org}}]
    rules: {{high: [{{via: email}}], low: [{{via: email}}]}}
teams:
  - {{name: payments, people: [ana, ben], owners: [ana]}}
schedules:
  - name: payments
    zone: Europe/Berlin
    layers:
      - {{name: weekly, start: {began}T09:00, every: 1 week, members: [ana, ben]}}
policies:
  - name: payments
    repeat: 2
    steps:
      - {{after: 0m, notify: [{{schedule: payments}}]}}
      - {{after: 5s, notify: [{{person: ana}}]}}
services:
  - {{name: checkout, team: payments, policy: payments}}
'''


class Inbox:
    """A mail server; what it takes is in a queue."""

    def __init__(self):
        self.mails = queue.Queue()
        self.kept = []
        with socket.socket() as probe:  # the controller wants to know its port before
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.controller = Controller(self, hostname='127.0.0.1', port=self.port)
        self.controller.start()

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.put((time.monotonic(), envelope.rcpt_tos[0], mail))
        return '250 taken'

    def next(self, to, subject):
        """The next mail to somebody about something; others are kept for later."""
        for item in self.kept:
            if item[1] == to and subject in item[2]['Subject']:
                self.kept.remove(item)
                return item
        deadline = support.Deadline(f'a mail to {to} about {subject}')
        while True:
            item = self.mails.get(timeout=deadline.left())
            if item[1] == to and subject in item[2]['Subject']:
                return item
            self.kept.append(item)


def instant(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds))


class Night(support.Case):
    def setUp(self):
        super().setUp()
        self.inbox = Inbox()
        self.addCleanup(self.inbox.controller.stop)
        self.muster = support.Hub(self.folder)
        self.muster.arguments = ['--url', 'https://muster.example.org', '--lmtp', '127.0.0.1:0']
        self.addCleanup(self.end_hub, self.muster)
        self.muster.start()
        # ana's week began the day before yesterday
        began = time.strftime('%Y-%m-%d', time.gmtime(time.time() - 2 * 86400))
        team = TEAM.format(port=self.inbox.port, began=began)
        applied = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f',
                              self.write('team.yaml', team))
        self.assertEqual(applied.returncode, 0, applied.stderr)
        self.key = self.muster.add_key('checkout')

    def on_call(self, at):
        schedule, = self.muster.get('/v1/oncall?at=' + instant(at))['items']
        return [person['name'] for person in schedule['onCall']]

    def token(self, person):
        return {'Authorization': 'Bearer ' + self.muster.add_token(person, 'responder')}

    def items_of(self, person, path):
        return self.muster.get(path, self.token(person))['items']

    def follow(self, link, answer=None):
        """As a browser does, without any token."""
        path = urllib.parse.urlsplit(link).path
        connection = http.client.HTTPConnection('127.0.0.1', self.muster.port,
                                                timeout=support.DEADLINE_S)
        headers = {'Content-Type': 'application/x-www-form-urlencoded'} if answer else {}
        connection.request('POST' if answer else 'GET', path, answer, headers)
        with contextlib.closing(connection):
            return support.Answer(connection.getresponse())

    def timeline(self, incident):
        return [item['text'] for item in self.muster.items(f'/v1/incidents/{incident}/timeline')]

    def wait_for_line(self, incident, words):
        deadline = support.Deadline(f'“{words}” in the timeline')
        while not any(words in line for line in self.timeline(incident)):
            deadline.left()
        return next(line for line in self.timeline(incident) if words in line)

    def test_night(self):
        now = time.time()
        self.assertEqual(self.on_call(now), ['ana'])

        # pages reach ana: a test page says so
        tested = support.run('oncall', 'test', '--hub', 'unix:' + self.muster.socket,
                             '--person', 'ana')
        self.assertEqual((tested.returncode, tested.stdout), (0, 'email: works\n'))
        self.inbox.next('ana@example.org', 'Test page')
        ready, = self.muster.get('/v1/readiness?person=ana')['people']
        self.assertEqual((ready['ready'], ready['problems']), ('yes', []))

        # a swap, three weeks from now: each has the other's days, and nothing else moves
        start = now + 21 * 86400
        before = self.on_call(start + 3600)
        other, = {'ana', 'ben'} - set(before)
        self.muster.post('/v1/schedules/payments/swap',
                         {'person': before[0], 'other': other, 'from': instant(start),
                          'to': instant(start + 86400), 'reason': 'a wedding'})
        self.assertEqual(self.on_call(start + 3600), [other])
        self.assertEqual(self.on_call(start - 3600), before)
        self.assertEqual(self.on_call(start + 86400 + 3600), before)
        for person in before[0], other:  # both are told
            told, = self.items_of(person, '/v1/notices')
            self.assertEqual((told['kind'], told['schedule']), ('shift-moved', 'payments'))

        # ben stands in for a while
        ends = int(time.time()) + COVER_S
        self.muster.post('/v1/schedules/payments/override',
                         {'kind': 'cover', 'person': 'ben', 'to': instant(ends),
                          'reason': 'dinner'})
        self.assertEqual(self.on_call(time.time()), ['ben'])

        # something fails: ben is told and does not answer, so ana is
        fired = time.monotonic()
        self.muster.post(f'/v1/intake/{self.key}/generic',
                         {'summary': 'Checkout answers slowly', 'severity': 'critical'})
        first_at, _, first = self.inbox.next('ben@example.org', 'Checkout answers slowly')
        second_at, _, second = self.inbox.next('ana@example.org', 'Checkout answers slowly')
        self.assertGreater(second_at - first_at, 4)
        self.assertEqual(first['Subject'], second['Subject'])
        self.assertEqual(first['References'], second['References'])  # one thread
        self.assertNotEqual(first['Message-ID'], second['Message-ID'])
        self.assertTrue(second['Reply-To'].startswith('reply+'), second['Reply-To'])

        # ana follows the link in her mail: it asks, and does it once
        text = second.get_body(('plain',)).get_content()
        link = re.search(r'https://muster\.example\.org/a/\w+', text).group()
        asked = self.follow(link)
        self.assertEqual(asked.status, 200)
        self.assertIn('You answer as Ana Lima', html.unescape(asked.body.decode()))
        self.assertFalse(self.muster.get('/v1/incidents/INC-1')['acknowledged'])
        self.assertEqual(self.follow(link, 'answer=yes').status, 200)
        self.assertTrue(self.muster.get('/v1/incidents/INC-1')['acknowledged'])
        self.wait_for_line('INC-1', 'Ana Lima acknowledged')
        self.assertIn('used already', self.follow(link, 'answer=yes').body.decode())

        # and writes a note by answering the mail
        host, _, port = self.muster.ready['lmtp'][0].rpartition(':')
        reply = email.message.EmailMessage()
        reply['From'] = 'Ana Lima <ana@example.org>'
        reply['Subject'] = 'Re: ' + second['Subject']
        reply['Message-ID'] = '<answer-1@example.org>'
        reply.set_content('note the pool of connections is exhausted\n\n> ' + text[:40])
        with smtplib.LMTP(host, int(port)) as client:
            to = email.utils.parseaddr(second['Reply-To'])[1]
            self.assertEqual(client.sendmail('ana@example.org', [to], reply.as_bytes()), {})
        self.wait_for_line('INC-1', 'the pool of connections is exhausted')

        # ben's shift ends: what is open is handed over, and ana confirms it
        self.muster.post('/v1/schedules/payments/watch', {'text': 'The pool may fill up again'})
        handed = self.wait_for_handover(ends)
        self.assertEqual((handed['from']['name'], handed['to']['name']), ('ben', 'ana'))
        self.assertIn('INC-1', handed['text'])
        self.assertIn('The pool may fill up again', handed['text'])
        self.assertEqual(self.muster.ask('POST', f'/v1/handovers/{handed["id"]}/confirm', {},
                                         self.token('ana')).status, 200)
        confirmed, = [h for h in self.muster.items('/v1/handovers') if h['id'] == handed['id']]
        self.assertEqual(confirmed['confirmedBy']['name'], 'ana')

        print('from the alert to the first inbox:', f'{1000 * (first_at - fired):.0f} ms')
        for line in self.timeline('INC-1'):
            print('   ', line)
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)

    def wait_for_handover(self, ends):
        deadline = support.Deadline('a handover', COVER_S + support.DEADLINE_S)
        while not (found := self.muster.items('/v1/handovers')):
            deadline.left()
        self.assertGreaterEqual(time.time(), ends)
        return found[0]


if __name__ == '__main__':
    support.main()
