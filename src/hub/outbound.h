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
  const char *method; /* "GET", "POST", "PUT", "DELETE"; NULL: it is mail, and goes by SMTP */
  const char *url; /* https or, where reach is NETWORK, http; of mail smtps, or smtp and STARTTLS,
                      which a server of the own network need not have */
  MusterOutboundReach reach;
  const char *authorization;  /* nullable: the header's value */
  const char *const *headers; /* nullable: "Name: value"; NULL ends them */
  const char *body;           /* nullable: JSON, unless there are headers, which say what it is */
  gsize body_n;               /* 0: up to its end */
  const char *sender;         /* of mail, as all below */
  const char *recipient;
  const char *user, *password; /* nullable */
  const char *ca_file;         /* nullable: certificates to trust beside the system's */
  gsize answer_max;            /* bytes; more is an error */
  gboolean takes_broken;       /* once it is out, what becomes of it is an answer and no error */
  guint timeout_ms;            /* for all of it */
} MusterOutboundRequest;

typedef struct
{
  guint status;       /* of HTTP or SMTP; 0: none came, but it may have been taken */
  GBytes *body;       /* of SMTP: the reply's text */
  GPtrArray *headers; /* of char *, "Name: value"; nullable */
  char *broken;       /* why that is not all of it; NULL: it is */
} MusterOutboundAnswer;

/* @body and @headers (transfer full); @headers nullable. */
MusterOutboundAnswer *muster_outbound_answer_new (guint status, GString *body, GPtrArray *headers);
void muster_outbound_answer_free (MusterOutboundAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOutboundAnswer, muster_outbound_answer_free)
/* The value of the first of that name, in whatever case; NULL: there is none. */
const char *muster_outbound_answer_get_header (const MusterOutboundAnswer *self, const char *name);

/* A head of more than that is no answer. */
#define MUSTER_OUTBOUND_HEAD_MAX ((gsize) 64 * 1024)

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
