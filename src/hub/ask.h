/* ask.h - asks a hub over its link and waits: for tools, which have nothing else to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/hub-link.h"
G_BEGIN_DECLS

/* The body of a 2xx answer. They iterate the default main context until it is there, or until
 * @cancellable is cancelled. Errors: MUSTER_MODEL_ERROR_INVALID with the hub's own words where it
 * answered otherwise, else as muster_hub_link_request_finish(). */
GBytes *
muster_ask_get (MusterHubLink *link, const char *path, GCancellable *cancellable, GError **error);
GBytes *muster_ask_post (MusterHubLink *link,
                         const char *path,
                         GBytes *json,
                         GCancellable *cancellable,
                         GError **error);

/* A member of an object that is a string; NULL: there is none. */
char *muster_answer_dup_member (const char *json, gssize n, const char *member);

G_END_DECLS
