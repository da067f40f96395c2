/* room.c - the parts of an incident room on a display: words, buttons, keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "console/command-bar.h"
#include "console/room-export.h"
#include "console/room-head.h"
#include "console/room-page.h"
#include "console/room-roles.h"
#include "console/style.h"
#include "console/timeline-filter.h"
#include "small-hub.h"

typedef struct
{
  GtkWidget *window;
  SmallHub *hub;
  guint number;
  GString *done; /* actions that were activated, and lines that were taken */
} Fixture;

static void
activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *text = parameter ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_string_append_printf (fixture->done, "%s%s;", g_action_get_name (G_ACTION (action)), text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = {
    { .name = "claim", .activate = activated_cb, .parameter_type = "s" },
    { .name = "next-stage", .activate = activated_cb },
    { .name = "reopen", .activate = activated_cb },
    { .name = "acknowledge", .activate = activated_cb },
    { .name = "set-impact", .activate = activated_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  MusterCommand *command;

  fixture->done = g_string_new (NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (fixture->window, "room", G_ACTION_GROUP (group));
  fixture->hub = small_hub_new (1);
  command = small_hub_command (fixture->hub, "incident.declare", 0);
  muster_command_set_text (command, "title", "Errors");
  muster_command_set_int (command, "severity", 2);
  g_assert_true (small_hub_do (fixture->hub, command, &fixture->number, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  small_hub_free (fixture->hub);
  g_string_free (fixture->done, TRUE);
}

static void
show (Fixture *fixture, GtkWidget *widget)
{
  gtk_window_set_child (GTK_WINDOW (fixture->window), widget);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static const MusterIncident *
get_incident (Fixture *fixture)
{
  return muster_world_get_incident (fixture->hub->world, fixture->number);
}

static void
do_command (Fixture *fixture, const char *name)
{
  MusterCommand *command = small_hub_command (fixture->hub, name, fixture->number);

  g_assert_true (small_hub_do (fixture->hub, command, NULL, NULL));
}

/* Depth first: a mapped button with that label. */
static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_head (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = muster_room_head_new ();
  MusterRoomHead *head = MUSTER_ROOM_HEAD (widget);
  int width = 0;

  show (fixture, widget);
  do_command (fixture, "incident.unacknowledge"); /* who declares has acknowledged */
  muster_room_head_set (head, fixture->hub->world, get_incident (fixture));
  gtk_test_widget_wait_for_draw (fixture->window);
  click (find_button (widget, "Ac_knowledge"));
  click (find_button (widget, "Say the impact"));
  click (find_button (widget, "Move to Mobilise"));
  g_assert_cmpstr (fixture->done->str, ==, "acknowledge;set-impact;next-stage;");

  /* with both buttons it fits a window of 420 px */
  muster_room_head_set_narrow (head, TRUE);
  muster_room_head_set (head, fixture->hub->world, get_incident (fixture));
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 420);
  muster_room_head_set_narrow (head, FALSE);

  do_command (fixture, "incident.acknowledge");
  muster_room_head_set (head, fixture->hub->world, get_incident (fixture));
  g_assert_null (find_button (widget, "Ac_knowledge"));
  g_assert_nonnull (find_button (widget, "Move to Mobilise"));

  do_command (fixture, "incident.resolve");
  muster_room_head_set (head, fixture->hub->world, get_incident (fixture));
  g_string_truncate (fixture->done, 0);
  click (find_button (widget, "Reopen"));
  g_assert_cmpstr (fixture->done->str, ==, "reopen;");
  muster_room_head_set_narrow (head, TRUE);
  muster_room_head_set (head, fixture->hub->world, get_incident (fixture));
}

/* An empty card is claimed at once; one that is held is not. */
static void
test_roles (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = muster_room_roles_new ();
  MusterUlid me = small_hub_person (fixture->hub, "ana");
  MusterCommand *command;
  GtkWidget *card;

  muster_room_roles_set (MUSTER_ROOM_ROLES (widget), fixture->hub->world, get_incident (fixture),
                         me);
  show (fixture, widget);
  card = find_type (widget, GTK_TYPE_BUTTON);
  click (card);
  g_assert_cmpstr (fixture->done->str, ==, "claim'commander';");
  command = small_hub_command (fixture->hub, "incident.assign", fixture->number);
  muster_command_set_int (command, "role", MUSTER_ROLE_COMMANDER);
  g_assert_true (small_hub_do (fixture->hub, command, NULL, NULL));
  muster_room_roles_set (MUSTER_ROOM_ROLES (widget), fixture->hub->world, get_incident (fixture),
                         me);
  click (card);
  g_assert_cmpstr (fixture->done->str, ==, "claim'commander';");
}

static gboolean
take (const char *line, char **complaint, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (*line == '/')
    {
      *complaint = g_strdup ("No");
      return FALSE;
    }
  g_string_append_printf (fixture->done, "%s;", line);
  return TRUE;
}

/* What was taken goes; what was not stays to be mended. */
static void
test_bar (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = muster_command_bar_new ();
  MusterCommandBar *bar = MUSTER_COMMAND_BAR (widget);
  g_autofree char *left = NULL;

  muster_command_bar_set_funcs (bar, take, NULL, fixture);
  show (fixture, widget);
  muster_command_bar_send (bar); /* of nothing */
  muster_command_bar_set_text (bar, "a note");
  muster_command_bar_send (bar);
  left = muster_command_bar_get_text (bar);
  g_assert_cmpstr (left, ==, "");
  muster_command_bar_set_text (bar, "/wrong");
  muster_command_bar_send (bar);
  g_free (left);
  left = muster_command_bar_get_text (bar);
  g_assert_cmpstr (left, ==, "/wrong");
  g_assert_cmpstr (fixture->done->str, ==, "a note;");
}

/* The number keys count the pills that are there. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  static const MusterTextRun runs[] = { { "x", MUSTER_RUN_PLAIN }, { NULL, MUSTER_RUN_PLAIN } };
  g_autoptr (MusterTimelineModel) model = muster_timeline_model_new ();
  GtkWidget *widget = muster_timeline_filter_new (model);
  MusterTimelineFilter *filter = MUSTER_TIMELINE_FILTER (widget);
  MusterTimelineRowData row = { .id = "1", .at_us = 1, .kind = MUSTER_TIMELINE_NOTE, .runs = runs };

  show (fixture, widget);
  muster_timeline_model_put (model, &row);
  row.id = "2";
  row.kind = MUSTER_TIMELINE_PAGE;
  muster_timeline_model_put (model, &row);
  muster_timeline_filter_update (filter);
  g_assert_true (muster_timeline_filter_choose (filter, 6)); /* Notes */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  g_assert_true (muster_timeline_filter_choose (filter, 1));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  g_assert_false (muster_timeline_filter_choose (filter, 8)); /* Updates: there are none */
}

/* A room whose hub never answers is there all the same, and goes without a warning. */
static void
test_page_without_hub (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-room.XXXXXX", NULL);
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (MusterSession) session =
      muster_session_new ("unix:/nonexistent/hub.sock", NULL, folder, clock, NULL);
  GtkWidget *page = muster_room_page_new (session, 1);

  show (fixture, page);
  g_assert_cmpuint (muster_room_page_get_incident (MUSTER_ROOM_PAGE (page)), ==, 1);
  g_rmdir (folder);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

/* With the suspects that the hub was asked for, and without where it does not answer. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  static const char json[] =
      "{\"onset\":\"2026-03-06T14:00:00Z\",\"outside\":null,\"suspects\":2,\"items\":[{\"change\":{"
      "\"title\":\"Fewer <b>\",\"service\":\"db\",\"start\":\"2026-03-06T13:54:00Z\"},\"reasons\":["
      "{\"points\":1.5,\"text\":\"early\"}],\"refutedBy\":\"if it goes on\"}]}";
  g_autoptr (GBytes) answer = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterSuspectList) list = muster_suspect_list_read (answer, &error);
  g_autoptr (GBytes) with = NULL, without = NULL;
  g_autofree char *text = NULL, *plain = NULL;

  g_assert_no_error (error);
  with = muster_room_export_bytes (fixture->hub->world, fixture->number, list, &error);
  g_assert_no_error (error);
  without = muster_room_export_bytes (fixture->hub->world, fixture->number, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (with, NULL), g_bytes_get_size (with));
  plain = g_strndup (g_bytes_get_data (without, NULL), g_bytes_get_size (without));
  g_assert_nonnull (strstr (text, "13:54:00 - db: Fewer \\<b\\>\n   - Reasons: \\+1.50  early\n"
                                  "   - Would be refuted: if it goes on\n\nAnd 1 more change.\n"));
  g_assert_null (strstr (plain, "Changes"));
  g_assert_null (muster_room_export_bytes (fixture->hub->world, 999, list, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  muster_style_register ();
  ADD ("/room/head", test_head);
  ADD ("/room/roles", test_roles);
  ADD ("/room/command-bar", test_bar);
  ADD ("/room/filter", test_filter);
  ADD ("/room/page-without-hub", test_page_without_hub);
  ADD ("/room/export", test_export);
  return g_test_run ();
}
