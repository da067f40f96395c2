/* pattern.h - a regular expression from outside, held to a budget (security R44)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
G_BEGIN_DECLS

#define MUSTER_PATTERN_BYTES_MAX 1024

typedef enum
{
  MUSTER_PATTERN_NO,
  MUSTER_PATTERN_YES,
  MUSTER_PATTERN_TOO_COSTLY, /* it was given up: nobody knows whether it matches */
} MusterPatternResult;

typedef struct _MusterPattern MusterPattern;

/* Of the whole text, as if between ^ and $. */
MusterPattern *muster_pattern_new (const char *source, GError **error);
void muster_pattern_free (MusterPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPattern, muster_pattern_free)

/* @bytes are UTF-8, not ended by a zero. */
MusterPatternResult muster_pattern_match (const MusterPattern *self, const char *bytes, gsize n);

G_END_DECLS
