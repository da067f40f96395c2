/* alert-digest.c - an incident's alerts in short, from its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-digest.h"

#include <string.h>

void
muster_alert_group_free (MusterAlertGroup *self)
{
  g_free (self->name);
  g_free (self);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const MusterAlertGroup *x = *(MusterAlertGroup *const *) a, *y = *(MusterAlertGroup *const *) b;

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return strcmp (x->name, y->name);
}

static void
add_entry (GHashTable *by_name, GPtrArray *groups, const MusterEntry *entry)
{
  const char *name = entry->detail ? entry->detail : "";
  MusterAlertGroup *group = g_hash_table_lookup (by_name, name);

  if (!group)
    {
      group = g_new0 (MusterAlertGroup, 1);
      group->name = g_strdup (name);
      group->first_us = entry->at_us;
      g_hash_table_insert (by_name, group->name, group);
      g_ptr_array_add (groups, group);
    }
  group->last_us = entry->last_at_us;
  group->worst = muster_severity_worst (group->worst, (MusterSeverity) entry->number);
  /* an alert that fires again is no other alert */
  if (g_strcmp0 (entry->word, "refired") != 0)
    group->n += entry->count;
}

/**
 * muster_alert_groups:
 * @incident: an incident
 *
 * Returns: (transfer container) (element-type MusterAlertGroup): its alerts by name, most first
 */
GPtrArray *
muster_alert_groups (const MusterIncident *incident)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_alert_group_free);

  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED)
        add_entry (by_name, groups, entry);
    }
  g_ptr_array_sort (groups, compare_groups);
  return groups;
}

/* A run tells only how many came between two instants: they count as evenly spread. */
static void
add_bars (const MusterEntry *entry, gint64 first_minute, MusterBars *out)
{
  gint64 from = entry->at_us / G_TIME_SPAN_MINUTE - first_minute;
  gint64 to = MAX (entry->last_at_us / G_TIME_SPAN_MINUTE - first_minute, from);
  gint64 minutes = to - from + 1;

  for (gint64 i = MAX (from, 0); i <= MIN (to, (gint64) out->n - 1); i++)
    out->counts[i] +=
        (guint) (entry->count * (i - from + 1) / minutes - entry->count * (i - from) / minutes);
}

/**
 * muster_alert_bars:
 * @incident: an incident
 * @now_us: the present, µs UTC; its minute is the last bar
 * @out: (out): a bar a minute
 */
void
muster_alert_bars (const MusterIncident *incident, gint64 now_us, MusterBars *out)
{
  gint64 first_minute = now_us / G_TIME_SPAN_MINUTE - (MUSTER_MOST_BARS - 1);

  *out = (MusterBars){ .n = MUSTER_MOST_BARS };
  for (guint i = incident->entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED)
        add_bars (entry, first_minute, out);
    }
}
