/* rule-draft.h - rules of triage while somebody edits them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_RULE_FIELD_TEXT,
  MUSTER_RULE_FIELD_MATCHERS,
  MUSTER_RULE_FIELD_LABELS, /* names of labels, with commas */
  MUSTER_RULE_FIELD_NUMBER,
  MUSTER_RULE_FIELD_SEVERITY, /* 1 to 5 */
  MUSTER_RULE_FIELD_TARGET,   /* "team:platform" */
  MUSTER_RULE_FIELD_SWITCH,   /* "yes" or "" */
  MUSTER_RULE_FIELD_WINDOWS,  /* "mo-fr 20:00-08:00; sa su" */
} MusterRuleFieldType;

typedef struct
{
  const char *name;  /* in the rule; "flapping.calm": in an object of it */
  const char *title; /* N_() */
  MusterRuleFieldType type;
} MusterRuleField;

#define MUSTER_RULE_FIELDS_MAX 13

/* Rules of one sort, as they are configured. */
typedef struct
{
  const char *object; /* of config.put */
  const char *name;
  const char *title;     /* N_() */
  const char *hint;      /* N_(): what such rules do */
  gboolean can_rehearse; /* the hub can tell what they would have made of past alerts */
  MusterRuleField fields[MUSTER_RULE_FIELDS_MAX]; /* as far as they have names */
  gboolean can_nest;                              /* a rule may have rules of its own */
  gboolean has_defaults; /* beside the rules stands what holds for what none of them takes */
} MusterRuleKind;

/* Stands for a rule: what holds where no rule does. */
#define MUSTER_RULE_DEFAULTS G_MAXUINT

/* The one thing that makes rules wrong. */
typedef struct
{
  guint rule;        /* or MUSTER_RULE_DEFAULTS */
  const char *field; /* NULL: none, or nobody knows which */
} MusterRuleFault;

const MusterRuleKind *muster_rule_kinds (guint *n);

typedef struct _MusterRuleDraft MusterRuleDraft;

/* @body: (nullable): as it is configured */
MusterRuleDraft *muster_rule_draft_new (const MusterRuleKind *kind, const char *body);
const MusterRuleKind *muster_rule_draft_get_kind (const MusterRuleDraft *self);
void muster_rule_draft_free (MusterRuleDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRuleDraft, muster_rule_draft_free)

/* Also those that stand in others, right after these. */
guint muster_rule_draft_count (const MusterRuleDraft *self);
guint muster_rule_draft_depth (const MusterRuleDraft *self, guint rule); /* 0: it stands in none */
/* A field's value as a person writes it; "" where it has none. */
char *muster_rule_draft_dup (const MusterRuleDraft *self, guint rule, const MusterRuleField *field);
void muster_rule_draft_set (MusterRuleDraft *self,
                            guint rule,
                            const MusterRuleField *field,
                            const char *value);
/* "match service="api" · to team:platform"; the rest of the rule in a word. */
char *muster_rule_draft_tell (const MusterRuleDraft *self, guint rule);
/* What no field is for, "a 1\nb {…}"; "": nothing. */
char *muster_rule_draft_tell_rest (const MusterRuleDraft *self, guint rule);
/* At the end; but a route before the one that takes whatever comes. Returns where. */
guint muster_rule_draft_add (MusterRuleDraft *self);
guint muster_rule_draft_add_inside (MusterRuleDraft *self, guint rule); /* as its last */
/* With those in it. */
void muster_rule_draft_remove (MusterRuleDraft *self, guint rule);
gboolean muster_rule_draft_move (MusterRuleDraft *self, guint rule, int by, guint *to);
char *muster_rule_draft_write (const MusterRuleDraft *self); /* the body */

/* rule-trial.c */

/* The hub's own check. */
gboolean
muster_rule_draft_check (const MusterRuleDraft *self, MusterRuleFault *fault, GError **error);
/* What each route says to an alert with these labels, a line each, and what comes of it. */
char *muster_rule_draft_try (const MusterRuleDraft *self,
                             const char *labels,
                             gint64 now_us,
                             GError **error);

G_END_DECLS
