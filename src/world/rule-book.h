/* rule-book.h - the rules of triage that are in force
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/override-spells.h"
#include "world/grouping-rules.h"
#include "world/rules.h"
G_BEGIN_DECLS

/* One with a pattern that takes too long (security R44). */
typedef struct
{
  MusterUlid id; /* of the object that it is in */
  gint64 at_us;  /* since when */
  gboolean over; /* the object was changed since */
  char *path;    /* in it: "routes[0].routes[1]" */
} MusterDisabledRule;

void muster_disabled_rule_free (MusterDisabledRule *self);

/* For reading; muster_rule_book_fold() changes them. */
typedef struct
{
  GPtrArray *grouping;          /* of MusterGroupingRule; the last takes whatever comes */
  GPtrArray *routes;            /* of MusterRoute */
  GPtrArray *severities;        /* of MusterSeverityRule */
  GPtrArray *overrides;         /* of MusterSeverityOverride, the oldest first */
  MusterOverrideSpells *spells; /* of them */
  MusterInhibition *inhibition; /* with the alerts that fire */
  GPtrArray *disabled;          /* of MusterDisabledRule */
  MusterMatcherWatch watch;     /* over all patterns of rules */
} MusterRuleBook;

MusterRuleBook *muster_rule_book_new (void);
void muster_rule_book_free (MusterRuleBook *self);

typedef enum
{
  MUSTER_RULES_UNCHANGED,
  MUSTER_RULES_CHANGED,
  MUSTER_RULES_GROUPING_CHANGED,
  MUSTER_RULES_INHIBITION_CHANGED, /* and has no alerts yet */
} MusterRulesChange;

/* @object: as the directory has it after an event about it */
MusterRulesChange muster_rule_book_fold (MusterRuleBook *self, const MusterObject *object);

G_END_DECLS
