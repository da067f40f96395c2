/* check-list.h - the built-in checks, as a person fills them in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_CHECK_ARGUMENTS_MAX 2

typedef struct
{
  const char *name;  /* "host", as in the command */
  const char *title; /* for people, marked N_() */
  gboolean required;
} MusterCheckArgument;

/* The hub knows them better (it refuses what it cannot run); this is what to offer. */
typedef struct
{
  const char *name;                                              /* "dns", the command's template */
  const char *title;                                             /* for people, marked N_() */
  MusterCheckArgument arguments[MUSTER_CHECK_ARGUMENTS_MAX + 1]; /* ended by a NULL name */
} MusterCheck;

const MusterCheck *muster_checks (guint *n);
const MusterCheck *muster_check_find (const char *name); /* NULL: none */
/* The arguments as a JSON object; @values stand in their order, NULL or "" is not given. NULL and
 * the argument's title (out) where one is missing. */
char *
muster_check_arguments (const MusterCheck *check, const char *const *values, const char **missing);

G_END_DECLS
