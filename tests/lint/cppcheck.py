# cppcheck.py - cppcheck has nothing to say about src/
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

import lint

SUPPRESSED = [
    # g_return_if_fail and g_assert look to it like tests of what was used before.
    'nullPointerRedundantCheck',
    # It does not know that g_autoptr and GLib's containers come zeroed.
    'uninitStructMember',
    # A header that is not found is the compiler's to report.
    'missingInclude', 'missingIncludeSystem',
    # Macros of GLib that its library file has not heard of.
    'unknownMacro',
]


def check(tree):
    files = tree.files('.c', under=['src/'])
    if not files:
        return
    good, said = lint.tool(
        'cppcheck', '--quiet', '--library=gtk', '--std=c11', '--language=c', '-I', 'src',
        f'-j{os.cpu_count() or 1}', '--enable=warning,performance,portability',
        '--inline-suppr', '--error-exitcode=1', '--template=gcc',
        *(f'--suppress={name}' for name in SUPPRESSED), *files, cwd=tree.root)
    if not good:
        yield said


lint.main(
    check,
    planted=[
        ({'src/a.c': 'int f (void) { int a[2] = {0, 1}; return a[2]; }\n'}, 'src/a.c:1'),
        ({'src/a.c': 'int f (void) { int x; int y = x; return y; }\n'}, 'uninitvar'),
    ],
    clean={'src/a.c': 'int f (void) { return 0; }\n'})
