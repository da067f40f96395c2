/* answer.h - what a request is answered with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
#include <microhttpd.h>
G_BEGIN_DECLS

/* Complete before it is first given away, constant from then on: one answer may serve any number
 * of requests on any thread, so the hot ones are made once and kept. */
typedef struct _MusterAnswer MusterAnswer;

MusterAnswer *muster_answer_new (guint status, const char *content_type, GBytes *body);
MusterAnswer *muster_answer_new_take (guint status, const char *content_type, GString *body);
MusterAnswer *muster_answer_new_static (guint status, const char *content_type, const char *body);
void muster_answer_add_header (MusterAnswer *self, const char *name, const char *value);
void muster_answer_add_retry_after (MusterAnswer *self, guint seconds);
guint muster_answer_get_status (const MusterAnswer *self);
GBytes *muster_answer_get_body (const MusterAnswer *self);
MusterAnswer *muster_answer_ref (MusterAnswer *self);
void muster_answer_unref (MusterAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAnswer, muster_answer_unref)

/* For hub/server: sends @self on a connection, which is closed after it where @close. */
enum MHD_Result
muster_answer_queue (const MusterAnswer *self, struct MHD_Connection *connection, gboolean close);

G_END_DECLS
