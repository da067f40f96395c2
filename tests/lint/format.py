# format.py - clang-format 14 has nothing to change
#
# SPDX-License-Identifier: GPL-3.0-or-later
import lint

CONFIG = 'BasedOnStyle: GNU\n'


def check(tree):
    files = tree.files('.c', '.h', under=['src/', 'tests/'])
    if not files:
        return
    good, said = lint.tool('clang-format-14', '--dry-run', '-Werror', '--style=file', *files,
                           cwd=tree.root)
    if not good:
        yield said


lint.main(
    check,
    planted=[
        ({'.clang-format': CONFIG, 'src/a.c': 'int main(){return 0;}\n'}, 'src/a.c:1'),
        ({'.clang-format': CONFIG, 'tests/base/a.h': 'int  x;\n'}, 'tests/base/a.h:1'),
    ],
    clean={'.clang-format': CONFIG, 'src/a.c': 'int x;\n'})
