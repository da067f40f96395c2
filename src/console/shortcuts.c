/* shortcuts.c - the keys of the console: one table for what they do and for the page that lists
 * them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/shortcuts.h"

#include <glib/gi18n.h>

/* A key without an action is handled where it acts, and only listed here. */
typedef struct
{
  const char *group;  /* N_() */
  const char *keys;   /* separated by spaces; the first one acts too */
  const char *title;  /* N_() */
  const char *action; /* (nullable): a detailed action name */
} Key;

static const Key table[] = {
  { N_ ("Everywhere"), "<Control>d", N_ ("Declare an incident"), "win.declare" },
  { N_ ("Everywhere"), "<Control>f", N_ ("Search here"), "win.search" },
  { N_ ("Everywhere"), "<Control><Shift>s", N_ ("Silence alerts"), "win.silence-here" },
  { N_ ("Everywhere"), "<Control><Shift>l", N_ ("Silences"), "win.silences" },
  { N_ ("Everywhere"), "<Control><Shift>r", N_ ("Rules"), "win.rules" },
  { N_ ("Everywhere"), "<Control><Shift>k", N_ ("Intake: keys, and what could not be read"),
    "win.intake" },
  { N_ ("Everywhere"), "<Control><Shift>w", N_ ("War-room screen"), "app.war-room" },
  { N_ ("Everywhere"), "<Control><Shift>m", N_ ("Mute pages for 15 min, or no longer"),
    "app.mute" },
  { N_ ("Everywhere"), "<Control>Tab", N_ ("Next of your rooms"), "win.next-room" },
  { N_ ("Everywhere"), "F5", N_ ("Reconnect"), "app.retry" },
  { N_ ("Everywhere"), "F9", N_ ("Side bar, or the side pane of a room"), "win.side" },
  { N_ ("Everywhere"), "F10", N_ ("Menu"), "win.menu" },
  { N_ ("Everywhere"), "F11", N_ ("Full screen"), "win.full-screen" },
  { N_ ("Everywhere"), "<Control>n", N_ ("New window"), "app.new-window" },
  { N_ ("Everywhere"), "<Control>w", N_ ("Close the window"), "window.close" },
  { N_ ("Everywhere"), "<Control>q", N_ ("Quit"), "app.quit" },
  { N_ ("Everywhere"), "<Control>comma", N_ ("Preferences"), "app.preferences" },
  { N_ ("Everywhere"), "<Control>question", N_ ("Keyboard shortcuts"), "app.shortcuts" },
  { N_ ("Places"), "<Alt>1", N_ ("Board"), "win.place::board" },
  { N_ ("Places"), "<Alt>2", N_ ("On call"), "win.place::on-call" },
  { N_ ("Places"), "<Alt>3", N_ ("Nodes"), "win.place::nodes" },
  { N_ ("Places"), "<Alt>4", N_ ("Reviews"), "win.place::reviews" },
  { N_ ("Places"), "<Alt>5", N_ ("Insights"), "win.place::insights" },
  { N_ ("Places"), "<Alt>Left Escape", N_ ("Back from a room"), "win.back" },
  { N_ ("Board, on a row"), "Return", N_ ("Open the room"), NULL },
  { N_ ("Board, on a row"), "a", N_ ("Acknowledge"), NULL },
  { N_ ("Board, on a row"), "c", N_ ("Take command"), NULL },
  { N_ ("Board, on a row"), "e", N_ ("Tell the next people now"), NULL },
  { N_ ("Board, on a row"), "m", N_ ("Merge into another incident"), NULL },
  { N_ ("Board, on a row"), "Menu <Shift>F10", N_ ("Menu of the row"), NULL },
  { N_ ("On call"), "t", N_ ("This week"), NULL },
  { N_ ("On call"), "Left Right Up Down", N_ ("Walk over shifts, gaps and overrides"), NULL },
  { N_ ("On call"), "<Shift>Left <Shift>Right", N_ ("Select time"), NULL },
  { N_ ("On call"), "<Alt>Left <Alt>Right", N_ ("Move the end of a shift, Enter takes it"), NULL },
  { N_ ("On call"), "<Alt><Shift>Left <Alt><Shift>Right", N_ ("Move the start of a shift"), NULL },
  { N_ ("On call"), "o Return", N_ ("Override"), NULL },
  { N_ ("On call"), "s", N_ ("Ask who takes the shift that has the focus"), NULL },
  { N_ ("On call"), "h", N_ ("Write what the next shift will be told"), NULL },
  { N_ ("On call"), "Delete", N_ ("End an override"), NULL },
  { N_ ("On call"), "<Control>z", N_ ("Take my newest override back"), NULL },
  { N_ ("Room"), "slash", N_ ("Write a note or a command"), NULL },
  { N_ ("Room"), "<Alt>m", N_ ("Move to the next state"), NULL },
  { N_ ("Room"), "<Alt>s", N_ ("Change the severity"), NULL },
  { N_ ("Room"), "<Alt>r", N_ ("Go to the roles"), NULL },
  { N_ ("Room"), "<Alt>t", N_ ("New task"), NULL },
  { N_ ("Room"), "<Control>1...<Control>4", N_ ("Alerts, tasks, checks or changes"), NULL },
  { N_ ("Room"), "<Control>f", N_ ("Filter the alerts"), NULL },
  { N_ ("Room"), "<Alt>i", N_ ("Merge into another incident"), NULL },
  { N_ ("Room"), "<Alt>b", N_ ("Say what it is about"), NULL },
  { N_ ("Room"), "<Alt>g", N_ ("Services around what fails"), NULL },
  { N_ ("Room"), "<Alt>p", N_ ("Pin or unpin the entry"), NULL },
  { N_ ("Room"), "<Control>z", N_ ("Undo"), NULL },
  { N_ ("Room"), "End", N_ ("Newest entry"), NULL },
  { N_ ("Room, on an alert"), "Return", N_ ("Its labels"), NULL },
  { N_ ("Room, on an alert"), "space", N_ ("Select, or no longer"), NULL },
  { N_ ("Room, on an alert"), "d", N_ ("Detach into an incident of its own"), NULL },
  { N_ ("Room, on an alert"), "Menu <Shift>F10", N_ ("Menu of the alert"), NULL },
};

/**
 * muster_shortcuts_install:
 * @app: the console
 *
 * Gives the keys to their actions. Escape and the places' numbers are the window's: a text field
 * and the first page need them for themselves.
 */
void
muster_shortcuts_install (GtkApplication *app)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GStrv) keys = g_strsplit (table[i].keys, " ", 2);
      const char *const accels[] = { keys[0], NULL };

      if (table[i].action && !g_str_has_prefix (table[i].action, "win.place"))
        gtk_application_set_accels_for_action (app, table[i].action, accels);
    }
}

static void
append_property (GString *xml, const char *name, const char *value)
{
  g_autofree char *text =
      g_markup_printf_escaped ("<property name=\"%s\">%s</property>", name, value);

  g_string_append (xml, text);
}

/* GTK 4.8 can put groups and shortcuts into the window by a builder only. */
static char *
describe_window (void)
{
  GString *xml = g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"window\">"
                               "<property name=\"modal\">True</property><child>"
                               "<object class=\"GtkShortcutsSection\">"
                               "<property name=\"section-name\">keys</property>"
                               "<property name=\"max-height\">14</property>");
  const char *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (group && !g_str_equal (group, table[i].group))
        g_string_append (xml, "</object></child>");
      if (g_strcmp0 (group, table[i].group) != 0)
        {
          g_string_append (xml, "<child><object class=\"GtkShortcutsGroup\">");
          append_property (xml, "title", _ (table[i].group));
        }
      group = table[i].group;
      g_string_append (xml, "<child><object class=\"GtkShortcutsShortcut\">");
      append_property (xml, "accelerator", table[i].keys);
      append_property (xml, "title", _ (table[i].title));
      g_string_append (xml, "</object></child>");
    }
  g_string_append (xml, "</object></child></object></child></object></interface>");
  return g_string_free (xml, FALSE);
}

/* GTK has no word for the button that opens its search. */
static void
name_search (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    /* TRANSLATORS: a button: find a key by what it does */
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Search"), -1);
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at;
       at = gtk_widget_get_next_sibling (at))
    name_search (at);
}

/**
 * muster_shortcuts_window_new:
 *
 * Returns: (transfer full): the list of keys
 */
GtkWidget *
muster_shortcuts_window_new (void)
{
  g_autofree char *xml = describe_window ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);

  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));

  name_search (window);
  return g_object_ref (window);
}
