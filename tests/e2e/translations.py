# translations.py - whoever speaks another language reads musterd's help in it
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The language is made up: each line of our words begins with a mark. A copy of musterd finds it where
# a built one does, in po/ beside its own folder.
import glob
import os
import re
import shutil
import subprocess

import support

support.need('xgettext', 'msgen', 'msgfilter', 'msgfmt')

MARK = '¡'
SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'hub')


def pipe(*programs):
    """What the last one makes of what the first one says."""
    said = b''
    for program in programs:
        said = subprocess.run(program, input=said, capture_output=True, check=True,
                              timeout=support.DEADLINE_S).stdout
    return said


class Translations(support.Case):
    def setUp(self):
        super().setUp()
        os.makedirs(self.path('src'))
        os.makedirs(self.path('po', 'de', 'LC_MESSAGES'))
        self.program = shutil.copy(support.musterd, self.path('src', 'musterd'))
        catalogue = pipe(['xgettext', '-o', '-', '--from-code=UTF-8', '-k_', '-kN_',
                          *glob.glob(os.path.join(SOURCES, '*.c'))],
                         ['sed', 's/charset=CHARSET/charset=UTF-8/'], ['msgen', '-'],
                         ['msgfilter', '--keep-header', 'sed', f's/^./{MARK}&/'])
        with open(self.path('de.po'), 'wb') as file:
            file.write(catalogue)
        pipe(['msgfmt', '-o', self.path('po', 'de', 'LC_MESSAGES', 'muster.mo'),
              self.path('de.po')])

    def run_in(self, language, *words):
        return subprocess.run([self.program, *words], capture_output=True, text=True,
                              timeout=support.DEADLINE_S,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': language})

    def verbs(self):
        help_ = self.run_in('en', '--help').stdout
        return re.findall(r'^  (\w+) +\S', help_, re.MULTILINE)

    def test_list_of_verbs(self):
        said = self.run_in('de', '--help').stdout
        self.assertTrue(said.startswith(MARK + 'Usage: '), said)
        self.assertGreater(len(self.verbs()), 8)
        for verb in self.verbs():
            self.assertRegex(said, rf'(?m)^  {verb} +{MARK}')

    def test_help_of_each_verb(self):
        for verb in self.verbs():
            with self.subTest(verb):
                said = self.run_in('de', verb, '--help').stdout
                self.assertIn(f'musterd {verb} [OPTION', said)
                paragraphs = said.split('\n\n')
                self.assertTrue(paragraphs[1].startswith(MARK), said)
                for line in '\n'.join(paragraphs[3:]).splitlines():  # behind GLib's own options
                    if line.startswith('  -'):
                        self.assertRegex(line, rf'^  -.*  {MARK}')

    def test_complaints(self):
        for words in ((), ('nope',), ('key',), ('drill', 'bad-deploy', '--speed', '0'),
                      ('serve', 'surplus'), ('journal', 'nope')):
            with self.subTest(words):
                said = self.run_in('de', *words)
                self.assertEqual(said.returncode, 3, said.stderr)
                for line in said.stderr.splitlines()[:2]:
                    self.assertIn(MARK, line)

    def test_none(self):
        """Where there is no such language, it is English."""
        self.assertNotIn(MARK, self.run_in('fr', '--help').stdout)


support.main()
