# scripts.py - shell scripts please shellcheck, Python compiles
#
# SPDX-License-Identifier: GPL-3.0-or-later
import lint


def is_shell(tree, path):
    with open(tree.path(path), 'rb') as stream:
        first = stream.readline(80)
    return first.startswith(b'#!') and b'sh' in first.rsplit(b'/')[-1]


def check(tree):
    shell = [p for p in tree.paths if is_shell(tree, p)]
    if shell:
        good, said = lint.tool('shellcheck', *shell, cwd=tree.root)
        if not good:
            yield said
    for path in tree.files('.py'):
        try:
            compile(tree.read(path), path, 'exec')
        except SyntaxError as error:
            yield f'{path}:{error.lineno}: {error.msg}'


lint.main(
    check,
    planted=[
        ({'run': '#!/bin/sh\necho $(ls *.c)\nrm -rf $1/\n'}, 'SC2086'),
        ({'a.py': 'def (:\n'}, 'a.py:1'),
    ],
    clean={'run': '#!/bin/sh\necho "$1"\n', 'a.py': 'x = 1\n'})
