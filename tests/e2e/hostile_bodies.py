# hostile_bodies.py - the dearest bodies that a sender may post (security, hostile inputs 23 to 31)
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""bodies(): name, source, the body and the status it deserves; each just within what is read."""
import json

INTAKE_MAX = 16 * 2**20


def labels_of(n, value='v'):
    return {f'l{i}': value for i in range(n)}


def generic(alerts):
    return json.dumps(alerts, separators=(',', ':')).encode()


def bodies():
    half = INTAKE_MAX // 2
    yield 'spaces', 'generic', b' ' * INTAKE_MAX, 400
    yield 'brackets', 'generic', b'[' * INTAKE_MAX, 400
    yield 'closed brackets', 'generic', b'[' * half + b']' * half, 400
    yield 'objects', 'generic', b'{"a":' * (INTAKE_MAX // 5), 400
    yield 'members', 'generic', b'{' + b','.join(b'"m%d":1' % i for i in range(10**6)) + b'}', 400
    yield 'values', 'generic', b'[' + b'0,' * 499000 + b'0]', 400
    yield 'too many values', 'generic', b'[' + b'0,' * (half - 2) + b'0]', 400
    yield 'one string', 'generic', b'{"summary":"' + b'x' * (INTAKE_MAX - 14) + b'"}', 202
    yield 'escapes', 'generic', b'{"summary":"' + b'\\u00e4' * (INTAKE_MAX // 6 - 3) + b'"}', 202
    yield 'bad UTF-8', 'generic', b'{"summary":"' + b'\xc0\xaf' * (half - 8) + b'"}', 400
    yield 'a number', 'generic', b'{"summary":"a","n":' + b'9' * (INTAKE_MAX - 32) + b'}', 400
    yield '10,000 alerts', 'generic', generic(
        [{'summary': 'a', 'labels': {'pod': f'a{i}'}} for i in range(10000)]), 202
    yield 'over 10,000 alerts', 'generic', generic([{'summary': 'a'}] * 10001), 400
    yield '64 labels', 'generic', generic(
        [{'summary': f'b{i}', 'labels': labels_of(64)} for i in range(2000)]), 202
    yield '65 labels', 'generic', generic(
        [{'summary': 'c', 'labels': labels_of(65)}] * 2000), 202
    yield 'long values', 'generic', generic(
        [{'summary': f'd{i}', 'labels': labels_of(16, 'v' * 100000)} for i in range(9)]), 202
    yield 'foreign names', 'generic', generic(
        [{'summary': f'e{i}', 'labels': {f'\u00e4 {j}': 'v' for j in range(60)}}
         for i in range(1000)]), 202
    yield 'a webhook cut short', 'alertmanager', (
        b'{"version":"4","alerts":[' + b'{"labels":{}},' * 10**6), 400
