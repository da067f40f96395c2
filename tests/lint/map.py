# map.py - src/DESIGN.md, the map of the tree, names no file that is not there, and every folder
#
# SPDX-License-Identifier: GPL-3.0-or-later
import fnmatch
import os

import lint

MAP = 'src/DESIGN.md'
NAME = r'`([a-z0-9/*-]+\.(?:c|h|py|yaml)|[a-z]+/[a-z0-9*-]+)`'


def is_there(paths, name):
    whole = name if '.' in os.path.basename(name) else name + '.*'
    return any(fnmatch.fnmatch('/' + path, '*/' + whole) for path in paths)


def check(tree):
    if MAP not in tree.paths:
        return
    text = tree.read(MAP)
    for number, match in lint.lines(text, NAME):
        if not is_there(tree.paths, match.group(1)):
            yield f'{MAP}:{number}: there is no {match.group(1)}'
    folders = {path.split('/')[1] for path in tree.files('.c', under=['src/'])
               if path.count('/') == 2}
    for folder in sorted(folders):
        if f'**{folder}/**' not in text:
            yield f'{MAP}: says nothing of src/{folder}/'


lint.main(
    check,
    planted=[
        ({MAP: 'a file `gone.c`\n'}, 'there is no gone.c'),
        ({MAP: 'and `hub/gone*`\n', 'src/base/gone.c': ''}, 'there is no hub/gone*'),
        ({MAP: '**base/** is first\n', 'src/base/a.c': '', 'src/hub/b.c': ''},
         'nothing of src/hub/'),
    ],
    clean={
        MAP: '**base/**: `one.c`, `o*.h`, `base/one` and `tests/base/one.c`; `--flag`, `a/b c`\n',
        'src/base/one.c': 'int x;\n',
        'src/base/one.h': 'int x;\n',
        'tests/base/one.c': 'int x;\n',
    })
