/* intake-work.h - a body that monitors sent, on its way through the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/access.h"
#include "hub/committer.h"
#include "hub/poison.h"
#include "hub/request-outcomes.h"
#include "sources/source.h"
G_BEGIN_DECLS

/* Of a body that came by another door than HTTP: what HTTP would have answered. 503: it is not on
 * disk. Any thread. */
typedef void (*MusterIntakeAnswered) (guint status, gpointer user_data);

/* A body that came by a source, decoded or refused. */
typedef struct
{
  MusterWork work; /* first */
  const MusterSource *source;
  MusterReports *reports; /* NULL: refused */
  MusterUlid key;
  guint64 n_bytes;
  gboolean too_large;
  char *reason;
  char *text;
  gsize text_n;
  GBytes *body;                  /* nullable; what the reports point into, if no request has it */
  MusterIntakeAnswered answered; /* nullable */
  gpointer user_data;
  MusterPoison *poison;            /* nullable; notes what is being decided */
  MusterRequestOutcomes *outcomes; /* nullable; where senders that ask find theirs */
  char *content_type;              /* nullable; as target, of what could not be read */
  char *target;
} MusterIntakeWork;

MusterIntakeWork *muster_intake_work_new (const MusterSource *source, MusterUlid key);
void muster_intake_work_keep (MusterIntakeWork *self,
                              MusterAccessTable *access,
                              const char *body,
                              gsize n);
/* Where it was posted and as what; copied, without keys. */
void muster_intake_work_keep_head (MusterIntakeWork *self,
                                   MusterAccessTable *access,
                                   const char *target,
                                   const char *content_type);
char *muster_intake_dup_without_keys (MusterAccessTable *access, const char *text);
MusterAnswer *muster_intake_refusal (const MusterSource *source, guint status, const char *message);

/* To begin one asks for chance, which costs more than to decode an alert. */
typedef struct
{
  MusterJsonReader *reader;
  MusterUlidSource ids;
} MusterDecoder;

/* A body that is to be read. */
typedef struct
{
  MusterPoison *poison; /* nullable */
  MusterUlid key;       /* null: not known yet */
  const MusterSource *source;
  const MusterIntake *in;
  const char *name; /* as those of MusterPoisonBody */
  gboolean is_part;
  gboolean is_all; /* nothing more is done with what it says */
} MusterGuarded;

/* Its source's decode, noted: what ends the hub twice is not read a third time. */
gboolean muster_guarded_decode (const MusterGuarded *self,
                                MusterDecoder *decoder,
                                MusterReports *out,
                                GError **error);

GAsyncQueue *muster_intake_decoders_new (void);
MusterDecoder *muster_decoder_take (GAsyncQueue *decoders);
void muster_decoder_give_back (GAsyncQueue *decoders, MusterDecoder *decoder);

G_END_DECLS
