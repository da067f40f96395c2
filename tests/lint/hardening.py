# hardening.py - programs are built so that a mistake in them is hard to make use of
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess
import sys
import tempfile

ENDBR64 = b'\xf3\x0f\x1e\xfa'  # where an indirect call may land


def said(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          encoding='utf-8').stdout


def check(program, is_optimized):
    """What an ELF file lacks."""
    shape = said('readelf', '-W', '--file-header', '--program-headers', '--dynamic', program)
    names = said('nm', '--dynamic', '--undefined-only', program)
    with open(program, 'rb') as stream:
        landings = stream.read().count(ENDBR64)
    stack = [line for line in shape.splitlines() if 'GNU_STACK' in line]
    if 'Type:                              DYN' not in shape:
        yield 'its place in memory can be known (no PIE)'
    if 'GNU_RELRO' not in shape or 'NOW' not in shape:
        yield 'its table of functions can be written to (no full RELRO)'
    if not stack or ' RWE ' in stack[0]:
        yield 'its stack can be run'
    if '__stack_chk_fail' not in names:
        yield 'its stack is not guarded'
    if is_optimized and '_chk@' not in names.replace('__stack_chk_fail@', ''):
        yield 'its calls of the C library are not checked (no _FORTIFY_SOURCE)'
    if 'X86-64' in shape and landings < 2:
        yield 'it can be called in the middle of a function (no CET)'


def self_test():
    """Of a program built without all of that, all of it is said; of one with it nothing."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'x.c')
        with open(source, 'w', encoding='utf-8') as stream:
            stream.write('#include <string.h>\nint f (char *s, unsigned n)\n{ char b[99]; '
                         'memset (b, 1, n); strcpy (b, s); return b[n]; }\n'
                         'int main (int c, char **v) { return f (v[0], (unsigned) c); }\n')
        found = {}
        for name, flags in (
                ('bare', '-no-pie -fno-stack-protector -Wl,-z,norelro -Wl,-z,lazy '
                         '-Wl,-z,execstack -U_FORTIFY_SOURCE -fcf-protection=none'),
                ('hard', '-pie -fPIE -fstack-protector-strong -Wl,-z,relro,-z,now '
                         '-D_FORTIFY_SOURCE=2 -fcf-protection')):
            program = os.path.join(folder, name)
            subprocess.run(['cc', '-O2', *flags.split(), '-o', program, source], check=True,
                           stderr=subprocess.DEVNULL)
            found[name] = list(check(program, True))
    print(found)
    return len(found['hard']) + (len(found['bare']) < 5)


if sys.argv[1:] == ['--self-test']:
    sys.exit(1 if self_test() else 0)
optimized = sys.argv[1] == 'optimized'
failures = [f'{p}: {lack}' for p in sys.argv[2:] for lack in check(p, optimized)]
print('\n'.join(failures))
sys.exit(1 if failures else 0)
