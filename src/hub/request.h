/* request.h - one HTTP request, as a handler sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/answer.h"
#include "hub/target.h"
G_BEGIN_DECLS

/* Exists from its head to its answer; all it returns lives as long. It belongs to the HTTP thread
 * that calls the handler, and from muster_request_defer() on to whoever is to answer it. */
typedef struct _MusterRequest MusterRequest;

const char *muster_request_get_method (const MusterRequest *self);
const char *muster_request_get_raw_target (const MusterRequest *self);
const MusterTarget *muster_request_get_target (MusterRequest *self, GError **error);
gboolean muster_request_is_http_10 (const MusterRequest *self);
const char *muster_request_get_header (const MusterRequest *self, const char *name);
char *muster_request_get_media_type (const MusterRequest *self);
const guchar *muster_request_get_body (const MusterRequest *self, gsize *out_n);
gboolean muster_request_has_foreign_origin (const MusterRequest *self);

/* Who sent it */
#define MUSTER_NO_UID G_MAXUINT32
gpointer muster_request_get_listener_tag (const MusterRequest *self);
guint32 muster_request_get_peer_uid (const MusterRequest *self);
const char *muster_request_get_peer_address (const MusterRequest *self);
void muster_request_authenticated (MusterRequest *self);
gboolean muster_request_may_guess (MusterRequest *self, guint *out_retry_after_s);

/* For the handler's own use */
void muster_request_set_data (MusterRequest *self, gpointer data, GDestroyNotify free_data);
gpointer muster_request_get_data (const MusterRequest *self);
void muster_request_set_body_max (MusterRequest *self, gsize bytes);

/* What becomes of it: exactly one of answer and hub/stream's muster_request_stream() */
void muster_request_answer (MusterRequest *self, MusterAnswer *answer);
gboolean muster_request_defer (MusterRequest *self);

G_END_DECLS
