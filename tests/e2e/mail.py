# mail.py - alerts by mail: a mail server hands them over by LMTP, and may believe what it is told
#
# SPDX-License-Identifier: GPL-3.0-or-later
import email.message
import smtplib

import support


def message(subject, number, text='df says it is full'):
    mail = email.message.EmailMessage()
    mail['From'] = 'cron@example.org'
    mail['To'] = 'someone else'
    mail['Subject'] = subject
    mail['Message-ID'] = f'<{number}@example.org>'
    mail.set_content(text)
    return mail.as_bytes()


class Mail(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = support.Hub(self.folder)
        self.muster.arguments = ['--lmtp', '127.0.0.1:0', '--lmtp', 'unix:' + self.path('mail')]
        self.addCleanup(self.end_hub, self.muster)
        self.muster.start()
        self.key = self.muster.add_key('shop')

    def lmtp(self, socket=None):
        host, _, port = self.muster.ready['lmtp'][0].rpartition(':')
        client = smtplib.LMTP(socket) if socket else smtplib.LMTP(host, int(port))
        self.addCleanup(client.close)
        return client

    def send(self, client, *mails):
        for mail in mails:
            refused = client.sendmail('cron@example.org', [f'alert+{self.key}@hub'], mail)
            self.assertEqual(refused, {})

    def test_taken(self):
        with self.lmtp() as client:
            self.send(client, message('PROBLEM: disk full', 1), message('PROBLEM: disk full', 2),
                      message('PROBLEM: disk full', 2))
        alert, = self.muster.items('/v1/alerts')
        self.assertEqual((alert['status'], alert['count']), ('firing', 2))
        self.assertEqual(alert['labels']['from'], 'cron@example.org')
        self.assertIn('df says', alert['annotations']['description'])
        with self.lmtp(self.path('mail')) as client:
            self.send(client, message('OK: disk full', 3))
        alert, = self.muster.items('/v1/alerts')
        self.assertEqual(alert['status'], 'resolved')
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)

    def test_killed(self):
        """What was answered 250 is there after a kill, and what was not is sent again."""
        sent = 0
        for _ in range(3):
            with self.lmtp() as client:
                for _ in range(5):
                    sent += 1
                    self.send(client, message(f'disk {sent}', sent))
                self.muster.kill()
                with self.assertRaises((smtplib.SMTPServerDisconnected, OSError)):
                    self.send(client, message('lost', 'lost'))
                client.close()
            self.muster.start()
        self.assertEqual(len(self.muster.items('/v1/alerts')), sent)

    def test_refused(self):
        with self.lmtp() as client:
            with self.assertRaises(smtplib.SMTPRecipientsRefused) as caught:
                client.sendmail('m@example.org', ['alert+nobody@hub', 'ana@hub'], message('x', 1))
        self.assertEqual([code for code, _ in caught.exception.recipients.values()], [550, 550])
        # one of two is known: that one has it
        with self.lmtp() as client:
            refused = client.sendmail('m@example.org', [f'alert+{self.key}@hub', 'ana@hub'],
                                      message('x', 1))
        self.assertEqual(list(refused), ['ana@hub'])
        self.assertEqual(len(self.muster.items('/v1/alerts')), 1)


support.main()
