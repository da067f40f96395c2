/* alert-table.c - alerts by a hash of theirs, in an open-addressing table of pointers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/alert-table.h"

static void
make_room (MusterAlertTable *self)
{
  self->slots = g_new0 (MusterAlert *, self->mask + 1);
  self->tags = g_new0 (guint8, self->mask + 1);
}

/**
 * muster_alert_table_init:
 * @self: uninitialised
 * @hash: where an alert lies
 *
 * Makes an empty table.
 */
void
muster_alert_table_init (MusterAlertTable *self, MusterAlertHash hash)
{
  *self = (MusterAlertTable){ .hash = hash, .mask = 255 };
  make_room (self);
}

/**
 * muster_alert_table_clear:
 * @self: a table
 *
 * Frees the table, and none of the alerts.
 */
void
muster_alert_table_clear (MusterAlertTable *self)
{
  g_clear_pointer (&self->slots, g_free);
  g_clear_pointer (&self->tags, g_free);
}

static void
put (MusterAlertTable *self, MusterAlert *alert)
{
  gsize hash = self->hash (alert);
  gsize slot = hash & self->mask;

  while (self->tags[slot] > MUSTER_ALERT_TAG_DELETED)
    slot = (slot + 1) & self->mask;
  if (self->tags[slot] == MUSTER_ALERT_TAG_FREE)
    self->n_used++;
  self->slots[slot] = alert;
  self->tags[slot] = muster_alert_tag (hash);
  self->n++;
}

/* Before three in four places are taken: to twice the room, or to a table without deleted ones. */
static void
grow (MusterAlertTable *self)
{
  MusterAlert **old = self->slots;
  gsize old_n = self->mask + 1;

  if (self->n_used * 4 < old_n * 3)
    return;
  g_free (self->tags);
  while (self->n * 2 >= self->mask + 1)
    self->mask = self->mask * 2 + 1;
  make_room (self);
  self->n = self->n_used = 0;
  for (gsize i = 0; i < old_n; i++)
    if (old[i] != NULL)
      put (self, old[i]);
  g_free (old);
}

/**
 * muster_alert_table_add:
 * @self: a table
 * @alert: an alert that is not in it
 *
 * Takes it in, beside others of the same hash.
 */
void
muster_alert_table_add (MusterAlertTable *self, MusterAlert *alert)
{
  grow (self);
  put (self, alert);
}

/**
 * muster_alert_table_remove:
 * @self: a table
 * @alert: an alert, in it or not
 *
 * Takes it out.
 */
void
muster_alert_table_remove (MusterAlertTable *self, const MusterAlert *alert)
{
  const gsize hash = self->hash (alert);
  const MusterAlert *found;
  gsize place = hash;

  while ((found = muster_alert_table_next (self, hash, &place)) != NULL)
    if (found == alert)
      {
        self->slots[place - 1] = NULL;
        self->tags[place - 1] = MUSTER_ALERT_TAG_DELETED;
        self->n--;
        return;
      }
}
