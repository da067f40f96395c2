# pull.py - the hub asks two real Alertmanagers of one cluster by itself
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import json
import socket
import subprocess
import time

import monitors
import support

CONFIG = 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n'


def free_port():
    with contextlib.closing(socket.socket()) as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


class Alertmanager:
    """One of the two; it can be killed, and started again where it was."""

    def __init__(self, case, name, peer=None):
        self.case, self.name, self.peer = case, name, peer
        self.port, self.gossip = free_port(), free_port()
        self.url = f'http://127.0.0.1:{self.port}'
        self.process = None

    def start(self):
        arguments = ['prometheus-alertmanager', '--config.file=am.yml',
                     f'--storage.path={self.name}', f'--web.listen-address=127.0.0.1:{self.port}',
                     f'--cluster.listen-address=127.0.0.1:{self.gossip}',
                     '--cluster.gossip-interval=50ms', '--cluster.settle-timeout=1s',
                     '--cluster.pushpull-interval=1s', '--cluster.reconnect-interval=1s']
        if self.peer:
            arguments.append(f'--cluster.peer=127.0.0.1:{self.peer.gossip}')
        self.process = self.case.start(*arguments, cwd=self.case.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        support_wait(lambda: self.is_there(), f'{self.name} to be there')
        return self

    def is_there(self):
        with contextlib.suppress(OSError):
            socket.create_connection(('127.0.0.1', self.port), 1).close()
            return True
        return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def amtool(self, *arguments):
        done = subprocess.run(['amtool', f'--alertmanager.url={self.url}', *arguments],
                              capture_output=True, text=True, timeout=support.DEADLINE_S)
        self.case.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def fire(self, *labels):
        self.amtool('alert', 'add', *labels)

    def resolve(self, *labels):
        self.amtool('alert', 'add', *labels, '--end=' + support.later(-1))

    def silences(self):
        return json.loads(self.amtool('silence', 'query', '-o', 'json'))


def support_wait(what, words):
    """Both programs go at their own pace: asks until it is so."""
    deadline = support.Deadline(words)
    while not what():
        deadline.left()
        time.sleep(0.05)


class Pull(support.Case):
    def setUp(self):
        super().setUp()
        self.write('am.yml', CONFIG)
        self.one = Alertmanager(self, 'one')
        self.two = Alertmanager(self, 'two', peer=self.one)
        self.one.start()
        self.two.start()
        self.muster = self.hub()

    def attach(self, **more):
        self.write('team.yaml', json.dumps({'alertmanagers': [
            {'name': 'prod', 'urls': [self.one.url, self.two.url], 'interval': '1s',
             'grace': '2s', **more}]}))
        done = support.run('apply', '--hub', 'unix:' + self.muster.socket, '-f',
                           self.path('team.yaml'))
        self.assertEqual(done.returncode, 0, done.stderr)

    def alerts(self, status='firing'):
        return sorted(a['labels']['alertname'] for a in self.muster.items('/v1/alerts')
                      if a['status'] == status)

    def until(self, wanted, status='firing'):
        support_wait(lambda: self.alerts(status) == sorted(wanted),
                     f'{wanted} to be {status}; there is {self.alerts(status)}')

    def members(self):
        return self.muster.get('/v1/alertmanagers')['items'][0]['members']

    def test_merged(self):
        """One cluster is one source, whoever of it is there."""
        self.attach()
        for member in (self.one, self.two):
            member.fire('Both', 'service=shop')
        self.one.fire('OnlyOne')
        self.two.fire('OnlyTwo')
        self.until(['Both', 'OnlyOne', 'OnlyTwo'])
        self.assertEqual([m['up'] for m in self.members()], [True, True])

        # one says that it is over, the other still has it
        self.one.resolve('Both', 'service=shop')
        self.one.resolve('OnlyOne')
        self.until(['Both', 'OnlyTwo'])
        self.two.resolve('Both', 'service=shop')
        self.until(['OnlyTwo'])

        # one is killed: what it alone had goes, and not at once
        self.one.fire('OnBoth')
        self.two.fire('OnBoth')
        self.until(['OnBoth', 'OnlyTwo'])
        self.one.kill()
        support_wait(lambda: self.members()[0]['error'], 'an error to be shown')
        self.assertEqual(self.alerts(), ['OnBoth', 'OnlyTwo'])

        # nobody is there: nothing ends, and somebody is told
        self.two.kill()
        self.until(['AlertmanagerUnreachable', 'OnBoth', 'OnlyTwo'])

        # both are back, and know of nothing; one alert fires on
        self.one.start()
        self.two.start()
        self.one.fire('OnBoth')
        self.until(['OnBoth'])
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)

    def test_lost_while_down(self):
        """What began and what ended while the hub was killed."""
        self.attach()
        for member in (self.one, self.two):
            member.fire('Before')
        self.until(['Before'])
        self.muster.kill()
        for member in (self.one, self.two):
            member.resolve('Before')
            member.fire('After')
        self.muster.start()
        self.until(['After'])
        self.until(['Before'], 'resolved')

    def test_pushed_too(self):
        """With the key by which it also sends, an alert is one alert."""
        key = self.muster.add_key('shop')
        identity = self.muster.items('/v1/keys')[0]['id']
        webhook = {'version': '4', 'alerts': [{'status': 'firing', 'labels': {'alertname': 'Sent'},
                                               'startsAt': support.later(-5)}]}
        self.muster.post(f'/v1/intake/{key}/alertmanager', webhook)
        for member in (self.one, self.two):
            member.fire('Sent')
            member.fire('Lost')
        self.attach(key=identity)
        self.until(['Lost', 'Sent'])
        for member in (self.one, self.two):
            member.resolve('Sent')
        self.until(['Lost'])  # though nobody posted that it is over

    def test_silences(self):
        """Silences and acknowledgements go through, once, and end with what they were for."""
        self.attach()
        for member in (self.one, self.two):
            member.fire('Loud', 'team=a')
            member.fire('Other', 'team=b')
        self.until(['Loud', 'Other'])
        self.muster.post('/v1/silences', {'matchers': 'team="b"', 'endsAt': support.later(3600),
                                          'comment': 'known'})
        support_wait(lambda: len(self.two.silences()) == 1, 'the silence to be there')
        silence, = self.one.silences()
        self.assertIn('known [muster ', silence['comment'])
        self.assertEqual([(m['name'], m['value']) for m in silence['matchers']], [('team', 'b')])

        incident = next(i for i in self.muster.items('/v1/incidents')
                        if 'Loud' in i['title'])['id']
        self.muster.post(f'/v1/incidents/{incident}/acknowledge', {})
        support_wait(lambda: len(self.two.silences()) == 2, 'the acknowledgement to be there')
        support_wait(lambda: all(m['heldBack'] == 2 for m in self.members()),
                     'both to be held back there')
        self.assertEqual(self.alerts(), ['Loud'])  # it fires on, and is acknowledged
        for member in self.members():
            self.assertIsNone(member['silenceError'])

        for member in (self.one, self.two):
            member.resolve('Loud', 'team=a')
        self.until(['Loud'], 'resolved')
        ours = self.muster.items('/v1/silences')[0]['id']
        self.muster.post(f'/v1/silences/{ours}/end', {})
        support_wait(lambda: not self.one.silences() and not self.two.silences(),
                     'both silences to end')

    def test_circle(self):
        """A Muster is no Alertmanager to ask: its alerts would never end."""
        key = self.muster.add_key('shop')
        self.attach(urls=[f'http://{self.muster.tcp}/v1/intake/{key}'])
        support_wait(lambda: 'circle' in (self.members()[0]['error'] or ''), 'it to be refused')


if __name__ == '__main__':
    support.need('prometheus-alertmanager', 'amtool')
    support.main()
