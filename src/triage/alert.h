/* alert.h - an alert as the index keeps it, one packed allocation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/label-set.h"
#include "base/ulid.h"
#include "model/report.h"
#include "triage/symbols.h"
G_BEGIN_DECLS

#define MUSTER_ALERT_LABELS_MAX 64 /* labels an alert, security R8 */

typedef enum
{
  MUSTER_ALERT_FIRING,
  MUSTER_ALERT_RESOLVED,
} MusterAlertStatus;

/* The head of a packed alert; its labels and dedup key follow it and are read through the index.
 * The fields here are for reading; the index changes them. */
typedef struct _MusterAlert MusterAlert;
struct _MusterAlert
{
  MusterFingerprint print; /* of key and dedup key or labels */
  MusterUlid id;
  guint64 seq; /* of its alert.fired: the annotations lie there */
  gint64 starts_us;
  gint64 ends_us; /* MUSTER_NO_TIME: not known */
  gint64 last_seen_us;
  MusterAlert *older; /* of the same incident */
  guint32 incident;   /* 0: none */
  guint32 count;      /* times reported */
  guint32 key;        /* number of the integration key, see muster_alert_index_key() */
  guint32 service;    /* of its service, see muster_alert_index_service() */
  guint32 place;      /* in the queue of deadlines, from 1; 0: not there */
  guint16 n_labels;
  guint16 dedup_n;
  guint8 status;   /* MusterAlertStatus */
  guint8 severity; /* MusterSeverity */
  guint8 timed;    /* resolves by itself when ends_us passes */
  guint8 unraised; /* MusterSeverity, without overrides */
};

/* What identifies an alert and what it says, for finding and adding. */
typedef struct
{
  MusterUlid key;
  MusterText dedup; /* n 0: the labels identify it */
  const MusterLabelSet *labels;
} MusterAlertIdentity;

/* The head is all zero but for the sizes of what follows it. */
MusterAlert *muster_alert_pack (MusterSymbols *symbols, const MusterAlertIdentity *identity);
/* Views of the labels, good while the alert and the symbols are; @out has room for n_labels. */
MusterText
muster_alert_unpack (const MusterAlert *alert, const MusterSymbols *symbols, MusterLabel *out);
MusterText muster_alert_get_dedup (const MusterAlert *alert);

G_END_DECLS
