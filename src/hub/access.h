/* access.h - who a request is from: keys, tokens, the socket's peer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/request.h"
#include "model/actor.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Who asks, and what they may do. */
typedef struct
{
  MusterActor actor;
  MusterAccess access;
  MusterUlid person;  /* null for machines */
  MusterUlid service; /* integration keys: whose */
  gboolean has_token; /* known by a token, not by the socket's peer */
  MusterUlid token;   /* its id; null without one */
} MusterIdentity;

/* What the HTTP threads know of keys and tokens: SHA-256 → identity, behind a lock, renewed by the
 * main thread when the directory changes. */
typedef struct _MusterAccessTable MusterAccessTable;

/* @owner_uid is the owner of the state folder, an administrator on the Unix socket. */
MusterAccessTable *muster_access_table_new (guint32 owner_uid);
void muster_access_table_free (MusterAccessTable *self);
void muster_access_table_renew (MusterAccessTable *self, const MusterWorld *world);

/* The key of the hub's own canary alert, and the id that it goes by. */
void muster_access_table_set_canary (MusterAccessTable *self, const char *secret);
gboolean muster_is_canary (MusterUlid key);

/* Is the token with that id in force? */
gboolean muster_access_table_has_token (MusterAccessTable *self, MusterUlid token);

/* Who the owner of the state folder is. */
MusterActor muster_access_table_get_owner (MusterAccessTable *self);

/* By an integration key in the path, a body or a header. */
gboolean muster_access_table_find_key (MusterAccessTable *self,
                                       const char *key,
                                       gsize n,
                                       MusterIdentity *out);
/* By the secret in the address of a calendar: one person's shifts, or one schedule's. */
gboolean muster_access_table_find_calendar (MusterAccessTable *self,
                                            const char *secret,
                                            gsize n,
                                            MusterIdentity *out);
/* The JSON of the mapping of that name; NULL: there is none. */
char *muster_access_table_dup_mapping (MusterAccessTable *self, const char *name);
/* By bearer token, or by the peer of the Unix socket. FALSE: nobody we know. */
gboolean
muster_access_table_identify (MusterAccessTable *self, MusterRequest *request, MusterIdentity *out);
/* Counts a request of a token against its rate (security R6): 50 a second, 500 at once. FALSE, and
 * how long to wait, where it is over. The owner on the Unix socket is not counted, nor are keys. */
gboolean muster_access_table_admit (MusterAccessTable *self,
                                    const MusterIdentity *who,
                                    gint64 boot_us,
                                    guint *out_retry_s);
/* The key or token in the Authorization header (Bearer, Basic's password, GenieKey, Token). */
char *muster_request_dup_credential (const MusterRequest *request);

G_END_DECLS
