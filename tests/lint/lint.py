# lint.py - what every lint shares: the tree, C without its comments, the self-test
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lint is a generator `check (tree)` of complaints. It ends with

    lint.main(check, planted=[({path: text}, 'words of the complaint'), ...], clean={path: text})

Run with a folder it checks that tree. Run with --self-test it checks that each planted
violation is found, and that the clean tree, which is not the empty one, is let pass.
"""
import os
import re
import subprocess
import sys
import tempfile

TOKENS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


class Tree:
    """The files of a source tree: what git would commit, or all of it where git is not asked."""

    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.paths = sorted(p for p in self._list() if os.path.isfile(self.path(p)))

    def _list(self):
        if os.path.exists(self.path('.git')):
            git = subprocess.run(
                ['git', '-c', 'safe.directory=*', '-C', self.root, 'ls-files', '-z',
                 '--cached', '--others', '--exclude-standard'],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
            if git.returncode == 0:
                return set(os.fsdecode(git.stdout).split('\0')) - {''}
        found = set()
        for folder, folders, files in os.walk(self.root):
            if folder == self.root:
                folders[:] = [f for f in folders if f != '.git' and not f.startswith('build')]
            found.update(os.path.relpath(os.path.join(folder, f), self.root) for f in files)
        return found

    def path(self, relative):
        return os.path.join(self.root, relative)

    def files(self, *suffixes, under=('',)):
        return [p for p in self.paths if p.endswith(suffixes) and p.startswith(tuple(under))]

    def read(self, relative):
        with open(self.path(relative), encoding='utf-8', errors='replace') as stream:
            return stream.read()

    def code(self, relative, strings=False):
        """C without comments and, unless asked for, without what is in quotes; lines kept."""

        def blank(match):
            token = match.group()
            if token.startswith('/'):
                return ' ' + '\n' * token.count('\n')
            return token if strings else token[0] * 2

        return TOKENS.sub(blank, self.read(relative))


def lines(text, pattern):
    """(line number, match) of each line that has the pattern."""
    for number, line in enumerate(text.split('\n'), 1):
        for match in re.finditer(pattern, line):
            yield number, match


def tool(*command, **options):
    """Runs a checker; (worked, what it said)."""
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                         encoding='utf-8', errors='replace', **options)
    return run.returncode == 0, run.stdout


def plant(folder, files):
    for path, text in files.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', encoding='utf-8') as stream:
            stream.write(text)
        if text.startswith('#!'):
            os.chmod(full, 0o755)
    return Tree(folder)


def self_test(check, planted, clean):
    bad = 0
    for files, words in planted:
        with tempfile.TemporaryDirectory() as folder:
            said = '\n'.join(check(plant(folder, files)))
        if words not in said:
            bad += 1
            print(f'not found: {words!r} in {files!r}; said {said!r}')
    with tempfile.TemporaryDirectory() as folder:
        said = '\n'.join(check(plant(folder, clean)))
    if said:
        bad += 1
        print(f'complained about the clean tree: {said}')
    print(f'{len(planted)} planted, {bad} wrong')
    return bad


def main(check, planted, clean):
    if sys.argv[1:] == ['--self-test']:
        sys.exit(1 if self_test(check, planted, clean) else 0)
    complaints = list(check(Tree(sys.argv[1])))
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
