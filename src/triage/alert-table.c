/* alert-table.c - alerts by a hash of theirs, in an open-addressing table of pointers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/alert-table.h"

static void
make_room (MusterAlertTable *self)
{
  self->slots = g_new0 (MusterAlert *, self->mask + 1);
  self->tags = g_new0 (guint32, self->mask + 1);
}

/**
 * muster_alert_table_init:
 * @self: uninitialised
 *
 * Makes an empty table.
 */
void
muster_alert_table_init (MusterAlertTable *self)
{
  *self = (MusterAlertTable){ .mask = 255 };
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
put (MusterAlertTable *self, guint32 tag, MusterAlert *alert)
{
  gsize slot = tag & self->mask;

  while (self->tags[slot] > MUSTER_ALERT_TAG_DELETED)
    slot = (slot + 1) & self->mask;
  if (self->tags[slot] == MUSTER_ALERT_TAG_FREE)
    self->n_used++;
  self->slots[slot] = alert;
  self->tags[slot] = tag;
  self->n++;
}

/* Before three in four places are taken: to twice the room, or to a table without deleted ones. */
static void
grow (MusterAlertTable *self)
{
  g_autofree MusterAlert **old = NULL;
  g_autofree guint32 *old_tags = NULL;
  gsize old_n = self->mask + 1;

  if (self->n_used * 4 < old_n * 3)
    return;
  old = g_steal_pointer (&self->slots);
  old_tags = g_steal_pointer (&self->tags);
  while (self->n * 2 >= self->mask + 1)
    self->mask = self->mask * 2 + 1;
  make_room (self);
  self->n = self->n_used = 0;
  self->n_moves++;
  for (gsize i = 0; i < old_n; i++)
    if (old[i] != NULL)
      put (self, old_tags[i], old[i]);
}

/**
 * muster_alert_table_add:
 * @self: a table
 * @hash: the alert's
 * @alert: an alert that is not in it
 *
 * Takes it in, beside others of the same hash.
 */
void
muster_alert_table_add (MusterAlertTable *self, gsize hash, MusterAlert *alert)
{
  grow (self);
  put (self, muster_alert_tag (hash), alert);
}

/**
 * muster_alert_table_remove:
 * @self: a table
 * @hash: the alert's
 * @alert: an alert, in it or not
 *
 * Takes it out.
 */
void
muster_alert_table_remove (MusterAlertTable *self, gsize hash, const MusterAlert *alert)
{
  const guint32 tag = muster_alert_tag (hash);
  const MusterAlert *found;
  gsize place = tag;

  while ((found = muster_alert_table_next (self, tag, &place)) != NULL)
    if (found == alert)
      {
        self->slots[place - 1] = NULL;
        self->tags[place - 1] = MUSTER_ALERT_TAG_DELETED;
        self->n--;
        return;
      }
}
