/* alert-digest.c - an incident's alerts in short, from its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-digest.h"

#include <string.h>

#include "world/members.h"

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
      group->last_us = entry->last_at_us;
      g_hash_table_insert (by_name, group->name, group);
      g_ptr_array_add (groups, group);
    }
  group->first_us = MIN (group->first_us, entry->at_us);
  group->last_us = MAX (group->last_us, entry->last_at_us);
  group->worst = muster_severity_worst (group->worst, (MusterSeverity) entry->number);
  /* an alert that fires again is no other alert */
  if (g_strcmp0 (entry->word, "refired") != 0)
    group->n += entry->count;
}

static void
add_incident (GHashTable *by_name, GPtrArray *groups, const MusterIncident *incident)
{
  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED)
        add_entry (by_name, groups, entry);
    }
}

/**
 * muster_alert_groups:
 * @incidents: (element-type MusterIncident): an incident, and those that were merged into it
 *
 * Returns: (transfer container) (element-type MusterAlertGroup): their alerts by name, most first
 */
GPtrArray *
muster_alert_groups (const GPtrArray *incidents)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_alert_group_free);

  for (guint i = 0; i < incidents->len; i++)
    add_incident (by_name, groups, g_ptr_array_index (incidents, i));
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

static void
add_bars_of (const MusterIncident *incident, gint64 first_minute, MusterBars *out)
{
  for (guint i = incident->entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED)
        add_bars (entry, first_minute, out);
    }
}

/**
 * muster_alert_bars:
 * @incidents: (element-type MusterIncident): an incident, and those that were merged into it
 * @now_us: the present, µs UTC; its minute is the last bar
 * @out: (out): a bar a minute
 */
void
muster_alert_bars (const GPtrArray *incidents, gint64 now_us, MusterBars *out)
{
  gint64 first_minute = now_us / G_TIME_SPAN_MINUTE - (MUSTER_MOST_BARS - 1);

  *out = (MusterBars){ .n = MUSTER_MOST_BARS };
  for (guint i = 0; i < incidents->len; i++)
    add_bars_of (g_ptr_array_index (incidents, i), first_minute, out);
}

/**
 * muster_alert_incidents:
 * @world: a world
 * @incident: an incident of it
 *
 * Returns: (transfer container) (element-type MusterIncident): the incident first, then those that
 *   were merged into it
 */
GPtrArray *
muster_alert_incidents (const MusterWorld *world, const MusterIncident *incident)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *incidents = g_ptr_array_new ();

  g_ptr_array_add (incidents, (gpointer) incident);
  muster_world_list_members (world, incident->number, members);
  for (guint i = 0; i < members->len; i++)
    {
      MusterIncident *member = muster_world_get_incident (world, g_array_index (members, guint, i));

      if (member && member != incident)
        g_ptr_array_add (incidents, member);
    }
  return incidents;
}
