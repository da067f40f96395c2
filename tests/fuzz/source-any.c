/* source-any.c - fuzzes the sources that have no target of their own, with what comes beside a body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The input's first line is the source's name, the number of its path (0: none), and what stands in
 * the path's braces; the second is its query; the third is the value of any header, and the
 * mapping. Then the body.
 */
#include "source.h"

#include <string.h>

#define LINES 3

#ifdef MUSTER_PLANTED_BUG
/* What is over, at a time that cannot be. */
static gboolean
fuzz_is_planted (const MusterReport *report)
{
  return report->status == MUSTER_REPORT_RESOLVED && (report->marks & MUSTER_MARK_TIME_SUSPECT);
}
#endif

static const char *
get_header (gconstpointer line, const char *name)
{
  return *(const char *) line != '\0' ? line : NULL;
}

/* As the hub does before a source sees them: no part has a control character in it. */
static gboolean
is_part (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      return FALSE;
  return g_utf8_validate (text, -1, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES + 1);
  g_auto (GStrv) words = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", 3);
  const MusterSource *source = words[0] != NULL ? muster_source_find (words[0]) : NULL;
  guint64 number = 0;
  gsize before = 0;
  MusterIntake in = { .method = "POST", .part = "", .query = "", .get_header = get_header };

  if (source == NULL || g_strv_length (lines) <= LINES || g_strv_length (words) < 2)
    return 0;
  g_ascii_string_to_unsigned (words[1], 10, 0, 20, &number, NULL);
  for (guint64 i = 1; source->paths != NULL && i <= number && source->paths[i - 1] != NULL; i++)
    in.path = source->paths[i - 1];
  if (words[2] != NULL && is_part (words[2]))
    in.part = words[2];
  for (guint i = 0; i < LINES; i++)
    before += strlen (lines[i]) + 1;
  in.query = lines[1];
  in.headers = in.content_type = in.mapping = lines[2];
  in.body = (const char *) data + before;
  in.body_n = size - before;
  in.received_us = FUZZ_RECEIVED_US;
  in.unique = "01J0000000000000000000000A";
  return fuzz_request (source, &in);
}
