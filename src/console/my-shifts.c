/* my-shifts.c - when somebody is on call next, of all schedules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/my-shifts.h"

#include "base/safe-text.h"
#include "console/roster-outlook.h"
#include "console/roster-view.h"

#define SCHEDULES_MOST 40

static void
shift_free (gpointer data)
{
  MusterMyShift *self = data;

  g_free (self->title);
  g_free (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterMyShift *x = *(const MusterMyShift *const *) a;
  const MusterMyShift *y = *(const MusterMyShift *const *) b;

  return (x->start_s > y->start_s) - (x->start_s < y->start_s);
}

static void
add_of (GPtrArray *list, const MusterRosterSubject *subject, guint person, gint64 now_s, guint most)
{
  g_autoptr (MusterRosterOutlook) outlook = muster_roster_outlook_new (subject, now_s, NULL);
  g_autoptr (GArray) shifts =
      outlook ? muster_roster_outlook_list_shifts (outlook, person, now_s, most) : NULL;

  for (guint i = 0; shifts && i < shifts->len; i++)
    {
      const MusterGap *span = &g_array_index (shifts, MusterGap, i);
      MusterMyShift *shift = g_new0 (MusterMyShift, 1);

      shift->title = muster_safe_text (subject->body->schedule->name, -1, FALSE);
      shift->start_s = span->start_s;
      shift->end_s = span->end_s;
      g_ptr_array_add (list, shift);
    }
}

/**
 * muster_my_shifts_list:
 * @world: what is known
 * @me: whose; may be null
 * @now_s: the present
 * @most: how many
 *
 * Returns: (transfer full) (element-type MusterMyShift): their shifts, earliest first
 */
GPtrArray *
muster_my_shifts_list (const MusterWorld *world, MusterUlid me, gint64 now_s, guint most)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *person = muster_directory_get (directory, me);
  g_autoptr (GPtrArray) schedules = muster_roster_view_list (directory);
  GPtrArray *list = g_ptr_array_new_with_free_func (shift_free);

  for (guint i = 0; person && person->name && i < MIN (schedules->len, SCHEDULES_MOST); i++)
    {
      const MusterObject *schedule = g_ptr_array_index (schedules, i);
      const guint before = list->len;
      g_autoptr (MusterRosterSubject) subject =
          muster_roster_subject_read (world, schedule->id, NULL);
      guint at;

      if (subject &&
          g_ptr_array_find_with_equal_func (subject->body->people, person->name, g_str_equal, &at))
        add_of (list, subject, at, now_s, most);
      for (guint j = before; j < list->len; j++)
        ((MusterMyShift *) g_ptr_array_index (list, j))->schedule = schedule->id;
    }
  g_ptr_array_sort (list, compare);
  if (list->len > most)
    g_ptr_array_set_size (list, (int) most);
  return list;
}
