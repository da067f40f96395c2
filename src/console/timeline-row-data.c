/* timeline-row-data.c - what one entry of a timeline says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/timeline-row-data.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/format.h"

static guint
count_runs (const MusterTextRun *runs)
{
  guint n = 0;

  while (runs && runs[n].text)
    n++;
  return n;
}

/**
 * muster_timeline_row_data_copy:
 * @self: an entry
 *
 * Returns: (transfer full): a copy that owns its texts
 */
MusterTimelineRowData *
muster_timeline_row_data_copy (const MusterTimelineRowData *self)
{
  MusterTimelineRowData *copy = g_memdup2 (self, sizeof *self);
  guint n = count_runs (self->runs);
  MusterTextRun *runs = g_new0 (MusterTextRun, n + 1);

  for (guint i = 0; i < n; i++)
    runs[i] = (MusterTextRun){ g_strdup (self->runs[i].text), self->runs[i].style };
  copy->id = g_strdup (self->id);
  copy->person = g_strdup (self->person);
  copy->detail = g_strdup (self->detail);
  copy->output = g_strdup (self->output);
  copy->runs = runs;
  return copy;
}

/**
 * muster_timeline_row_data_free:
 * @self: (transfer full): a copy made by muster_timeline_row_data_copy()
 */
void
muster_timeline_row_data_free (MusterTimelineRowData *self)
{
  for (guint i = 0; self->runs[i].text; i++)
    g_free ((char *) self->runs[i].text);
  g_free ((MusterTextRun *) self->runs);
  g_free ((char *) self->id);
  g_free ((char *) self->person);
  g_free ((char *) self->detail);
  g_free ((char *) self->output);
  g_free (self);
}

/**
 * muster_timeline_row_data_equal:
 * @a: an entry
 * @b: another
 *
 * Returns: whether they look the same
 */
gboolean
muster_timeline_row_data_equal (const MusterTimelineRowData *a, const MusterTimelineRowData *b)
{
  guint n = count_runs (a->runs);

  if (n != count_runs (b->runs))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (a->runs[i].style != b->runs[i].style || strcmp (a->runs[i].text, b->runs[i].text) != 0)
      return FALSE;
  return strcmp (a->id, b->id) == 0 && a->at_us == b->at_us && a->entered_us == b->entered_us &&
         a->kind == b->kind && g_strcmp0 (a->person, b->person) == 0 &&
         g_strcmp0 (a->detail, b->detail) == 0 && g_strcmp0 (a->output, b->output) == 0 &&
         a->is_pinned == b->is_pinned && a->is_public == b->is_public &&
         a->is_pending == b->is_pending && a->is_undone == b->is_undone;
}

/**
 * muster_timeline_row_data_compare:
 * @a: an entry
 * @b: another
 *
 * Returns: less than, equal to or more than 0: by when it happened, then when it was written down
 */
int
muster_timeline_row_data_compare (const MusterTimelineRowData *a, const MusterTimelineRowData *b)
{
  if (a->at_us != b->at_us)
    return a->at_us < b->at_us ? -1 : 1;
  if (a->entered_us != b->entered_us)
    return a->entered_us < b->entered_us ? -1 : 1;
  return strcmp (a->id, b->id);
}

/**
 * muster_timeline_row_data_text:
 * @self: an entry
 *
 * Returns: (transfer full): its sentence without styles
 */
char *
muster_timeline_row_data_text (const MusterTimelineRowData *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->runs && self->runs[i].text; i++)
    g_string_append (text, self->runs[i].text);
  return g_string_free (text, FALSE);
}

/**
 * muster_timeline_row_data_time:
 * @self: an entry
 * @zone: (nullable): the zone to show it in; %NULL is UTC
 *
 * Returns: (transfer full): when it happened; if it was written down in another minute, that too
 */
char *
muster_timeline_row_data_time (const MusterTimelineRowData *self, GTimeZone *zone)
{
  g_autofree char *at = NULL;
  g_autofree char *entered = NULL;

  if (self->entered_us == 0 || ABS (self->entered_us - self->at_us) < 60 * (gint64) G_USEC_PER_SEC)
    return muster_format_time (self->at_us, zone);
  at = muster_format_time_of_day (self->at_us, zone);
  entered = muster_format_time_of_day (self->entered_us, zone);
  /* TRANSLATORS: when something happened, and when somebody wrote it down */
  return g_strdup_printf (_ ("%s, entered %s"), at, entered);
}

/**
 * muster_timeline_row_data_describe:
 * @self: an entry
 * @zone: (nullable): the zone to say it in; %NULL is UTC
 *
 * Returns: (transfer full): the entry as a screen reader says it
 */
char *
muster_timeline_row_data_describe (const MusterTimelineRowData *self, GTimeZone *zone)
{
  g_autofree char *time = muster_timeline_row_data_time (self, zone);
  g_autofree char *text = muster_timeline_row_data_text (self);

  return g_strdup_printf (
      "%s, %s%s%s%s%s%s%s", time, text, self->detail ? ", " : "", self->detail ? self->detail : "",
      /* TRANSLATORS: read aloud after an entry, with the comma before it */
      self->is_public ? _ (", public") : "", self->is_pinned ? _ (", pinned") : "",
      self->is_pending ? _ (", will sync") : "", self->is_undone ? _ (", undone") : "");
}
