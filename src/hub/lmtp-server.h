/* lmtp-server.h - takes mail for alert+KEY@… in by LMTP (RFC 2033)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/access.h"
#include "hub/committer.h"
#include "hub/page-offer.h"
#include "hub/poison.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommitter *committer; /* none owned */
  MusterAccessTable *access;
  GAsyncQueue *decoders; /* of MusterDecoder */
  MusterPoison *poison;  /* nullable */
  const MusterPageOffers *offers;
  MusterClock *clock; /* for deadlines, by boot time */
} MusterLmtpSettings;

typedef struct _MusterLmtpServer MusterLmtpServer;

/* Listens nowhere yet; has a thread of its own. */
MusterLmtpServer *muster_lmtp_server_new (const MusterLmtpSettings *settings);
/* "unix:PATH" or "ADDRESS:PORT" on loopback. Errors as muster_listen_socket_open(). */
gboolean muster_lmtp_server_listen (MusterLmtpServer *self, const char *spec, GError **error);
char **muster_lmtp_server_get_addresses (MusterLmtpServer *self);
/* Closes what is late by the clock; once a second it does so by itself. */
void muster_lmtp_server_tick (MusterLmtpServer *self);
/* From now on nothing new is given to the committer; what was is still answered. */
void muster_lmtp_server_quiesce (MusterLmtpServer *self);
/* After the committer stopped. */
void muster_lmtp_server_free (MusterLmtpServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLmtpServer, muster_lmtp_server_free)

G_END_DECLS
