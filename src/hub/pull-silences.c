/* pull-silences.c - silences and acknowledgements, gone through to an Alertmanager
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What should be there is compared with what is, at each poll: what lacks is made, what has changed
 * is changed, what is over is ended. An acknowledgement is a silence of the alert's own labels that
 * lasts some minutes and is prolonged while it holds: if this hub dies, the Alertmanager speaks up
 * again.
 *
 * Those of one cluster tell each other. So the first that answers is told at once, and another only
 * what it still lacks some polls later.
 */
#include "hub/pull-reading.h"

#include "connectors/alertmanager.h"

#define SILENCES     "/api/v2/silences"
#define ORDERS_MAX   20  /* at one poll; the rest at the next */
#define ACKS_MAX     500 /* of one set */
#define ACK_US       (15 * 60 * G_USEC_PER_SEC)
#define PATIENCE     3 /* polls until one that is not first is told */
#define TOLERANCE_US G_USEC_PER_SEC
#define AUTHOR       "muster"

/* What should be there: of one of our silences, or of an alert whose incident is acknowledged. */
typedef struct
{
  MusterUlid ours;
  const MusterMatchers *matchers;
  MusterMatchers *owned; /* nullable: the same */
  gint64 starts_us, ends_us;
  const char *author, *comment;
} Wanted;

typedef struct
{
  MusterPullMember *member;
  const MusterWorld *world;
  gint64 now_us;
  GPtrArray *there;   /* of MusterAmSilence */
  GHashTable *wanted; /* MusterUlid * in the value → Wanted */
} Comparing;

/**
 * muster_pull_order_free:
 * @order: (transfer full): a MusterPullOrder
 */
void
muster_pull_order_free (gpointer order)
{
  MusterPullOrder *self = order;

  g_free (self->path);
  g_free (self->body);
  g_free (self);
}

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_clear_pointer (&self->owned, muster_matchers_free);
  g_free (self);
}

/* --- what should be there --- */

static void
want_silences (Comparing *self)
{
  const GPtrArray *list = muster_silences_list (muster_world_get_silences (self->world));
  const MusterObject *key = muster_directory_get (muster_world_get_directory (self->world),
                                                  muster_pull_set_key (self->member->set));

  for (guint i = 0; i < list->len; i++)
    {
      const MusterSilence *silence = g_ptr_array_index (list, i);
      Wanted *wanted;

      if (silence->state == MUSTER_SILENCE_EXPIRED || silence->ends_us <= self->now_us ||
          (!muster_ulid_is_null (silence->service) &&
           (key == NULL || !muster_ulid_equal (silence->service, key->service))))
        continue;
      wanted = g_new0 (Wanted, 1);
      *wanted = (Wanted){ .ours = silence->id,
                          .matchers = silence->matchers,
                          .starts_us = silence->starts_us,
                          .ends_us = silence->ends_us,
                          .author = silence->author != NULL ? silence->author : AUTHOR,
                          .comment = silence->comment };
      g_hash_table_insert (self->wanted, &wanted->ours, wanted);
    }
}

static MusterMatchers *
match_labels (const MusterAlertIndex *alerts, const MusterAlert *alert)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  muster_alert_get_labels (alerts, alert, &labels);
  for (guint i = 0; i < labels.n; i++)
    {
      g_autofree char *name = g_strndup (items[i].name, items[i].name_n);
      g_autofree char *value = g_strndup (items[i].value, items[i].value_n);

      if (!muster_matchers_add (matchers, MUSTER_MATCH_EQUAL, name, value, NULL))
        return NULL;
    }
  return labels.n > 0 ? g_steal_pointer (&matchers) : NULL;
}

static gboolean
is_acknowledged (const Comparing *self, const MusterAlert *alert)
{
  const MusterIncident *incident = muster_world_get_root (self->world, alert->incident);

  return incident != NULL && incident->acknowledged && muster_incident_is_open (incident);
}

static void
want_acknowledged (Comparing *self)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  if (self->member->set->known == NULL)
    return;
  g_hash_table_iter_init (&iter, self->member->set->known);
  while (n < ACKS_MAX && g_hash_table_iter_next (&iter, &id, NULL))
    {
      const MusterAlert *alert = muster_alert_index_get (alerts, *(const MusterUlid *) id);
      MusterMatchers *matchers;
      Wanted *wanted;

      if (alert == NULL || alert->status != MUSTER_ALERT_FIRING || !is_acknowledged (self, alert))
        continue;
      matchers = match_labels (alerts, alert);
      if (matchers == NULL)
        continue;
      wanted = g_new0 (Wanted, 1);
      *wanted = (Wanted){ .ours = alert->id,
                          .matchers = matchers,
                          .owned = matchers,
                          .starts_us = self->now_us,
                          .ends_us = self->now_us + ACK_US,
                          .author = AUTHOR,
                          .comment = "acknowledged" };
      g_hash_table_insert (self->wanted, &wanted->ours, wanted);
      n++;
    }
}

/* --- what is to be done --- */

static void
order (Comparing *self, const Wanted *wanted, const char *id)
{
  const MusterAmWish wish = { .ours = wanted->ours,
                              .id = id,
                              .matchers = wanted->matchers,
                              .starts_us = wanted->starts_us,
                              .ends_us = wanted->ends_us,
                              .author = wanted->author,
                              .comment = wanted->comment };
  MusterPullOrder *made;

  if (self->member->orders.length >= ORDERS_MAX)
    return;
  made = g_new0 (MusterPullOrder, 1);
  made->path = g_strdup (SILENCES);
  made->body = muster_am_wish_encode (&wish);
  g_queue_push_tail (&self->member->orders, made);
}

static void
order_end (Comparing *self, const MusterAmSilence *there)
{
  g_autofree char *id = g_uri_escape_string (there->id, NULL, FALSE);
  MusterPullOrder *made;

  if (self->member->orders.length >= ORDERS_MAX)
    return;
  made = g_new0 (MusterPullOrder, 1);
  made->path = g_strconcat ("/api/v2/silence/", id, NULL);
  g_queue_push_tail (&self->member->orders, made);
}

/* What another Muster made there is none of ours. */
static gboolean
is_known_to_us (const Comparing *self, MusterUlid ours)
{
  return muster_silences_get (muster_world_get_silences (self->world), ours) != NULL ||
         muster_alert_index_get (muster_world_get_alerts (self->world), ours) != NULL;
}

static void
compare_there (Comparing *self, const MusterAmSilence *there)
{
  Wanted *wanted = g_hash_table_lookup (self->wanted, &there->ours);
  gint64 late_us;

  if (wanted == NULL)
    {
      if (is_known_to_us (self, there->ours))
        order_end (self, there);
      return;
    }
  late_us = wanted->ends_us - there->ends_us;
  if (wanted->owned != NULL) /* it is prolonged at half of its time */
    {
      wanted->starts_us = there->starts_us;
      if (late_us > ACK_US / 2)
        order (self, wanted, there->id);
    }
  else if (ABS (late_us) > TOLERANCE_US)
    order (self, wanted, there->id);
  g_hash_table_remove (self->member->missed, &there->ours);
  g_hash_table_remove (self->wanted, &there->ours);
  self->member->n_silences++;
}

/* The first member of the set that answers. */
static gboolean
is_first (const MusterPullMember *self)
{
  for (guint i = 0; i < self->set->members->len; i++)
    {
      const MusterPullMember *member = g_ptr_array_index (self->set->members, i);

      if (member == self)
        return TRUE;
      if (member->failures == 0 && member->polled_us != MUSTER_NO_TIME)
        return FALSE;
    }
  return FALSE;
}

static void
order_lacking (Comparing *self)
{
  GHashTable *missed = self->member->missed;
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (missed, id)) + 1;

      if (n > PATIENCE || is_first (self->member))
        order (self, value, NULL);
      else
        g_hash_table_insert (missed, g_memdup2 (id, sizeof (MusterUlid)), GUINT_TO_POINTER (n));
    }
}

static void
compare (MusterPullMember *member, GPtrArray *there)
{
  const MusterPullsSettings *settings = muster_pulls_get_settings (member->set->pulls);
  Comparing self = {
    .member = member,
    .world = muster_committer_get_world (settings->committer),
    .now_us = muster_clock_now_us (settings->clock),
    .there = there,
    .wanted =
        g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL, wanted_free),
  };

  member->n_silences = 0;
  want_silences (&self);
  want_acknowledged (&self);
  for (guint i = 0; i < there->len; i++)
    compare_there (&self, g_ptr_array_index (there, i));
  order_lacking (&self);
  g_hash_table_unref (self.wanted);
}

/* --- doing it --- */

static void do_next (MusterPullMember *self);

static void
set_error (MusterPullMember *self, const MusterOutboundAnswer *answer, const GError *error)
{
  g_free (self->silence_error);
  self->silence_error =
      answer == NULL ? g_strdup (error->message)
                     : g_strdup_printf ("a silence was answered with status %u", answer->status);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterPullMember *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = muster_outbound_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (answer == NULL || answer->status != 200)
    set_error (self, answer, error);
  do_next (self);
}

static void
do_next (MusterPullMember *self)
{
  MusterPullOrder *next = g_queue_pop_head (&self->orders);

  if (next == NULL)
    {
      muster_pull_member_end (self, NULL);
      return;
    }
  muster_pull_member_ask (
      self,
      &(MusterOutboundRequest){ .method = next->body != NULL ? "POST" : "DELETE",
                                .body = next->body },
      next->path, done_cb);
  muster_pull_order_free (next);
}

static void
silences_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterPullMember *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = muster_outbound_finish (result, &error);
  g_autoptr (GPtrArray) there = NULL;
  MusterPoisonNote note;
  gsize n = 0;
  const char *json;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_pointer (&self->silence_error, g_free);
  json = answer != NULL ? g_bytes_get_data (answer->body, &n) : NULL;
  if (answer != NULL && answer->status == 200 &&
      muster_pull_note_begin (self, SILENCES, answer->body, &note, &error))
    {
      there = muster_am_silences_decode (json != NULL ? json : "", n, &error);
      muster_pull_note_end (self, note);
    }
  if (there != NULL)
    compare (self, there);
  else if (error != NULL)
    self->silence_error = g_strdup (error->message);
  else
    set_error (self, answer, error);
  do_next (self);
}

/**
 * muster_pull_silences_begin:
 * @self: a member whose alerts were taken
 *
 * Brings its silences to what ours are; its poll ends with that.
 */
void
muster_pull_silences_begin (MusterPullMember *self)
{
  g_queue_clear_full (&self->orders, muster_pull_order_free);
  muster_pull_member_ask (self, &(MusterOutboundRequest){ .method = "GET" }, SILENCES, silences_cb);
}
