/* escape.h - text from outside, meaning itself in a format and within its limit (security R9, R28)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Makes safe text mean itself in a format: as it is, or longer. NULL: it does so already. */
typedef char *(*MusterEscapeFunc) (const char *text);

char *muster_escape_html (const char *text);       /* &amp; &lt; &gt; &quot; */
char *muster_escape_slack (const char *text);      /* &amp; &lt; &gt; */
char *muster_escape_markdown (const char *text);   /* a backslash before every sign; no mentions */
char *muster_escape_mattermost (const char *text); /* the same, but < and > as entities */

/* Safe, escaped, and at most @max_bytes long: cut at a character's border, and says so. */
char *muster_page_fit (const char *text, gsize max_bytes, gboolean lines, MusterEscapeFunc escape);

G_END_DECLS
