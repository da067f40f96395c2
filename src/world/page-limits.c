/* page-limits.c - how many pages people got lately, and which go out together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For a person and a channel it knows the last instants, no more than any limit is, and one bundle
 * that waits at most.
 */
#include "world/page-limits.h"

#include <string.h>

struct _MusterPageLimits
{
  GHashTable *counts;  /* MusterPageCount, owned, by itself */
  GHashTable *bundles; /* MusterPageBundle, owned, by its page */
  GSequence *waiting;  /* of MusterPageBundle, the first to go out first */
};

static guint
count_hash (gconstpointer count)
{
  const MusterPageCount *self = count;

  return muster_ulid_hash (&self->person) ^ g_str_hash (self->channel);
}

static gboolean
count_equal (gconstpointer a, gconstpointer b)
{
  const MusterPageCount *x = a, *y = b;

  return muster_ulid_equal (x->person, y->person) && strcmp (x->channel, y->channel) == 0;
}

static guint
bundle_hash (gconstpointer bundle)
{
  return muster_ulid_hash (&((const MusterPageBundle *) bundle)->page);
}

static gboolean
bundle_equal (gconstpointer a, gconstpointer b)
{
  return muster_ulid_equal (((const MusterPageBundle *) a)->page,
                            ((const MusterPageBundle *) b)->page);
}

static void
count_free (MusterPageCount *self)
{
  g_array_unref (self->recent);
  g_free (self->channel);
  g_free (self);
}

/**
 * muster_page_bundle_new:
 *
 * Returns: (transfer full): a bundle of nothing
 */
MusterPageBundle *
muster_page_bundle_new (void)
{
  MusterPageBundle *self = g_new0 (MusterPageBundle, 1);

  self->channel = g_strdup ("");
  self->incidents = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/**
 * muster_page_bundle_free:
 * @self: a bundle
 *
 * Frees it.
 */
void
muster_page_bundle_free (MusterPageBundle *self)
{
  g_array_unref (self->incidents);
  g_free (self->channel);
  g_free (self);
}

/**
 * muster_page_limits_new:
 *
 * Returns: (transfer full): of nobody yet
 */
MusterPageLimits *
muster_page_limits_new (void)
{
  MusterPageLimits *self = g_new (MusterPageLimits, 1);

  self->counts = g_hash_table_new_full (count_hash, count_equal, (GDestroyNotify) count_free, NULL);
  self->bundles = g_hash_table_new_full (bundle_hash, bundle_equal,
                                         (GDestroyNotify) muster_page_bundle_free, NULL);
  self->waiting = g_sequence_new (NULL);
  return self;
}

/**
 * muster_page_limits_free:
 * @self: limits
 *
 * Frees them.
 */
void
muster_page_limits_free (MusterPageLimits *self)
{
  g_sequence_free (self->waiting);
  g_hash_table_unref (self->bundles);
  g_hash_table_unref (self->counts);
  g_free (self);
}

/* --- counting --- */

static MusterPageCount *
find_count (const MusterPageLimits *self, MusterUlid person, const char *channel)
{
  const MusterPageCount wanted = { .person = person, .channel = (char *) channel };

  return g_hash_table_lookup (self->counts, &wanted);
}

/**
 * muster_page_limits_ensure:
 * @self: limits
 * @person: somebody
 * @channel: a way to reach them
 *
 * Returns: (transfer none): what is known of both, which may be new
 */
MusterPageCount *
muster_page_limits_ensure (MusterPageLimits *self, MusterUlid person, const char *channel)
{
  MusterPageCount *count = find_count (self, person, channel);

  if (count != NULL)
    return count;
  count = g_new0 (MusterPageCount, 1);
  *count = (MusterPageCount){ .person = person,
                              .channel = g_strdup (channel),
                              .low_us = MUSTER_NO_TIME,
                              .recent = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_hash_table_add (self->counts, count);
  return count;
}

/**
 * muster_page_limits_count:
 * @self: limits
 * @person: who is paged
 * @channel: by what
 * @low: whether it is about nothing urgent
 * @at_us: when, µs UTC
 *
 * Notes a page.
 */
void
muster_page_limits_count (MusterPageLimits *self,
                          MusterUlid person,
                          const char *channel,
                          gboolean low,
                          gint64 at_us)
{
  MusterPageCount *count = muster_page_limits_ensure (self, person, channel);

  if (count->recent->len == MUSTER_LIMIT_PAGES_MAX)
    g_array_remove_index (count->recent, 0);
  g_array_append_val (count->recent, at_us);
  if (low)
    count->low_us = at_us;
}

/**
 * muster_page_limits_next:
 * @self: limits
 * @person: whom to page
 * @channel: by what
 * @limit: how many they take
 * @now_us: µs UTC
 *
 * In any time as long as the limit's, half open, there are no more pages than it says.
 *
 * Returns: when they take another one; @now_us: at once
 */
gint64
muster_page_limits_next (const MusterPageLimits *self,
                         MusterUlid person,
                         const char *channel,
                         const MusterPersonalLimit *limit,
                         gint64 now_us)
{
  const MusterPageCount *count = find_count (self, person, channel);

  if (count == NULL || limit->pages == 0 || count->recent->len < limit->pages)
    return now_us;
  return MAX (now_us, g_array_index (count->recent, gint64, count->recent->len - limit->pages) +
                          limit->within_us);
}

/**
 * muster_page_limits_next_digest:
 * @self: limits
 * @person: whom to page about something that is not urgent
 * @channel: by what
 * @now_us: µs UTC
 *
 * Returns: when they take another one of those; @now_us: at once
 */
gint64
muster_page_limits_next_digest (const MusterPageLimits *self,
                                MusterUlid person,
                                const char *channel,
                                gint64 now_us)
{
  const MusterPageCount *count = find_count (self, person, channel);

  if (count == NULL || count->low_us == MUSTER_NO_TIME)
    return now_us;
  return MAX (now_us, count->low_us + MUSTER_DIGEST_EVERY_US);
}

/* --- bundles --- */

static int
compare_due (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterPageBundle *x = a, *y = b;

  if (x->due_us != y->due_us)
    return x->due_us < y->due_us ? -1 : 1;
  return muster_ulid_compare (x->page, y->page);
}

static void
take_out (MusterPageLimits *self, MusterPageBundle *bundle)
{
  GSequenceIter *place = g_sequence_lookup (self->waiting, bundle, compare_due, NULL);
  MusterPageCount *count = find_count (self, bundle->person, bundle->channel);

  if (place != NULL)
    g_sequence_remove (place);
  if (count != NULL && muster_ulid_equal (count->open, bundle->page))
    count->open = (MusterUlid){ 0, 0 };
}

static void
put_in (MusterPageLimits *self, MusterPageBundle *bundle)
{
  g_sequence_insert_sorted (self->waiting, bundle, compare_due, NULL);
  muster_page_limits_ensure (self, bundle->person, bundle->channel)->open = bundle->page;
}

/**
 * muster_page_limits_find:
 * @self: limits
 * @page: its id
 *
 * Returns: (nullable) (transfer none): the bundle
 */
MusterPageBundle *
muster_page_limits_find (const MusterPageLimits *self, MusterUlid page)
{
  const MusterPageBundle wanted = { .page = page };

  return g_hash_table_lookup (self->bundles, &wanted);
}

/**
 * muster_page_limits_open:
 * @self: limits
 * @person: somebody
 * @channel: a way to reach them
 *
 * Returns: (nullable) (transfer none): what waits for them
 */
const MusterPageBundle *
muster_page_limits_open (const MusterPageLimits *self, MusterUlid person, const char *channel)
{
  const MusterPageCount *count = find_count (self, person, channel);

  return count != NULL ? muster_page_limits_find (self, count->open) : NULL;
}

/**
 * muster_page_limits_first:
 * @self: limits
 *
 * Returns: (nullable) (transfer none): what goes out first
 */
const MusterPageBundle *
muster_page_limits_first (const MusterPageLimits *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->waiting);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

/**
 * muster_page_limits_restore:
 * @self: limits
 * @bundle: (transfer full): a bundle
 *
 * Takes it as it is.
 */
void
muster_page_limits_restore (MusterPageLimits *self, MusterPageBundle *bundle)
{
  if (muster_page_limits_find (self, bundle->page) != NULL)
    {
      muster_page_bundle_free (bundle);
      return;
    }
  g_hash_table_add (self->bundles, bundle);
  if (!bundle->intended)
    put_in (self, bundle);
}

/* The place of an incident, or where it belongs. */
static guint
find_place (const GArray *incidents, guint incident)
{
  guint low = 0, high = incidents->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (incidents, guint, middle) < incident)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * muster_page_limits_fold:
 * @self: limits
 * @folded: a page.folded
 * @incident: of that incident
 *
 * The bundle goes out at the earliest instant that any of them says.
 */
void
muster_page_limits_fold (MusterPageLimits *self, const MusterEvent *folded, guint incident)
{
  MusterUlid page = muster_event_ulid (folded, MUSTER_FACT_PAGE);
  MusterPageBundle *bundle = muster_page_limits_find (self, page);
  gint64 ends_us = muster_event_int (folded, MUSTER_FACT_ENDS);
  guint place;

  if (bundle == NULL)
    {
      bundle = muster_page_bundle_new ();
      bundle->page = page;
      bundle->person = muster_event_ulid (folded, MUSTER_FACT_PERSON);
      g_free (bundle->channel);
      bundle->channel = g_strdup (muster_event_token (folded, MUSTER_FACT_CHANNEL));
      if (bundle->channel == NULL)
        bundle->channel = g_strdup ("");
      bundle->due_us = ends_us;
      g_hash_table_add (self->bundles, bundle);
      put_in (self, bundle);
    }
  else if (!bundle->intended && ends_us < bundle->due_us)
    {
      take_out (self, bundle);
      bundle->due_us = ends_us;
      put_in (self, bundle);
    }
  place = find_place (bundle->incidents, incident);
  if (place == bundle->incidents->len ||
      g_array_index (bundle->incidents, guint, place) != incident)
    g_array_insert_val (bundle->incidents, place, incident);
}

/**
 * muster_page_limits_intend:
 * @self: limits
 * @bundle: one that waits
 *
 * It is on its way: what is folded from now on goes into another.
 */
void
muster_page_limits_intend (MusterPageLimits *self, MusterPageBundle *bundle)
{
  if (bundle->intended)
    return;
  take_out (self, bundle);
  bundle->intended = TRUE;
}

/**
 * muster_page_limits_drop:
 * @self: limits
 * @page: a bundle's
 *
 * Its outcome is known.
 */
void
muster_page_limits_drop (MusterPageLimits *self, MusterUlid page)
{
  MusterPageBundle *bundle = muster_page_limits_find (self, page);

  if (bundle == NULL)
    return;
  if (!bundle->intended)
    take_out (self, bundle);
  g_hash_table_remove (self->bundles, bundle);
}

/* --- all --- */

/**
 * muster_page_limits_shift:
 * @self: limits
 * @by_us: how much the wall clock was put forward
 *
 * Has everything wait as long as it would have.
 */
void
muster_page_limits_shift (MusterPageLimits *self, gint64 by_us)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      MusterPageCount *count = item;

      if (count->low_us != MUSTER_NO_TIME)
        count->low_us += by_us;
      for (guint i = 0; i < count->recent->len; i++)
        g_array_index (count->recent, gint64, i) += by_us;
    }
  g_hash_table_iter_init (&iter, self->bundles);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    ((MusterPageBundle *) item)->due_us += by_us; /* all alike: they stay in order */
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const MusterPageCount *x = *(const MusterPageCount *const *) a;
  const MusterPageCount *y = *(const MusterPageCount *const *) b;
  int order = muster_ulid_compare (x->person, y->person);

  return order != 0 ? order : strcmp (x->channel, y->channel);
}

/**
 * muster_page_limits_list_counts:
 * @self: limits
 *
 * Returns: (transfer container) (element-type MusterPageCount): all of them, sorted
 */
GPtrArray *
muster_page_limits_list_counts (const MusterPageLimits *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer count;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &count, NULL))
    g_ptr_array_add (list, count);
  g_ptr_array_sort (list, compare_counts);
  return list;
}

static int
compare_bundles (gconstpointer a, gconstpointer b)
{
  return muster_ulid_compare ((*(const MusterPageBundle *const *) a)->page,
                              (*(const MusterPageBundle *const *) b)->page);
}

/**
 * muster_page_limits_list_bundles:
 * @self: limits
 *
 * Returns: (transfer container) (element-type MusterPageBundle): all of them, sorted
 */
GPtrArray *
muster_page_limits_list_bundles (const MusterPageLimits *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer bundle;

  g_hash_table_iter_init (&iter, self->bundles);
  while (g_hash_table_iter_next (&iter, &bundle, NULL))
    g_ptr_array_add (list, bundle);
  g_ptr_array_sort (list, compare_bundles);
  return list;
}
