/* mail-text.h - text as mail has it: headers of RFC 2047, bodies of RFC 2045
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* "Name: value" and a line break; encoded and folded where it is not short ASCII. @value is one
 * line of safe text. */
void muster_mail_append_header (GString *out, const char *name, const char *value);
/* Lines of safe text as quoted-printable, each ended by CR LF. */
void muster_mail_append_body (GString *out, const char *text);
/* "Fri, 06 Mar 2026 14:25:02 +0000" */
char *muster_mail_format_date (gint64 at_us);

G_END_DECLS
