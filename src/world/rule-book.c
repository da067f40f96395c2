/* rule-book.c - the rules of triage that are in force
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/rule-book.h"

#include "world/severity-overrides.h"

#include <string.h>

/**
 * muster_disabled_rule_free:
 * @self: a rule that is disabled
 *
 * Frees it.
 */
void
muster_disabled_rule_free (MusterDisabledRule *self)
{
  g_free (self->path);
  g_free (self);
}

static GPtrArray *
no_rules (void)
{
  return g_ptr_array_new ();
}

/**
 * muster_rule_book_new:
 *
 * Returns: (transfer full): a book without rules
 */
MusterRuleBook *
muster_rule_book_new (void)
{
  MusterRuleBook *self = g_new0 (MusterRuleBook, 1);

  self->grouping = muster_grouping_read (NULL, NULL);
  self->routes = no_rules ();
  self->severities = no_rules ();
  self->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_severity_override_free);
  self->spells = muster_override_spells_new ();
  self->inhibition = muster_inhibition_new (no_rules ());
  self->disabled = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_disabled_rule_free);
  return self;
}

/**
 * muster_rule_book_free:
 * @self: a book
 *
 * Frees it.
 */
void
muster_rule_book_free (MusterRuleBook *self)
{
  g_ptr_array_unref (self->grouping);
  g_ptr_array_unref (self->routes);
  g_ptr_array_unref (self->severities);
  g_ptr_array_unref (self->overrides);
  muster_override_spells_free (self->spells);
  g_ptr_array_unref (self->disabled);
  muster_inhibition_free (self->inhibition);
  g_free (self);
}

typedef GPtrArray *(*ReadFunc) (const char *body, GError **error);

/* What the object says; nothing, where it is gone or of a version that says more than we know. */
static GPtrArray *
read_rules (const MusterObject *object, ReadFunc read)
{
  GPtrArray *rules = NULL;

  if (!object->removed && object->body != NULL)
    rules = read (object->body, NULL);
  return rules != NULL ? rules : no_rules ();
}

static void
replace (GPtrArray **rules, const MusterObject *object, ReadFunc read)
{
  g_ptr_array_unref (*rules);
  *rules = read_rules (object, read);
}

static void
replace_grouping (MusterRuleBook *self, const MusterObject *object)
{
  GPtrArray *rules = muster_grouping_read (object->removed ? NULL : object->body, NULL);

  g_ptr_array_unref (self->grouping);
  self->grouping = rules != NULL ? rules : muster_grouping_read (NULL, NULL);
}

static int
compare_overrides (gconstpointer a, gconstpointer b)
{
  const MusterSeverityOverride *const *x = a, *const *y = b;

  return muster_ulid_compare ((*x)->id, (*y)->id);
}

static void
replace_override (MusterRuleBook *self, const MusterObject *object)
{
  MusterSeverityOverride *override = muster_severity_override_read (object);

  for (guint i = self->overrides->len; i > 0; i--)
    if (muster_ulid_equal (
            ((MusterSeverityOverride *) g_ptr_array_index (self->overrides, i - 1))->id,
            object->id))
      g_ptr_array_remove_index (self->overrides, i - 1);
  if (override == NULL)
    return;
  g_ptr_array_add (self->overrides, override);
  g_ptr_array_sort (self->overrides, compare_overrides);
}

/**
 * muster_rule_book_fold:
 * @self: a book
 * @object: something that was configured or removed
 *
 * Returns: what changed by it
 */
MusterRulesChange
muster_rule_book_fold (MusterRuleBook *self, const MusterObject *object)
{
  if (strcmp (object->type, MUSTER_OBJECT_GROUPING) == 0)
    {
      replace_grouping (self, object);
      return MUSTER_RULES_GROUPING_CHANGED;
    }
  if (strcmp (object->type, MUSTER_OBJECT_SEVERITY_OVERRIDE) == 0)
    {
      replace_override (self, object);
      return MUSTER_RULES_CHANGED;
    }
  if (strcmp (object->type, MUSTER_OBJECT_RULES) != 0)
    return MUSTER_RULES_UNCHANGED;
  if (strcmp (object->name, MUSTER_RULES_ROUTES) == 0)
    replace (&self->routes, object, muster_rules_read_routes);
  else if (strcmp (object->name, MUSTER_RULES_SEVERITY_MAP) == 0)
    replace (&self->severities, object, muster_rules_read_severity_map);
  else if (strcmp (object->name, MUSTER_RULES_INHIBIT) == 0)
    {
      muster_inhibition_free (self->inhibition);
      self->inhibition = muster_inhibition_new (read_rules (object, muster_rules_read_inhibit));
      return MUSTER_RULES_INHIBITION_CHANGED;
    }
  else
    return MUSTER_RULES_UNCHANGED;
  return MUSTER_RULES_CHANGED;
}
