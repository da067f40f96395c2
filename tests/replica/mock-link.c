/* mock-link.c - link/hub-link.h without a network
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mock-link.h"

#include <string.h>

#define LINES_A_TURN 64

struct _MusterHubLink
{
  GObject parent_instance;
  ToyHub *hub;
  const MusterLinkListener *listener;
  gpointer listener_data;
  MusterLinkState state;
  gint64 seq;
  gint64 last_contact_us;
  gboolean wanted;
  gboolean cut;
  guint tries;
  guint turn; /* a source */

  MockFault fault;
  char *fault_prefix;
  guint fault_n;
  MusterHubReply *reply;
  guint64 spoilt_seq;
  GBytes *spoilt;
  guint n_posts;
};

static guint state_changed;

G_DEFINE_FINAL_TYPE (MusterHubLink, muster_hub_link, G_TYPE_OBJECT)

static void
set_state (MusterHubLink *self, MusterLinkState state)
{
  if (self->state == state)
    return;
  self->state = state;
  if (state == MUSTER_LINK_LIVE)
    self->last_contact_us = muster_clock_now_us (self->hub->clock);
  g_signal_emit (self, state_changed, 0);
}

static void
give_line (MusterHubLink *self)
{
  const GString *line = g_ptr_array_index (self->hub->lines, (guint) self->seq);
  g_autoptr (GBytes) spoilt = NULL;

  self->seq++;
  if (self->spoilt != NULL && (guint64) self->seq == self->spoilt_seq)
    spoilt = g_steal_pointer (&self->spoilt);
  if (spoilt != NULL)
    self->listener->line (self->seq, g_bytes_get_data (spoilt, NULL), g_bytes_get_size (spoilt),
                          self->listener_data);
  else
    self->listener->line (self->seq, line->str, line->len, self->listener_data);
}

static gboolean
turn_cb (gpointer user_data)
{
  g_autoptr (MusterHubLink) self = g_object_ref (user_data);

  if (self->cut || !self->wanted)
    {
      self->turn = 0;
      return G_SOURCE_REMOVE;
    }
  if (self->state == MUSTER_LINK_CONNECTING)
    set_state (self, MUSTER_LINK_LIVE);
  for (guint i = 0; i < LINES_A_TURN && self->wanted && self->state == MUSTER_LINK_LIVE &&
                    self->seq < (gint64) self->hub->lines->len;
       i++)
    give_line (self);
  if (self->wanted && self->seq < (gint64) self->hub->lines->len)
    return G_SOURCE_CONTINUE;
  self->turn = 0;
  return G_SOURCE_REMOVE;
}

static void
take_turn (MusterHubLink *self)
{
  if (self->turn == 0)
    self->turn = g_idle_add_full (G_PRIORITY_DEFAULT, turn_cb, self, NULL);
}

static void
connect_hub (MusterHubLink *self)
{
  if (self->cut)
    {
      self->tries++;
      set_state (self, MUSTER_LINK_OFFLINE);
      return;
    }
  self->tries = 0;
  set_state (self, MUSTER_LINK_CONNECTING);
  take_turn (self);
}

/* --- what the replica calls --- */

void
muster_hub_link_set_listener (MusterHubLink *self,
                              const MusterLinkListener *listener,
                              gpointer user_data)
{
  self->listener = listener;
  self->listener_data = user_data;
}

void
muster_hub_link_open (MusterHubLink *self, gint64 seq, const char *journal)
{
  g_autofree char *wanted = muster_ulid_to_string (self->hub->journal);

  g_assert_cmpstr (journal, ==, wanted);
  self->seq = seq;
  self->wanted = TRUE;
  connect_hub (self);
}

void
muster_hub_link_close (MusterHubLink *self)
{
  self->wanted = FALSE;
  set_state (self, MUSTER_LINK_OFFLINE);
}

void
muster_hub_link_retry_now (MusterHubLink *self)
{
  if (self->wanted)
    connect_hub (self);
}

MusterLinkState
muster_hub_link_get_state (MusterHubLink *self)
{
  /* every look at the link is a chance for lines that were written in the meantime */
  if (self->state == MUSTER_LINK_LIVE && self->seq < (gint64) self->hub->lines->len)
    take_turn (self);
  return self->state;
}

const char *
muster_hub_link_get_error (MusterHubLink *self)
{
  return self->cut ? "The wire is cut" : NULL;
}

gint64
muster_hub_link_get_last_contact_us (MusterHubLink *self)
{
  return self->last_contact_us;
}

guint
muster_hub_link_get_tries (MusterHubLink *self)
{
  return self->tries;
}

typedef struct
{
  char *path;
  GBytes *body; /* NULL: a GET */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

void
muster_hub_reply_free (MusterHubReply *self)
{
  g_free (self->content_type);
  g_free (self->journal);
  g_free (self->chain);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static MockFault
next_fault (MusterHubLink *self, const Request *request)
{
  if (self->cut)
    return MOCK_LOSE_REQUEST;
  if (self->fault_n == 0 || !g_str_has_prefix (request->path, self->fault_prefix))
    return MOCK_WELL;
  self->fault_n--;
  return self->fault;
}

static MusterHubReply *
copy_reply (const MusterHubReply *reply)
{
  MusterHubReply *copy = g_memdup2 (reply, sizeof *reply);

  copy->content_type = g_strdup (reply->content_type);
  copy->chain = g_strdup (reply->chain);
  copy->journal = g_strdup (reply->journal);
  copy->body = g_bytes_ref (reply->body);
  return copy;
}

static gboolean
answer_cb (gpointer user_data)
{
  GTask *task = user_data;
  MusterHubLink *self = g_task_get_source_object (task);
  const Request *request = g_task_get_task_data (task);
  const MockFault fault = next_fault (self, request);
  MusterHubReply *reply = NULL;

  if (fault == MOCK_REPLY)
    reply = copy_reply (self->reply);
  else if (fault != MOCK_LOSE_REQUEST)
    reply = request->body != NULL ? toy_hub_post (self->hub, request->path, request->body)
                                  : toy_hub_get (self->hub, request->path);
  if (reply != NULL && fault == MOCK_LOSE_ANSWER)
    g_clear_pointer (&reply, muster_hub_reply_free);
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) muster_hub_reply_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "The wire is cut");
  if (self->state == MUSTER_LINK_LIVE)
    take_turn (self);
  return G_SOURCE_REMOVE;
}

static void
request_async (MusterHubLink *self,
               Request *request,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, request, request_free);
  g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, task, g_object_unref);
}

void
muster_hub_link_get_async (MusterHubLink *self,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  request_async (self, request, cancellable, callback, user_data);
}

void
muster_hub_link_post_async (MusterHubLink *self,
                            const char *path,
                            GBytes *json,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  self->n_posts++;
  request->path = g_strdup (path);
  request->body = g_bytes_ref (json);
  request_async (self, request, cancellable, callback, user_data);
}

MusterHubReply *
muster_hub_link_request_finish (MusterHubLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- what tests call --- */

MusterHubLink *
mock_link_new (ToyHub *hub)
{
  MusterHubLink *self = g_object_new (MUSTER_TYPE_HUB_LINK, NULL);

  self->hub = hub;
  return self;
}

void
mock_link_cut (MusterHubLink *self, gboolean cut)
{
  self->cut = cut;
  if (!self->wanted)
    return;
  if (cut)
    set_state (self, MUSTER_LINK_OFFLINE);
  else
    connect_hub (self);
}

void
mock_link_set_stale (MusterHubLink *self)
{
  if (self->state == MUSTER_LINK_LIVE)
    set_state (self, MUSTER_LINK_STALE);
}

void
mock_link_reset (MusterHubLink *self)
{
  if (self->state != MUSTER_LINK_LIVE || self->listener == NULL)
    return;
  self->wanted = FALSE;
  set_state (self, MUSTER_LINK_CONNECTING);
  self->listener->reset ("{}", 2, self->listener_data);
}

void
mock_link_fault (MusterHubLink *self, MockFault fault, const char *prefix, guint n)
{
  self->fault = fault;
  self->fault_n = n;
  g_free (self->fault_prefix);
  self->fault_prefix = g_strdup (prefix);
}

void
mock_link_reply (MusterHubLink *self, MusterHubReply *reply)
{
  g_clear_pointer (&self->reply, muster_hub_reply_free);
  self->reply = reply;
}

void
mock_link_spoil (MusterHubLink *self, guint64 seq, const char *bytes, gsize n)
{
  g_clear_pointer (&self->spoilt, g_bytes_unref);
  self->spoilt_seq = seq;
  self->spoilt = g_bytes_new (bytes, n);
}

void
mock_link_pulse (MusterHubLink *self, const char *json)
{
  self->listener->pulse (json, strlen (json), self->listener_data);
}

guint
mock_link_n_posts (MusterHubLink *self)
{
  return self->n_posts;
}

static void
muster_hub_link_finalize (GObject *object)
{
  MusterHubLink *self = MUSTER_HUB_LINK (object);

  g_clear_handle_id (&self->turn, g_source_remove);
  g_free (self->fault_prefix);
  g_clear_pointer (&self->reply, muster_hub_reply_free);
  g_clear_pointer (&self->spoilt, g_bytes_unref);
  G_OBJECT_CLASS (muster_hub_link_parent_class)->finalize (object);
}

static void
muster_hub_link_class_init (MusterHubLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_hub_link_finalize;
  state_changed = g_signal_new ("state-changed", MUSTER_TYPE_HUB_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_hub_link_init (MusterHubLink *self)
{
  self->state = MUSTER_LINK_OFFLINE;
}
