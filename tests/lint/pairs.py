# pairs.py - every ui/STEM.ui belongs to src/console/STEM.c, which loads it
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

import lint

TEMPLATE = r'"/org/muster/Console/(?:[\w-]+/)*([\w-]+)\.ui"'


def stem(path):
    return os.path.splitext(os.path.basename(path))[0]


def check(tree):
    pages = {stem(p): p for p in tree.files('.ui')}
    sources = {stem(p): p for p in tree.files('.c', under=['src/console/'])}
    loads = {name: {m.group(1) for _, m in lint.lines(tree.code(p, strings=True), TEMPLATE)}
             for name, p in sources.items()}
    for name, path in pages.items():
        if '/ui/' not in '/' + path:
            yield f'{path}: .ui files live in ui/'
        if name not in sources:
            yield f'{path}: no src/console/{name}.c'
        elif name not in loads[name]:
            yield f'{path}: src/console/{name}.c does not load it'
    for name, wanted in loads.items():
        for other in sorted(wanted - {name}):
            yield f'{sources[name]}: loads {other}.ui, which is not its own'
        if name in wanted and name not in pages:
            yield f'{sources[name]}: there is no {name}.ui'


lint.main(
    check,
    planted=[
        ({'src/console/ui/board.ui': '<interface/>'}, 'no src/console/board.c'),
        ({'src/console/ui/board.ui': '<interface/>', 'src/console/board.c': 'int x;\n'},
         'does not load it'),
        ({'src/console/board.c': 'f ("/org/muster/Console/ui/board.ui");\n'},
         'there is no board.ui'),
        ({'src/console/room.c': 'f ("/org/muster/Console/ui/board.ui");\n'}, 'not its own'),
        ({'data/board.ui': '<interface/>'}, 'live in ui/'),
    ],
    clean={
        'src/console/ui/board.ui': '<interface/>',
        'src/console/board.c': 'f ("/org/muster/Console/ui/board.ui");\n',
        'src/console/clock-label.c': 'int x;\n',
    })
