# folders.py - who may include whom, where a library belongs, and headers that need no other
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re

import lint

PURE = 'triage oncall response diagnosis review insight'
WORLD = f'world {PURE} model base'
MAY_INCLUDE = {
    'base': '',
    'model': 'base',
    **{folder: 'model base' for folder in PURE.split()},
    'world': f'{PURE} model base',
    'wire': 'model base',
    'journal': 'wire model base',
    'link': 'wire model base',
    'sources': 'triage model base',
    'channels': 'oncall model base',
    'connectors': 'model base',
    'importers': 'sources model base',
    'analyzers': 'diagnosis model base',
    'probes': 'model base',
    'exporters': 'review oncall insight response model base',
    'replica': f'link journal wire {WORLD}',
    'hub': f'link sources channels connectors importers exporters analyzers probes journal wire {WORLD}',
    'node': 'link probes wire diagnosis model base',
    'console': f'replica link exporters wire {WORLD}',
}

# A library's headers, and the files that may include them.
LIBRARIES = [
    (r'(gtk|gdk|gsk)/|adwaita\.h|gtksourceview/', r'console/'),
    (r'(pango|cairo)', r'(exporters|console)/'),
    (r'(libnotify|libsecret)/', r'(link|console)/'),
    (r'microhttpd\.h', r'hub/'),
    (r'curl/', r'(hub|probes)/'),
    (r'yaml\.h', r'base/'),
    (r'libical/', r'base/'),
    (r'libsoup/', r'(link|console)/'),
    (r'sqlite3\.h', r'journal/'),
    (r'(gnutls|nettle)/', r'base/crypto'),
    (r'json-glib/', r'(?!base/)'),
]

QUOTED = r'^\s*#\s*include\s+"([^"]+)"'
ANGLED = r'^\s*#\s*include\s+<([^>]+)>'
GENERATED = re.compile(r'(config|[a-z-]+-resources)\.h$')


def check_quoted(place, folder, path):
    target = path.split('/')[0] if '/' in path else None
    if target is None:
        if not GENERATED.match(path):
            yield f'{place}: "{path}": say the folder too, "{folder}/{path}"'
    elif target not in MAY_INCLUDE:
        yield f'{place}: "{path}": {target}/ is no folder of src/'
    elif target != folder and target not in MAY_INCLUDE[folder].split():
        yield f'{place}: {folder}/ may not include {target}/'


def check_angled(place, inner, path):
    for header, home in LIBRARIES:
        if re.match(header, path) and not re.match(home, inner):
            yield f'{place}: <{path}> is not for {inner}'


def check_own_first(tree, path, text):
    """A header that its own .c includes first is known to need nothing before it."""
    header = path[:-1] + 'h'
    if not path.endswith('.c') or header not in tree.paths:
        return
    first = re.search(r'^\s*#\s*include\s*(\S+)', text, flags=re.M)
    if first is None or first.group(1) != f'"{header[len("src/"):]}"':
        yield f'{path}: its own header is not the first that it includes'


def check(tree):
    for path in tree.files('.c', '.h', under=['src/']):
        inner = path[len('src/'):]
        folder = inner.split('/')[0]
        if '/' not in inner or folder not in MAY_INCLUDE:
            yield f'{path}: not in a folder of the architecture'
            continue
        text = tree.code(path, strings=True)
        yield from check_own_first(tree, path, text)
        for number, match in lint.lines(text, QUOTED):
            yield from check_quoted(f'{path}:{number}', folder, match.group(1))
        for number, match in lint.lines(text, ANGLED):
            yield from check_angled(f'{path}:{number}', inner, match.group(1))


lint.main(
    check,
    planted=[
        ({'src/base/a.c': '#include "model/event.h"\n'}, 'base/ may not include model/'),
        ({'src/triage/a.c': '#include "oncall/rotation.h"\n'}, 'triage/ may not include oncall/'),
        ({'src/hub/a.c': '#include "console/board.h"\n'}, 'hub/ may not include console/'),
        ({'src/console/a.h': '  # include "hub/server.h"\n'},
         'console/ may not include hub/'),
        ({'src/node/a.c': '#include "hub/server.h"\n'}, 'node/ may not include hub/'),
        ({'src/console/a.c': '#include "journal/journal.h"\n'},
         'console/ may not include journal/'),
        ({'src/hub/a.c': '#include "server.h"\n'}, 'say the folder too'),
        ({'src/hub/a.c': '#include "../console/x.h"\n'}, 'no folder'),
        ({'src/hub/a.c': '#include <glib.h>\n#include "hub/a.h"\n', 'src/hub/a.h': ''},
         'its own header is not the first'),
        ({'src/misc/a.c': ''}, 'not in a folder'),
        ({'src/a.c': ''}, 'not in a folder'),
        ({'src/world/a.c': '#include <gtk/gtk.h>\n'}, '<gtk/gtk.h> is not for'),
        ({'src/link/a.c': '#include <curl/curl.h>\n'}, '<curl/curl.h> is not for'),
        ({'src/hub/a.c': '#include <sqlite3.h>\n'}, '<sqlite3.h> is not for'),
        ({'src/base/json-reader.c': '#include <json-glib/json-glib.h>\n'}, 'json-glib'),
        ({'src/base/ulid.c': '#include <gnutls/crypto.h>\n'}, '<gnutls/crypto.h> is not for'),
    ],
    clean={
        'src/base/crypto.c': '#include <gnutls/crypto.h>\n#include "base/crypto.h"\n',
        'src/base/yaml.c': '#include "base/yaml.h"\n#include <yaml.h>\n',
        'src/base/yaml.h': '#pragma once\n',
        'src/hub/server.c': '#include <microhttpd.h>\n#include "world/world.h"\n'
                            '/* #include "console/board.h" */\n',
        'src/console/board.c': '#include "muster-resources.h"\n#include <adwaita.h>\n'
                               '#include "replica/replica.h"\n',
    })
