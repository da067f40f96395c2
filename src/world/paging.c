/* paging.c - which incidents tell people, and how far that has got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether an incident tells people follows from what it is: open, in no other, and not
 * acknowledged. So an acknowledgement stops everything by being folded. What a hub has to do next
 * is kept in the order of its instants.
 */
#include "world/paging.h"

#include <string.h>

struct _MusterPagings
{
  GHashTable *by_incident; /* number → MusterPaging, owned */
  GSequence *due;          /* of MusterPaging, those with something to do */
  GHashTable *turns;       /* Turn, owned, by itself */
  MusterPageLimits *limits;
  gboolean is_mute;
};

typedef struct
{
  MusterUlid policy;
  guint step;
  guint turn;
} Turn;

static guint
turn_hash (gconstpointer turn)
{
  const Turn *self = turn;

  return muster_ulid_hash (&self->policy) ^ self->step;
}

static gboolean
turn_equal (gconstpointer a, gconstpointer b)
{
  const Turn *x = a, *y = b;

  return x->step == y->step && muster_ulid_equal (x->policy, y->policy);
}

/* --- what it is made of --- */

/**
 * muster_escalating_read_plan:
 * @self: a policy at work, whose body is known
 *
 * A body that is none, as of a damaged journal, tells nobody: then it is unanswered at once.
 */
void
muster_escalating_read_plan (MusterEscalating *self)
{
  g_clear_pointer (&self->plan, muster_policy_free);
  self->plan = muster_policy_read (self->body, NULL);
  if (self->plan == NULL)
    self->plan = muster_policy_read (NULL, NULL);
}

/**
 * muster_escalating_new:
 * @seq: of its start
 * @body: (nullable): of its policy
 *
 * Returns: (transfer full): it, before its first step
 */
MusterEscalating *
muster_escalating_new (guint64 seq, const char *body)
{
  MusterEscalating *self = g_new0 (MusterEscalating, 1);

  self->seq = seq;
  self->body = g_strdup (body);
  muster_escalating_read_plan (self);
  self->at.early_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_escalating_free:
 * @self: a policy at work
 *
 * Frees it.
 */
void
muster_escalating_free (MusterEscalating *self)
{
  muster_policy_free (self->plan);
  g_free (self->name);
  g_free (self->body);
  g_free (self);
}

/**
 * muster_person_turn_new:
 *
 * Returns: (transfer full): a turn, of nobody yet
 */
MusterPersonTurn *
muster_person_turn_new (void)
{
  MusterPersonTurn *self = g_new0 (MusterPersonTurn, 1);

  self->due_us = self->shown_by_us = MUSTER_NO_TIME;
  self->pages = g_array_new (FALSE, FALSE, sizeof (MusterUlid));
  return self;
}

/**
 * muster_person_turn_free:
 * @self: a turn
 *
 * Frees it.
 */
void
muster_person_turn_free (MusterPersonTurn *self)
{
  g_array_unref (self->pages);
  g_free (self);
}

static void
paging_free (MusterPaging *self)
{
  g_ptr_array_unref (self->escalating);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

/**
 * muster_pagings_new:
 *
 * Returns: (transfer full): none
 */
MusterPagings *
muster_pagings_new (void)
{
  MusterPagings *self = g_new0 (MusterPagings, 1);

  self->by_incident = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) paging_free);
  self->due = g_sequence_new (NULL);
  self->turns = g_hash_table_new_full (turn_hash, turn_equal, g_free, NULL);
  self->limits = muster_page_limits_new ();
  return self;
}

/**
 * muster_pagings_free:
 * @self: pagings
 *
 * Frees them.
 */
void
muster_pagings_free (MusterPagings *self)
{
  g_sequence_free (self->due);
  g_hash_table_unref (self->by_incident);
  g_hash_table_unref (self->turns);
  muster_page_limits_free (self->limits);
  g_free (self);
}

/**
 * muster_pagings_get_limits:
 * @self: pagings
 *
 * Returns: (transfer none): how many pages people got lately
 */
MusterPageLimits *
muster_pagings_get_limits (const MusterPagings *self)
{
  return self->limits;
}

/**
 * muster_pagings_mute:
 * @self: pagings of a world in which nothing has happened yet
 *
 * Has them keep nothing.
 */
void
muster_pagings_mute (MusterPagings *self)
{
  self->is_mute = TRUE;
}

/**
 * muster_pagings_get:
 * @self: pagings
 * @incident: n of INC-n
 *
 * Returns: (nullable) (transfer none): that one's
 */
MusterPaging *
muster_pagings_get (const MusterPagings *self, guint incident)
{
  return g_hash_table_lookup (self->by_incident, GUINT_TO_POINTER (incident));
}

/**
 * muster_pagings_ensure:
 * @self: pagings
 * @incident: n of INC-n
 *
 * Returns: (transfer none): that one's, which may be new
 */
MusterPaging *
muster_pagings_ensure (MusterPagings *self, guint incident)
{
  MusterPaging *paging = muster_pagings_get (self, incident);

  if (paging != NULL)
    return paging;
  paging = g_new0 (MusterPaging, 1);
  paging->incident = incident;
  paging->lapses_us = MUSTER_NO_TIME;
  paging->due_us = G_MAXINT64;
  paging->escalating = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_escalating_free);
  paging->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_person_turn_free);
  g_hash_table_insert (self->by_incident, GUINT_TO_POINTER (incident), paging);
  return paging;
}

static int
compare_incidents (gconstpointer a, gconstpointer b)
{
  const MusterPaging *x = *(const MusterPaging *const *) a, *y = *(const MusterPaging *const *) b;

  return (x->incident > y->incident) - (x->incident < y->incident);
}

/**
 * muster_pagings_list:
 * @self: pagings
 *
 * Returns: (transfer container) (element-type MusterPaging): all, by incident
 */
GPtrArray *
muster_pagings_list (const MusterPagings *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer paging;

  g_hash_table_iter_init (&iter, self->by_incident);
  while (g_hash_table_iter_next (&iter, NULL, &paging))
    g_ptr_array_add (list, paging);
  g_ptr_array_sort (list, compare_incidents);
  return list;
}

/**
 * muster_paging_find:
 * @self: an incident's
 * @seq: of an escalation
 *
 * Returns: (nullable) (transfer none): it, while it is at work
 */
MusterEscalating *
muster_paging_find (const MusterPaging *self, guint64 seq)
{
  for (guint i = 0; i < self->escalating->len; i++)
    {
      MusterEscalating *one = g_ptr_array_index (self->escalating, i);

      if (one->seq == seq)
        return one;
    }
  return NULL;
}

/* --- one after the other --- */

/**
 * muster_pagings_get_turn:
 * @self: pagings
 * @policy: a policy's id
 * @step: of it, from 0
 *
 * Returns: how often it was taken
 */
guint
muster_pagings_get_turn (const MusterPagings *self, MusterUlid policy, guint step)
{
  const Turn wanted = { policy, step, 0 };
  const Turn *turn = g_hash_table_lookup (self->turns, &wanted);

  return turn != NULL ? turn->turn : 0;
}

/**
 * muster_pagings_set_turn:
 * @self: pagings
 * @policy: a policy's id
 * @step: of it, from 0
 * @turn: how often it was taken
 *
 * Notes that.
 */
void
muster_pagings_set_turn (MusterPagings *self, MusterUlid policy, guint step, guint turn)
{
  Turn *one = g_new (Turn, 1);

  *one = (Turn){ policy, step, turn };
  g_hash_table_replace (self->turns, one, one);
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *x = a, *y = b;
  int order = muster_ulid_compare (x->policy, y->policy);

  return order != 0 ? order : (x->step > y->step) - (x->step < y->step);
}

/**
 * muster_pagings_foreach_turn:
 * @self: pagings
 * @func: called for each, in an order of their own
 * @data: for @func
 *
 * Lists them.
 */
void
muster_pagings_foreach_turn (const MusterPagings *self, MusterTurnFunc func, gpointer data)
{
  g_autoptr (GList) turns = g_hash_table_get_keys (self->turns);

  turns = g_list_sort (turns, compare_turns);
  for (GList *link = turns; link != NULL; link = link->next)
    {
      const Turn *turn = link->data;

      func (turn->policy, turn->step, turn->turn, data);
    }
}

/* --- what is due --- */

/**
 * muster_pagings_shift:
 * @self: pagings
 * @by_us: by how much the wall clock was put forward
 *
 * What is so long after something is as long after it as before, by elapsed time (security R39);
 * what is to be when a wall shows something is not touched: who is on call, whose night is over,
 * until when somebody snoozed it. O(incidents that tell people), which are to be settled then.
 */
void
muster_pagings_shift (MusterPagings *self, gint64 by_us)
{
  GHashTableIter iter;
  gpointer paging;

  g_hash_table_iter_init (&iter, self->by_incident);
  while (g_hash_table_iter_next (&iter, NULL, &paging))
    muster_paging_shift (paging, by_us);
  muster_page_limits_shift (self->limits, by_us);
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterPaging *x = a, *y = b;

  if (x->due_us != y->due_us)
    return x->due_us < y->due_us ? -1 : 1;
  return (x->incident > y->incident) - (x->incident < y->incident);
}

static void
put_in_order (MusterPagings *self, MusterPaging *paging, gint64 due_us)
{
  if (paging->due_us == due_us)
    return;
  paging->due_us = due_us;
  if (due_us == G_MAXINT64)
    g_clear_pointer (&paging->place, g_sequence_remove);
  else if (paging->place == NULL)
    paging->place = g_sequence_insert_sorted (self->due, paging, compare_due, NULL);
  else
    g_sequence_sort_changed (paging->place, compare_due, NULL);
}

/* Of what is over nothing is kept. */
static gboolean
is_nothing (const MusterPaging *self, const MusterIncident *incident)
{
  return muster_paging_is_over (incident) && self->escalating->len == 0;
}

/**
 * muster_pagings_settle:
 * @self: pagings
 * @incident: an incident
 *
 * Has it stand where it belongs in the order of what is due.
 */
void
muster_pagings_settle (MusterPagings *self, const MusterIncident *incident)
{
  MusterPaging *paging = muster_pagings_get (self, incident->number);

  if (self->is_mute || (paging == NULL && muster_paging_is_over (incident)))
    return;
  paging = muster_pagings_ensure (self, incident->number);
  put_in_order (self, paging,
                is_nothing (paging, incident) ? G_MAXINT64
                                              : muster_paging_next_due (paging, incident));
  if (is_nothing (paging, incident))
    g_hash_table_remove (self->by_incident, GUINT_TO_POINTER (incident->number));
}

/**
 * muster_pagings_first:
 * @self: pagings
 *
 * Returns: (nullable) (transfer none): the one with something to do first, .due_us
 */
MusterPaging *
muster_pagings_first (const MusterPagings *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->due);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}
