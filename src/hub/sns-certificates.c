/* sns-certificates.c - the certificates that Amazon SNS signs with, as they are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They are believed because they come from SNS' own host by TLS. There are few of them, and each
 * lasts for years; who sends us many addresses is not SNS.
 */
#include "hub/sns-certificates.h"

#define KEPT_MAX    16
#define FETCHES_MAX 4
#define PEM_BYTES   (64 * 1024)
#define TIMEOUT_MS  5000 /* SNS itself waits for 15 s */
#define RETRY_US    (60 * G_USEC_PER_SEC)

typedef struct
{
  MusterSnsCertificateFunc func;
  gpointer user_data;
} Waiter;

typedef struct
{
  MusterSnsCertificates *owner;
  char *url;
  gboolean is_fetching;
  GArray *waiters;
  MusterCertificate *certificate; /* NULL: not yet, or not to be had */
  char *why;                      /* of the last attempt */
  gint64 retry_us;                /* boot time */
} Entry;

struct _MusterSnsCertificates
{
  MusterClock *clock;
  const MusterOutbound *outbound;
  GCancellable *cancellable;
  GHashTable *entries; /* by url */
  guint n_fetching;
};

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_clear_pointer (&self->certificate, muster_certificate_free);
  g_array_unref (self->waiters);
  g_free (self->why);
  g_free (self->url);
  g_free (self);
}

/**
 * muster_sns_certificates_new:
 * @clock: says whether a certificate is in force, and when to try again
 * @outbound: fetches
 *
 * Returns: (transfer full): none yet
 */
MusterSnsCertificates *
muster_sns_certificates_new (MusterClock *clock, const MusterOutbound *outbound)
{
  MusterSnsCertificates *self = g_new0 (MusterSnsCertificates, 1);

  self->clock = clock;
  self->outbound = outbound;
  self->cancellable = g_cancellable_new ();
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  return self;
}

/**
 * muster_sns_certificates_free:
 * @self: (transfer full): certificates that nobody waits for
 */
void
muster_sns_certificates_free (MusterSnsCertificates *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->entries);
  g_free (self);
}

static gboolean
is_in_force (const Entry *self)
{
  return muster_certificate_is_in_force (self->certificate,
                                         muster_clock_now_us (self->owner->clock));
}

/* Why there is no certificate in this; NULL: there is. */
static char *
read_answer (Entry *self, const MusterOutboundAnswer *answer, const GError *error)
{
  g_autoptr (GError) bad = NULL;
  gsize n;
  const char *pem;

  if (error != NULL)
    return g_strdup_printf ("the certificate could not be fetched: %s", error->message);
  if (answer->status != 200)
    return g_strdup_printf ("the certificate could not be fetched: status %u", answer->status);
  pem = g_bytes_get_data (answer->body, &n);
  self->certificate = muster_certificate_new (pem, n, &bad);
  if (self->certificate == NULL)
    return g_strdup_printf ("the certificate could not be read: %s", bad->message);
  if (is_in_force (self))
    return NULL;
  g_clear_pointer (&self->certificate, muster_certificate_free);
  return g_strdup ("the certificate is not in force");
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Entry *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = muster_outbound_finish (result, &error);
  g_autoptr (GArray) waiters = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* and the entry is gone */
  self->why = read_answer (self, answer, error);
  self->retry_us = muster_clock_boot_us (self->owner->clock) + RETRY_US;
  self->is_fetching = FALSE;
  self->owner->n_fetching--;
  waiters = g_steal_pointer (&self->waiters);
  self->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  for (guint i = 0; i < waiters->len; i++)
    {
      const Waiter *waiter = &g_array_index (waiters, Waiter, i);

      waiter->func (waiter->user_data);
    }
}

static void
fetch (MusterSnsCertificates *self, Entry *entry)
{
  const MusterOutboundRequest request = {
    .method = "GET",
    .url = entry->url,
    .reach = MUSTER_OUTBOUND_PUBLIC,
    .answer_max = PEM_BYTES,
    .timeout_ms = TIMEOUT_MS,
  };

  g_clear_pointer (&entry->why, g_free);
  entry->is_fetching = TRUE;
  self->n_fetching++;
  muster_outbound_ask (self->outbound, &request, self->cancellable, fetched_cb, entry);
}

static gboolean
is_idle (gpointer key, gpointer value, gpointer unused)
{
  return !((const Entry *) value)->is_fetching;
}

static Entry *
find_entry (MusterSnsCertificates *self, const char *url)
{
  Entry *entry = g_hash_table_lookup (self->entries, url);

  if (entry != NULL)
    return entry;
  if (g_hash_table_size (self->entries) >= KEPT_MAX)
    g_hash_table_foreach_remove (self->entries, is_idle, NULL);
  entry = g_new0 (Entry, 1);
  entry->owner = self;
  entry->url = g_strdup (url);
  entry->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  g_hash_table_insert (self->entries, entry->url, entry);
  return entry;
}

/**
 * muster_sns_certificates_get:
 * @self: certificates
 * @url: of SNS' own host
 * @why: (out): why there is none, good until the next call; NULL if it is being fetched
 * @func: called then
 * @user_data: for @func
 *
 * Returns: (nullable): the certificate
 */
const MusterCertificate *
muster_sns_certificates_get (MusterSnsCertificates *self,
                             const char *url,
                             const char **why,
                             MusterSnsCertificateFunc func,
                             gpointer user_data)
{
  Entry *entry = find_entry (self, url);
  const Waiter waiter = { func, user_data };

  *why = NULL;
  if (entry->certificate != NULL && is_in_force (entry))
    return entry->certificate;
  g_clear_pointer (&entry->certificate, muster_certificate_free); /* another may have followed */
  if (!entry->is_fetching && entry->why != NULL &&
      muster_clock_boot_us (self->clock) < entry->retry_us)
    {
      *why = entry->why;
      return NULL;
    }
  if (!entry->is_fetching && self->n_fetching >= FETCHES_MAX)
    {
      *why = "too many certificates are being fetched";
      return NULL;
    }
  g_array_append_val (entry->waiters, waiter);
  if (!entry->is_fetching)
    fetch (self, entry);
  return NULL;
}
