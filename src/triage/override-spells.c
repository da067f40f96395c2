/* override-spells.c - when overrides of severities hold, as the journal tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * That one begins to hold is told once, so that what is open is made worse once. When that is to be
 * follows from its calendar and is never stored; what a metric says is told by who asks it.
 */
#include "triage/override-spells.h"

#include "model/event.h"

struct _MusterOverrideSpells
{
  GPtrArray *list; /* of MusterOverrideSpell, by id */
  gint64 next_us;
};

/**
 * muster_override_spells_new:
 *
 * Returns: (transfer full): none
 */
MusterOverrideSpells *
muster_override_spells_new (void)
{
  MusterOverrideSpells *self = g_new0 (MusterOverrideSpells, 1);

  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_override_spell_free);
  self->next_us = G_MAXINT64;
  return self;
}

/**
 * muster_override_spells_free:
 * @self: spells
 *
 * Frees them.
 */
void
muster_override_spells_free (MusterOverrideSpells *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

static MusterOverrideSpell *
find_spell (const MusterOverrideSpells *self, MusterUlid id)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      MusterOverrideSpell *spell = g_ptr_array_index (self->list, i);

      if (muster_ulid_equal (spell->id, id))
        return spell;
    }
  return NULL;
}

static MusterSeverityOverride *
find_override (const GPtrArray *overrides, MusterUlid id)
{
  for (guint i = 0; i < overrides->len; i++)
    {
      MusterSeverityOverride *override = g_ptr_array_index (overrides, i);

      if (muster_ulid_equal (override->id, id))
        return override;
    }
  return NULL;
}

static int
compare_spells (gconstpointer a, gconstpointer b)
{
  const MusterOverrideSpell *const *x = a, *const *y = b;

  return muster_ulid_compare ((*x)->id, (*y)->id);
}

/* --- what happens --- */

/**
 * muster_override_spells_begin:
 * @self: spells
 * @spell: (transfer full): of an override, which holds from now on
 *
 * Takes it in, in the place of one of the same override.
 */
void
muster_override_spells_begin (MusterOverrideSpells *self, MusterOverrideSpell *spell)
{
  muster_override_spells_end (self, spell->id);
  g_ptr_array_add (self->list, spell);
  g_ptr_array_sort (self->list, compare_spells);
}

/**
 * muster_override_spells_end:
 * @self: spells
 * @id: of an override, which holds no longer
 *
 * Lets go of its spell.
 */
void
muster_override_spells_end (MusterOverrideSpells *self, MusterUlid id)
{
  MusterOverrideSpell *spell = find_spell (self, id);

  if (spell != NULL)
    g_ptr_array_remove (self->list, spell);
}

/* --- what is due --- */

static MusterOverrideDue
tell_due (const MusterOverrideSpell *spell, const MusterSeverityOverride *override)
{
  if (override == NULL)
    return MUSTER_OVERRIDE_REMOVED;
  return override->seq > spell->seq ? MUSTER_OVERRIDE_CHANGED : MUSTER_OVERRIDE_ENDS;
}

static gint64
end_of (const MusterOverrideSpell *spell, const MusterSeverityOverride *override)
{
  if (tell_due (spell, override) != MUSTER_OVERRIDE_ENDS)
    return G_MININT64;
  return spell->ends_us != MUSTER_NO_TIME ? spell->ends_us : G_MAXINT64;
}

static void
find_next (MusterSeverityOverride *override, gint64 after_us)
{
  if (override->occasions == NULL ||
      !muster_occasions_next (override->occasions, after_us, &override->next))
    override->next = (MusterSpan){ G_MAXINT64, G_MAXINT64 };
}

static void
update_next (MusterOverrideSpells *self, const GPtrArray *overrides)
{
  self->next_us = G_MAXINT64;
  for (guint i = 0; i < self->list->len; i++)
    {
      const MusterOverrideSpell *spell = g_ptr_array_index (self->list, i);

      self->next_us = MIN (self->next_us, end_of (spell, find_override (overrides, spell->id)));
    }
  for (guint i = 0; i < overrides->len; i++)
    self->next_us =
        MIN (self->next_us,
             ((const MusterSeverityOverride *) g_ptr_array_index (overrides, i))->next.start_us);
}

/**
 * muster_override_spells_renew:
 * @self: spells
 * @overrides: (element-type MusterSeverityOverride): as they are configured
 * @at_us: the time, µs UTC
 *
 * Has each override know whether it holds; one that was changed since does not, even before that
 * is told.
 */
void
muster_override_spells_renew (MusterOverrideSpells *self, const GPtrArray *overrides, gint64 at_us)
{
  for (guint i = 0; i < overrides->len; i++)
    {
      MusterSeverityOverride *override = g_ptr_array_index (overrides, i);
      const MusterOverrideSpell *spell = find_spell (self, override->id);

      override->spell =
          spell != NULL && tell_due (spell, override) == MUSTER_OVERRIDE_ENDS ? spell : NULL;
      if (spell == NULL)
        find_next (override, at_us);
      else
        override->next = (MusterSpan){ G_MAXINT64, G_MAXINT64 };
    }
  update_next (self, overrides);
}

static gboolean
find_ending (const MusterOverrideSpells *self,
             const GPtrArray *overrides,
             gint64 now_us,
             MusterOverrideSpell *out,
             MusterOverrideDue *due)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const MusterOverrideSpell *spell = g_ptr_array_index (self->list, i);
      const MusterSeverityOverride *override = find_override (overrides, spell->id);

      if (end_of (spell, override) > now_us)
        continue;
      *out = (MusterOverrideSpell){ .id = spell->id };
      *due = tell_due (spell, override);
      return TRUE;
    }
  return FALSE;
}

/**
 * muster_override_spells_find_due:
 * @self: spells
 * @overrides: (element-type MusterSeverityOverride): as at the last renewal
 * @now_us: the time, µs UTC
 * @out: (out): the override's id and, where it begins, since when and until when; owns nothing
 *
 * Occasions that came and went while nobody looked are passed over.
 *
 * Returns: what is due
 */
MusterOverrideDue
muster_override_spells_find_due (MusterOverrideSpells *self,
                                 const GPtrArray *overrides,
                                 gint64 now_us,
                                 MusterOverrideSpell *out)
{
  MusterOverrideDue due;

  if (self->next_us > now_us)
    return MUSTER_OVERRIDE_KEEPS;
  if (find_ending (self, overrides, now_us, out, &due))
    return due;
  for (guint i = 0; i < overrides->len; i++)
    {
      MusterSeverityOverride *override = g_ptr_array_index (overrides, i);

      if (override->next.end_us <= now_us)
        find_next (override, now_us);
      if (override->next.start_us > now_us)
        continue;
      *out = (MusterOverrideSpell){ .id = override->id,
                                    .starts_us = override->next.start_us,
                                    .ends_us = override->next.end_us };
      return MUSTER_OVERRIDE_BEGINS;
    }
  update_next (self, overrides);
  return MUSTER_OVERRIDE_KEEPS;
}

/**
 * muster_override_spells_list:
 * @self: spells
 *
 * Returns: (transfer none) (element-type MusterOverrideSpell): those that last, by id
 */
const GPtrArray *
muster_override_spells_list (const MusterOverrideSpells *self)
{
  return self->list;
}

/**
 * muster_override_spells_next_change:
 * @self: spells
 *
 * Returns: when something is due, µs UTC
 */
gint64
muster_override_spells_next_change (const MusterOverrideSpells *self)
{
  return self->next_us;
}
