/* lmtp-connection.h - one connection by which mail comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Private to hub/lmtp-server, and on its thread alone.
 */
#pragma once
#include "hub/mail-intake.h"
G_BEGIN_DECLS

typedef struct _MusterLmtpConnection MusterLmtpConnection;

/* What connections share. */
typedef struct
{
  MusterMailDoor door;
  MusterClock *clock; /* for deadlines, by boot time */
  GMainContext *context;
  MusterRecentSet *seen; /* messages for keys, that are on disk */
  GQueue connections;    /* of MusterLmtpConnection, oldest first */
  guint n_waiting;       /* messages for keys, that the committer has */
  gboolean is_quiet;     /* nothing more for the committer */
} MusterLmtpShared;

void muster_lmtp_connection_open (MusterLmtpShared *shared, int fd);
void muster_lmtp_connection_close (MusterLmtpConnection *self);
void muster_lmtp_connection_end (MusterLmtpConnection *self, const char *why);
gboolean muster_lmtp_connection_is_stranger (const MusterLmtpConnection *self);
gboolean muster_lmtp_connection_is_late (const MusterLmtpConnection *self, gint64 now_us);
/* Any thread. */
void muster_lmtp_shared_run (MusterLmtpShared *self,
                             GSourceFunc func,
                             gpointer data,
                             GDestroyNotify free_data);

G_END_DECLS
