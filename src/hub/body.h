/* body.h - an answer that is written while it is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/request.h"
G_BEGIN_DECLS

/* A pipe from the one thread that writes to the HTTP thread: it holds at most two pieces or so,
 * and who writes waits for who reads. */
typedef struct _MusterBody MusterBody;

/* For a deferred request; muster_server_stop() waits until it is freed. */
MusterBody *muster_body_new (MusterRequest *request);
void muster_body_free (MusterBody *self); /* the writer's end; the answer is cut if not ended */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterBody, muster_body_free)

/* Answers 200 with what is written. Once, and then the request is not to be touched any more. */
void muster_request_answer_body (MusterRequest *request, MusterBody *body);
/* Waits while the reader is behind. FALSE: nobody reads any more. */
gboolean muster_body_write (MusterBody *self, GString *piece /* transfer full */);
/* That was all. */
void muster_body_end (MusterBody *self);

G_END_DECLS
