# spdx.py - every source says what it is in its first line and whose terms it is under
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

import lint

LICENSE = 'SPDX-License-Identifier: GPL-3.0-or-later'
SUFFIXES = ('.c', '.h', '.py', '.sh', '.css', '.c.in', '.h.in')


def is_script(tree, path):
    with open(tree.path(path), 'rb') as stream:
        return stream.read(2) == b'#!'


def check(tree):
    for path in tree.paths:
        if not path.endswith(SUFFIXES) and not is_script(tree, path):
            continue
        head = tree.read(path).split('\n')[:8]
        if not any(LICENSE in line for line in head):
            yield f'{path}: no "{LICENSE}" in its first lines'
        name = os.path.basename(path)
        if path.endswith(('.c', '.h')) and not head[0].startswith(f'/* {name} - '):
            yield f'{path}: the first line is not "/* {name} - what it is for"'


lint.main(
    check,
    planted=[
        ({'src/a.c': '/* a.c - x */\nint x;\n'}, 'a.c: no "SPDX'),
        ({'run': '#!/bin/sh\ntrue\n'}, 'run: no "SPDX'),
        ({'src/a.h': f'/* b.h - x\n *\n * {LICENSE}\n */\n'}, 'the first line is not'),
        ({'src/a.h': '\n' * 20 + f'/* {LICENSE} */\n'}, 'a.h: no "SPDX'),
    ],
    clean={'src/a.c': f'/* a.c - x\n *\n * {LICENSE}\n */\n', 'README.md': 'x\n'})
