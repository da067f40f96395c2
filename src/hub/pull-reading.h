/* pull-reading.h - what an Alertmanager told in one poll, read with care
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Private to hub/pull*.
 */
#pragma once
#include "hub/pull-set.h"
G_BEGIN_DECLS

#define MUSTER_PULL_HEARD                                                                          \
  "/api/v2/alerts?active=true&unprocessed=true&silenced=false&inhibited=false"
#define MUSTER_PULL_HELD                                                                           \
  "/api/v2/alerts?active=false&unprocessed=false&silenced=true&inhibited=true"

/* A list, or one alert of it. */
typedef struct
{
  GBytes *body;
  char *name; /* nullable; see MusterPoisonBody */
  gboolean is_part;
  MusterReports *reports;
} MusterPullPart;

/* What is told to people, and what is held back. */
struct _MusterPullReading
{
  MusterPoison *poison; /* nullable */
  GAsyncQueue *decoders;
  MusterUlid key;
  gint64 received_us;
  GBytes *bodies[2];
  char *names[2];
  GPtrArray *parts[2]; /* of MusterPullPart */
  guint n_refused;     /* elements of the first that could not be read */
};

MusterPullReading *
muster_pull_reading_new (const MusterPullMember *member, GBytes *heard, GBytes *held);
void muster_pull_reading_free (MusterPullReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPullReading, muster_pull_reading_free)
/* Any thread. */
gboolean muster_pull_reading_decode (MusterPullReading *self, GError **error);
guint muster_pull_reading_count (const MusterPullReading *self, guint i);
/* Main thread: decides what is told to people. */
void muster_pull_reading_report (const MusterPullReading *self, MusterCommitter *committer);
/* Around what is read of its other answers, by their path. FALSE: that ended the hub twice. */
gboolean muster_pull_note_begin (const MusterPullMember *member,
                                 const char *path,
                                 GBytes *body,
                                 MusterPoisonNote *out,
                                 GError **error);
void muster_pull_note_end (const MusterPullMember *member, MusterPoisonNote note);
/* Around what is done with all of it together. */
MusterPoisonNote muster_pull_reading_begin (const MusterPullReading *self);
void muster_pull_reading_end (const MusterPullReading *self, MusterPoisonNote note);

G_END_DECLS
