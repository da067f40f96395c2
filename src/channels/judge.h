/* judge.h - what an answer means, as far as HTTP or SMTP itself says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "channels/channel.h"
G_BEGIN_DECLS

/* By the status alone (RFC 9110, RFC 6585); the reason has what was answered. */
void muster_judge_http (const MusterChannelAnswer *answer, MusterVerdict *out);
/* The same, where a service says other things by its statuses: takes @out's place. */
void muster_judge_refused (const MusterChannelAnswer *answer, gboolean broken, MusterVerdict *out);
void muster_judge_retry (const MusterChannelAnswer *answer, MusterVerdict *out);
void muster_judge_limited (const MusterChannelAnswer *answer, double wait_s, MusterVerdict *out);

/* The same of a mail server (RFC 5321, RFC 3463). */
void muster_judge_smtp (const MusterChannelAnswer *answer, MusterVerdict *out);

G_END_DECLS
