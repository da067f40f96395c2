/* fill.h - for channels: puts a request together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "channels/channel.h"
G_BEGIN_DECLS

/* A POST of JSON; @writer stands in the object that is its body. */
void muster_fill_post_json (MusterChannelRequest *self, const char *url, MusterJsonWriter *writer);
/* "https://host/base" and a path, with one slash between them. */
char *muster_fill_url (const char *base, const char *path);
/* "Name: value". The value is ours or checked (muster_settings_check_token()). */
void muster_fill_header (MusterChannelRequest *self, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* "Authorization: Basic …" */
void muster_fill_basic (MusterChannelRequest *self, const char *user, const char *password);

/* Text of anybody as JSON: safe and cut; null where it is NULL. */
void
muster_fill_value (MusterJsonWriter *writer, const char *text, gsize max_bytes, gboolean lines);
void
muster_fill_text (MusterJsonWriter *writer, const char *name, const char *text, gsize max_bytes);

G_END_DECLS
