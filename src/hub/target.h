/* target.h - a request target taken apart: path segments and query, decoded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_TARGET_BYTES_MAX      8192
#define MUSTER_TARGET_SEGMENTS_MAX   16
#define MUSTER_TARGET_PARAMETERS_MAX 64

typedef struct
{
  const char *name;
  const char *value; /* "" where the parameter has none */
} MusterParameter;

/* One allocation; all text is UTF-8 without controls. A segment is never empty, "." or "..", and
 * holds neither '/' nor '\', but for a sender's own identifier after /v2/alerts. */
typedef struct
{
  guint segments_n;
  guint parameters_n;
  const char *segments[MUSTER_TARGET_SEGMENTS_MAX];
  MusterParameter parameters[MUSTER_TARGET_PARAMETERS_MAX];
  char text[];
} MusterTarget;

MusterTarget *muster_target_parse (const char *raw, GError **error);
const char *muster_target_get (const MusterTarget *self, const char *name);
guint muster_target_count (const MusterTarget *self, const char *name);
void muster_target_free (MusterTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTarget, muster_target_free)

G_END_DECLS
