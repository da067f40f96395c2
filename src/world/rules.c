/* rules.c - the rules of triage as JSON, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/rules.h"

#include "base/wall-time.h"
#include "model/error.h"
#include "world/rules-reading.h"

#include <string.h>

/* --- hours --- */

static void
read_window (MusterRulesReading *self, MusterHours *hours)
{
  MusterHoursWindow window = { .days = 0x7f, .to_min = MUSTER_MINUTES_A_DAY };
  MusterText member;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "days"))
      {
        window.days = 0;
        muster_json_reader_enter_array (self->reader);
        while (muster_json_reader_next_item (self->reader))
          {
            g_autofree char *day = muster_rules_read_text (self);
            guint8 bit = 0;

            if (!muster_hours_parse_day (day, &bit))
              muster_rules_complain (self, "“%s” is no day: mo, tu, we, th, fr, sa or su", day);
            window.days |= bit;
          }
      }
    else
      {
        gboolean is_from = muster_text_equal (member, "from");
        g_autofree char *minute = muster_rules_read_text (self);

        if (!muster_hours_parse_minute (minute, is_from ? &window.from_min : &window.to_min))
          muster_rules_complain (self, "“%s” is no time of day such as 20:00", minute);
      }
  g_array_append_val (hours->windows, window);
}

static MusterHours *
read_hours (MusterRulesReading *self)
{
  g_autoptr (MusterHours) hours = NULL;
  MusterText member;

  hours = muster_hours_new ("UTC");
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "zone"))
      {
        g_autofree char *name = muster_rules_read_text (self);
        GTimeZone *zone = muster_time_zone_new (name);

        if (zone == NULL)
          muster_rules_complain (self, "There is no time zone “%s”", name);
        else
          {
            g_time_zone_unref (hours->zone);
            hours->zone = zone;
          }
      }
    else if (muster_text_equal (member, "windows"))
      {
        muster_json_reader_enter_array (self->reader);
        while (muster_json_reader_next_item (self->reader))
          read_window (self, hours);
      }
    else
      muster_json_reader_skip (self->reader);
  return g_steal_pointer (&hours);
}

/* --- routes --- */

static void
read_target (MusterRulesReading *self, MusterRouteTarget *target)
{
  static const char *const kinds[] = { "policy", "team", "schedule", "person" };
  MusterText member;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    {
      g_autofree char *name = muster_rules_read_text (self);

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (muster_text_equal (member, kinds[i]) && target->kind == NULL)
          {
            target->kind = kinds[i];
            target->name = g_steal_pointer (&name);
            break;
          }
    }
  if (target->kind == NULL)
    muster_rules_complain (self, "A route leads to a policy, a team, a schedule or a person");
}

static void read_routes (MusterRulesReading *self,
                         const MusterRoute *parent,
                         const char *path,
                         guint depth,
                         GPtrArray *routes);

static void
read_route_member (MusterRulesReading *self, MusterText member, MusterRoute *route, guint depth)
{
  if (muster_text_equal (member, "name"))
    {
      g_free (route->name);
      route->name = muster_rules_read_text (self);
    }
  else if (muster_text_equal (member, "match"))
    muster_rules_read_matchers (self, route->matchers);
  else if (muster_text_equal (member, "hours"))
    {
      g_clear_pointer (&route->hours, muster_hours_free);
      route->hours = read_hours (self);
    }
  else if (muster_text_equal (member, "severity"))
    route->severity = muster_rules_read_severity (self);
  else if (muster_text_equal (member, "to"))
    read_target (self, &route->target);
  else if (muster_text_equal (member, "continue"))
    muster_json_reader_bool (self->reader, &route->goes_on);
  else if (muster_text_equal (member, "routes"))
    {
      g_autofree char *path = g_strconcat (route->path, ".routes", NULL);

      read_routes (self, route, path, depth + 1, route->children);
    }
  else
    muster_json_reader_skip (self->reader);
}

static void
read_routes (MusterRulesReading *self,
             const MusterRoute *parent,
             const char *path,
             guint depth,
             GPtrArray *routes)
{
  if (depth > MUSTER_ROUTE_DEPTH_MAX)
    muster_rules_complain (self, "Routes stand in one another at most %d deep",
                           MUSTER_ROUTE_DEPTH_MAX);
  muster_json_reader_enter_array (self->reader);
  while (self->why == NULL && muster_json_reader_next_item (self->reader))
    {
      MusterRoute *route = muster_route_new (parent);
      MusterText member;

      route->path = g_strdup_printf ("%s[%u]", path, routes->len);
      g_ptr_array_add (routes, route);
      if (++self->n_rules > MUSTER_RULES_MAX)
        muster_rules_complain (self, "There are over %d routes", MUSTER_RULES_MAX);
      muster_json_reader_enter_object (self->reader);
      while (self->why == NULL && muster_json_reader_next_member (self->reader, &member))
        read_route_member (self, member, route, depth);
    }
}

/* --- the other rules --- */

static void
read_severity_rule (MusterRulesReading *self, GPtrArray *rules)
{
  MusterSeverityRule *rule = muster_severity_rule_new ();
  MusterText member;

  g_ptr_array_add (rules, rule);
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "match"))
      muster_rules_read_matchers (self, rule->matchers);
    else if (muster_text_equal (member, "severity"))
      rule->severity = muster_rules_read_severity (self);
    else
      muster_json_reader_skip (self->reader);
  if (rule->severity == MUSTER_SEVERITY_NONE)
    muster_rules_complain (self, "A rule of the severity map gives a severity");
}

static void
read_equal (MusterRulesReading *self, MusterInhibitionRule *rule)
{
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    {
      g_autofree char *label = muster_rules_read_text (self);

      if (rule->n_equal == MUSTER_INHIBITION_EQUAL_MAX)
        muster_rules_complain (self, "A rule of inhibition has at most %d labels in “equal”",
                               MUSTER_INHIBITION_EQUAL_MAX);
      else
        rule->equal[rule->n_equal++] = g_steal_pointer (&label);
    }
}

static void
read_inhibition_rule (MusterRulesReading *self, GPtrArray *rules)
{
  MusterInhibitionRule *rule = muster_inhibition_rule_new ();
  MusterText member;

  g_ptr_array_add (rules, rule);
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "name"))
      {
        g_free (rule->name);
        rule->name = muster_rules_read_text (self);
      }
    else if (muster_text_equal (member, "source"))
      muster_rules_read_matchers (self, rule->source);
    else if (muster_text_equal (member, "target"))
      muster_rules_read_matchers (self, rule->target);
    else if (muster_text_equal (member, "equal"))
      read_equal (self, rule);
    else
      muster_json_reader_skip (self->reader);
  if (muster_matchers_match_nothing (rule->source) || muster_matchers_match_nothing (rule->target))
    muster_rules_complain (
        self, "The source and the target of a rule of inhibition each name a value that is "
              "not empty, else they match nearly everything");
}

/* --- bodies --- */

static void
read_all_routes (MusterRulesReading *self, GPtrArray *rules)
{
  read_routes (self, NULL, "routes", 1, rules);
  if (rules->len > 0 && !muster_routes_catch_all (rules))
    muster_rules_complain (
        self, "The last route must take whatever comes: without “match” and “hours”, and with "
              "“to”. So nothing is left without somebody who hears of it");
}

static void
read_severity_map (MusterRulesReading *self, GPtrArray *rules)
{
  muster_rules_read_list (self, rules, read_severity_rule);
}

static void
read_inhibit (MusterRulesReading *self, GPtrArray *rules)
{
  muster_rules_read_list (self, rules, read_inhibition_rule);
}

/**
 * muster_rules_read_routes:
 * @body: {"rules":[{"name","match","hours","severity","to","continue","routes"},…]}
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type MusterRoute): the routes, in order
 */
GPtrArray *
muster_rules_read_routes (const char *body, GError **error)
{
  return muster_rules_read_body (body, (GDestroyNotify) muster_route_free, read_all_routes, error);
}

/**
 * muster_rules_read_severity_map:
 * @body: {"rules":[{"match","severity"},…]}
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type MusterSeverityRule): the rules, in order
 */
GPtrArray *
muster_rules_read_severity_map (const char *body, GError **error)
{
  return muster_rules_read_body (body, (GDestroyNotify) muster_severity_rule_free,
                                 read_severity_map, error);
}

/**
 * muster_rules_read_inhibit:
 * @body: {"rules":[{"name","source","target","equal"},…]}
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type MusterInhibitionRule): the rules, in order
 */
GPtrArray *
muster_rules_read_inhibit (const char *body, GError **error)
{
  return muster_rules_read_body (body, (GDestroyNotify) muster_inhibition_rule_free, read_inhibit,
                                 error);
}

/**
 * muster_rules_check:
 * @name: of an object of type "rules"
 * @body: what it is to say
 * @error: return location
 *
 * Returns: whether there are such rules, and these are some
 */
gboolean
muster_rules_check (const char *name, const char *body, GError **error)
{
  static const struct
  {
    const char *name;
    GPtrArray *(*read) (const char *body, GError **error);
  } kinds[] = {
    { MUSTER_RULES_ROUTES, muster_rules_read_routes },
    { MUSTER_RULES_SEVERITY_MAP, muster_rules_read_severity_map },
    { MUSTER_RULES_INHIBIT, muster_rules_read_inhibit },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      {
        g_autoptr (GPtrArray) rules = kinds[i].read (body != NULL ? body : "{}", error);

        return rules != NULL;
      }
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
               "There are no rules called “%s”", name);
  return FALSE;
}
