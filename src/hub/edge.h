/* edge.h - what the files of the HTTP edge share: a server, its connections and their requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Private to hub/server, exchange, request, stream and watchdog; handlers see hub/request.h.
 */
#pragma once
#include "hub/body.h"
#include "hub/event-log.h"
#include "hub/framing.h"
#include "hub/listener.h"
#include "hub/peer-table.h"
#include "hub/server.h"
#include "hub/stream.h"
#include <arpa/inet.h>
G_BEGIN_DECLS

typedef struct _MusterConnection MusterConnection;
typedef struct _MusterWatchdog MusterWatchdog;

/* What a connection waits for; each has its own deadline. */
typedef enum
{
  MUSTER_PHASE_HEAD,
  MUSTER_PHASE_BODY,
  MUSTER_PHASE_WAIT, /* suspended; the commit bounds it */
  MUSTER_PHASE_ANSWER,
  MUSTER_PHASE_IDLE,
  MUSTER_PHASE_STREAM,
} MusterPhase;

/* One owner at a time: the HTTP thread, but from DEFERRED to RELEASED, when it is who answers. */
typedef enum
{
  MUSTER_REQUEST_NEW,
  MUSTER_REQUEST_ROUTING, /* in handler.route */
  MUSTER_REQUEST_BODY,
  MUSTER_REQUEST_HANDLING, /* in handler.handle */
  MUSTER_REQUEST_DEFERRED, /* connection suspended */
  MUSTER_REQUEST_RELEASED, /* answered while deferred, connection resumed */
  MUSTER_REQUEST_ENDED,    /* given to the library */
} MusterRequestState;

struct _MusterRequest
{
  MusterConnection *connection;
  gint state; /* atomic */
  MusterHead head;
  GString *raw_target; /* kept from one request to the next */
  MusterTarget *target;
  GByteArray *body; /* kept while small; NULL until the first body */
  gsize body_max;
  guint64 body_seen; /* also of what is thrown away */
  gint64 body_since_us;
  MusterAnswer *answer; /* owned; this, body_out or is_stream */
  MusterBody *body_out; /* owned: the answer's end */
  gboolean is_stream;
  MusterLogStart stream_start;
  gpointer data;
  GDestroyNotify free_data;
};

typedef struct
{
  MusterServer *server;
  MusterListenSocket socket;
  struct MHD_Daemon *daemon;
  gpointer tag;
} MusterListener;

/* Lives from the library's notice that it began to the notice that it is closed; in between its
 * descriptor is open, also for others that hold the watchdog's lock. */
struct _MusterConnection
{
  MusterServer *server;
  const MusterListener *listener;
  struct MHD_Connection *mhd;
  int fd;
  guint32 uid; /* peer on a Unix socket, else MUSTER_NO_UID */
  char address[INET6_ADDRSTRLEN];
  gint phase;      /* atomic */
  gint deadline_s; /* atomic: boot time, G_MAXINT for none */

  GList link;            /* the watchdog's, as all that follows */
  MusterPeer *peer;      /* NULL on a Unix socket */
  GList stranger_link;   /* in peer */
  gboolean is_stranger;  /* whether it is there */
  gboolean is_surplus;   /* over the limit: gets 503 for its first request */
  gint is_authenticated; /* atomic */

  MusterRequest request;
};

struct _MusterServer
{
  MusterServerSettings settings;
  MusterClock *clock;
  GPtrArray *listeners; /* MusterListener */
  MusterWatchdog *watchdog;
  MusterAnswer *busy;
  char *base_url;
  gint stopping;           /* atomic */
  gint n_deferred;         /* atomic */
  gint n_written;          /* atomic: bodies with a writer */
  MusterServerStats stats; /* its counters, each atomic */
  GMutex streams_lock;
  GQueue streams; /* MusterStream */
  GQueue bodies;  /* MusterBody */
  gint64 beat_us; /* boot time of the last heartbeat */
  guint tick_id;
};

/* hub/exchange: what a listener's daemon calls, on its thread */
enum MHD_Result muster_exchange_access_cb (void *data,
                                           struct MHD_Connection *mhd,
                                           const char *url,
                                           const char *method,
                                           const char *version,
                                           const char *bytes,
                                           size_t *bytes_n,
                                           void **context);
void *muster_exchange_target_cb (void *data, const char *target, struct MHD_Connection *mhd);
void muster_exchange_completed_cb (void *data,
                                   struct MHD_Connection *mhd,
                                   void **context,
                                   enum MHD_RequestTerminationCode code);
void muster_exchange_connection_cb (void *data,
                                    struct MHD_Connection *mhd,
                                    void **context,
                                    enum MHD_ConnectionNotificationCode code);

/* hub/request */
void muster_request_clear (MusterRequest *self);
void muster_request_release (MusterRequest *self);

/* hub/stream */
enum MHD_Result muster_stream_begin (MusterRequest *request);
void muster_streams_end (MusterServer *server);

/* hub/body */
enum MHD_Result muster_body_begin (MusterRequest *request);
void muster_body_drop (MusterBody *self);
void muster_bodies_end (MusterServer *server);

/* hub/watchdog */
MusterWatchdog *muster_watchdog_new (const MusterServerSettings *settings);
void muster_watchdog_free (MusterWatchdog *self);
void muster_watchdog_opened (MusterWatchdog *self,
                             MusterConnection *connection,
                             const struct sockaddr *address);
void muster_watchdog_closed (MusterWatchdog *self, MusterConnection *connection, gint64 now_us);
void muster_watchdog_authenticated (MusterWatchdog *self, MusterConnection *connection);
gboolean
muster_watchdog_may_connect (MusterWatchdog *self, const struct sockaddr *address, gint64 now_us);
gboolean muster_watchdog_may_guess (MusterWatchdog *self,
                                    MusterConnection *connection,
                                    gint64 now_us,
                                    guint *out_retry_after_s);
guint muster_watchdog_close_late (MusterWatchdog *self, gint64 now_us);
guint muster_watchdog_get_n (MusterWatchdog *self);
gboolean muster_watchdog_has_unsent (MusterWatchdog *self);
void muster_connection_enter (MusterConnection *self, MusterPhase phase, gint64 span_us);

static inline void
muster_count (guint *counter)
{
  g_atomic_int_inc (counter);
}

G_END_DECLS
