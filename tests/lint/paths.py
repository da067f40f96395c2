# paths.py - nothing in the tree leans on one machine, or on a folder beside the tree
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

import lint

# Folders that only somebody's own machine has.
MACHINE = r'(?<![\w.:/~-])/(?:home|root|work|Users|workspace|builds)/[\w.-]*'
# A way up; judged by where it ends.
UP = r'(?<![\w./-])((?:\.\./)+[A-Za-z][\w-]*)'
# C has hostile file names in strings and comments, and its includes are folders.py's.
CODE = ('.c', '.h')
BINARY = ('.png', '.gz', '.db', '.bin')


def leaves_tree(path, up):
    folder = os.path.dirname(path)
    return os.path.normpath(os.path.join(folder, up)).startswith('..')


def check(tree):
    for path in tree.paths:
        if path.endswith(BINARY) or '/corpus/' in path or path == 'LICENSE':
            continue
        text = tree.read(path)
        for number, match in lint.lines(text, MACHINE):
            yield f'{path}:{number}: {match.group()} is a path of one machine'
        if path.endswith(CODE):
            continue
        for number, match in lint.lines(text, UP):
            if leaves_tree(path, match.group(1)):
                yield f'{path}:{number}: {match.group(1)} is outside the tree'


ROOT = '/ro' + 'ot/'
BESIDE = '../' * 2 + 'elsewhere/x'
lint.main(
    check,
    planted=[
        ({'README.md': f'see {ROOT}x\n'}, 'is a path of one machine'),
        ({'src/a.c': f'open ("{ROOT}notes");\n'}, 'is a path of one machine'),
        ({'src/DESIGN.md': f'see `{BESIDE}`\n'}, 'is outside the tree'),
        ({'meson.build': f"files('{BESIDE[3:]}')\n"}, 'is outside the tree'),
    ],
    clean={
        'src/DESIGN.md': 'see ../README.md and /usr/share, https://example.org/home/x\n',
        'src/a.c': 'refuse ("../../etc/shadow");\n',
    })
