/* hub.h - musterd's parts, put together on a state folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/api.h"
#include "hub/lmtp-server.h"
#include "hub/outbound.h"
G_BEGIN_DECLS

typedef struct
{
  const char *state; /* folder; made if it is missing; NULL: a journal in memory */
  MusterClock *clock;
  gboolean is_private; /* protocol §8 */
  gboolean
      is_story;    /* the clock is moved by a story: its steps are not told, tokens have no rate */
  gboolean serves; /* FALSE: for tools that open the journal directly; no listeners */
  const char *ca_file; /* nullable: certificates that channels may have beside the system's */
  const char *owner;   /* nullable: the owner's name, other than the account's */
  const char *url;     /* nullable: where people reach it, for links in pages */
} MusterHubSettings;

typedef struct _MusterHub MusterHub;

/* Locks the folder, opens the journal, folds it and makes the parts. Errors are
 * MUSTER_JOURNAL_ERROR and G_FILE_ERROR. */
MusterHub *muster_hub_new (const MusterHubSettings *settings, GError **error);
gboolean
muster_hub_listen (MusterHub *self, const char *address, MusterListenerKind kind, GError **error);
/* Mail by LMTP, at "unix:PATH" or "ADDRESS:PORT". */
gboolean muster_hub_listen_lmtp (MusterHub *self, const char *address, GError **error);
/* From now on an alert of its own comes through it every minute: call it after both. */
void muster_hub_watch_itself (MusterHub *self);
/* Takes work: call it after the listeners are there. */
void muster_hub_start (MusterHub *self);
/* An orderly end: nobody who was answered is lost, a snapshot is left for the next start. */
void muster_hub_stop (MusterHub *self);
void muster_hub_free (MusterHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHub, muster_hub_free)

char **muster_hub_get_addresses (const MusterHub *self);
void muster_hub_set_outbound (MusterHub *self, const MusterOutbound *outbound);
const MusterPageOffers *muster_hub_get_offers (const MusterHub *self);
/* NULL: it takes no mail. */
MusterLmtpServer *muster_hub_get_lmtp (const MusterHub *self);
MusterCommitter *muster_hub_get_committer (const MusterHub *self);
MusterServer *muster_hub_get_server (const MusterHub *self); /* for its figures */
/* Decides a command as the owner and waits until it is on disk: for tools. @secret (out, nullable)
 * is the key or token it made. */
gboolean
muster_hub_do (MusterHub *self, MusterCommand *command, MusterDecided *out, GError **error);

G_END_DECLS
