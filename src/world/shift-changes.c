/* shift-changes.c - who stands in for whom, beside what a schedule says itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-changes.h"

#include <string.h>

struct _MusterShiftChanges
{
  GPtrArray *all;     /* of MusterShiftChange, owned, in order */
  GHashTable *by_id;  /* MusterUlid * → MusterShiftChange */
  GHashTable *of;     /* a schedule's MusterUlid *, owned → GPtrArray of MusterShiftChange */
  GPtrArray *nothing; /* empty */
};

static const char *const kinds[] = { "cover", "replace", "add", "remove", "swap" };

/**
 * muster_modifier_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name
 */
const char *
muster_modifier_kind_to_string (MusterModifierKind kind)
{
  return kinds[kind];
}

/**
 * muster_modifier_kind_from_string:
 * @text: a name
 * @out: (out): the kind
 *
 * Returns: whether there is such a kind
 */
gboolean
muster_modifier_kind_from_string (const char *text, MusterModifierKind *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i], text) == 0)
      {
        *out = (MusterModifierKind) i;
        return TRUE;
      }
  return FALSE;
}

/* --- one --- */

static gboolean
read_kind (const MusterEvent *event, MusterModifierKind *out)
{
  const char *token;

  if (event->kind == MUSTER_EVENT_SHIFT_SWAPPED)
    {
      *out = MUSTER_MODIFIER_SWAP;
      return TRUE;
    }
  token = muster_event_token (event, MUSTER_FACT_KIND);
  return token != NULL && muster_modifier_kind_from_string (token, out) &&
         *out != MUSTER_MODIFIER_SWAP;
}

/**
 * muster_shift_change_new:
 * @event: a shift.covered or shift.swapped
 *
 * Returns: (transfer full) (nullable): what it tells; %NULL: a kind of a later version
 */
MusterShiftChange *
muster_shift_change_new (const MusterEvent *event)
{
  MusterModifierKind kind;
  MusterShiftChange *self;

  if (!read_kind (event, &kind))
    return NULL;
  self = g_new0 (MusterShiftChange, 1);
  self->id = muster_event_ulid (event, MUSTER_FACT_ID);
  self->seq = event->seq;
  self->at_us = event->at_us;
  self->actor = event->actor;
  self->schedule = muster_event_ulid (event, MUSTER_FACT_SCHEDULE);
  self->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  self->other = muster_event_ulid (event, MUSTER_FACT_OTHER);
  self->request = muster_event_ulid (event, MUSTER_FACT_REQUEST);
  self->kind = kind;
  self->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  self->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  self->reason = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  return self;
}

/**
 * muster_shift_change_copy:
 * @self: a change
 *
 * Returns: (transfer full): another one like it
 */
MusterShiftChange *
muster_shift_change_copy (const MusterShiftChange *self)
{
  MusterShiftChange *copy = g_memdup2 (self, sizeof *self);

  copy->reason = g_strdup (self->reason);
  return copy;
}

/**
 * muster_shift_change_free:
 * @self: a change
 *
 * Frees it.
 */
void
muster_shift_change_free (MusterShiftChange *self)
{
  g_free (self->reason);
  g_free (self);
}

/* --- all --- */

/**
 * muster_shift_changes_new:
 *
 * Returns: (transfer full): none
 */
MusterShiftChanges *
muster_shift_changes_new (void)
{
  MusterShiftChanges *self = g_new (MusterShiftChanges, 1);

  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_shift_change_free);
  self->by_id = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  self->of = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free,
                                    (GDestroyNotify) g_ptr_array_unref);
  self->nothing = g_ptr_array_new ();
  return self;
}

/**
 * muster_shift_changes_free:
 * @self: changes
 *
 * Frees them.
 */
void
muster_shift_changes_free (MusterShiftChanges *self)
{
  g_hash_table_unref (self->of);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->nothing);
  g_free (self);
}

/**
 * muster_shift_changes_add:
 * @self: changes
 * @change: (transfer full): made after them
 *
 * Takes one in. One whose id is there, or that holds at no time, as of a damaged journal, is passed
 * over.
 */
void
muster_shift_changes_add (MusterShiftChanges *self, MusterShiftChange *change)
{
  GPtrArray *of = g_hash_table_lookup (self->of, &change->schedule);

  if (change->ends_us <= change->starts_us || g_hash_table_contains (self->by_id, &change->id))
    {
      muster_shift_change_free (change);
      return;
    }
  if (of == NULL)
    {
      of = g_ptr_array_new ();
      g_hash_table_insert (self->of, g_memdup2 (&change->schedule, sizeof (MusterUlid)), of);
    }
  g_ptr_array_add (self->all, change);
  g_ptr_array_add (of, change);
  g_hash_table_insert (self->by_id, &change->id, change);
}

/* Ends move towards the start only. */
static gint64
new_end (const MusterShiftChange *change, const MusterEvent *restored)
{
  return MIN (change->ends_us, muster_event_int (restored, MUSTER_FACT_ENDS));
}

static void
fold_restored (MusterShiftChanges *self, const MusterEvent *event)
{
  MusterShiftChange *change =
      muster_shift_changes_get (self, muster_event_ulid (event, MUSTER_FACT_ID));

  if (change == NULL)
    return;
  change->ends_us = new_end (change, event);
  if (change->ends_us > change->starts_us)
    return;
  g_hash_table_remove (self->by_id, &change->id);
  g_ptr_array_remove (g_hash_table_lookup (self->of, &change->schedule), change);
  g_ptr_array_remove (self->all, change);
}

/**
 * muster_shift_changes_fold:
 * @self: changes
 * @event: the next event
 *
 * Moves them on; events of other things change nothing.
 */
void
muster_shift_changes_fold (MusterShiftChanges *self, const MusterEvent *event)
{
  MusterShiftChange *change = NULL;

  if (event->kind == MUSTER_EVENT_SHIFT_RESTORED)
    fold_restored (self, event);
  else if (event->kind == MUSTER_EVENT_SHIFT_COVERED || event->kind == MUSTER_EVENT_SHIFT_SWAPPED)
    change = muster_shift_change_new (event);
  if (change != NULL)
    muster_shift_changes_add (self, change);
}

/**
 * muster_shift_changes_get:
 * @self: changes
 * @id: of one
 *
 * Returns: (transfer none) (nullable): it
 */
MusterShiftChange *
muster_shift_changes_get (const MusterShiftChanges *self, MusterUlid id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/**
 * muster_shift_changes_list:
 * @self: changes
 *
 * Returns: (transfer none) (element-type MusterShiftChange): all, in order
 */
const GPtrArray *
muster_shift_changes_list (const MusterShiftChanges *self)
{
  return self->all;
}

/**
 * muster_shift_changes_list_of:
 * @self: changes
 * @schedule: a schedule's id
 *
 * Returns: (transfer none) (element-type MusterShiftChange): its, in order
 */
const GPtrArray *
muster_shift_changes_list_of (const MusterShiftChanges *self, MusterUlid schedule)
{
  const GPtrArray *of = g_hash_table_lookup (self->of, &schedule);

  return of != NULL ? of : self->nothing;
}

static void
foresee_restored (GPtrArray *list, const MusterEvent *event)
{
  for (guint i = 0; i < list->len; i++)
    {
      MusterShiftChange *change = g_ptr_array_index (list, i);

      if (!muster_ulid_equal (change->id, muster_event_ulid (event, MUSTER_FACT_ID)))
        continue;
      change->ends_us = new_end (change, event);
      if (change->ends_us <= change->starts_us)
        g_ptr_array_remove_index (list, i);
      return;
    }
}

/**
 * muster_shift_changes_foresee:
 * @self: changes
 * @schedule: a schedule's id
 * @batch: events that are not folded yet
 * @first: from which on
 *
 * Returns: (transfer full) (element-type MusterShiftChange): the schedule's, as they will be then
 */
GPtrArray *
muster_shift_changes_foresee (const MusterShiftChanges *self,
                              MusterUlid schedule,
                              const MusterBatch *batch,
                              guint first)
{
  const GPtrArray *of = muster_shift_changes_list_of (self, schedule);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_shift_change_free);

  for (guint i = 0; i < of->len; i++)
    g_ptr_array_add (list, muster_shift_change_copy (g_ptr_array_index (of, i)));
  for (guint i = first; i < muster_batch_length (batch); i++)
    {
      const MusterEvent *event = muster_batch_get (batch, i);
      MusterShiftChange *change = NULL;

      if (event->kind == MUSTER_EVENT_SHIFT_RESTORED)
        foresee_restored (list, event);
      else if (event->kind == MUSTER_EVENT_SHIFT_COVERED ||
               event->kind == MUSTER_EVENT_SHIFT_SWAPPED)
        change = muster_shift_change_new (event);
      if (change != NULL && muster_ulid_equal (change->schedule, schedule))
        g_ptr_array_add (list, change);
      else if (change != NULL)
        muster_shift_change_free (change);
    }
  return list;
}
