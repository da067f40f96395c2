/* answer.h - for channels: reads what was answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "channels/channel.h"
G_BEGIN_DECLS

#define MUSTER_ANSWER_BODY_MAX ((gsize) 64 * 1024) /* security R29; more is not read */

/* Whole seconds that a verdict may have. */
guint muster_answer_round_wait (double wait_s);
/* Seconds that Retry-After says, or @or_else. */
guint muster_answer_get_wait (const MusterChannelAnswer *answer, guint or_else);
/* Whether the body, without the spaces around it, is @text. */
gboolean muster_answer_says (const MusterChannelAnswer *answer, const char *text);
/* Whether the body has @text in it. */
gboolean muster_answer_mentions (const MusterChannelAnswer *answer, const char *text);
/* A member of the JSON object that the body is, at @path ("parameters.retry_after"). */
gboolean
muster_answer_get_number (const MusterChannelAnswer *answer, const char *path, double *out);
char *muster_answer_dup_text (const MusterChannelAnswer *answer, const char *path);

G_END_DECLS
