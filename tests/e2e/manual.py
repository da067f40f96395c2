# manual.py - the manual says what the programs take, and nothing else
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import subprocess

import support

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'man')
OPTION = re.compile(r'--[a-z][a-z-]+')
EVERYWHERE = {'--help', '--version', '--help-all', '--help-gtk', '--help-gapplication'}
# of serve, which refuses it: there is no second kind of journal yet
UNTOLD = {'--journal'}


def page(name):
    """A page's words, without what sets them."""
    with open(os.path.join(FOLDER, name), encoding='utf-8') as file:
        text = file.read()
    text = re.sub(r'\\f[BIR]', '', text).replace('\\-', '-')
    return '\n'.join(line for line in text.split('\n') if not line.startswith('.\\"'))


def part(text, name):
    """A section of it."""
    return re.search(rf'^\.SH {name}\n(.*?)(?=^\.SH |\Z)', text, re.S | re.M).group(1)


def said(program, *arguments):
    done = subprocess.run([program, *arguments, '--help'], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Manual(support.Case):
    def test_musterd(self):
        """Each verb is in the synopsis, with its options; and each of those is taken by one."""
        manual = page('musterd.1')
        synopsis = part(manual, 'SYNOPSIS')
        verbs = re.findall(r'(?m)^  ([a-z-]+)  ', said(support.musterd))
        self.assertIn('oncall', verbs)
        self.assertEqual(set(re.findall(r'(?m)^musterd ([a-z][a-z-]+)', synopsis)), set(verbs))
        taken = set()
        for verb in verbs:
            helped = said(support.musterd, verb)
            for short, option in re.findall(r'(?m)^  (?:(-\w), )?(--[a-z-]+)', helped):
                if option not in EVERYWHERE | UNTOLD:
                    taken.add(option)
                    is_told = option in manual or short and re.search(rf'[ []{short} ', synopsis)
                    self.assertTrue(is_told, f'musterd {verb} {option} is not in the manual')
            usage = helped.split('\n')[1]
            for words in re.findall(r'(?:\] |\| )([a-z][a-z|-]+)(?= )', usage):
                for word in words.split('|'):
                    told = re.search(rf'(?m)^musterd {verb} (SYSTEM|(\S*\|)?{word}\b)', synopsis)
                    self.assertIsNotNone(told, f'musterd {verb} {word} is not in the manual')
        self.assertEqual(set(OPTION.findall(synopsis)) - EVERYWHERE - taken, set())

    def test_muster(self):
        manual = page('muster.1')
        console = os.path.join(os.path.dirname(support.musterd), 'muster')
        options = set(re.findall(r'(?m)^  (?:-\w, )?(--[a-z-]+)', said(console))) - EVERYWHERE
        for option in sorted(options):
            self.assertIn(option, manual)
        self.assertEqual(set(OPTION.findall(part(manual, 'SYNOPSIS') + part(manual, 'OPTIONS'))) -
                         EVERYWHERE - options, set())


if __name__ == '__main__':
    support.main()
