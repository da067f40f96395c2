/* oncall-people.c - who is on call now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/oncall-people.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/roster-words.h"
#include "console/vacant-avatar.h"

#define AHEAD_S    (60 * MUSTER_DAY_S) /* that who comes next is looked for */
#define FACE       30
#define LISTS_MOST 40 /* schedules */

static GtkWidget *
make_row (const char *title, const char *subtitle, GtkWidget *prefix)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  gtk_widget_set_focusable (row, FALSE); /* there is nothing to do with it */
  if (prefix)
    {
      gtk_widget_set_valign (prefix, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), prefix);
    }
  return row;
}

static GtkWidget *
make_group (const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  return group;
}

/* --- now --- */

static void
add_now (GtkWidget *group, const MusterRosterSubject *subject, gint64 now_s, GTimeZone *zone)
{
  MusterRosterLane *lane = muster_roster_lane_new_final (subject, now_s, now_s + AHEAD_S, NULL);
  g_autofree char *name = muster_safe_text (subject->body->schedule->name, -1, FALSE);
  g_autofree char *words = NULL;
  const MusterRosterBlock *now = NULL;
  guint at;
  GtkWidget *face;

  if (!lane)
    return;
  words = muster_roster_describe_now (lane, now_s, zone);
  at = muster_roster_lane_nearest (lane, now_s);
  if (at != G_MAXUINT)
    now = &g_array_index (lane->blocks, MusterRosterBlock, at);
  if (now && now->start_s <= now_s && now->who)
    face = adw_avatar_new (FACE, now->who, TRUE);
  else
    face = muster_vacant_avatar_new (
        now && now->start_s <= now_s ? MUSTER_VACANT_GAP : MUSTER_VACANT_OPEN, FACE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (words, name, face));
  muster_roster_lane_free (lane);
}

/**
 * muster_oncall_now_new:
 * @world: what is known
 * @now_s: the present
 * @zone: in which times are told
 *
 * Returns: (transfer floating): who is on call of each schedule
 */
GtkWidget *
muster_oncall_now_new (const MusterWorld *world, gint64 now_s, GTimeZone *zone)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  g_autoptr (GPtrArray) schedules = muster_roster_view_list (directory);
  GtkWidget *group = make_group (_ ("On call now"));

  for (guint i = 0; i < MIN (schedules->len, LISTS_MOST); i++)
    {
      const MusterObject *schedule = g_ptr_array_index (schedules, i);
      g_autoptr (MusterRosterSubject) subject =
          muster_roster_subject_read (world, schedule->id, NULL);

      if (subject)
        add_now (group, subject, now_s, zone);
    }
  return group;
}
