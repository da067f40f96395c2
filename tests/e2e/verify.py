# verify.py - checks a file of `musterd journal export` with nothing of Muster's own code
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: python3 verify.py FILE; exits 0 clean, 1 tampered, 2 incomplete, and says which seq.
# A line is an event: a head, and in it at the end, if it has one, what the head's digest binds.
import hashlib
import hmac
import json
import sys


class Bad(Exception):
    def __init__(self, code, seq, reason):
        super().__init__(f'seq {seq}: {reason}')
        self.code = code


def split(line):
    """The head as it was hashed, and the payload's salt and bytes, both None where it has none."""
    head, mark, payload = line.partition(b',"payload":{"class":')
    if not mark:
        return line, None, None
    salt = bytes.fromhex(json.loads(line)['payload']['salt'])
    return head + b'}', salt, payload.partition(b'"body":')[2][:-2]


def leaf_of(head):
    return hashlib.sha256(b'\0' + head).digest()


def digest_of(salt, body):
    return hmac.new(salt, body, hashlib.sha256).hexdigest()


def check(lines):
    chain, seq = bytes(32), 0
    for line in lines:
        if not line.endswith(b'\n'):
            raise Bad(2, seq + 1, 'the file is cut')
        head, salt, body = split(line[:-1])
        event = json.loads(head)
        if event['seq'] != (seq if 'journal' in event else seq + 1):
            raise Bad(2, seq + 1, 'events are missing')
        if 'journal' in event and event['chain'] == chain.hex():
            return f'clean: {seq} events, chain {chain.hex()}'
        if 'journal' in event or (salt and digest_of(salt, body) != event['digest']):
            raise Bad(1, event['seq'], 'this is not what was written')
        chain, seq = hashlib.sha256(chain + leaf_of(head)).digest(), seq + 1
    raise Bad(2, seq + 1, 'the last line is missing')


if __name__ == '__main__':
    try:
        with open(sys.argv[1], 'rb') as stream:
            print(check(stream))
    except (Bad, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        sys.exit(getattr(error, 'code', 1))
