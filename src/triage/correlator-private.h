/* correlator-private.h - what a correlator knows: for the files that make one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/correlator.h"
#include "triage/symptom-index.h"
G_BEGIN_DECLS

typedef struct
{
  MusterSymptomOwner owner;
  gboolean is_open;
  gint64 first_us, last_us; /* when its alerts began */
  guint64 where;            /* that its alerts say; 0: none does */
  guint n_things;           /* symptoms, and kinds of alerts of them */
  GPtrArray *symptoms;      /* of MusterSymptom */
} MusterCorrelated;

struct _MusterCorrelator
{
  GHashTable *incidents;     /* number → MusterCorrelated */
  MusterSymptomIndex *index; /* of what is open */
  MusterCooccurrence *learnt;
};

G_END_DECLS
