/* apart-fold.c - which incidents people keep apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/apart-fold.h"

#include "response/timeline-entry.h"

/**
 * muster_incident_add_number:
 * @numbers: (element-type guint): of incidents
 * @number: of another
 *
 * Adds it, once.
 */
void
muster_incident_add_number (GArray *numbers, guint number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint, i) == number)
      return;
  g_array_append_val (numbers, number);
}

/**
 * muster_incident_fold_kept_apart:
 * @self: an incident
 * @event: an `incident.kept-apart`
 *
 * Keeps it apart from another. The line's was_number says whether it was so already.
 */
void
muster_incident_fold_kept_apart (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_entry_of_event (event);
  guint other = (guint) CLAMP (muster_event_int (event, MUSTER_FACT_FROM), 0, MUSTER_INCIDENTS_MAX);

  entry->number = other;
  entry->was_number = muster_incident_is_apart (self, other);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  g_ptr_array_add (self->entries, entry);
  muster_incident_add_number (self->apart, other);
}

/**
 * muster_incident_undo_kept_apart:
 * @self: an incident
 * @entry: the line of an `incident.kept-apart`
 *
 * Lets it be one with the other again, if it was not apart before.
 */
void
muster_incident_undo_kept_apart (MusterIncident *self, const MusterEntry *entry)
{
  for (guint i = 0; entry->was_number == 0 && i < self->apart->len; i++)
    if (g_array_index (self->apart, guint, i) == (guint) entry->number)
      {
        g_array_remove_index (self->apart, i);
        return;
      }
}
