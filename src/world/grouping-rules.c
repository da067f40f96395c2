/* grouping-rules.c - the rules of grouping as JSON, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/grouping-rules.h"

#include "base/instant.h"
#include "model/error.h"
#include "triage/flaps.h"
#include "world/rules-reading.h"

#include <string.h>

#define WINDOW_MAX_US  (7 * G_TIME_SPAN_DAY)
#define REOPEN_MAX_US  G_TIME_SPAN_DAY
#define PAUSE_MAX_US   (15 * G_TIME_SPAN_MINUTE) /* longer than that nobody may sleep through */
#define NAME_BYTES_MAX 256
#define ALERTS_MAX     1000000
#define AT_LEAST_MAX   1000

static void
read_by (MusterRulesReading *self, MusterGroupingRule *rule)
{
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    {
      g_autofree char *label = muster_rules_read_text (self);

      if (rule->n_names == MUSTER_GROUPING_NAMES_MAX)
        muster_rules_complain (self, "A rule of grouping has at most %d labels in “by”",
                               MUSTER_GROUPING_NAMES_MAX);
      else
        rule->names[rule->n_names++] = g_steal_pointer (&label);
    }
}

static gint64
read_span (MusterRulesReading *self, const char *what, gint64 max_us)
{
  gint64 us = muster_rules_read_duration (self);

  if (us <= 0 || us > max_us)
    muster_rules_complain (self, "“%s” is at most %d minutes, and more than none", what,
                           (int) (max_us / G_TIME_SPAN_MINUTE));
  return us;
}

static void
read_pause (MusterRulesReading *self, MusterGroupingRule *rule)
{
  g_autofree char *text = muster_rules_read_text (self);
  g_autoptr (GError) error = NULL;

  if (strcmp (text, "learned") == 0)
    {
      rule->pause = MUSTER_PAUSE_LEARNED;
      return;
    }
  rule->pause = MUSTER_PAUSE_FIXED;
  if (!muster_duration_parse (text, &rule->pause_us, &error))
    muster_rules_complain (self, "“pause” is “learned”, or a duration: %s", error->message);
  else if (rule->pause_us <= 0 || rule->pause_us > PAUSE_MAX_US)
    muster_rules_complain (self, "“pause” is at most %d minutes, and more than none",
                           (int) (PAUSE_MAX_US / G_TIME_SPAN_MINUTE));
}

/* {"changes":6,"within":"15m","calm":"15m"}; no changes: nothing flaps. */
static void
read_flapping (MusterRulesReading *self, MusterGroupingRule *rule)
{
  MusterText member;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "changes"))
      rule->flap_changes = muster_rules_read_count (self, "changes", 0, MUSTER_FLAP_CHANGES_MAX);
    else if (muster_text_equal (member, "within"))
      rule->flap_within_us = read_span (self, "within", G_TIME_SPAN_DAY);
    else if (muster_text_equal (member, "calm"))
      rule->flap_calm_us = read_span (self, "calm", G_TIME_SPAN_DAY);
    else
      muster_json_reader_skip (self->reader);
  if (rule->flap_changes == 1 || rule->flap_changes == 2)
    muster_rules_complain (self,
                           "An alert that is over once does not flap: “changes” is 3 or more, "
                           "or 0 for none");
}

/* FALSE: it is none of them. */
static gboolean
read_member (MusterRulesReading *self, MusterText member, MusterGroupingRule *rule)
{
  if (muster_text_equal (member, "by"))
    read_by (self, rule);
  else if (muster_text_equal (member, "window"))
    rule->window_us = read_span (self, "window", WINDOW_MAX_US);
  else if (muster_text_equal (member, "sliding"))
    muster_json_reader_bool (self->reader, &rule->sliding);
  else if (muster_text_equal (member, "max"))
    rule->max = muster_rules_read_count (self, "max", 1, ALERTS_MAX);
  else if (muster_text_equal (member, "at_least"))
    rule->at_least = muster_rules_read_count (self, "at_least", 1, AT_LEAST_MAX);
  else if (muster_text_equal (member, "reopen"))
    rule->reopen_us = read_span (self, "reopen", REOPEN_MAX_US);
  else if (muster_text_equal (member, "pause"))
    read_pause (self, rule);
  else if (muster_text_equal (member, "flapping"))
    read_flapping (self, rule);
  else
    return FALSE;
  return TRUE;
}

static gboolean
has_name (const GPtrArray *rules, const char *name)
{
  for (guint i = 0; i + 1 < rules->len; i++)
    if (g_strcmp0 (((const MusterGroupingRule *) g_ptr_array_index (rules, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
read_rule (MusterRulesReading *self, GPtrArray *rules)
{
  MusterGroupingRule *rule = muster_grouping_rule_new ();
  MusterText member;

  g_ptr_array_add (rules, rule);
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "name"))
      {
        g_free (rule->name);
        rule->name = muster_rules_read_text (self);
      }
    else if (muster_text_equal (member, "match"))
      muster_rules_read_matchers (self, rule->matchers);
    else if (!read_member (self, member, rule))
      muster_json_reader_skip (self->reader);
  if (rule->name == NULL || *rule->name == '\0' || strlen (rule->name) > NAME_BYTES_MAX)
    muster_rules_complain (self,
                           "A rule of grouping has a name of 1 to %d bytes: it tells its "
                           "groups from those of others",
                           NAME_BYTES_MAX);
  else if (has_name (rules, rule->name))
    muster_rules_complain (self, "There are two rules of grouping called “%s”", rule->name);
}

/**
 * muster_grouping_read:
 * @body: (nullable): {"by":["alertname"],"rules":[{"name","match","by","window","sliding","max",
 *   "at_least","reopen","pause","flapping"},…]}; beside "rules" stands the rule for what none of
 * them takes
 * @error: return location
 *
 * Members that are not known are passed over: they are of a later version.
 *
 * Returns: (transfer full) (nullable) (element-type MusterGroupingRule): the rules, in order
 */
GPtrArray *
muster_grouping_read (const char *body, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_grouping_rule_free);
  g_autoptr (MusterGroupingRule) rest = muster_grouping_rule_new ();
  MusterRulesReading self = { reader, NULL, 0 };
  MusterText member;

  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (self.why == NULL && muster_json_reader_next_member (reader, &member))
    if (muster_text_equal (member, "rules"))
      muster_rules_read_list (&self, rules, read_rule);
    else if (!read_member (&self, member, rest))
      muster_json_reader_skip (reader);
  if (self.why != NULL)
    {
      g_propagate_error (error, self.why);
      return NULL;
    }
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  g_ptr_array_add (rules, g_steal_pointer (&rest));
  return g_steal_pointer (&rules);
}
