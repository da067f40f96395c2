/* decoded.h - a body given to a source, and what a test wants to know of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"

#define RECEIVED "2026-03-06T14:26:00Z"

typedef struct
{
  MusterJsonReader *reader;
  MusterReports *reports;
  GError *error;
  char *body;
} Decoded;

/* Takes @body; exactly @n bytes of it, so that a sanitizer sees who reads on. */
gboolean decode (Decoded *self, const char *source, char *body, gsize n);
void clear_decoded (Decoded *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decoded, clear_decoded)

/* A good body of each source with a hole for one alert's label members, or for any value of it. */
typedef struct
{
  const char *source;
  const char *before;
  const char *after;
} Frame;

gboolean decode_framed (Decoded *self, const Frame *frame, const char *hole, gsize n);

const MusterReport *get_report (const Decoded *self, guint i);
void assert_refused (Decoded *self, gboolean ok); /* and nothing of it is left */
char *dup_value (const MusterLabelSet *labels, const char *name);
void assert_value (const MusterLabelSet *labels, const char *name, const char *expected);
char *repeat (const char *text, guint n);
