/* label-set.c - fingerprints and equality know no order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/label-set.h"
#include "random-below.h"
#include <string.h>

#define N_MAX 80

static const MusterHashSeed seed = { .hi = 0x0123456789abcdef, .lo = 0xfedcba9876543210 };

typedef struct
{
  MusterLabel items[N_MAX];
  MusterLabelSet set;
} Set;

static MusterLabel
make_label (const char *name, const char *value)
{
  return (MusterLabel){ .name = name,
                        .value = value,
                        .name_n = (guint16) strlen (name),
                        .value_n = (guint16) strlen (value) };
}

static void
fill_at_random (Set *self, MusterArena *arena, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", random_below (2 * n));
      guint16 value_n = (guint16) g_test_rand_int_range (0, 70);
      char *value = muster_arena_alloc (arena, value_n);

      for (guint j = 0; j < value_n; j++)
        value[j] = (char) g_test_rand_int ();
      self->items[i] = (MusterLabel){ .name = muster_arena_strndup (arena, name, strlen (name)),
                                      .value = value,
                                      .name_n = (guint16) strlen (name),
                                      .value_n = value_n };
    }
  self->set = (MusterLabelSet){ .items = self->items, .n = n };
}

static void
shuffle (Set *self)
{
  for (guint i = self->set.n; i > 1; i--)
    {
      guint j = random_below (i);
      MusterLabel label = self->items[i - 1];

      self->items[i - 1] = self->items[j];
      self->items[j] = label;
    }
}

static void
assert_same (const Set *a, const Set *b, gboolean same)
{
  MusterFingerprint x = muster_label_set_fingerprint (&a->set, seed);
  MusterFingerprint y = muster_label_set_fingerprint (&b->set, seed);

  g_assert_true ((x.hi == y.hi) == same);
  g_assert_true ((x.lo == y.lo) == same);
  g_assert_true (muster_label_set_equal (&a->set, &b->set) == same);
  g_assert_true (muster_label_set_equal (&b->set, &a->set) == same);
}

static void
test_order_means_nothing (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (4096);

  for (guint round = 0; round < 2000; round++)
    {
      guint n = random_below (N_MAX);
      Set a, b;

      muster_arena_reset (arena);
      fill_at_random (&a, arena, n);
      b = a;
      b.set.items = b.items;
      shuffle (&b);
      assert_same (&a, &b, TRUE);
    }
}

/* One bit of one label, or one label twice in place of another, makes another set. */
static void
test_any_change_shows (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (4096);

  for (guint round = 0; round < 2000; round++)
    {
      guint n = 1 + random_below (N_MAX - 1);
      guint i = random_below (n);
      Set a, b;
      char *changed;

      muster_arena_reset (arena);
      fill_at_random (&a, arena, n);
      b = a;
      b.set.items = b.items;
      changed = muster_arena_strndup (arena, b.items[i].value, b.items[i].value_n);
      if (b.items[i].value_n > 0 && round % 2 == 0)
        changed[random_below (b.items[i].value_n)] ^= (char) (1 << random_below (8));
      else
        b.items[i].value_n++; /* the copy's zero is now part of it */
      b.items[i].value = changed;
      shuffle (&b);
      assert_same (&a, &b, FALSE);
    }
}

static void
test_worked_cases (void)
{
  MusterLabel ab = make_label ("a", "b");
  MusterLabel ba = make_label ("b", "a");
  MusterLabel cb = make_label ("c", "b");
  MusterLabel a_ = make_label ("ab", "");
  MusterLabel _a = make_label ("", "ab");
  Set empty = { 0 };
  Set one = { .items = { ab }, .set.n = 1 };
  Set swapped = { .items = { ba }, .set.n = 1 };
  Set renamed = { .items = { cb }, .set.n = 1 };
  Set joined = { .items = { a_ }, .set.n = 1 };
  Set nameless = { .items = { _a }, .set.n = 1 };
  Set twice = { .items = { ab, ab }, .set.n = 2 };
  Set mixed = { .items = { ab, ba }, .set.n = 2 };
  Set thrice = { .items = { ab, ab, ba }, .set.n = 3 };
  Set thrice_too = { .items = { ab, ba, ba }, .set.n = 3 };
  Set *sets[] = { &empty,    &one,   &swapped, &renamed, &joined,
                  &nameless, &twice, &mixed,   &thrice,  &thrice_too };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    sets[i]->set.items = sets[i]->items;
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sets); j++)
      assert_same (sets[i], sets[j], i == j);
}

/* Whoever does not know the seed does not know what collides. */
static void
test_seed_matters (void)
{
  MusterHashSeed other = { .hi = seed.hi, .lo = seed.lo ^ 1 };
  MusterLabel label = make_label ("alertname", "DiskFull");
  MusterLabelSet set = { .items = &label, .n = 1 };

  g_assert_true (muster_label_set_fingerprint (&set, seed).lo !=
                 muster_label_set_fingerprint (&set, other).lo);
  g_assert_true (muster_hash_bytes (seed, "x", 1) != muster_hash_bytes (other, "x", 1));
}

/* Lengths of which a byte may not make up for another, whatever the seed. */
static void
test_length_is_not_cancelled (void)
{
  static const char *const texts[] = { "ca", "can", "a", "aao", "aaaa", "baaaa", "\x0f", "x\x0f" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize j = 0; j < i; j++)
      g_assert_true (muster_hash_bytes (seed, texts[i], strlen (texts[i])) !=
                     muster_hash_bytes (seed, texts[j], strlen (texts[j])));
  /* "x", 0x0f and "x", 0x0f, 0: found by chance, one time in twenty */
  g_assert_true (muster_hash_bytes (seed, "x\x0f", 2) != muster_hash_bytes (seed, "x\x0f", 3));
}

/* Texts that differ little and lie close, as those of alerts do, spread over all bits. */
static void
test_hash_spreads (void)
{
  guint buckets[64] = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < 64000; i++)
    {
      g_autofree char *text = g_strdup_printf ("payments-%u-pod", i);
      guint64 hash = muster_hash_bytes (seed, text, strlen (text));

      buckets[hash % 64]++;
      g_hash_table_add (seen, g_memdup2 (&hash, sizeof hash));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 64000);
  for (guint i = 0; i < 64; i++) /* 1,000 each, give or take eight standard deviations */
    g_assert_true (buckets[i] > 750 && buckets[i] < 1250);
}

static void
test_get (void)
{
  MusterLabel items[] = { make_label ("job", "api"), make_label ("jobs", "x"),
                          make_label ("empty", "") };
  MusterLabelSet set = { .items = items, .n = 3 };
  g_autofree char *job = muster_label_set_dup_value (&set, "job");
  g_autofree char *empty = muster_label_set_dup_value (&set, "empty");
  gsize n = 99;

  g_assert_cmpstr (job, ==, "api");
  g_assert_cmpstr (empty, ==, "");
  g_assert_true (muster_label_set_get (&set, "jobs", &n) == items[1].value);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (muster_label_set_get (&set, "jo", &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (muster_label_set_dup_value (&set, ""));
}

static void
test_sort (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (4096);

  for (guint n = 0; n < N_MAX; n++)
    {
      Set set;

      muster_arena_reset (arena);
      fill_at_random (&set, arena, n);
      muster_label_set_sort (&set.set);
      for (guint i = 1; i < n; i++)
        g_assert_cmpint (strcmp (set.items[i - 1].name, set.items[i].name), <=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-set/order-means-nothing", test_order_means_nothing);
  g_test_add_func ("/label-set/any-change-shows", test_any_change_shows);
  g_test_add_func ("/label-set/worked-cases", test_worked_cases);
  g_test_add_func ("/label-set/seed-matters", test_seed_matters);
  g_test_add_func ("/label-set/length-is-not-cancelled", test_length_is_not_cancelled);
  g_test_add_func ("/label-set/hash-spreads", test_hash_spreads);
  g_test_add_func ("/label-set/get", test_get);
  g_test_add_func ("/label-set/sort", test_sort);
  return g_test_run ();
}
