# atspi.py - what a window says to those who cannot see it, read as a screen reader reads it
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Nothing here sleeps for its own sake: looks are repeated, a short pause apart, until they see what
# they wait for or their deadline is over.
import collections
import re
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

import support  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)
Atspi.init()

PAUSE_S = 0.03
TYPES = ('Gtk', 'Adw', 'Muster')  # what nobody named is called by its type
ROLES_OF_BUTTONS = ('push button', 'toggle button')


class Node:
    """An accessible object. What goes away while we look is nothing, never an error."""

    def __init__(self, object_):
        self.object = object_

    def __eq__(self, other):
        return isinstance(other, Node) and self.object == other.object

    def ask(self, question, otherwise):
        try:
            return question()
        except GLib.Error:
            return otherwise

    @property
    def role(self):
        return self.ask(self.object.get_role_name, '')

    @property
    def description(self):
        return self.ask(self.object.get_description, '')

    @property
    def text(self):
        """What is written in it."""
        def read():
            length = Atspi.Text.get_character_count(self.object)
            return Atspi.Text.get_text(self.object, 0, length)
        return self.ask(read, '')

    @property
    def name(self):
        return self.ask(self.object.get_name, '') or self.text

    @property
    def children(self):
        def read():
            self.object.clear_cache()  # or we are told of children that are long gone
            count = self.object.get_child_count()
            return [self.object.get_child_at_index(i) for i in range(count)]
        return [Node(child) for child in self.ask(read, []) if child is not None]

    @property
    def states(self):
        def read():
            self.object.clear_cache()
            return {state.value_nick for state in self.object.get_state_set().get_states()}
        return self.ask(read, set())

    @property
    def extents(self):
        """Left, top, width and height within its window."""
        def read():
            box = Atspi.Component.get_extents(self.object, Atspi.CoordType.WINDOW)
            return box.x, box.y, box.width, box.height
        return self.ask(read, (0, 0, 0, 0))

    @property
    def is_seen(self):
        """GTK 4.8 marks only windows as showing; what is on a hidden page has no size. Programs and
        the pages themselves never have one: what is in them decides."""
        if self.role == 'application' or self.name == 'GtkStackPage':
            return True
        return 'visible' in self.states and self.extents[2] > 0

    @property
    def is_focused(self):
        return 'focused' in self.states

    def walk(self, only_seen=True):
        """This and all in it, nearest first."""
        waiting = collections.deque([self])
        while waiting:
            node = waiting.popleft()
            if only_seen and not node.is_seen:
                continue
            yield node
            waiting.extend(node.children)

    def matches(self, name, role):
        if role is not None and self.role not in ((role,) if isinstance(role, str) else role):
            return False
        return name is None or re.search(name, self.name) is not None

    def all(self, name=None, role=None):
        return [node for node in self.walk() if node.matches(name, role)]

    def first(self, name=None, role=None):
        return next((node for node in self.walk() if node.matches(name, role)), None)

    def wait(self, name=None, role=None, seconds=support.DEADLINE_S):
        """The first with that role whose name has the pattern in it, once there is one."""
        return until(lambda: self.first(name, role),
                     lambda: f'{role or "anything"} named {name!r} in:\n{self.dump()}', seconds)

    def wait_gone(self, name=None, role=None):
        until(lambda: self.first(name, role) is None, f'{role} named {name!r} to go')

    def button(self, name):
        return self.wait(name, ROLES_OF_BUTTONS)

    def press(self):
        """As a screen reader does it for whom it reads to."""
        Atspi.Action.do_action(self.object, 0)

    def dump(self):
        """All that it says, one line each, as an outline."""
        lines = []

        def add(node, depth):
            if not node.is_seen:
                return
            name = node.name
            if name and not name.startswith(TYPES):
                about = f' — {node.description}' if node.description else ''
                lines.append(f'{"  " * depth}{node.role} {name!r}{about}')
                depth += 1
            for child in node.children:
                add(child, depth)
        add(self, 0)
        return '\n'.join(lines)


def until(look, what, seconds=support.DEADLINE_S):
    """What a look sees, once it is something."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise AssertionError('waited in vain for ' + (what() if callable(what) else what))
        time.sleep(PAUSE_S)
    return seen


def application(pid):
    """The program of that pid, once it has a window."""
    def look():
        desktop = Node(Atspi.get_desktop(0))
        for node in desktop.children:
            if node.ask(node.object.get_process_id, 0) == pid and node.children:
                return node
        return None
    return until(look, f'the windows of {pid}')
