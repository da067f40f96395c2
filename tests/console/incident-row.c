/* incident-row.c - a row of the board shows what people wrote, and nothing hides in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/incident-row.h"
#include "console/resolved-today.h"
#include "small-hub.h"

#include <string.h>

#define HOSTILE "\u202eevil \u2066title\u2069\nsecond \u200bline"
#define SHOWN   "<U+202E>evil <U+2066>title<U+2069> second <U+200B>line"

static void
do_text (SmallHub *hub, const char *name, guint incident, const char *argument, const char *text)
{
  MusterCommand *command = small_hub_command (hub, name, incident);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, argument, text);
  small_hub_do (hub, command, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_fact (SmallHub *hub, const char *note)
{
  const MusterRowContext context = { hub->world, { 0, 0 }, 0 };
  MusterIncidentRow row;

  muster_incident_row_init (&row, muster_world_get_incident (hub->world, 1), &context);
  g_assert_cmpint (row.data.fact, ==, MUSTER_ROW_FACT_NOTE);
  g_assert_cmpstr (row.data.fact_note, ==, note);
  muster_incident_row_clear (&row);
}

static void
test_hides_nothing (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  const MusterRowContext context = { hub->world, { 0, 0 }, 0 };
  g_autofree char *described = NULL;
  MusterIncidentRow row;

  do_text (hub, "incident.declare", 0, "title", "\u202eevil \u2066title\u2069");
  do_text (hub, "incident.note", 1, "text", HOSTILE);
  muster_incident_row_init (&row, muster_world_get_incident (hub->world, 1), &context);
  g_assert_cmpstr (row.data.title, ==, "<U+202E>evil <U+2066>title<U+2069>");
  g_assert_cmpstr (row.data.fact_note, ==, SHOWN);
  muster_incident_row_clear (&row);
  described = muster_resolved_today_describe (muster_world_get_incident (hub->world, 1), NULL);
  g_assert_nonnull (strstr (described, "INC-1 <U+202E>evil <U+2066>title<U+2069>"));
}

/* Nobody reads a page in a row of the board, and none is laid out for it. */
static void
test_long_note (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autofree char *text = g_strnfill (4000, 'x');
  g_autofree char *head = g_strnfill (208, 'x');
  g_autofree char *cut = g_strconcat (head, "… [+3792 B]", NULL);

  do_text (hub, "incident.declare", 0, "title", "Errors");
  do_text (hub, "incident.note", 1, "text", text);
  assert_fact (hub, cut);
  do_text (hub, "incident.note", 1, "text", "Short");
  assert_fact (hub, "Short");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/incident-row/hides-nothing", test_hides_nothing);
  g_test_add_func ("/incident-row/long-note", test_long_note);
  return g_test_run ();
}
