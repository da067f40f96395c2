/* outbound.h - requests that the hub makes, within limits (security R29)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* Which addresses a name may lead to. */
typedef enum
{
  MUSTER_OUTBOUND_PUBLIC,  /* for addresses that others sent us */
  MUSTER_OUTBOUND_NETWORK, /* this machine and its network too: an administrator wrote the address
                            */
} MusterOutboundReach;

/* No redirect is followed. */
typedef struct
{
  const char *method; /* "GET", "POST", "DELETE" */
  const char *url;    /* https or, where reach is NETWORK, http */
  MusterOutboundReach reach;
  const char *authorization; /* nullable: the header's value */
  const char *body;          /* nullable: JSON */
  gsize answer_max;          /* bytes; more is an error */
  guint timeout_ms;          /* for all of it */
} MusterOutboundRequest;

typedef struct
{
  guint status; /* of HTTP */
  GBytes *body;
} MusterOutboundAnswer;

void muster_outbound_answer_free (MusterOutboundAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOutboundAnswer, muster_outbound_answer_free)

void muster_outbound_async (const MusterOutboundRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Any status is an answer. Errors are G_IO_ERROR's, in words for people. */
MusterOutboundAnswer *muster_outbound_finish (GAsyncResult *result, GError **error);

/* What makes requests: the above, or a test's own, which gives the task an answer or an error. */
typedef void (*MusterOutboundFunc) (const MusterOutboundRequest *request,
                                    GTask *task /* transfer full */,
                                    gpointer user_data);
typedef struct
{
  MusterOutboundFunc func; /* NULL: over the network */
  gpointer user_data;
} MusterOutbound;

void muster_outbound_ask (const MusterOutbound *self,
                          const MusterOutboundRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

G_END_DECLS
