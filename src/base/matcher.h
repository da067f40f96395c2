/* matcher.h - what is asked of labels, as Alertmanager writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/json-writer.h"
#include "base/label-set.h"
#include "base/pattern.h"
G_BEGIN_DECLS

#define MUSTER_MATCHERS_MAX            64   /* in one list */
#define MUSTER_MATCHER_VALUE_BYTES_MAX 1024 /* a label's value has no more (security R8) */

typedef enum
{
  MUSTER_MATCH_EQUAL,     /* =  */
  MUSTER_MATCH_NOT_EQUAL, /* != */
  MUSTER_MATCH_REGEX,     /* =~ */
  MUSTER_MATCH_NOT_REGEX, /* !~ */
} MusterMatch;

typedef struct
{
  MusterMatch match;
  guint name_n; /* bytes, as value_n */
  guint value_n;
  char *name;
  char *value;
  MusterPattern *pattern; /* of =~ and !~ */
  gboolean gave_up;       /* it exceeded its budget once, and is tried no more (security R44) */
} MusterMatcher;

/* Shared by matchers whose owner wants to hear of it. */
typedef struct
{
  gboolean given_up; /* a pattern of any of them was */
} MusterMatcherWatch;

/* All must hold. A label that is not there has the empty value, as with Prometheus. */
typedef struct
{
  GPtrArray *items;          /* of MusterMatcher */
  MusterMatcherWatch *watch; /* nullable; lives longer */
} MusterMatchers;

MusterMatchers *muster_matchers_new (void);
void muster_matchers_free (MusterMatchers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMatchers, muster_matchers_free)

gboolean muster_matchers_add (MusterMatchers *self,
                              MusterMatch match,
                              const char *name,
                              const char *value,
                              GError **error);
/* Adds those of {a="b",c=~"d|e"}; the braces and quotes may be left out. */
gboolean muster_matchers_parse (MusterMatchers *self, const char *text, GError **error);
/* Adds those of [{"name","value","isRegex","isEqual"},…], read where @reader stands. */
gboolean muster_matchers_read_json (MusterMatchers *self, MusterJsonReader *reader, GError **error);

MusterPatternResult muster_matchers_match (const MusterMatchers *self,
                                           const MusterLabelSet *labels);
/* Whether a pattern of them was given up: then they never match again. */
gboolean muster_matchers_gave_up (const MusterMatchers *self);
/* As if each of their patterns were. */
void muster_matchers_give_up (MusterMatchers *self);
/* Whether they would match labels that are not there: Alertmanager takes no such silence. */
gboolean muster_matchers_match_nothing (const MusterMatchers *self);
/* The value that a label must have exactly; NULL: they do not say. */
const MusterMatcher *muster_matchers_find_equal (const MusterMatchers *self);
gboolean muster_matchers_equal (const MusterMatchers *a, const MusterMatchers *b);

void muster_matchers_append_text (const MusterMatchers *self, GString *out);
void muster_matchers_write_json (const MusterMatchers *self, MusterJsonWriter *writer);

G_END_DECLS
