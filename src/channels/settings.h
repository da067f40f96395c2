/* settings.h - what people may type as a channel's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors are MUSTER_MODEL_ERROR_INVALID, in words for who typed it; they never quote a secret.
 */
#pragma once
#include "channels/channel.h"
G_BEGIN_DECLS

/* Absolute, with a host, without user and password, ASCII; @schemes as "https http". Where the
 * host leads is not looked at here (security R29). */
gboolean muster_settings_check_url (const char *url, const char *schemes, GError **error);
/* Printable ASCII without spaces: it becomes part of a header or of a URL. */
gboolean muster_settings_check_token (const char *value, const char *what, GError **error);
/* Letters, digits and the signs in @more: a topic, a room, a number. */
gboolean muster_settings_check_word (const char *value,
                                     const char *more,
                                     gsize max_bytes,
                                     const char *what,
                                     GError **error);
/* One address as RFC 5321 has them, in ASCII and without quotes: nothing in it means anything to
 * a mail server or in a header. */
gboolean muster_settings_check_address (const char *address, const char *what, GError **error);

/* Whether a link may stand in a page: http or https, ASCII without what ends a link in Markdown,
 * not too long. */
gboolean muster_is_page_link (const char *url);

G_END_DECLS
