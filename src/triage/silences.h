/* silences.h - what people asked not to be told of, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
#include "base/ulid.h"
#include "model/actor.h"
G_BEGIN_DECLS

/* Those that are over are kept for as long as Alertmanager keeps them. */
#define MUSTER_SILENCE_KEPT_US (120 * G_TIME_SPAN_HOUR)

typedef enum
{
  MUSTER_SILENCE_PENDING, /* its start is still to be told */
  MUSTER_SILENCE_ACTIVE,
  MUSTER_SILENCE_EXPIRED,
} MusterSilenceState;

typedef struct
{
  MusterUlid id;
  MusterUlid service; /* only what came in by keys of this service; null: everything */
  MusterUlid alert;   /* only this one, and it ends with it; null: what matches */
  MusterActor actor;
  gint64 starts_us;
  gint64 ends_us;
  gint64 updated_us;
  MusterSilenceState state; /* as the journal tells it: time moves it by events */
  MusterMatchers *matchers;
  char *author;  /* as its sender names him; nullable */
  char *comment; /* nullable */
} MusterSilence;

void muster_silence_free (MusterSilence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSilence, muster_silence_free)
/* Whether it is in force for an alert that came by a key of @service. */
MusterPatternResult muster_silence_match (const MusterSilence *self,
                                          const MusterLabelSet *labels,
                                          MusterUlid service,
                                          gint64 now_us);

typedef struct _MusterSilences MusterSilences;

MusterSilences *muster_silences_new (void);
void muster_silences_free (MusterSilences *self);

/* Takes the place of one with the same id. */
void muster_silences_put (MusterSilences *self, MusterSilence *silence /* transfer full */);
MusterSilence *muster_silences_get (const MusterSilences *self, MusterUlid id);
void muster_silences_start (MusterSilences *self, MusterSilence *silence);
void muster_silences_end (MusterSilences *self, MusterSilence *silence, gint64 at_us);
void muster_silences_forget (MusterSilences *self, gint64 before_us);
/* All of them, in the order in which they were made. */
const GPtrArray *muster_silences_list (const MusterSilences *self);

/* When the next one starts or ends, µs UTC; G_MAXINT64: none does. */
gint64 muster_silences_next_change (const MusterSilences *self);
/* One whose start or end has come and is not told yet; NULL: none. */
MusterSilence *muster_silences_find_due (const MusterSilences *self, gint64 now_us);

/* The one that is of this alert alone and not over; NULL: there is none. */
const MusterSilence *muster_silences_get_of_alert (const MusterSilences *self, MusterUlid alert);
/* One that is in force for the alert; NULL: none is. */
const MusterSilence *muster_silences_match (const MusterSilences *self,
                                            const MusterLabelSet *labels,
                                            MusterUlid service,
                                            gint64 now_us);

G_END_DECLS
