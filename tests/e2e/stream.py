# stream.py - a reader of /v1/stream that believes nothing: it checks every line's place and chain
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import hashlib
import json
import subprocess

import support
import verify


class Stream:
    """`curl -N` on the stream; every line of it is checked as it comes."""

    def __init__(self, case, hub, since=0, token=None, chain=bytes(32)):
        where = ['--unix-socket', hub.socket, f'http://hub/v1/stream?since={since}']
        if token is not None:
            where = ['-H', f'Authorization: Bearer {token}',
                     f'http://{hub.tcp}/v1/stream?since={since}']
        self.process = case.start('curl', '--silent', '--no-buffer', '--fail', *where,
                                  stdout=subprocess.PIPE)
        case.addCleanup(self.process.stdout.close)
        self.lines = support.Lines(self.process.stdout)
        self.seq, self.chain = since, chain
        self.chains = {since: chain}
        self.forms = {'full': 0, 'head': 0, 'withheld': 0}

    def _frame(self, deadline):
        fields = {}
        while (line := self.lines.next(deadline)):
            if not line.startswith(b':'):
                name, _, value = line.partition(b': ')
                fields[name] = value
        if line is None:
            raise EOFError('the stream ended')
        return fields

    def _check(self, frame):
        line = frame[b'data']
        event = json.loads(line)
        assert int(frame[b'id']) == event['seq'] == self.seq + 1, (frame, self.seq)
        head, salt, body = verify.split(line)
        if 'leaf' in event:
            form, leaf = 'withheld', bytes.fromhex(event['leaf'])
        else:
            form, leaf = 'full' if salt else 'head', verify.leaf_of(head)
        if salt:
            assert verify.digest_of(salt, body) == event['digest'], line
        self.forms[form] += 1
        self.seq += 1
        self.chain = hashlib.sha256(self.chain + leaf).digest()
        self.chains[self.seq] = self.chain
        return event

    def next(self, deadline):
        while True:
            frame = self._frame(deadline)
            assert frame.get(b'event') != b'reset', frame
            if b'id' in frame:
                return self._check(frame)

    def until(self, kind, **facts):
        """The next event of a kind with these facts; the events before it are skipped."""
        deadline = support.Deadline(f'{kind} {facts}')
        while True:
            event = self.next(deadline)
            if event.get('kind') == kind and facts.items() <= event['facts'].items():
                return event

    def to(self, seq):
        """Reads on up to a seq, and returns what came."""
        deadline = support.Deadline(f'seq {seq} on the stream')
        events = []
        while self.seq < seq:
            events.append(self.next(deadline))
        return events

    def end(self):
        """Reads on to where the hub ends it, and returns how curl found that."""
        deadline = support.Deadline('the end of the stream')
        with contextlib.suppress(EOFError):
            while True:
                self.next(deadline)
        return self.process.wait(deadline.left())

    def agrees(self, hub, token=None):
        """Reads to the hub's head: is our chain its chain?"""
        answer = hub.ask('GET', '/v1/snapshot')
        seq = int(answer.headers['Muster-Seq'])
        self.to(seq)
        return self.chains[seq].hex() == answer.headers['Muster-Chain']
