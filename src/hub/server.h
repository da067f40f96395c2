/* server.h - the hub's HTTP server: listeners, limits, deadlines, an orderly end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "hub/event-log.h"
#include "hub/request.h"
G_BEGIN_DECLS

typedef struct _MusterServer MusterServer;

/* Called on the listener's HTTP thread; must not block. */
typedef struct
{
  /* The head is here. May answer, which refuses the body, or set the body's limit. */
  void (*route) (MusterRequest *request, gpointer user_data);
  /* All of it is here. Answers, defers or begins a stream. */
  void (*handle) (MusterRequest *request, gpointer user_data);
  /* A body over the limit was refused; @bytes_n is what it said it has, or what had come. NULL: -
   */
  void (*refused_body) (MusterRequest *request, guint64 bytes_n, gpointer user_data);
} MusterServerHandler;

/* Security R5. muster_server_settings_init() has the defaults; what is over a ceiling is cut. */
typedef struct
{
  MusterServerHandler handler;
  gpointer user_data;
  MusterEventLog *log;   /* nullable; streams read it, the server beats it every 5 s. Not owned */
  const char *base_url;  /* nullable; the one foreign origin that is none. Copied */
  gboolean allow_remote; /* plain TCP off loopback (R1: an explicit, unsafe choice) */

  gsize head_bytes;
  guint head_fields;
  gsize body_bytes; /* unless the route sets its own */
  gint64 head_us;
  gint64 body_us;  /* and a second for every 64 KiB that came */
  gint64 write_us; /* and a second for every 64 KiB to send */
  gint64 idle_us;
  guint connections;
  guint strangers_per_address; /* TCP connections that have not authenticated */
  guint strangers_per_loopback;
} MusterServerSettings;

typedef struct
{
  guint connections; /* now */
  guint streams;     /* now */
  guint deferred;    /* now */
  guint requests;    /* since the start, as all that follow; they wrap */
  guint bad_framing;
  guint big_bodies;
  guint surplus;          /* connections over the limit */
  guint late;             /* closed at a deadline */
  guint crowded_out;      /* closed as the oldest stranger of an address */
  guint refused_connects; /* closed unread */
} MusterServerStats;

void muster_server_settings_init (MusterServerSettings *self);

MusterServer *muster_server_new (const MusterServerSettings *settings, MusterClock *clock);
gboolean muster_server_listen (MusterServer *self, const char *spec, gpointer tag, GError **error);
char **muster_server_get_addresses (const MusterServer *self);
void muster_server_get_stats (MusterServer *self, MusterServerStats *out);
void muster_server_tick (MusterServer *self);
/* Any thread: who works for an answer had better come to an end. */
gboolean muster_server_is_stopping (const MusterServer *self);
void muster_server_stop (MusterServer *self);
void muster_server_free (MusterServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterServer, muster_server_free)

G_END_DECLS
