/* json-string.h - strings as JSON writes them; for json-reader only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
G_BEGIN_DECLS

/* What a string was found to be, between its quotes. */
typedef struct
{
  const char *bytes;
  gsize n;         /* as written */
  gsize decoded_n; /* bytes after unescaping; equal to n where there are no escapes */
} MusterJsonString;

/* Reads on from *p, which is inside a string that began at @out->bytes, to behind its closing
 * quote. Returns NULL, or what is wrong at *p in words. */
const char *muster_json_string_scan (const char **p, const char *end, MusterJsonString *out);
void muster_json_string_decode (const MusterJsonString *self, char *out);

G_END_DECLS
