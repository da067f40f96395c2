/* pager-try.h - one try to have a page leave: for pager.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/outbound.h"
#include "hub/pager-lane.h"
#include "hub/pager-message.h"
G_BEGIN_DECLS

/* What a try goes by. */
typedef struct
{
  const MusterChannel *channel;
  MusterFilledSettings filled;
  char *digest; /* of all settings: pages with the same have the same fate */
} MusterTrySettings;

/* To be cleared, also after an error: a secret that is not there. @state nullable. */
gboolean muster_try_settings_init (MusterTrySettings *self,
                                   const MusterLane *lane,
                                   const MusterContact *reach,
                                   const char *state,
                                   GError **error);
void muster_try_settings_clear (MusterTrySettings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterTrySettings, muster_try_settings_clear)

typedef struct
{
  const MusterTrySettings *settings;
  const MusterPageMessage *message;
  gboolean network; /* where it may lead */
  const char *ca_file;
} MusterTry;

/* FALSE: it cannot be put in words for the channel; then nothing is asked. */
gboolean muster_try_ask (const MusterTry *self,
                         const MusterOutbound *outbound,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data,
                         GError **error);

typedef struct
{
  MusterVerdict verdict; /* to be cleared */
  gboolean is_unknown;   /* it may have been taken */
} MusterTryResult;

/* @words: what must not be told of: settings that stand in what the other side says. */
void muster_try_judge (const MusterChannel *channel,
                       GAsyncResult *result,
                       const GPtrArray *words,
                       gint64 now_us,
                       MusterTryResult *out);
/* (transfer full): for muster_try_judge(); wiped when freed. */
GPtrArray *muster_try_settings_list_words (const MusterTrySettings *self);

G_END_DECLS
