/* mail-message.h - a message of Internet mail, as far as an alert needs it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"
G_BEGIN_DECLS

#define MUSTER_MAIL_HEADERS_MAX    512 /* what follows is passed over */
#define MUSTER_MAIL_TEXT_BYTES_MAX (64 * 1024)

typedef struct
{
  MusterText name;
  MusterText value; /* still folded and encoded */
} MusterMailHeader;

/* Points into the message. */
typedef struct
{
  guint n;
  MusterMailHeader headers[MUSTER_MAIL_HEADERS_MAX];
  MusterText body;
} MusterMail;

/* FALSE if it has no header at all. */
gboolean muster_mail_parse (MusterText message, MusterMail *out);
/* The @i-th header of that name (in any case), unfolded, its encoded words decoded (RFC 2047),
 * valid UTF-8 without NUL. Empty if there is none. */
MusterText
muster_mail_header (const MusterMail *self, const char *name, guint i, MusterArena *arena);
/* The first part that is plain text, as UTF-8; empty if there is none. */
MusterText muster_mail_text (const MusterMail *self, MusterArena *arena);
/* "Fri, 06 Mar 2026 14:24:02 +0100" as RFC 3339 has it; empty if it is none (RFC 5322 §3.3). */
MusterText muster_mail_date (MusterText date, MusterArena *arena);

G_END_DECLS
