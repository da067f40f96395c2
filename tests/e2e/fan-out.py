# fan-out.py - two hundred readers each get every line, whatever one that stands still does
#
# SPDX-License-Identifier: GPL-3.0-or-later
import selectors
import socket

import support

READERS = 200
ALERTS = 5000
POSTED = 100  # alerts a body


class Reader:
    """Reads the stream as bytes; counts that every id comes once and in order."""

    def __init__(self, hub, since):
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.connect(hub.socket)
        self.stream.sendall(b'GET /v1/stream?since=%d HTTP/1.0\r\n\r\n' % since)
        self.stream.setblocking(False)
        self.last = since
        self.rest = b''

    def read(self):
        got = self.stream.recv(1 << 20)
        assert got, 'the hub ended a stream'
        *lines, self.rest = (self.rest + got).split(b'\n')
        for line in lines:
            assert not line.startswith(b'event: reset'), 'a reader that reads was sent away'
            if line.startswith(b'id: '):
                seq = int(line[4:])
                assert seq == self.last + 1, (self.last, seq)
                self.last = seq


class FanOut(support.Case):
    def setUp(self):
        super().setUp()
        self.muster = self.hub()
        self.key = self.muster.add_key('demo')

    def post(self, first):
        alerts = [{'labels': {'alertname': f'Storm-{i % 50}', 'service': 'demo', 'n': str(i)},
                   'annotations': {'summary': 'It fires', 'description': 'x' * 200}}
                  for i in range(first, first + POSTED)]
        answer = self.muster.ask('POST', f'/v1/intake/{self.key}/api/v2/alerts', alerts)
        self.assertEqual(answer.status, 200)

    def read(self, readers, until):
        """Reads all of them until each has the lines up to a seq."""
        deadline = support.Deadline(f'seq {until} at every reader')
        waiting = {r for r in readers if r.last < until}
        with selectors.DefaultSelector() as selector:
            for reader in waiting:
                selector.register(reader.stream, selectors.EVENT_READ, reader)
            while waiting:
                for key, _ in selector.select(deadline.left()):
                    key.data.read()
                    if key.data.last >= until and key.data in waiting:
                        waiting.remove(key.data)
                        selector.unregister(key.fileobj)

    def test_every_reader_gets_every_line(self):
        seq = self.muster.seq()
        readers = [Reader(self.muster, seq) for _ in range(READERS)]
        stalled = [Reader(self.muster, seq) for _ in range(3)]  # nobody reads them
        for reader in readers + stalled:
            self.addCleanup(reader.stream.close)
        half = ALERTS // 2
        for first in range(0, half, POSTED):
            self.post(first)
        self.read(readers, self.muster.seq())
        for first in range(half, ALERTS, POSTED):
            self.post(first)
            self.read(readers[:1], self.muster.seq())  # one is always up to date
        last = self.muster.seq()
        self.assertGreaterEqual(last - seq, ALERTS)
        self.read(readers, last)
        self.read(stalled, last)  # late, and still whole: nothing fell off the log's end
        self.assertEqual({r.last for r in readers}, {last})
        incidents = self.muster.items('/v1/incidents')
        self.assertEqual(sum(i['alerts']['firing'] for i in incidents), ALERTS)
        self.assertEqual(self.muster.stop(), 0)
        self.assert_clean(self.muster)


support.main()
