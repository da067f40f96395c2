/* groups.c - which open incident takes which alerts in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/groups.h"

struct _MusterGroups
{
  MusterHashSeed seed;
  GHashTable *by_incident; /* n → MusterGroup, owned */
  GHashTable *by_print;    /* MusterFingerprint * (in the value) → the newest MusterGroup */
  GPtrArray *touched;      /* of MusterGroup */
};

static guint
hash_print (gconstpointer print)
{
  return (guint) ((const MusterFingerprint *) print)->lo;
}

static gboolean
prints_equal (gconstpointer a, gconstpointer b)
{
  const MusterFingerprint *x = a, *y = b;

  return x->hi == y->hi && x->lo == y->lo;
}

static MusterFingerprint
fingerprint (const MusterGroups *self, const MusterLabelSet *labels, MusterUlid drill)
{
  MusterFingerprint print = muster_label_set_fingerprint (labels, self->seed);

  print.hi ^= drill.hi;
  print.lo ^= drill.lo * 0x9e3779b97f4a7c15u;
  return print;
}

static void
group_free (MusterGroup *group)
{
  g_clear_pointer (&group->tallies, g_ptr_array_unref);
  g_free (group);
}

/**
 * muster_groups_new:
 * @seed: of the fingerprints
 *
 * Returns: (transfer full): no groups
 */
MusterGroups *
muster_groups_new (MusterHashSeed seed)
{
  MusterGroups *self = g_new0 (MusterGroups, 1);

  self->seed = seed;
  self->by_incident = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) group_free);
  self->by_print = g_hash_table_new (hash_print, prints_equal);
  self->touched = g_ptr_array_new ();
  return self;
}

/**
 * muster_groups_free:
 * @self: groups
 *
 * Frees them.
 */
void
muster_groups_free (MusterGroups *self)
{
  g_ptr_array_unref (self->touched);
  g_hash_table_unref (self->by_print);
  g_hash_table_unref (self->by_incident);
  g_free (self);
}

/**
 * muster_groups_get:
 * @self: groups
 * @labels: the labels that name a group
 * @drill: the drill it is of, or the null id
 *
 * The 128 bits of a seeded sum stand for the labels: no sender can aim at another's group.
 *
 * Returns: (nullable) (transfer none): the group of the newest incident
 */
MusterGroup *
muster_groups_get (const MusterGroups *self, const MusterLabelSet *labels, MusterUlid drill)
{
  MusterFingerprint print = fingerprint (self, labels, drill);

  return g_hash_table_lookup (self->by_print, &print);
}

/**
 * muster_groups_put:
 * @self: groups
 * @labels: the labels that name a group
 * @drill: the drill it is of, or the null id
 * @incident: n of the incident that takes its alerts in from now on
 *
 * The incident that had the group keeps what it is told of its own alerts.
 *
 * Returns: (transfer none): the group
 */
MusterGroup *
muster_groups_put (MusterGroups *self,
                   const MusterLabelSet *labels,
                   MusterUlid drill,
                   guint incident)
{
  MusterGroup *group = g_new0 (MusterGroup, 1);

  group->print = fingerprint (self, labels, drill);
  group->incident = incident;
  muster_groups_forget_incident (self, incident);
  g_hash_table_replace (self->by_print, &group->print, group);
  g_hash_table_insert (self->by_incident, GUINT_TO_POINTER (incident), group);
  return group;
}

/**
 * muster_groups_of_incident:
 * @self: groups
 * @incident: n of INC-n
 *
 * Returns: (nullable) (transfer none): the group that it takes in
 */
MusterGroup *
muster_groups_of_incident (const MusterGroups *self, guint incident)
{
  return g_hash_table_lookup (self->by_incident, GUINT_TO_POINTER (incident));
}

static void
tally_free (MusterTally *tally)
{
  g_free (tally->name);
  g_free (tally->reason);
  g_free (tally);
}

/**
 * muster_groups_tally:
 * @self: groups
 * @group: a group of them
 * @name: (nullable): of an alert
 *
 * Finds where alerts of that name are counted, and notes that the group has something to tell.
 *
 * Returns: (nullable) (transfer none): the tally; %NULL where there are %MUSTER_TALLIES_MAX others,
 *   which are to be told first
 */
MusterTally *
muster_groups_tally (MusterGroups *self, MusterGroup *group, const char *name)
{
  MusterTally *tally;

  if (group->tallies == NULL)
    {
      group->tallies = g_ptr_array_new_with_free_func ((GDestroyNotify) tally_free);
      g_ptr_array_add (self->touched, group);
    }
  for (guint i = 0; i < group->tallies->len; i++)
    {
      tally = g_ptr_array_index (group->tallies, i);
      if (g_strcmp0 (tally->name, name) == 0)
        return tally;
    }
  if (group->tallies->len == MUSTER_TALLIES_MAX)
    return NULL;
  tally = g_new0 (MusterTally, 1);
  tally->name = g_strdup (name);
  g_ptr_array_add (group->tallies, tally);
  return tally;
}

/**
 * muster_groups_get_touched:
 * @self: groups
 *
 * Returns: (transfer none) (element-type MusterGroup): those with something to tell; who tells it
 *   empties the list
 */
GPtrArray *
muster_groups_get_touched (MusterGroups *self)
{
  return self->touched;
}

/**
 * muster_groups_forget_incident:
 * @self: groups
 * @incident: n of INC-n, closed long ago
 *
 * Lets go of its group.
 */
void
muster_groups_forget_incident (MusterGroups *self, guint incident)
{
  MusterGroup *group = muster_groups_of_incident (self, incident);

  if (group == NULL)
    return;
  g_ptr_array_remove (self->touched, group);
  if (g_hash_table_lookup (self->by_print, &group->print) == group)
    g_hash_table_remove (self->by_print, &group->print);
  g_hash_table_remove (self->by_incident, GUINT_TO_POINTER (incident));
}
