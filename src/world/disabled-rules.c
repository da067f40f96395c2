/* disabled-rules.c - rules whose patterns take too long to try, and so are tried no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/disabled-rules.h"

#include "world/own-alert.h"

#include <string.h>

/* One rule as it is in force: where it stands, and what it asks of alerts. */
typedef struct
{
  MusterUlid id;    /* of the object that it is in */
  const char *kind; /* "inhibit" */
  int index;        /* in its list; below 0: kind says it all */
  MusterMatchers *matchers;
} Rule;

typedef void (*RuleFunc) (MusterWorld *self, const Rule *rule, gpointer user_data);

typedef struct
{
  MusterWorld *world;
  RuleFunc func;
  gpointer user_data;
} Walk;

static void
visit (const Walk *self, MusterUlid id, const char *kind, int index, MusterMatchers *matchers)
{
  self->func (self->world, &(Rule){ id, kind, index, matchers }, self->user_data);
}

static void
walk_routes (const Walk *self, MusterUlid id, const GPtrArray *routes)
{
  for (guint i = 0; i < routes->len; i++)
    {
      const MusterRoute *route = g_ptr_array_index (routes, i);

      visit (self, id, route->path, -1, route->matchers);
      walk_routes (self, id, route->children);
    }
}

static void
walk_severities (const Walk *self, MusterUlid id, const GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    visit (self, id, MUSTER_RULES_SEVERITY_MAP, (int) i,
           ((const MusterSeverityRule *) g_ptr_array_index (rules, i))->matchers);
}

static void
walk_inhibit (const Walk *self, MusterUlid id, const GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const MusterInhibitionRule *rule = g_ptr_array_index (rules, i);

      visit (self, id, MUSTER_RULES_INHIBIT, (int) i, rule->source);
      visit (self, id, MUSTER_RULES_INHIBIT, (int) i, rule->target);
    }
}

static void
walk_grouping (const Walk *self, MusterUlid id, const GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    visit (self, id, "grouping.rules", (int) i,
           ((const MusterGroupingRule *) g_ptr_array_index (rules, i))->matchers);
}

static void
walk_overrides (const Walk *self, const GPtrArray *overrides)
{
  for (guint i = 0; i < overrides->len; i++)
    {
      const MusterSeverityOverride *override = g_ptr_array_index (overrides, i);

      visit (self, override->id, MUSTER_OBJECT_SEVERITY_OVERRIDE, -1,
             override->selection->matchers);
    }
}

static MusterUlid
find_id (const MusterWorld *self, const char *type, const char *name)
{
  const MusterObject *object =
      muster_directory_find (muster_world_get_directory (self), type, name, -1);

  return object != NULL ? object->id : (MusterUlid){ 0, 0 };
}

/* Every rule that is configured. */
static void
walk (MusterWorld *world, RuleFunc func, gpointer user_data)
{
  const Walk self = { world, func, user_data };
  const MusterRuleBook *book = muster_world_get_rules (world);
  g_autoptr (GPtrArray) windows = muster_maintenance_list (muster_world_get_maintenance (world));

  walk_routes (&self, find_id (world, MUSTER_OBJECT_RULES, MUSTER_RULES_ROUTES), book->routes);
  walk_severities (&self, find_id (world, MUSTER_OBJECT_RULES, MUSTER_RULES_SEVERITY_MAP),
                   book->severities);
  walk_inhibit (&self, find_id (world, MUSTER_OBJECT_RULES, MUSTER_RULES_INHIBIT),
                muster_inhibition_get_rules (book->inhibition));
  walk_grouping (&self, find_id (world, MUSTER_OBJECT_GROUPING, "default"), book->grouping);
  walk_overrides (&self, book->overrides);
  for (guint i = 0; i < windows->len; i++)
    {
      const MusterMaintenanceWindow *window = g_ptr_array_index (windows, i);

      visit (&self, window->id, MUSTER_OBJECT_MAINTENANCE, -1, window->selection->matchers);
    }
}

static char *
dup_path (const Rule *rule)
{
  return rule->index < 0 ? g_strdup (rule->kind)
                         : g_strdup_printf ("%s[%d]", rule->kind, rule->index);
}

static MusterDisabledRule *
find_disabled (const MusterWorld *self, MusterUlid id, const char *path)
{
  const GPtrArray *disabled = muster_world_get_rules (self)->disabled;

  for (guint i = 0; i < disabled->len; i++)
    {
      MusterDisabledRule *rule = g_ptr_array_index (disabled, i);

      if (muster_ulid_equal (rule->id, id) && !rule->over && g_str_equal (rule->path, path))
        return rule;
    }
  return NULL;
}

/* --- fold --- */

static void
fold_disabled (MusterWorld *self, const MusterEvent *event)
{
  g_autofree char *path = muster_event_dup_text (event, MUSTER_FIELD_NAME);
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ID);
  MusterDisabledRule *rule;

  if (find_disabled (self, id, path) != NULL)
    return;
  rule = g_new0 (MusterDisabledRule, 1);
  rule->id = id;
  rule->at_us = event->at_us;
  rule->path = g_steal_pointer (&path);
  g_ptr_array_add (muster_world_get_rules (self)->disabled, rule);
}

static void
fold_enabled (MusterWorld *self, const MusterEvent *event)
{
  GPtrArray *disabled = muster_world_get_rules (self)->disabled;
  g_autofree char *path = muster_event_dup_text (event, MUSTER_FIELD_NAME);
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ID);

  for (guint i = disabled->len; i > 0; i--)
    {
      const MusterDisabledRule *rule = g_ptr_array_index (disabled, i - 1);

      if (rule->over && muster_ulid_equal (rule->id, id) && g_str_equal (rule->path, path))
        g_ptr_array_remove_index (disabled, i - 1);
    }
}

static void
fold_configured (MusterWorld *self, const MusterEvent *event)
{
  const GPtrArray *disabled = muster_world_get_rules (self)->disabled;
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ID);

  for (guint i = 0; i < disabled->len; i++)
    {
      MusterDisabledRule *rule = g_ptr_array_index (disabled, i);

      rule->over |= muster_ulid_equal (rule->id, id);
    }
}

void
muster_world_fold_disabled (MusterWorld *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_RULE_DISABLED)
    fold_disabled (self, event);
  else if (event->kind == MUSTER_EVENT_RULE_ENABLED)
    fold_enabled (self, event);
  else if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    fold_configured (self, event);
}

static void
apply_one (MusterWorld *self, const Rule *rule, gpointer unused)
{
  MusterRuleBook *book = muster_world_get_rules (self);
  g_autofree char *path = NULL;

  rule->matchers->watch = &book->watch;
  if (book->disabled->len == 0)
    return;
  path = dup_path (rule);
  if (find_disabled (self, rule->id, path) != NULL)
    muster_matchers_give_up (rule->matchers);
}

/**
 * muster_world_apply_disabled:
 * @self: a hub's world
 *
 * Looks at every rule.
 */
void
muster_world_apply_disabled (MusterWorld *self)
{
  walk (self, apply_one, NULL);
}

/**
 * muster_world_has_given_up:
 * @self: a hub's world
 *
 * Returns: whether there is something to tell
 */
gboolean
muster_world_has_given_up (const MusterWorld *self)
{
  const MusterRuleBook *book = muster_world_get_rules (self);

  if (book->watch.given_up)
    return TRUE;
  for (guint i = 0; i < book->disabled->len; i++)
    if (((const MusterDisabledRule *) g_ptr_array_index (book->disabled, i))->over)
      return TRUE;
  return FALSE;
}

/* --- what is told --- */

/* An alert of the hub's own, known by the object and the rule in it. */
static void
report (MusterWorld *world,
        const MusterDecideContext *context,
        const MusterDisabledRule *rule,
        MusterReportStatus status,
        MusterBatch *batch)
{
  static const char words[] =
      "One of its patterns takes too long to try on an alert that came in. It is passed over, and "
      "other rules take what it would have: change it, and it is tried again.";
  const MusterObject *object = muster_directory_get (muster_world_get_directory (world), rule->id);
  const char *name = object != NULL ? object->name : "";
  g_autofree char *title =
      g_strdup_printf ("The rule %s of %s is disabled: it takes too long", rule->path, name);

  muster_world_report_own (world, context,
                           &(MusterOwnAlert){
                               .name = "RuleDisabled",
                               .kind = "rule-disabled",
                               .about = rule->id,
                               .part = rule->path,
                               .status = status,
                               .severity = MUSTER_SEVERITY_LOW,
                               .title = title,
                               .description = words,
                               .starts_us = rule->at_us,
                               .labels = { { "rule", rule->path }, { "object", name } },
                           },
                           batch);
}

static void
emit (MusterWorld *world,
      const MusterDecideContext *context,
      MusterEventKind kind,
      const MusterDisabledRule *rule,
      MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, kind);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, rule->id);
  muster_batch_set_text (batch, event, MUSTER_FIELD_NAME, rule->path, -1);
  muster_world_apply (world, batch, first);
}

static void
collect (MusterWorld *self, const Rule *rule, gpointer user_data)
{
  GPtrArray *found = user_data;
  g_autofree char *path = NULL;
  MusterDisabledRule *given_up;

  if (!muster_matchers_gave_up (rule->matchers))
    return;
  path = dup_path (rule);
  if (find_disabled (self, rule->id, path) != NULL)
    return;
  given_up = g_new0 (MusterDisabledRule, 1);
  given_up->id = rule->id;
  given_up->path = g_steal_pointer (&path);
  g_ptr_array_add (found, given_up);
}

static void
tell_given_up (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_disabled_rule_free);

  muster_world_get_rules (world)->watch.given_up = FALSE;
  walk (world, collect, found);
  for (guint i = 0; i < found->len; i++)
    {
      MusterDisabledRule *rule = g_ptr_array_index (found, i);

      if (find_disabled (world, rule->id, rule->path) != NULL)
        continue; /* by its other half */
      rule->at_us = context->now_us;
      emit (world, context, MUSTER_EVENT_RULE_DISABLED, rule, batch);
      report (world, context, rule, MUSTER_REPORT_FIRING, batch);
    }
}

/**
 * muster_world_run_disabled:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Returns: whether there was something to tell
 */
gboolean
muster_world_run_disabled (MusterWorld *world,
                           const MusterDecideContext *context,
                           MusterBatch *batch)
{
  const MusterRuleBook *book = muster_world_get_rules (world);

  for (guint i = 0; i < book->disabled->len; i++)
    {
      const MusterDisabledRule *rule = g_ptr_array_index (book->disabled, i);
      MusterDisabledRule over = { rule->id, rule->at_us, TRUE, NULL };
      g_autofree char *path = g_strdup (rule->path);

      if (!rule->over)
        continue;
      over.path = path;
      emit (world, context, MUSTER_EVENT_RULE_ENABLED, &over, batch);
      report (world, context, &over, MUSTER_REPORT_RESOLVED, batch);
      return TRUE;
    }
  if (!book->watch.given_up)
    return FALSE;
  tell_given_up (world, context, batch);
  return TRUE;
}
