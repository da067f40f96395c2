/* hub-list.h - reads what the hub lists: silences, keys, letters that nobody could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/* Reads one item of a list, whatever it is. */
typedef gpointer (*MusterHubReadFunc) (MusterJsonReader *reader);

/* {"items":[…],…}: of what @read returned. */
GPtrArray *muster_hub_list_read_items (GBytes *json,
                                       MusterHubReadFunc read,
                                       GDestroyNotify free_func,
                                       GError **error);

/* One thing of a list: its plain members by name. */
typedef GHashTable MusterHubThing;

gpointer muster_hub_thing_read (MusterJsonReader *reader); /* a MusterHubThing */

GPtrArray *muster_hub_list_read (GBytes *json, GError **error); /* of MusterHubThing */

/* As it came; NULL: there is none. */
const char *muster_hub_thing_get (MusterHubThing *self, const char *name);
char *muster_hub_thing_dup_safe (MusterHubThing *self, const char *name); /* "" for none */
gint64 muster_hub_thing_get_time_us (MusterHubThing *self, const char *name);
guint64 muster_hub_thing_get_count (MusterHubThing *self, const char *name);

G_END_DECLS
