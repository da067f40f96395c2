/* rule-trial.c - what comes of rules that are edited, and what is wrong with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "model/error.h"
#include "world/grouping-rules.h"
#include "world/rules.h"

#define LOOKED_AT_MAX 200 /* rules among which the fault is looked for */

/* --- what is wrong --- */

static gboolean
check_body (const MusterRuleKind *kind, const char *body, GError **error)
{
  g_autoptr (GPtrArray) grouping = NULL;

  if (strcmp (kind->object, MUSTER_OBJECT_RULES) == 0)
    return muster_rules_check (kind->name, body, error);
  grouping = muster_grouping_read (body, error);
  return grouping != NULL;
}

/* Something that the field may say, whatever else is said. */
static const char *
find_sample (const MusterRuleField *field)
{
  static const char *const samples[] = {
    [MUSTER_RULE_FIELD_TEXT] = "1m",    [MUSTER_RULE_FIELD_MATCHERS] = "a=\"b\"",
    [MUSTER_RULE_FIELD_LABELS] = "a",   [MUSTER_RULE_FIELD_NUMBER] = "3",
    [MUSTER_RULE_FIELD_SEVERITY] = "3", [MUSTER_RULE_FIELD_TARGET] = "team:a",
    [MUSTER_RULE_FIELD_SWITCH] = "yes", [MUSTER_RULE_FIELD_WINDOWS] = "mo",
  };

  return samples[field->type];
}

typedef struct
{
  const MusterRuleDraft *draft;
  const char *body;
  const char *why;     /* what the hub says of it */
  gboolean is_missing; /* what is looked for is not there; else what is */
  MusterRuleFault found;
} Search;

/* Returns: whether the rules are right without what the field says, or with it if it says nothing.
 * Where the hub says something else then, it was the field as well, and there is another fault. */
static gboolean
try_field (Search *self, guint rule, const MusterRuleField *field)
{
  const MusterRuleKind *kind = muster_rule_draft_get_kind (self->draft);
  g_autoptr (MusterRuleDraft) copy = NULL;
  g_autofree char *value = muster_rule_draft_dup (self->draft, rule, field);
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  if ((*value == '\0') != self->is_missing)
    return FALSE;
  copy = muster_rule_draft_new (kind, self->body);
  muster_rule_draft_set (copy, rule, field, self->is_missing ? find_sample (field) : "");
  other = muster_rule_draft_write (copy);
  if (!check_body (kind, other, &error) &&
      (self->found.field || self->is_missing || strcmp (error->message, self->why) == 0))
    return FALSE;
  self->found = (MusterRuleFault){ rule, field->name };
  return error == NULL;
}

static gboolean
try_rule (Search *self, guint rule)
{
  const MusterRuleKind *kind = muster_rule_draft_get_kind (self->draft);

  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && kind->fields[i].name; i++)
    if (try_field (self, rule, &kind->fields[i]))
      return TRUE;
  return FALSE;
}

/* Would the hub say something else without that rule? */
static gboolean
is_of_rule (const Search *self, guint rule)
{
  const MusterRuleKind *kind = muster_rule_draft_get_kind (self->draft);
  g_autoptr (MusterRuleDraft) copy = muster_rule_draft_new (kind, self->body);
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  muster_rule_draft_remove (copy, rule);
  other = muster_rule_draft_write (copy);
  return check_body (kind, other, &error) || strcmp (error->message, self->why) != 0;
}

/* Of rules that stand in others, the innermost. Returns: how many there are: it is none of them */
static guint
find_rule (const Search *self)
{
  guint n = muster_rule_draft_count (self->draft), found = n;

  for (guint rule = 0; rule < n; rule++)
    {
      gboolean is_inside = found < n && muster_rule_draft_depth (self->draft, rule) >
                                            muster_rule_draft_depth (self->draft, found);

      if (found < n && !is_inside)
        break;
      if (is_of_rule (self, rule))
        found = rule;
    }
  return found;
}

/* What is wrong with all of them together is a field of any. */
static void
search_all (Search *self)
{
  guint n = muster_rule_draft_count (self->draft);

  for (guint rule = 0; rule < n; rule++)
    if (try_rule (self, rule))
      return;
  if (muster_rule_draft_get_kind (self->draft)->has_defaults &&
      try_rule (self, MUSTER_RULE_DEFAULTS))
    return;
  self->found = (MusterRuleFault){ 0 };
}

static void
search (Search *self)
{
  guint rule = find_rule (self);

  if (rule == muster_rule_draft_count (self->draft))
    {
      search_all (self);
      return;
    }
  if (try_rule (self, rule) || self->found.field)
    return;
  self->is_missing = TRUE;
  try_rule (self, rule);
}

/**
 * muster_rule_draft_check:
 * @self: rules
 * @fault: (out): the field that is wrong, or that is missing
 * @error: why they cannot be
 *
 * Returns: whether the hub will take them
 */
gboolean
muster_rule_draft_check (const MusterRuleDraft *self, MusterRuleFault *fault, GError **error)
{
  g_autofree char *body = muster_rule_draft_write (self);
  g_autoptr (GError) why = NULL;
  Search looking = { .draft = self, .body = body };

  *fault = (MusterRuleFault){ 0 };
  if (check_body (muster_rule_draft_get_kind (self), body, &why))
    return TRUE;
  looking.why = why->message;
  if (muster_rule_draft_count (self) < LOOKED_AT_MAX)
    search (&looking);
  *fault = looking.found;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* --- what comes of routes --- */

static void
trace_cb (const MusterRoute *route, MusterRouteOutcome outcome, gpointer user_data)
{
  GString *out = user_data;
  g_autofree char *name = route->name ? muster_safe_text (route->name, -1, FALSE) : NULL;
  const char *words = outcome == MUSTER_ROUTE_MATCHED        ? _ ("matches")
                      : outcome == MUSTER_ROUTE_OTHER_LABELS ? _ ("other labels")
                      : outcome == MUSTER_ROUTE_OTHER_HOURS  ? _ ("other hours")
                                                             : _ ("a pattern is too costly");

  g_string_append_printf (out, "%s%s%s: %s\n", route->path, name ? " " : "", name ? name : "",
                          words);
}

static gboolean
read_labels (const char *text, GArray *labels, MusterMatchers *matchers, GError **error)
{
  if (!muster_matchers_parse (matchers, text, error))
    return FALSE;
  for (guint i = 0; i < matchers->items->len; i++)
    {
      const MusterMatcher *one = g_ptr_array_index (matchers->items, i);
      MusterLabel label = { one->name, one->value, (guint16) one->name_n, (guint16) one->value_n };

      if (one->match != MUSTER_MATCH_EQUAL)
        {
          g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                               _ ("An alert has labels as service=\"api\", and no patterns"));
          return FALSE;
        }
      g_array_append_val (labels, label);
    }
  return TRUE;
}

/**
 * muster_rule_draft_try:
 * @self: routes
 * @labels: of an alert, as service="api",severity="critical"
 * @now_us: the present, µs UTC
 * @error: why these are no labels, or no routes
 *
 * Returns: (transfer full) (nullable): every route that is looked at, a line each, and who hears
 */
char *
muster_rule_draft_try (const MusterRuleDraft *self,
                       const char *labels,
                       gint64 now_us,
                       GError **error)
{
  g_autofree char *body = muster_rule_draft_write (self);
  g_autoptr (GPtrArray) routes = muster_rules_read_routes (body, error), found = NULL;
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (MusterLabel));
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  if (!routes || !read_labels (labels, items, matchers, error))
    return NULL;
  found = muster_routes_find (
      routes, &(MusterLabelSet){ (MusterLabel *) (gpointer) items->data, items->len }, now_us,
      trace_cb, out);
  for (guint i = 0; i < found->len; i++)
    {
      const MusterRouteTarget *target = muster_route_get_target (g_ptr_array_index (found, i));
      g_autofree char *name =
          target->kind ? muster_safe_text (target->name, -1, FALSE) : g_strdup ("–");

      /* TRANSLATORS: who would hear of an alert: what kind of thing, and its name */
      g_string_append_printf (out, _ ("So %s %s hears of it\n"), target->kind ? target->kind : "",
                              name);
    }
  if (found->len == 0)
    g_string_append (out, _ ("So nobody hears of it\n"));
  g_string_truncate (out, out->len - 1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
