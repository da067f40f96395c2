/* hub-link.c - the way from a console to its hub: the stream, and requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/hub-link.h"
#include "link/backoff.h"
#include "link/hub-client.h"
#include "link/hub-request.h"
#include "link/stream-reader.h"
#include <glib/gi18n.h>

struct _MusterHubLink
{
  GObject parent_instance;
  MusterHubClient *client;
  MusterClock *clock;
  MusterRandomFunc fill;
  gpointer fill_data;
  const MusterLinkListener *listener;
  gpointer listener_data;

  MusterLinkState state;
  char *error;
  gint64 last_contact_us; /* wall */
  gint64 heard_boot_us;
  gint64 opened_boot_us; /* when this stream was answered; 0: it was not */
  gint64 seq;
  char *journal;
  gboolean wanted; /* opened, and not closed since */
  MusterStreamReader *reader;
  MusterBackoff backoff;
  MusterAlarm *retry;
  MusterAlarm *silence;
};

enum
{
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterHubLink, muster_hub_link, G_TYPE_OBJECT)

static void connect_stream (MusterHubLink *self);

static void
set_state (MusterHubLink *self, MusterLinkState state, const char *error)
{
  if (self->state == state && g_strcmp0 (self->error, error) == 0)
    return;
  self->state = state;
  g_free (self->error);
  self->error = g_strdup (error);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
drop_stream (MusterHubLink *self)
{
  muster_alarm_set (self->silence, G_MAXINT64);
  muster_alarm_set (self->retry, G_MAXINT64);
  g_clear_pointer (&self->reader, muster_stream_reader_drop);
}

/* The stream is gone, and nobody wanted that: tell, and come back after a while. */
static void
lose_stream (MusterHubLink *self, const char *words)
{
  gint64 now_us = muster_clock_boot_us (self->clock);

  if (self->opened_boot_us != 0 && now_us - self->opened_boot_us >= MUSTER_LINK_GOOD_US)
    muster_backoff_reset (&self->backoff);
  drop_stream (self);
  muster_alarm_set (self->retry,
                    now_us + muster_backoff_next_us (&self->backoff, self->fill, self->fill_data));
  set_state (self, MUSTER_LINK_OFFLINE, words); /* last: whoever hears of it may close the link */
}

static void
retry_cb (gpointer user_data)
{
  connect_stream (user_data);
}

static void
silence_cb (gpointer user_data)
{
  MusterHubLink *self = user_data;
  gint64 silent_us = muster_clock_boot_us (self->clock) - self->heard_boot_us;

  if (silent_us >= MUSTER_LINK_DEAD_US)
    {
      lose_stream (self, self->opened_boot_us != 0 ? _ ("The hub has fallen silent")
                                                   : _ ("The hub does not answer"));
      return;
    }
  muster_alarm_set (self->silence, self->heard_boot_us + MUSTER_LINK_DEAD_US);
  if (self->opened_boot_us != 0)
    set_state (self, MUSTER_LINK_STALE, NULL);
}

static void
note_contact (MusterHubLink *self)
{
  self->last_contact_us = muster_clock_now_us (self->clock);
  self->heard_boot_us = muster_clock_boot_us (self->clock);
  muster_alarm_set (self->silence, self->heard_boot_us + MUSTER_LINK_STALE_US);
}

static void
heard_cb (gpointer user_data)
{
  MusterHubLink *self = user_data;

  note_contact (self);
  set_state (self, MUSTER_LINK_LIVE, NULL);
}

static void
opened_cb (SoupMessageHeaders *headers, gpointer user_data)
{
  MusterHubLink *self = user_data;
  const char *journal = soup_message_headers_get_one (headers, "Muster-Journal");

  if (journal != NULL)
    {
      g_free (self->journal);
      self->journal = g_strdup (journal);
    }
  self->opened_boot_us = muster_clock_boot_us (self->clock);
  heard_cb (self);
}

static void
take_line (MusterHubLink *self, const MusterSseEvent *event)
{
  gint64 seq = muster_hub_request_parse_seq (event->id);

  if (seq < 0)
    {
      lose_stream (self, _ ("The hub sent a line without a number"));
      return;
    }
  self->seq = seq;
  if (self->listener != NULL && self->listener->line != NULL)
    self->listener->line (seq, event->data, event->data_n, self->listener_data);
}

static void
take_reset (MusterHubLink *self, const MusterSseEvent *event)
{
  G_GNUC_UNUSED g_autoptr (MusterHubLink) held = g_object_ref (self);

  drop_stream (self);
  set_state (self, MUSTER_LINK_CONNECTING, NULL);
  if (self->listener != NULL && self->listener->reset != NULL)
    self->listener->reset (event->data, event->data_n, self->listener_data);
}

static void
event_cb (const MusterSseEvent *event, gpointer user_data)
{
  MusterHubLink *self = user_data;

  if (g_str_equal (event->name, "message"))
    take_line (self, event);
  else if (g_str_equal (event->name, "reset"))
    take_reset (self, event);
  else if (g_str_equal (event->name, "pulse") && self->listener != NULL &&
           self->listener->pulse != NULL)
    self->listener->pulse (event->data, event->data_n, self->listener_data);
  /* What later hubs may send is none of our business. */
}

static void
ended_cb (const GError *error, gpointer user_data)
{
  MusterHubLink *self = user_data;
  g_autofree char *words = muster_hub_address_words (self->client->address, error);

  lose_stream (self, words);
}

static const MusterStreamReaderFuncs reader_funcs = {
  .opened = opened_cb,
  .heard = heard_cb,
  .event = event_cb,
  .ended = ended_cb,
};

static void
connect_stream (MusterHubLink *self)
{
  g_autoptr (SoupMessage) message =
      muster_hub_client_new_message (self->client, "GET", "/v1/stream");
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Accept", "text/event-stream");
  if (self->seq >= 0)
    {
      g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, self->seq);
      soup_message_headers_append (headers, "Last-Event-ID", seq);
    }
  if (self->seq >= 0 && self->journal != NULL)
    soup_message_headers_append (headers, "Muster-Journal", self->journal);
  self->opened_boot_us = 0;
  self->heard_boot_us = muster_clock_boot_us (self->clock);
  muster_alarm_set (self->silence, self->heard_boot_us + MUSTER_LINK_STALE_US);
  self->reader = muster_stream_reader_start (self->client->streams, message, &reader_funcs, self);
}

/**
 * muster_hub_link_new:
 * @options: whom to talk to, and with what
 * @error: MUSTER_LINK_ERROR_ADDRESS
 *
 * Returns: (transfer full) (nullable): a link that is not open yet
 */
MusterHubLink *
muster_hub_link_new (const MusterHubLinkOptions *options, GError **error)
{
  g_autoptr (MusterHubClient) client = NULL;
  MusterHubLink *self;

  g_return_val_if_fail (MUSTER_IS_CLOCK (options->clock) && options->fill != NULL, NULL);

  client = muster_hub_client_new (options->url, options->token, error);
  if (client == NULL)
    return NULL;
  self = g_object_new (MUSTER_TYPE_HUB_LINK, NULL);
  self->client = g_steal_pointer (&client);
  self->clock = g_object_ref (options->clock);
  self->fill = options->fill;
  self->fill_data = options->fill_data;
  self->retry = muster_alarm_new_boot (self->clock, retry_cb, self);
  self->silence = muster_alarm_new_boot (self->clock, silence_cb, self);
  return self;
}

/**
 * muster_hub_link_set_listener:
 * @self: a link
 * @listener: (nullable): what to call; must outlive the link
 * @user_data: for @listener
 */
void
muster_hub_link_set_listener (MusterHubLink *self,
                              const MusterLinkListener *listener,
                              gpointer user_data)
{
  g_return_if_fail (MUSTER_IS_HUB_LINK (self));

  self->listener = listener;
  self->listener_data = user_data;
}

/**
 * muster_hub_link_open:
 * @self: a link
 * @seq: the last event that the caller has; -1: none, begin at the hub's head
 * @journal: (nullable): the journal that @seq is of
 *
 * Opens the stream, or opens it anew from there, and keeps it open.
 */
void
muster_hub_link_open (MusterHubLink *self, gint64 seq, const char *journal)
{
  g_autofree char *copy = g_strdup (journal);

  g_return_if_fail (MUSTER_IS_HUB_LINK (self));
  g_return_if_fail (seq >= -1);

  self->seq = seq;
  g_free (self->journal);
  self->journal = g_steal_pointer (&copy);
  self->wanted = TRUE;
  muster_hub_link_retry_now (self);
}

/**
 * muster_hub_link_close:
 * @self: a link
 *
 * Ends the stream and does not come back. Requests are not touched.
 */
void
muster_hub_link_close (MusterHubLink *self)
{
  g_return_if_fail (MUSTER_IS_HUB_LINK (self));

  self->wanted = FALSE;
  drop_stream (self);
  set_state (self, MUSTER_LINK_OFFLINE, NULL);
}

/**
 * muster_hub_link_retry_now:
 * @self: a link
 *
 * Connects at once, whatever the back-off says: somebody pressed Retry, or the machine woke up. It
 * begins over a stream that is open; after muster_hub_link_close() it does nothing.
 */
void
muster_hub_link_retry_now (MusterHubLink *self)
{
  g_return_if_fail (MUSTER_IS_HUB_LINK (self));

  if (!self->wanted)
    return;
  drop_stream (self);
  muster_backoff_reset (&self->backoff);
  connect_stream (self);
  set_state (self, MUSTER_LINK_CONNECTING, NULL);
}

/**
 * muster_hub_link_get_state:
 * @self: a link
 *
 * Returns: how the stream is
 */
MusterLinkState
muster_hub_link_get_state (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), MUSTER_LINK_OFFLINE);
  return self->state;
}

/**
 * muster_hub_link_get_error:
 * @self: a link
 *
 * Returns: (nullable): why it is offline, as one sentence for people
 */
const char *
muster_hub_link_get_error (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), NULL);
  return self->error;
}

/**
 * muster_hub_link_get_last_contact_us:
 * @self: a link
 *
 * Returns: when the stream was last heard, µs since the Unix epoch; 0 if it never was
 */
gint64
muster_hub_link_get_last_contact_us (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), 0);
  return self->last_contact_us;
}

/**
 * muster_hub_link_get_retry_at_us:
 * @self: a link
 *
 * Returns: the boot time of the next attempt; G_MAXINT64 if none is planned
 */
gint64
muster_hub_link_get_retry_at_us (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), G_MAXINT64);
  return muster_alarm_get (self->retry);
}

/**
 * muster_hub_link_get_tries:
 * @self: a link
 *
 * Returns: how often it tried in vain; 0 while the stream is there
 */
guint
muster_hub_link_get_tries (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), 0);
  return self->state == MUSTER_LINK_LIVE || self->state == MUSTER_LINK_STALE
             ? 0
             : self->backoff.n_failures;
}

/**
 * muster_hub_link_get_seq:
 * @self: a link
 *
 * Returns: the number of the last line, or the one it was opened with
 */
gint64
muster_hub_link_get_seq (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), -1);
  return self->seq;
}

/**
 * muster_hub_link_get_journal:
 * @self: a link
 *
 * Returns: (nullable): the journal that the hub serves
 */
const char *
muster_hub_link_get_journal (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), NULL);
  return self->journal;
}

/**
 * muster_hub_link_get_client:
 * @self: a link
 *
 * Returns: what requests are made with
 */
const MusterHubClient *
muster_hub_link_get_client (MusterHubLink *self)
{
  g_return_val_if_fail (MUSTER_IS_HUB_LINK (self), NULL);
  return self->client;
}

static void
muster_hub_link_dispose (GObject *object)
{
  MusterHubLink *self = MUSTER_HUB_LINK (object);

  self->wanted = FALSE;
  g_clear_pointer (&self->reader, muster_stream_reader_drop);
  g_clear_pointer (&self->retry, muster_alarm_free);
  g_clear_pointer (&self->silence, muster_alarm_free);
  G_OBJECT_CLASS (muster_hub_link_parent_class)->dispose (object);
}

static void
muster_hub_link_finalize (GObject *object)
{
  MusterHubLink *self = MUSTER_HUB_LINK (object);

  g_clear_pointer (&self->client, muster_hub_client_free);
  g_clear_object (&self->clock);
  g_free (self->error);
  g_free (self->journal);
  G_OBJECT_CLASS (muster_hub_link_parent_class)->finalize (object);
}

static void
muster_hub_link_class_init (MusterHubLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = muster_hub_link_dispose;
  object_class->finalize = muster_hub_link_finalize;

  signals[SIGNAL_STATE_CHANGED] =
      g_signal_new ("state-changed", MUSTER_TYPE_HUB_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
}

static void
muster_hub_link_init (MusterHubLink *self)
{
  self->seq = -1;
}
