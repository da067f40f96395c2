/* lmtp-connection.c - one connection by which mail comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/lmtp-connection.h"

#include "hub/mail-reply.h"
#include "wire/lmtp-session.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_BYTES        (16 * 1024)
#define OUTPUT_BYTES_MAX  (16 * 1024) /* who does not read is not read */
#define COMMAND_US        (60 * G_USEC_PER_SEC)
#define DATA_US           (15 * G_USEC_PER_SEC)
#define DATA_STRIDE_BYTES (64 * 1024) /* earns a second more (security R5) */

struct _MusterLmtpConnection
{
  MusterLmtpShared *shared;
  GList link;
  int fd;
  GSource *source;
  MusterLmtpSession *session;
  GByteArray *input; /* what came behind a message that waits */
  gboolean is_ended; /* nothing more will come */
  guint64 progress;
  guint64 data_from;
  gint64 data_since_us; /* 0: it is not at a message */
  gint64 deadline_us;
  guint n_waiting; /* recipients whose outcome is not known yet */
  MusterLmtpOutcome outcomes[MUSTER_LMTP_RECIPIENTS_MAX];
};

/* One message on its way to one recipient's key. */
typedef struct
{
  MusterLmtpConnection *connection;
  guint recipient;
  gboolean has_digest;
  MusterSha256 digest;
  guint status;
} Delivery;

static void go_on (MusterLmtpConnection *self);

static void
unwatch (MusterLmtpConnection *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/**
 * muster_lmtp_connection_close:
 * @self: (transfer full): a connection
 *
 * Closes it. One that waits for a message to be stored is kept, without its socket, until then.
 */
void
muster_lmtp_connection_close (MusterLmtpConnection *self)
{
  unwatch (self);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  if (self->n_waiting > 0)
    return;
  g_queue_unlink (&self->shared->connections, &self->link);
  muster_lmtp_session_free (self->session);
  g_byte_array_unref (self->input);
  g_free (self);
}

static gboolean
find_key (const MusterMailDoor *door, const char *key, gsize n, MusterUlid *out)
{
  g_autofree char *lower = g_ascii_strdown (key, (gssize) n); /* some relays change the case */
  MusterIdentity who;

  if (!muster_access_table_find_key (door->access, key, n, &who) &&
      !muster_access_table_find_key (door->access, lower, n, &who))
    return FALSE;
  *out = who.actor.id;
  return TRUE;
}

static gboolean
find_recipient (const char *word, gsize n, MusterLmtpRecipient *out, gpointer user_data)
{
  const MusterLmtpShared *shared = user_data;

  if (!out->is_reply)
    return find_key (&shared->door, word, n, &out->key);
  return muster_page_offers_read (shared->door.offers, word, n, &out->page) &&
         out->page.action == MUSTER_PAGE_REPLY;
}

/* FALSE: the other side is gone. */
static gboolean
flush (MusterLmtpConnection *self)
{
  GString *output = muster_lmtp_session_get_output (self->session);
  gssize n = 1;

  while (output->len > 0 && n > 0)
    {
      n = send (self->fd, output->str, output->len, MSG_NOSIGNAL);
      if (n > 0)
        g_string_erase (output, 0, n);
    }
  return n > 0 || errno == EAGAIN || errno == EINTR;
}

/* A deadline moves with whole commands, or with the bytes of a message: never with single bytes
 * that come now and then. */
static void
renew_deadline (MusterLmtpConnection *self)
{
  gint64 now_us = muster_clock_boot_us (self->shared->clock);
  guint64 progress = muster_lmtp_session_get_progress (self->session);

  if (muster_lmtp_session_get_state (self->session) == MUSTER_LMTP_DATA)
    {
      if (self->data_since_us == 0)
        {
          self->data_since_us = now_us;
          self->data_from = progress;
        }
      self->deadline_us =
          self->data_since_us + DATA_US +
          (gint64) ((progress - self->data_from) / DATA_STRIDE_BYTES) * G_USEC_PER_SEC;
      return;
    }
  self->data_since_us = 0;
  if (progress != self->progress)
    self->deadline_us = now_us + COMMAND_US;
  self->progress = progress;
}

/* --- a message --- */

static MusterLmtpOutcome
outcome_of (const Delivery *delivery)
{
  const MusterLmtpRecipient *recipient =
      muster_lmtp_session_get_recipient (delivery->connection->session, delivery->recipient);

  if (delivery->status >= 200 && delivery->status < 300)
    return MUSTER_LMTP_TAKEN;
  if (delivery->status >= 500)
    return MUSTER_LMTP_BUSY;
  return recipient->is_reply ? MUSTER_LMTP_NOT_DONE : MUSTER_LMTP_UNREADABLE;
}

/* On the server's thread. */
static gboolean
delivered_cb (gpointer user_data)
{
  const Delivery *delivery = user_data;
  MusterLmtpConnection *self = delivery->connection;
  MusterLmtpOutcome outcome = outcome_of (delivery);

  self->outcomes[delivery->recipient] = outcome;
  if (outcome == MUSTER_LMTP_TAKEN && delivery->has_digest)
    muster_recent_set_add (self->shared->seen, &delivery->digest);
  self->n_waiting--;
  self->shared->n_waiting--;
  if (self->n_waiting == 0 && self->fd < 0)
    muster_lmtp_connection_close (self);
  else if (self->n_waiting == 0)
    {
      muster_lmtp_session_answer (self->session, self->outcomes);
      go_on (self);
    }
  return G_SOURCE_REMOVE;
}

/* On any thread, for the committer. */
static void
answered_cb (guint status, gpointer user_data)
{
  Delivery *delivery = user_data;

  delivery->status = status;
  muster_lmtp_shared_run (delivery->connection->shared, delivered_cb, delivery, g_free);
}

/* The first bytes of a long answer say what it says. */
static gboolean
is_too_large (const MusterLmtpConnection *self, const MusterLmtpRecipient *to)
{
  return !to->is_reply &&
         muster_lmtp_session_get_size (self->session) > MUSTER_LMTP_MESSAGE_BYTES_MAX;
}

static void
deliver (MusterLmtpConnection *self, guint recipient, GBytes *message)
{
  MusterLmtpShared *shared = self->shared;
  const MusterLmtpRecipient *to = muster_lmtp_session_get_recipient (self->session, recipient);
  Delivery delivery = { .connection = self, .recipient = recipient };

  delivery.has_digest =
      muster_mail_intake_digest (message, to->is_reply ? to->page.page : to->key, &delivery.digest);
  if (shared->is_quiet || muster_committer_is_failing (shared->door.committer))
    self->outcomes[recipient] = MUSTER_LMTP_BUSY;
  else if (is_too_large (self, to))
    {
      self->outcomes[recipient] = MUSTER_LMTP_TOO_LARGE;
      muster_mail_intake_refuse_large (&shared->door, to->key,
                                       muster_lmtp_session_get_size (self->session));
    }
  else if (delivery.has_digest && muster_recent_set_has (shared->seen, &delivery.digest))
    self->outcomes[recipient] = MUSTER_LMTP_TAKEN; /* and it is on disk */
  else
    {
      self->n_waiting++;
      shared->n_waiting++;
      if (to->is_reply)
        muster_mail_reply_submit (&shared->door, message, &to->page, answered_cb,
                                  g_memdup2 (&delivery, sizeof delivery));
      else
        muster_mail_intake_submit (&shared->door, message, to->key, answered_cb,
                                   g_memdup2 (&delivery, sizeof delivery));
    }
}

static void
take_message (MusterLmtpConnection *self)
{
  g_autoptr (GBytes) message = muster_lmtp_session_dup_message (self->session);
  guint n = muster_lmtp_session_get_n_recipients (self->session);

  for (guint i = 0; i < n; i++)
    deliver (self, i, message);
  if (self->n_waiting == 0)
    muster_lmtp_session_answer (self->session, self->outcomes);
}

/* --- reading and writing --- */

static gboolean
may_read (MusterLmtpConnection *self)
{
  return !self->is_ended && muster_lmtp_session_get_state (self->session) <= MUSTER_LMTP_DATA &&
         muster_lmtp_session_get_output (self->session)->len < OUTPUT_BYTES_MAX;
}

static gboolean
receive (MusterLmtpConnection *self)
{
  guint8 bytes[READ_BYTES];
  gssize n = recv (self->fd, bytes, sizeof bytes, 0);

  if (n < 0)
    return errno == EAGAIN || errno == EINTR;
  self->is_ended = n == 0;
  g_byte_array_append (self->input, bytes, (guint) n);
  return TRUE;
}

static gboolean
ready_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  MusterLmtpConnection *self = user_data;

  if ((condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0 && may_read (self) && !receive (self))
    muster_lmtp_connection_close (self);
  else if ((condition & G_IO_ERR) != 0)
    muster_lmtp_connection_close (self);
  else
    go_on (self);
  return G_SOURCE_CONTINUE; /* of no meaning: another watch has taken its place */
}

static void
watch (MusterLmtpConnection *self)
{
  GIOCondition condition = may_read (self) ? G_IO_IN : 0;

  if (muster_lmtp_session_get_output (self->session)->len > 0)
    condition |= G_IO_OUT;
  unwatch (self);
  if (condition == 0) /* it waits: the other side's end would wake us again and again */
    return;
  self->source = g_unix_fd_source_new (self->fd, condition);
  g_source_set_callback (self->source, G_SOURCE_FUNC (ready_cb), self, NULL);
  g_source_attach (self->source, self->shared->context);
}

/* Feeds what is there until a message waits or nothing is left. */
static void
feed (MusterLmtpConnection *self)
{
  gsize taken = 1;

  while (self->input->len > 0 && taken > 0 && self->n_waiting == 0)
    {
      taken = muster_lmtp_session_feed (self->session, (const char *) self->input->data,
                                        self->input->len);
      g_byte_array_remove_range (self->input, 0, (guint) taken);
      renew_deadline (self);
      if (muster_lmtp_session_get_state (self->session) == MUSTER_LMTP_MESSAGE)
        take_message (self);
    }
}

static void
go_on (MusterLmtpConnection *self)
{
  gboolean is_over;

  feed (self);
  is_over = muster_lmtp_session_get_state (self->session) == MUSTER_LMTP_OVER ||
            (self->is_ended && self->n_waiting == 0);
  if (!flush (self) || (is_over && muster_lmtp_session_get_output (self->session)->len == 0))
    muster_lmtp_connection_close (self);
  else
    watch (self);
}

/* --- what the server does with it --- */

/**
 * muster_lmtp_connection_open:
 * @shared: what connections share
 * @fd: its socket, which is its own from now on
 *
 * Greets, and goes on by itself.
 */
void
muster_lmtp_connection_open (MusterLmtpShared *shared, int fd)
{
  MusterLmtpConnection *self = g_new0 (MusterLmtpConnection, 1);

  self->shared = shared;
  self->fd = fd;
  self->input = g_byte_array_new ();
  self->session = muster_lmtp_session_new (find_recipient, shared);
  self->deadline_us = muster_clock_boot_us (shared->clock) + COMMAND_US;
  self->link.data = self;
  g_queue_push_tail_link (&shared->connections, &self->link);
  go_on (self);
}

/**
 * muster_lmtp_connection_is_stranger:
 *
 * Returns: whether it has named no key yet, and nothing is lost with it
 */
gboolean
muster_lmtp_connection_is_stranger (const MusterLmtpConnection *self)
{
  return self->n_waiting == 0 && !muster_lmtp_session_is_known (self->session);
}

/**
 * muster_lmtp_connection_is_late:
 * @now_us: boot time
 *
 * Returns: whether its other side should have said something long ago
 */
gboolean
muster_lmtp_connection_is_late (const MusterLmtpConnection *self, gint64 now_us)
{
  return self->n_waiting == 0 && now_us >= self->deadline_us;
}

/**
 * muster_lmtp_connection_end:
 * @self: (transfer full): a connection
 * @why: for the other side, in words
 *
 * Says so and closes it.
 */
void
muster_lmtp_connection_end (MusterLmtpConnection *self, const char *why)
{
  if (self->fd >= 0)
    {
      muster_lmtp_session_end (self->session, why);
      flush (self);
    }
  muster_lmtp_connection_close (self);
}

/**
 * muster_lmtp_shared_run:
 * @self: what connections share
 * @func: to be called on their thread, once
 * @data: for @func
 * @free_data: (nullable): for @data
 *
 * May be called on any thread. What is asked for first is done first.
 */
void
muster_lmtp_shared_run (MusterLmtpShared *self,
                        GSourceFunc func,
                        gpointer data,
                        GDestroyNotify free_data)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, free_data);
  g_source_attach (source, self->context);
  g_source_unref (source);
}
