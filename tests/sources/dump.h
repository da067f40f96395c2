/* dump.h - what a source makes of a body, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"

/* A body, as the hub would give it to a source. */
typedef struct
{
  const char *body;
  gsize body_n;
  gint64 received_us;
  char *head; /* the text of CASE.head, which is taken apart; NULL: a POST of JSON */
} DumpBody;

/* Decodes, and writes what came of it, the answer last. */
char *dump_body (const MusterSource *source, const DumpBody *body);
