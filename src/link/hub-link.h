/* hub-link.h - the way from a console to its hub: the stream, and requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "base/ulid.h"
#include "link/hub-address.h"
G_BEGIN_DECLS

#define MUSTER_LINK_STALE_US (G_GINT64_CONSTANT (10) * G_USEC_PER_SEC) /* protocol §4 */
#define MUSTER_LINK_DEAD_US                                                                        \
  (G_GINT64_CONSTANT (20) * G_USEC_PER_SEC) /* four heartbeats missed: connect anew */
#define MUSTER_LINK_GOOD_US                                                                        \
  (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC) /* live for so long: the back-off starts over */
#define MUSTER_LINK_BODY_BYTES_MAX ((gsize) 64 * 1024 * 1024)

/**
 * MusterLinkState:
 * @MUSTER_LINK_OFFLINE: no stream; muster_hub_link_get_error() says why, unless it was never
 * opened. It stays so while trying again
 * @MUSTER_LINK_CONNECTING: the first attempt since it was opened, or one that was asked for
 * @MUSTER_LINK_LIVE: heard from within 10 s
 * @MUSTER_LINK_STALE: connected, but silent for 10 s
 */
typedef enum
{
  MUSTER_LINK_OFFLINE,
  MUSTER_LINK_CONNECTING,
  MUSTER_LINK_LIVE,
  MUSTER_LINK_STALE,
} MusterLinkState;

/* What comes from the stream. Each may be NULL, and may close the link. Bytes are valid during the
 * call only, and not ended by a zero. */
typedef struct
{
  void (*line) (gint64 seq, const char *bytes, gsize n, gpointer user_data);
  void (*pulse) (const char *bytes, gsize n, gpointer user_data);
  /* Too far behind, or another journal. The stream is closed: load the snapshot that @bytes name
   * (protocol §4), and open it again from there. Until then the link is "connecting". */
  void (*reset) (const char *bytes, gsize n, gpointer user_data);
} MusterLinkListener;

typedef struct
{
  const char *url;       /* unix:PATH or http://127.0.0.1:PORT */
  const char *token;     /* nullable */
  MusterClock *clock;    /* a reference is taken */
  MusterRandomFunc fill; /* for the back-off */
  gpointer fill_data;
} MusterHubLinkOptions;

/* Signal "state-changed" (no arguments): the state or the error is another one. */
#define MUSTER_TYPE_HUB_LINK (muster_hub_link_get_type ())
G_DECLARE_FINAL_TYPE (MusterHubLink, muster_hub_link, MUSTER, HUB_LINK, GObject)

MusterHubLink *muster_hub_link_new (const MusterHubLinkOptions *options, GError **error);
void muster_hub_link_set_listener (MusterHubLink *self,
                                   const MusterLinkListener *listener,
                                   gpointer user_data);

/* @seq: the last event that is known, -1 to begin at the hub's head. @journal: its journal's id. */
void muster_hub_link_open (MusterHubLink *self, gint64 seq, const char *journal);
void muster_hub_link_close (MusterHubLink *self);
void muster_hub_link_retry_now (MusterHubLink *self);

MusterLinkState muster_hub_link_get_state (MusterHubLink *self);
const char *muster_hub_link_get_error (MusterHubLink *self);      /* NULL if there is none */
gint64 muster_hub_link_get_last_contact_us (MusterHubLink *self); /* wall time; 0: never */
gint64 muster_hub_link_get_retry_at_us (MusterHubLink *self);     /* boot time; G_MAXINT64: not */
guint muster_hub_link_get_tries (MusterHubLink *self);            /* in vain, since it was live */
gint64 muster_hub_link_get_seq (MusterHubLink *self);             /* the last line's; -1: none */
const char *muster_hub_link_get_journal (MusterHubLink *self);    /* NULL until the hub said it */

/* An answer, whatever its status. */
typedef struct
{
  guint status;
  char *content_type; /* NULL if there is none, as below */
  char *journal;      /* Muster-Journal */
  char *chain;        /* Muster-Chain */
  gint64 seq;         /* Muster-Seq; -1 if there is none */
  GBytes *body;
} MusterHubReply;

void muster_hub_reply_free (MusterHubReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHubReply, muster_hub_reply_free)

/* @path begins with "/v1/". */
void muster_hub_link_get_async (MusterHubLink *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* A command has an id, so that it may be sent again: on a connection that the hub had just closed,
 * it is. */
void muster_hub_link_post_async (MusterHubLink *self,
                                 const char *path,
                                 GBytes *json,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
MusterHubReply *
muster_hub_link_request_finish (MusterHubLink *self, GAsyncResult *result, GError **error);

G_END_DECLS
