# load.py - clients that post alerts in every shape, and know which ones the hub answered for
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import socket
import threading

import support

CLIENTS = 4


def alert_body(source, name):
    labels = {'alertname': 'Killed', 'service': 'demo', 'n': name}
    if source == 'generic':
        return {'summary': 'It fires', 'labels': labels}
    if source == 'prometheus':
        return [{'labels': labels, 'annotations': {'summary': 'It fires'}}]
    if source == 'alertmanager':
        return {'version': '4', 'status': 'firing', 'alerts': [
            {'status': 'firing', 'labels': labels, 'annotations': {}}]}
    return {'event_action': 'trigger', 'dedup_key': name, 'payload': {
        'summary': 'It fires', 'source': 'demo', 'severity': 'error'}}


PATHS = {'generic': '/v1/intake/{key}/generic',
         'prometheus': '/v1/intake/{key}/api/v2/alerts',
         'alertmanager': '/v1/intake/{key}/alertmanager',
         'pagerduty': '/v1/intake/{key}/pagerduty'}


def post(source, key, name):
    body = json.dumps(alert_body(source, name)).encode()
    return (f'POST {PATHS[source].format(key=key)} HTTP/1.1\r\nHost: hub\r\n'
            f'Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n').encode(), body


def connect(hub):
    stream = socket.socket(socket.AF_UNIX)
    stream.settimeout(support.DEADLINE_S)
    stream.connect(hub.socket)
    return stream


def read_status(stream):
    """The status of a whole answer; None where the hub went away before."""
    got = b''
    while b'\r\n\r\n' not in got:
        more = stream.recv(4096)
        if not more:
            return None
        got += more
    head, _, body = got.partition(b'\r\n\r\n')
    length = next((int(line.split(b':')[1]) for line in head.split(b'\r\n')
                   if line.lower().startswith(b'content-length:')), 0)
    while len(body) < length:
        more = stream.recv(4096)
        if not more:
            return None
        body += more
    return int(head.split()[1])


def names_of(hub):
    """The names of all alerts that the hub knows."""
    return [a['labels'].get('n') or a['dedupKey'] for a in hub.items('/v1/alerts?limit=1000')]


class Load:
    """Clients that post one alert after another until the hub is gone."""

    def __init__(self, hub, key, round_=0):
        self.hub, self.key, self.round = hub, key, round_
        self.answered = []  # the names of alerts that got a 2xx
        self.changed = threading.Condition()
        self.refused = []  # names and what was answered
        self.threads = [threading.Thread(target=self.run, args=(i,)) for i in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def run(self, client):
        sources = list(PATHS)
        try:
            with connect(self.hub) as stream:
                for n in range(1 << 20):
                    name = f'{self.round}.{client}.{n}'
                    stream.sendall(b''.join(post(sources[n % len(sources)], self.key, name)))
                    status = read_status(stream)
                    if status is None:
                        return
                    with self.changed:
                        if status // 100 == 2:
                            self.answered.append(name)
                        else:
                            self.refused.append((name, status))
                        self.changed.notify_all()
        except OSError:
            pass  # killed

    def wait(self, answers):
        deadline = support.Deadline('answers to the load')
        with self.changed:
            while len(self.answered) < answers:
                self.changed.wait(deadline.left())

    def join(self):
        for thread in self.threads:
            thread.join(support.DEADLINE_S)
            assert not thread.is_alive(), 'a client hangs'
