/* verify.h - is the journal what was written? (protocol §3, security R33)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/row.h"
G_BEGIN_DECLS

/* The exit codes of `musterd journal verify`. */
typedef enum
{
  MUSTER_VERIFY_CLEAN = 0,
  MUSTER_VERIFY_TAMPERED = 1,
  MUSTER_VERIFY_INCOMPLETE = 2,
} MusterVerifyOutcome;

typedef struct
{
  MusterVerifyOutcome outcome;
  guint64 first_bad_seq; /* 0: none, or none that can be named */
  guint64 last_bad_seq;  /* the journal keeps one link a batch: it may be any from first to last */
  const char *reason;    /* static; NULL when clean */
  guint64 n_events;
  guint64 n_payloads;
  guint64 n_erased;   /* payloads that their heads bind, but that are not there */
  MusterSha256 chain; /* after the last event */
  MusterUlid id;
} MusterVerifyReport;

gboolean muster_journal_verify (const char *state_dir, MusterVerifyReport *out, GError **error);

/* Adds a fault to a report. */
void muster_verify_report_add (MusterVerifyReport *self, const MusterFault *fault);

G_END_DECLS
