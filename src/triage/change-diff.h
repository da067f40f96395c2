/* change-diff.h - what a change does, as far as its lines tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_CHANGE_DIFF_BYTES_MAX 16384 /* looked at */

/* What kinds of files a change touches, by their names alone. */
typedef enum
{
  MUSTER_PATHS_UNKNOWN,
  MUSTER_PATHS_CODE,
  MUSTER_PATHS_VERSIONS, /* of what the program is built from, and nothing else */
  MUSTER_PATHS_HARMLESS, /* documents, styles, tests, how it is built */
} MusterPathsKind;

typedef struct
{
  guint n_removed, n_added; /* lines of code, without comments */
  guint n_gone;             /* words of code that are taken away and not put back */
  guint n_guards;           /* of them those that limit, lock, check or repeat */
  gboolean adds_calls;      /* to what is elsewhere: a query, a request */
  double setting;           /* how much a setting or number changes, 0 to 1 */
  char *gone;               /* some of these words; nullable, owned */
  char *change;             /* "ttl: 15m → 15s"; nullable, owned */
} MusterChangeDiff;

/* @diff: unified, or its lines alone; nullable. */
void muster_change_diff_read (MusterChangeDiff *self, const char *diff);
void muster_change_diff_clear (MusterChangeDiff *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterChangeDiff, muster_change_diff_clear)

/* @files: paths, one a line; nullable. */
MusterPathsKind muster_paths_kind (const char *files);

G_END_DECLS
