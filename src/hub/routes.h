/* routes.h - what handles the requests that api.c knows, by file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/call.h"
G_BEGIN_DECLS

/* intake.c: on the head; FALSE if the path is none of a source. */
gboolean muster_intake_route (MusterCall *call);
void muster_intake_handle (MusterCall *call);
void muster_intake_refused (MusterCall *call, guint64 n_bytes);

/* intake-question.c: what became of a request of a source's, by an integration key. */
void muster_intake_question_handle (MusterCall *call, const MusterSourceRoute *entrance);

/* api-commands.c */
gboolean muster_is_command_path (const MusterTarget *target);
void muster_command_handle (MusterCall *call);
void muster_decided_append_json (const MusterCommand *command,
                                 const MusterDecided *decided,
                                 const MusterWorld *world /* nullable */,
                                 GString *out);

/* api-queries.c: answers on the main thread, from the world */
gboolean muster_query_find (const MusterTarget *target, MusterAccess *required);
void muster_query_handle (MusterCall *call);
/* Of the @nth resource: up to four segments, "*" for an id, and a NULL if there are fewer; NULL:
 * there are not that many. */
const char *const *muster_query_nth_path (guint nth);

/* calendar-feed.c: by the secret in the path */
gboolean muster_calendar_feed_route (MusterCall *call);
void muster_calendar_feed_handle (MusterCall *call);

/* api-page-links.c */
gboolean muster_is_page_link_path (const MusterTarget *target);
void muster_page_link_handle (MusterCall *call);

/* api-rules.c */
gboolean muster_is_rules_path (const MusterTarget *target);
void muster_rules_handle (MusterCall *call);

G_END_DECLS
