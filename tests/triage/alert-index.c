/* alert-index.c - the index of alerts beside one that is slow and plain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/alert-index.h"

#include <string.h>

#define N_STEPS 20000

/* An alert as the oracle has it: all of them in one array, searched from the end. */
typedef struct
{
  MusterUlid id;
  guint key;  /* 0 to 2 */
  char *text; /* "a=1,b=2", sorted, or the dedup key */
  gboolean has_dedup;
  gboolean firing;
  gboolean timed;
  gint64 ends_us;
  guint incident;
  gboolean queued; /* its end has not been popped since it fired */
} Plain;

typedef struct
{
  MusterAlertIndex *index;
  GArray *plain; /* of Plain */
  guint64 next_id;
} Fixture;

static MusterUlid
key_id (guint key)
{
  return (MusterUlid){ 7, key + 1 };
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->index = muster_alert_index_new (
      (MusterHashSeed){ (guint64) g_test_rand_int (), (guint64) g_test_rand_int () });
  self->plain = g_array_new (FALSE, TRUE, sizeof (Plain));
  self->next_id = 1;
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < self->plain->len; i++)
    g_free (g_array_index (self->plain, Plain, i).text);
  g_array_unref (self->plain);
  muster_alert_index_free (self->index);
}

/* "name=value,…" as labels into @items; returns how many. */
static guint
parse (const char *text, MusterLabel *items)
{
  guint n = 0;

  while (*text != '\0')
    {
      gsize name_n = strcspn (text, "="), value_n = strcspn (text + name_n + 1, ",");

      items[n++] = (MusterLabel){ text, text + name_n + 1, (guint16) name_n, (guint16) value_n };
      text += name_n + 1 + value_n;
      text += *text == ',';
    }
  return n;
}

static char *
random_text (gboolean *has_dedup)
{
  *has_dedup = g_test_rand_int_range (0, 4) == 0;
  if (*has_dedup)
    return g_strdup_printf ("key-%d", g_test_rand_int_range (0, 30));
  return g_strdup_printf ("alertname=A%d,pod=p%d", g_test_rand_int_range (0, 6),
                          g_test_rand_int_range (0, 12));
}

static MusterAlertIdentity
identity_of (guint key, const char *text, gboolean has_dedup, MusterLabelSet *labels)
{
  labels->n = has_dedup ? 0 : parse (text, labels->items);
  return (MusterAlertIdentity){ key_id (key),
                                { has_dedup ? text : "", has_dedup ? strlen (text) : 0 },
                                labels };
}

static Plain *
plain_find (const Fixture *self, guint key, const char *text, gboolean has_dedup)
{
  for (guint i = self->plain->len; i-- > 0;)
    {
      Plain *plain = &g_array_index (self->plain, Plain, i);

      if (plain->key == key && plain->has_dedup == has_dedup && strcmp (plain->text, text) == 0)
        return plain;
    }
  return NULL;
}

static void
step_add (Fixture *self)
{
  guint key = (guint) g_test_rand_int_range (0, 3);
  gboolean has_dedup;
  g_autofree char *text = random_text (&has_dedup);
  MusterLabel items[4];
  MusterLabelSet labels = { items, 0 };
  MusterAlertIdentity identity = identity_of (key, text, has_dedup, &labels);
  Plain plain = { .id = { 9, self->next_id++ },
                  .key = key,
                  .has_dedup = has_dedup,
                  .firing = TRUE,
                  .timed = g_test_rand_int_range (0, 2),
                  .ends_us = g_test_rand_int_range (0, 1000),
                  .incident = (guint) g_test_rand_int_range (1, 40) };
  MusterAlert *alert;

  if (plain_find (self, key, text, has_dedup) != NULL && g_test_rand_int_range (0, 4) > 0)
    return;
  alert = muster_alert_index_add (self->index, &identity, plain.id, NULL);
  muster_alert_index_attach (self->index, alert, plain.incident);
  alert->timed = plain.timed != FALSE;
  muster_alert_index_set_firing (self->index, alert, plain.ends_us);
  plain.queued = plain.timed;
  plain.text = g_steal_pointer (&text);
  g_array_append_val (self->plain, plain);
}

static Plain *
any_plain (Fixture *self)
{
  if (self->plain->len == 0)
    return NULL;
  return &g_array_index (self->plain, Plain, g_test_rand_int_range (0, (gint32) self->plain->len));
}

static void
step_change (Fixture *self)
{
  Plain *plain = any_plain (self);
  MusterAlert *alert;

  if (plain == NULL)
    return;
  alert = muster_alert_index_get (self->index, plain->id);
  g_assert_nonnull (alert);
  plain->ends_us = g_test_rand_int_range (0, 1000);
  if (g_test_rand_int_range (0, 3) == 0)
    {
      plain->firing = FALSE;
      muster_alert_index_set_resolved (self->index, alert, plain->ends_us);
    }
  else if (plain->firing)
    muster_alert_index_set_ends (self->index, alert, plain->ends_us);
  else
    {
      plain->firing = TRUE;
      muster_alert_index_set_firing (self->index, alert, plain->ends_us);
    }
  plain->queued = plain->firing && plain->timed;
}

static void
step_pop (Fixture *self)
{
  gint64 now_us = g_test_rand_int_range (0, 1000);
  gint64 first_us = G_MAXINT64;
  MusterAlert *alert;

  for (guint i = 0; i < self->plain->len; i++)
    {
      const Plain *plain = &g_array_index (self->plain, Plain, i);

      if (plain->queued)
        first_us = MIN (first_us, plain->ends_us);
    }
  g_assert_cmpint (muster_alert_index_next_end (self->index), <=, first_us);
  while ((alert = muster_alert_index_pop_ended (self->index, now_us)) != NULL)
    {
      Plain *found = NULL;

      for (guint i = 0; i < self->plain->len; i++)
        if (muster_ulid_equal (g_array_index (self->plain, Plain, i).id, alert->id))
          found = &g_array_index (self->plain, Plain, i);
      g_assert_nonnull (found);
      g_assert_true (found->queued);
      g_assert_cmpint (found->ends_us, <=, now_us);
      found->queued = found->firing = FALSE;
      muster_alert_index_set_resolved (self->index, alert, found->ends_us);
    }
  for (guint i = 0; i < self->plain->len; i++)
    {
      const Plain *plain = &g_array_index (self->plain, Plain, i);

      g_assert_true (!plain->queued || plain->ends_us > now_us);
    }
}

static void
step_forget (Fixture *self)
{
  guint incident = (guint) g_test_rand_int_range (1, 40);

  if (g_test_rand_int_range (0, 10) > 0)
    return;
  muster_alert_index_forget_incident (self->index, incident);
  for (guint i = self->plain->len; i-- > 0;)
    {
      Plain *plain = &g_array_index (self->plain, Plain, i);

      if (plain->incident != incident)
        continue;
      plain->incident = 0;
      if (plain->firing)
        continue;
      g_assert_null (muster_alert_index_get (self->index, plain->id));
      g_free (plain->text);
      g_array_remove_index (self->plain, i);
    }
  g_assert_null (muster_alert_index_first (self->index, incident));
}

/* The newest of an identity is found, unless it was forgotten from under an older one. */
static void
check_find (const Fixture *self)
{
  guint key = (guint) g_test_rand_int_range (0, 3);
  gboolean has_dedup;
  g_autofree char *text = random_text (&has_dedup);
  MusterLabel items[4];
  MusterLabelSet labels = { items, 0 };
  MusterAlertIdentity identity = identity_of (key, text, has_dedup, &labels);
  const MusterAlert *alert = muster_alert_index_find (self->index, &identity);
  const Plain *plain = plain_find (self, key, text, has_dedup);

  if (alert == NULL)
    return;
  g_assert_nonnull (plain);
  g_assert_true (muster_ulid_equal (muster_alert_index_key (self->index, alert), key_id (key)));
  g_assert_true (muster_ulid_equal (alert->id, plain->id));
}

static void
check_all (const Fixture *self)
{
  guint firing = 0;

  for (guint i = 0; i < self->plain->len; i++)
    {
      const Plain *plain = &g_array_index (self->plain, Plain, i);
      const MusterAlert *alert = muster_alert_index_get (self->index, plain->id);
      MusterLabel items[64], wanted[4];
      MusterLabelSet labels = { items, 0 }, expected = { wanted, 0 };
      MusterText dedup;

      g_assert_nonnull (alert);
      firing += plain->firing;
      g_assert_cmpuint (alert->incident, ==, plain->incident);
      muster_alert_get_labels (self->index, alert, &labels);
      dedup = muster_alert_get_dedup (alert);
      expected.n = plain->has_dedup ? 0 : parse (plain->text, wanted);
      g_assert_true (muster_label_set_equal (&labels, &expected));
      g_assert_cmpuint (dedup.n, ==, plain->has_dedup ? strlen (plain->text) : 0);
    }
  g_assert_cmpuint (muster_alert_index_size (self->index), ==, self->plain->len);
  g_assert_cmpuint (muster_alert_index_firing (self->index), ==, firing);
}

static void
test_is_as_the_plain_one (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      gint32 what = g_test_rand_int_range (0, 10);

      if (what < 5)
        step_add (self);
      else if (what < 8)
        step_change (self);
      else if (what < 9)
        step_pop (self);
      else
        step_forget (self);
      check_find (self);
      if (i % 500 == 0)
        check_all (self);
    }
  check_all (self);
}

static void
test_grace_moves_only_what_ends_sooner (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < 300; i++)
    step_add (self);
  muster_alert_index_grant_grace (self->index, 500);
  for (guint i = 0; i < self->plain->len; i++)
    {
      const Plain *plain = &g_array_index (self->plain, Plain, i);
      const MusterAlert *alert = muster_alert_index_get (self->index, plain->id);
      gint64 wanted = plain->timed ? MAX (plain->ends_us, 500) : plain->ends_us;

      g_assert_cmpint (alert->ends_us, ==, wanted);
    }
  g_assert_null (muster_alert_index_pop_ended (self->index, 499));
}

/* More names than the table of symbols takes: nothing is lost, they only cost more. */
static void
test_invented_label_names (Fixture *self, gconstpointer unused)
{
  const guint n = 40000;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("invented_%u=v,alertname=A", i);
      MusterLabel items[4];
      MusterLabelSet labels = { items, 0 };
      MusterAlertIdentity identity = identity_of (0, text, FALSE, &labels);

      muster_alert_index_add (self->index, &identity, (MusterUlid){ 9, i + 1 }, NULL);
    }
  for (guint i = 0; i < n; i += 997)
    {
      g_autofree char *text = g_strdup_printf ("alertname=A,invented_%u=v", i);
      MusterLabel items[4];
      MusterLabelSet labels = { items, 0 };
      MusterAlertIdentity identity = identity_of (0, text, FALSE, &labels);
      const MusterAlert *alert = muster_alert_index_find (self->index, &identity);

      g_assert_nonnull (alert);
      g_assert_cmpuint (alert->id.lo, ==, i + 1);
    }
}

/* --- a walk with pauses --- */

static MusterAlert *
add_numbered (Fixture *self, guint number)
{
  g_autofree char *value = g_strdup_printf ("%u", number);
  MusterLabel item = { "n", value, 1, (guint16) strlen (value) };
  MusterLabelSet labels = { &item, 1 };
  MusterAlertIdentity identity = { key_id (0), { "", 0 }, &labels };

  return muster_alert_index_add (self->index, &identity, (MusterUlid){ 5, number }, NULL);
}

static void
note_cb (MusterAlert *alert, gpointer seen)
{
  g_hash_table_add (seen, GSIZE_TO_POINTER (alert->id.lo));
}

/* Alerts come, so that the tables grow, and go; what is there throughout is seen. */
static void
test_walk (Fixture *self, gconstpointer unused)
{
  guint stays_n = 300, next = stays_n;
  MusterAlertWalk walk = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < stays_n; i++)
    add_numbered (self, i);
  while (muster_alert_index_walk (self->index, &walk, 16, note_cb, seen))
    for (guint i = 0; i < 8 && next < 4000; i++, next++)
      {
        MusterAlert *alert = add_numbered (self, next);

        muster_alert_index_attach (self->index, alert, next);
        muster_alert_index_set_resolved (self->index, alert, 0);
        if (next % 3 == 0)
          muster_alert_index_forget_incident (self->index, next);
      }
  for (guint i = 0; i < stays_n; i++)
    g_assert_true (g_hash_table_contains (seen, GSIZE_TO_POINTER (i)));
  g_assert_cmpuint (walk.n_moves, >, 0);
  g_hash_table_remove_all (seen);
  walk = (MusterAlertWalk){ 0 };
  g_assert_false (muster_alert_index_walk (self->index, &walk, G_MAXUINT, note_cb, seen));
  g_assert_cmpuint (g_hash_table_size (seen), ==, muster_alert_index_size (self->index));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/triage/alert-index/as-the-plain-one", Fixture, NULL, set_up,
              test_is_as_the_plain_one, tear_down);
  g_test_add ("/triage/alert-index/grace", Fixture, NULL, set_up,
              test_grace_moves_only_what_ends_sooner, tear_down);
  g_test_add ("/triage/alert-index/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/triage/alert-index/invented-label-names", Fixture, NULL, set_up,
              test_invented_label_names, tear_down);
  return g_test_run ();
}
