/* export.h - the journal as lines of JSON, and checking them without the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/verify.h"
G_BEGIN_DECLS

/* Every event as a full line of the stream (protocol §4), or as its head where it has no payload;
 * then one line {"journal":ID,"seq":N,"chain":HEX} that says where the chain ended. */
gboolean muster_journal_export (MusterJournal *journal, GOutputStream *out, GError **error);
/* The last @n events alone. */
gboolean
muster_journal_tail (MusterJournal *journal, guint64 n, GOutputStream *out, GError **error);
gboolean muster_export_verify (GInputStream *in, MusterVerifyReport *out, GError **error);

G_END_DECLS
