/* import-layer.c - the layers of an imported schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/import-layer.h"

#include "base/civil-date.h"

#define HOUR_S G_GINT64_CONSTANT (3600)

static void
event_free (gpointer data)
{
  MusterImportEvent *self = data;

  g_free (self->rrule);
  g_free (self);
}

/**
 * muster_import_layer_new:
 * @value: what it is made of
 * @name: (nullable): what it is called
 *
 * Returns: (transfer full): a layer in force for good that nobody is in
 */
MusterImportLayer *
muster_import_layer_new (const MusterValue *value, const char *name)
{
  MusterImportLayer *self = g_new0 (MusterImportLayer, 1);

  self->value = value;
  self->name = g_strdup (name);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->windows = g_array_new (FALSE, FALSE, sizeof (MusterImportWindow));
  self->events = g_ptr_array_new_with_free_func (event_free);
  self->from_s = G_MININT64;
  self->until_s = G_MAXINT64;
  return self;
}

/**
 * muster_import_layer_free:
 * @self: a layer
 *
 * Frees it.
 */
void
muster_import_layer_free (MusterImportLayer *self)
{
  g_free (self->name);
  g_free (self->zone);
  g_ptr_array_unref (self->members);
  g_array_unref (self->windows);
  g_ptr_array_unref (self->events);
  g_free (self);
}

/**
 * muster_import_layer_add_member:
 * @self: a layer
 *
 * Returns: (transfer none): the people of its next turn, nobody yet
 */
GPtrArray *
muster_import_layer_add_member (MusterImportLayer *self)
{
  GPtrArray *group = g_ptr_array_new ();

  g_ptr_array_add (self->members, group);
  return group;
}

/**
 * muster_import_layer_turn_members:
 * @self: a layer
 * @by: how many
 *
 * Makes the member that was at @by the first one; those before it come last.
 */
void
muster_import_layer_turn_members (MusterImportLayer *self, gint64 by)
{
  guint n = self->members->len;
  g_autofree gpointer *turned = NULL;

  if (n == 0)
    return;
  turned = g_new (gpointer, n);
  for (guint i = 0; i < n; i++)
    turned[i] = g_ptr_array_index (self->members, (guint) muster_floor_mod (i + by, n));
  for (guint i = 0; i < n; i++)
    self->members->pdata[i] = turned[i];
}

/**
 * muster_import_layer_set_every:
 * @self: a layer
 * @n: so many units is a turn
 * @unit: (nullable): "hour", "day", "week" or "month"
 *
 * Returns: whether turns may be that long
 */
gboolean
muster_import_layer_set_every (MusterImportLayer *self, gint64 n, const char *unit)
{
  if (unit == NULL || n < 1 || n > 999)
    return FALSE;
  self->every = (guint) n;
  self->unit = unit;
  return TRUE;
}

/**
 * muster_import_layer_set_turn:
 * @self: a layer
 * @seconds: how long a turn is
 *
 * Weeks and days are those of the wall, whatever the clock does on some of them.
 *
 * Returns: whether it is so many weeks, days or hours
 */
gboolean
muster_import_layer_set_turn (MusterImportLayer *self, gint64 seconds)
{
  if (seconds <= 0)
    return FALSE;
  if (seconds % MUSTER_IMPORT_WEEK_S == 0)
    return muster_import_layer_set_every (self, seconds / MUSTER_IMPORT_WEEK_S, "week");
  if (seconds % MUSTER_DAY_S == 0)
    return muster_import_layer_set_every (self, seconds / MUSTER_DAY_S, "day");
  return seconds % HOUR_S == 0 && muster_import_layer_set_every (self, seconds / HOUR_S, "hour");
}

/**
 * muster_import_layer_turn_at:
 * @self: a layer that turns by hours, days or weeks
 * @wall_s: a wall time of its zone
 *
 * Returns: the number of the turn, from 0 at its start
 */
gint64
muster_import_layer_turn_at (const MusterImportLayer *self, gint64 wall_s)
{
  gint64 unit_s = *self->unit == 'h'   ? HOUR_S
                  : *self->unit == 'd' ? MUSTER_DAY_S
                                       : MUSTER_IMPORT_WEEK_S;

  return muster_floor_div (wall_s - self->start_s, self->every * unit_s);
}

/* --- hours --- */

static void
add_window (GArray *windows, guint8 days, gint32 from_s, gint32 to_s)
{
  MusterImportWindow window = { days, from_s, to_s };

  for (guint i = 0; i < windows->len; i++)
    {
      MusterImportWindow *other = &g_array_index (windows, MusterImportWindow, i);

      if (other->from_s != from_s || other->to_s != to_s)
        continue;
      other->days |= days;
      return;
    }
  g_array_append_val (windows, window);
}

/* Each day becomes the next one. */
static guint8
next_days (guint8 days)
{
  return (guint8) ((days << 1 | days >> 6) & 0x7f);
}

/**
 * muster_import_layer_add_window:
 * @self: a layer
 * @days: on which it starts, bit 0 is Monday
 * @from_s: at which time of day, seconds since midnight
 * @length_s: how long it is, on the wall
 *
 * What is longer than a day becomes as many windows of a day, and a rest.
 *
 * Returns: whether there is such a time in a week
 */
gboolean
muster_import_layer_add_window (MusterImportLayer *self,
                                guint8 days,
                                gint64 from_s,
                                gint64 length_s)
{
  if (days == 0 || from_s < 0 || from_s >= MUSTER_DAY_S || length_s <= 0 ||
      length_s > MUSTER_IMPORT_WEEK_S)
    return FALSE;
  for (; length_s > 0; length_s -= MUSTER_DAY_S, days = next_days (days))
    add_window (self->windows, days, (gint32) from_s,
                (gint32) ((from_s + MIN (length_s, MUSTER_DAY_S)) % MUSTER_DAY_S));
  return TRUE;
}

/**
 * muster_import_layer_settle_windows:
 * @self: a layer with all its hours
 *
 * Takes away hours that are the whole week.
 */
void
muster_import_layer_settle_windows (MusterImportLayer *self)
{
  for (guint i = 0; i < self->windows->len; i++)
    {
      const MusterImportWindow *window = &g_array_index (self->windows, MusterImportWindow, i);

      if (window->days != 0x7f || window->from_s != window->to_s)
        continue;
      g_array_set_size (self->windows, 0);
      self->by_shifts = FALSE;
      return;
    }
}

/**
 * muster_import_layer_add_event:
 * @self: a layer without members
 * @person: who is on
 * @start_s: from a wall time
 * @end_s: to a later one
 * @rrule: (nullable): when again
 *
 * Adds what cannot be said by turns and hours.
 */
void
muster_import_layer_add_event (MusterImportLayer *self,
                               const MusterImportPerson *person,
                               gint64 start_s,
                               gint64 end_s,
                               const char *rrule)
{
  MusterImportEvent *event = g_new (MusterImportEvent, 1);

  *event = (MusterImportEvent){ person, start_s, end_s, g_strdup (rrule) };
  g_ptr_array_add (self->events, event);
}
