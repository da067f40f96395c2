/* reply.h - answers that sources have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "sources/source.h"
G_BEGIN_DECLS

/* ,"refused":[{"index":2,"reason":"…"}] into an open object, if there is any. */
void muster_reply_write_refused (MusterJsonWriter *writer, const MusterReports *reports);
/* Reports that elements of the body became: all but the overflow report. */
guint muster_reply_count_accepted (const MusterReports *reports);
/* 202 and {"accepted":N,"refused":[…]}: our own, where a sender has no shape it looks for. */
void muster_reply_accepted_202 (const MusterReports *reports, MusterReply *out);
/* 200 and {"refused":[…]}, for senders that look at the status alone. */
void muster_reply_refused_200 (const MusterReports *reports, MusterReply *out);

G_END_DECLS
