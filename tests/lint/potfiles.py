# potfiles.py - what has words for people is in po/POTFILES, and what is there exists
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re

import lint

MARK = r'(?<!\w)(?:_|N_|C_|NC_|Q_|gettext|ngettext|g_dgettext|g_dpgettext2?|g_dngettext)\s*\('


def has_words(tree, path):
    if path.endswith('.ui'):
        return 'translatable="yes"' in tree.read(path)
    if path.endswith(('.desktop.in', '.metainfo.xml.in')):
        return True
    code = re.sub(r'^\s*#\s*(define|undef).*', '', tree.code(path), flags=re.M)
    return re.search(MARK, code) is not None


def check(tree):
    listed = []
    if 'po/POTFILES' in tree.paths:
        listed = [line for line in tree.read('po/POTFILES').split('\n')
                  if line and not line.startswith('#')]
    for path in sorted({p for p in listed if listed.count(p) > 1}):
        yield f'po/POTFILES: {path} is listed twice'
    for path in listed:
        if path not in tree.paths:
            yield f'po/POTFILES: {path} does not exist'
    candidates = tree.files('.c', '.h', '.ui', '.desktop.in', '.metainfo.xml.in',
                            under=['src/', 'data/', 'ui/'])
    for path in candidates:
        if path not in listed and has_words(tree, path):
            yield f'po/POTFILES: {path} has words for people and is not listed'


lint.main(
    check,
    planted=[
        ({'src/console/a.c': 'f (_("Open"));\n', 'po/POTFILES': ''}, 'a.c has words'),
        ({'src/console/a.c': 'f (_ ("Open"));\n'}, 'a.c has words'),
        ({'src/sources/a.c': '.title = N_ ("Grafana"),\n', 'po/POTFILES': ''}, 'a.c has words'),
        ({'src/console/a.c': 'ngettext ("a", "b", n);\n', 'po/POTFILES': ''}, 'a.c has words'),
        ({'src/console/ui/a.ui': '<p translatable="yes">x</p>', 'po/POTFILES': ''},
         'a.ui has words'),
        ({'data/x.desktop.in': 'Name=x', 'po/POTFILES': ''}, 'x.desktop.in has words'),
        ({'po/POTFILES': 'src/console/gone.c\n'}, 'gone.c does not exist'),
        ({'po/POTFILES': 'a.c\na.c\n', 'a.c': ''}, 'listed twice'),
    ],
    clean={
        'po/POTFILES': '# words\nsrc/console/a.c\n',
        'src/console/a.c': 'f (_ ("Open"));\n',
        'src/console/b.c': '/* _("x") */\n#define N_(x) (x)\nmuster_ (x); a_(y);\n',
    })
