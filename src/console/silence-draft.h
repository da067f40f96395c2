/* silence-draft.h - what a silence is about to be, before the hub is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_SILENCE_FOR_1_H,
  MUSTER_SILENCE_FOR_4_H,
  MUSTER_SILENCE_UNTIL_MORNING, /* 09:00 tomorrow */
  MUSTER_SILENCE_FOR_24_H,
  MUSTER_SILENCE_OTHER, /* as written */
  MUSTER_N_SILENCE_SPANS,
} MusterSilenceSpan;

/* One condition; which of them hold is a person's choice. */
typedef struct
{
  char *text; /* service="api" */
  gboolean is_on;
} MusterSilenceLine;

void muster_silence_line_free (MusterSilenceLine *self);

/* Of matchers as text; @is_alert: they are an alert's labels, and those that change from one to
 * the next are off. */
GPtrArray *muster_silence_lines (const char *matchers, gboolean is_alert);
/* {a="b",…} of those that are on; "" if none is. */
char *muster_silence_lines_text (const GPtrArray *lines);
gboolean muster_label_is_volatile (const char *name);

/* µs UTC; @text and @zone (nullable: UTC) as far as @span needs them. FALSE: @text is none. */
gboolean muster_silence_end (MusterSilenceSpan span,
                             const char *text,
                             gint64 now_us,
                             GTimeZone *zone,
                             gint64 *end_us);

G_END_DECLS
