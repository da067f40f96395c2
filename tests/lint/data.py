# data.py - desktop, metainfo, .ui, icon, manual, unit and manifest files say what they may
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json

import lint

# A window, and the network that alerts come by. Everything else goes through portals.
PERMISSIONS = {'--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri',
               '--share=network',
               '--socket=pulseaudio'}  # there is no portal that plays a sound


def check_xml(tree):
    for path in tree.files('.ui', '.svg', '.xml', '.metainfo.xml.in'):
        good, said = lint.tool('xmllint', '--noout', '--nonet', path, cwd=tree.root)
        if not good:
            yield said


def check_desktop(tree):
    for path in tree.files('.desktop.in', '.desktop'):
        with lint.tempfile.NamedTemporaryFile('w', suffix='.desktop') as copy:
            copy.write(tree.read(path))
            copy.flush()
            good, said = lint.tool('desktop-file-validate', copy.name)
        if not good or said:
            yield f'{path}: {said}'


def check_metainfo(tree):
    for path in tree.files('.metainfo.xml.in', '.metainfo.xml'):
        with lint.tempfile.NamedTemporaryFile('w', suffix='.metainfo.xml') as copy:
            copy.write(tree.read(path))
            copy.flush()
            good, said = lint.tool('appstreamcli', 'validate', '--no-net', '--no-color',
                                   '--explain', copy.name)
        if not good:
            yield f'{path}: {said}'


def check_manual(tree):
    for path in tree.files('.1', under=['data/man/']):
        _, said = lint.tool('groff', '-man', '-Tutf8', '-ww', '-z', path, cwd=tree.root)
        if said:
            yield f'{path}: {said}'


def check_json(tree):
    for path in tree.files('.json', under=['flatpak/', 'data/']):
        try:
            document = json.loads(tree.read(path))
        except ValueError as error:
            yield f'{path}: {error}'
            continue
        if path.startswith('flatpak/'):
            for wish in sorted(set(document.get('finish-args', [])) - PERMISSIONS):
                yield f'{path}: {wish} opens the sandbox; a portal does without'


def check(tree):
    for part in (check_xml, check_desktop, check_metainfo, check_manual, check_json):
        yield from part(tree)


lint.main(
    check,
    planted=[
        ({'src/console/ui/a.ui': '<interface><object></interface>'}, 'a.ui:1'),
        ({'data/a.desktop.in': '[Desktop Entry]\nType=Thing\nName=A\n'}, 'a.desktop.in: '),
        ({'data/a.metainfo.xml.in': '<component><id>a</id></component>'},
         'a.metainfo.xml.in: '),
        ({'data/man/a.1': '.TH A 1\n.SH NAME\n.NOSUCH x\n'}, 'a.1: '),
        ({'flatpak/a.json': '{"a":}'}, 'a.json: '),
        ({'flatpak/a.json': '{"finish-args": ["--filesystem=home"]}'}, 'opens the sandbox'),
    ],
    clean={
        'src/console/ui/a.ui': '<interface/>',
        'data/a.desktop.in': '[Desktop Entry]\nType=Application\nName=A\nExec=a\n',
        'data/man/a.1': '.TH A 1\n.SH NAME\na \\- thing\n',
        'flatpak/a.json': '{"finish-args": ["--share=ipc"]}',
    })
