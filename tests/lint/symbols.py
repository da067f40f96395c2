# symbols.py - no program asks the C library for a shell, whatever the sources look like
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess
import sys
import tempfile

BANNED = {'system', 'popen', 'wordexp', 'g_spawn_command_line_sync',
          'g_spawn_command_line_async', 'strcpy', 'sprintf', 'gets'}


def banned(program):
    """Undefined names of an ELF file, dynamic and static, that are banned."""
    names = set()
    for option in ('--dynamic', '--no-demangle'):
        out = subprocess.run(['nm', option, '--undefined-only', program], check=True,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             encoding='utf-8').stdout
        names.update(line.split()[-1].split('@')[0] for line in out.splitlines() if line.split())
    return sorted(names & BANNED)


def self_test():
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, body in (('bad', 'system ("")'), ('good', 'puts ("")')):
            source = os.path.join(folder, name + '.c')
            with open(source, 'w', encoding='utf-8') as stream:
                stream.write(f'#include <stdio.h>\n#include <stdlib.h>\n'
                             f'int main (void) {{ return {body}; }}\n')
            program = os.path.join(folder, name)
            subprocess.run(['cc', '-o', program, source], check=True)
            expected = ['system'] if name == 'bad' else []
            if banned(program) != expected:
                wrong += 1
                print(f'{name}: {banned(program)}, not {expected}')
    return wrong


if sys.argv[1:] == ['--self-test']:
    sys.exit(1 if self_test() else 0)
failures = [(p, b) for p in sys.argv[1:] for b in [banned(p)] if b]
for program, found in failures:
    print(f'{program}: calls {", ".join(found)}')
sys.exit(1 if failures else 0)
