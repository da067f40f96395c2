/* alertmanager.h - Alertmanager's API v2: what amtool, karma and Grafana ask of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/call.h"
G_BEGIN_DECLS

/* On the head: FALSE if the path is none of /api/v2/… but the intake of alerts, which is a source.
 * With a key (in the path or a header) it shows and silences what came in by keys of the same
 * service (protocol §6); with a token, or on the Unix socket, what that person may. */
gboolean muster_alertmanager_route (MusterCall *call);
void muster_alertmanager_handle (MusterCall *call);
/* "GET /api/v2/status", of the @nth of its routes; NULL: there are not that many. */
char *muster_alertmanager_dup_nth_route (guint nth);

/* --- for the files of it --- */

/* One request, decoded on the HTTP thread and run on the main thread. */
typedef struct _MusterAmWork MusterAmWork;
typedef MusterWorkResult (*MusterAmFunc) (MusterAmWork *self, MusterCommitter *committer);

struct _MusterAmWork
{
  MusterWork work; /* first */
  MusterCall call;
  MusterAmFunc func;
  MusterUlid id;          /* of the path; null: none, or none of ours */
  MusterMatchers *filter; /* of lists, else NULL */
  MusterCommand *command; /* nullable */
};

MusterWorkResult muster_am_answer (MusterAmWork *self, MusterCommitter *committer, GString *body);
/* A JSON string, as Alertmanager's own refusals are. */
MusterAnswer *muster_am_refusal (guint status, const char *message);
/* Whether the asker may see what came in by keys of @service. */
gboolean muster_am_may_see (const MusterAmWork *self, MusterUlid service);

/* alertmanager-alerts.c */
MusterWorkResult muster_am_get_alerts (MusterAmWork *self, MusterCommitter *committer);
MusterWorkResult muster_am_get_groups (MusterAmWork *self, MusterCommitter *committer);

/* alertmanager-silences.c */
MusterWorkResult muster_am_get_silences (MusterAmWork *self, MusterCommitter *committer);
MusterWorkResult muster_am_get_silence (MusterAmWork *self, MusterCommitter *committer);
MusterWorkResult muster_am_set_silence (MusterAmWork *self, MusterCommitter *committer);
MusterWorkResult muster_am_end_silence (MusterAmWork *self, MusterCommitter *committer);
gboolean muster_am_decode_silence (MusterAmWork *self, GError **error);
gboolean muster_am_decode_end (MusterAmWork *self, GError **error);

G_END_DECLS
