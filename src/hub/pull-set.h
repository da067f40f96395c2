/* pull-set.h - the Alertmanagers of one cluster, which are one source
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Private to hub/pull*; all on the main thread.
 */
#pragma once
#include "hub/pull.h"
#include "world/alertmanager-body.h"
G_BEGIN_DECLS

typedef struct _MusterPullSet MusterPullSet;
typedef struct _MusterPullReading MusterPullReading;

/* A silence to be made or ended there. */
typedef struct
{
  char *path;
  char *body; /* NULL: to be ended */
} MusterPullOrder;

/* One Alertmanager. */
typedef struct
{
  MusterPullSet *set;
  char *url;
  MusterAlarm *alarm;
  GCancellable *cancellable;
  GBytes *heard, *held; /* of the poll that is under way */

  char *error; /* of the last poll; NULL: it went well, or there was none yet */
  guint failures;
  gint64 polled_us;        /* the last that went well, UTC; MUSTER_NO_TIME: none did */
  gint64 polled_boot_us;   /* the same, boot time */
  char *instance;          /* as its status says */
  gint64 instance_boot_us; /* since when we know this one */
  GHashTable *view;        /* of MusterUlid *, owned: the alerts of ours that it has */
  guint n_heard, n_held;   /* as it told */
  guint n_refused;

  GQueue orders;       /* of MusterPullOrder, what is to be said of silences */
  GHashTable *missed;  /* MusterUlid *, owned → polls in a row in which a silence was not there */
  guint n_silences;    /* of ours, there */
  char *silence_error; /* nullable */
} MusterPullMember;

struct _MusterPullSet
{
  MusterPulls *pulls;
  MusterUlid id; /* of its object */
  guint64 seq;   /* of its object, when it was read */
  char *name;
  MusterAlertmanagerBody body;
  GPtrArray *members;
  GHashTable
      *known; /* MusterUlid *, owned → times in a row that nobody had it; NULL: to be found */
  gboolean is_down_told;
};

/* What reports of it come by: the integration key by which it sends as well, or its own object. */
static inline MusterUlid
muster_pull_set_key (const MusterPullSet *self)
{
  return muster_ulid_is_null (self->body.key) ? self->id : self->body.key;
}

MusterPullSet *muster_pull_set_new (MusterPulls *pulls, const MusterObject *object);
void muster_pull_set_free (MusterPullSet *self);
/* A member whose last poll is not too long ago: what it had is believed to be there still. */
gboolean muster_pull_member_counts (const MusterPullMember *self);

/* pull-member.c */
MusterPullMember *muster_pull_member_new (MusterPullSet *set, const char *url);
void muster_pull_member_free (MusterPullMember *self);
void muster_pull_member_ask (MusterPullMember *self,
                             const MusterOutboundRequest *request,
                             const char *path,
                             GAsyncReadyCallback callback);
/* The poll is over: well, or @error (transfer full). */
void muster_pull_member_end (MusterPullMember *self, char *error);
/* Its alerts were taken; now the silences. */
void muster_pull_member_go_on (MusterPullMember *self);

/* pull-work.c: gives what a member told to the committer. */
void muster_pull_submit (MusterPullMember *self, MusterPullReading *reading /* transfer full */);
/* Nobody of the set answers. */
void muster_pull_submit_down (MusterPullSet *set);

/* pull-silences.c */
void muster_pull_silences_begin (MusterPullMember *self);
void muster_pull_order_free (gpointer order);

/* pull.c */
const MusterPullsSettings *muster_pulls_get_settings (const MusterPulls *self);
const MusterOutbound *muster_pulls_get_outbound (const MusterPulls *self);
MusterPullMember *muster_pulls_find (MusterPulls *self, MusterUlid set, const char *url);
MusterPullSet *muster_pulls_find_set (MusterPulls *self, MusterUlid set);

G_END_DECLS
