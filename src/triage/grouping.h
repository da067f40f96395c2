/* grouping.h - which alerts are one incident: the rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
G_BEGIN_DECLS

#define MUSTER_GROUPING_NAMES_MAX 8
/* The labels that name a group: those, and the name of the rule. */
#define MUSTER_GROUP_LABELS_MAX (MUSTER_GROUPING_NAMES_MAX + 1)

typedef enum
{
  MUSTER_PAUSE_NONE,
  MUSTER_PAUSE_FIXED,   /* for pause_us */
  MUSTER_PAUSE_LEARNED, /* for as long as alerts of that name usually need to be over */
} MusterPause;

/* Alerts that agree on the values of some labels are one group; a group has one open incident, for
 * as long and as many as the rule says. */
typedef struct
{
  char *name;                             /* NULL: of the rule that takes what no other takes */
  MusterMatchers *matchers;               /* which alerts */
  guint n_names;                          /* 0: alertname and service, or job without a service */
  char *names[MUSTER_GROUPING_NAMES_MAX]; /* owned */
  gint64 window_us; /* how long an incident takes alerts in; 0: while it is open */
  gboolean sliding; /* the window begins anew with every alert that joins */
  guint max;        /* how many alerts one takes in; 0: any number */
  guint at_least;   /* how many have to fire at once before there is an incident */
  gint64 reopen_us; /* for how long one that was resolved is reopened; 0: a new one is opened */
  MusterPause pause;
  gint64 pause_us;
  guint flap_changes; /* an alert flaps that fires or is over so often; 0: none does */
  gint64 flap_within_us;
  gint64 flap_calm_us; /* until it did neither for so long */
} MusterGroupingRule;

MusterGroupingRule *muster_grouping_rule_new (void);
void muster_grouping_rule_free (MusterGroupingRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGroupingRule, muster_grouping_rule_free)

/* In order, of MusterGroupingRule; the last takes whatever comes. */
const MusterGroupingRule *muster_grouping_find (const GPtrArray *rules,
                                                const MusterLabelSet *labels);
/* Chooses the labels that name an alert's group; views of @self, @labels and @service. @out has
 * room for MUSTER_GROUP_LABELS_MAX. */
void muster_grouping_rule_choose (const MusterGroupingRule *self,
                                  const MusterLabelSet *labels,
                                  MusterText service,
                                  MusterLabelSet *out);

G_END_DECLS
