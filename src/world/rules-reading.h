/* rules-reading.h - the body of a list of rules being read: for the files that read one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/matcher.h"
#include "model/severity.h"
G_BEGIN_DECLS

#define MUSTER_RULES_MAX 1000 /* of one kind */

/* An error sticks in the reader; .why is one that is no flaw of the JSON. */
typedef struct
{
  MusterJsonReader *reader;
  GError *why;
  guint n_rules;
} MusterRulesReading;

typedef void (*MusterRulesReadFunc) (MusterRulesReading *self, GPtrArray *rules);

/* Reads {"rules":[…]} by @read; NULL, with an error, if it is not that. */
GPtrArray *muster_rules_read_body (const char *body,
                                   GDestroyNotify free_rule,
                                   MusterRulesReadFunc read,
                                   GError **error);
/* Reads a list, each of it by @read_one, which adds one rule. */
void
muster_rules_read_list (MusterRulesReading *self, GPtrArray *rules, MusterRulesReadFunc read_one);

void muster_rules_complain (MusterRulesReading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
char *muster_rules_read_text (MusterRulesReading *self); /* never NULL */
void muster_rules_read_matchers (MusterRulesReading *self, MusterMatchers *matchers);
MusterSeverity muster_rules_read_severity (MusterRulesReading *self);
gint64 muster_rules_read_duration (MusterRulesReading *self); /* µs */
guint muster_rules_read_count (MusterRulesReading *self, const char *what, guint min, guint max);

G_END_DECLS
