/* alertmanager-file.c - an alertmanager.yml as rules of a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After Alertmanager's documentation of its configuration: route, inhibit_rules, time_intervals and
 * receivers. Its times of waiting have no like here, since an incident opens at once and takes in
 * what follows.
 */
#include "wire/alertmanager-file.h"

#include "base/json-writer.h"
#include "base/matcher.h"

#include <string.h>

#define INDENT "  "

typedef struct
{
  const char *name; /* of the file */
  const MusterYaml *root;
  GString *out;
  GPtrArray *report;
  GPtrArray *way;  /* of MusterMatchers: of the routes that lead to the one at hand, and its own */
  GString *groups; /* rules of grouping */
  gboolean told_waits;
} Converting;

static void tell (Converting *self, const MusterYaml *node, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static void
tell (Converting *self, const MusterYaml *node, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->report, g_strdup_printf ("%s:%u: %s", self->name, node->line, message));
}

/* --- YAML in and out --- */

static const char *
get_text (const MusterYaml *node, const char *key)
{
  const MusterYaml *value = node->type == MUSTER_YAML_MAPPING ? muster_yaml_get (node, key) : NULL;

  return value != NULL && value->type == MUSTER_YAML_SCALAR && !muster_yaml_is_null (value)
             ? value->text
             : NULL;
}

/* A sequence or mapping under that key that has anything in it. */
static const MusterYaml *
get_items (const MusterYaml *node, const char *key, MusterYamlType type)
{
  const MusterYaml *value = node->type == MUSTER_YAML_MAPPING ? muster_yaml_get (node, key) : NULL;

  return value != NULL && value->type == type && value->items->len > 0 ? value : NULL;
}

static const MusterYaml *
get_item (const MusterYaml *node, guint i)
{
  return g_ptr_array_index (node->items, i);
}

/* A JSON string is a YAML one. */
static void
append_quoted (GString *out, const char *text)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, text);
}

static void
append_indent (const Converting *self, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (self->out, INDENT);
}

/* --- matchers --- */

static gboolean
add_parsed (Converting *self, const MusterYaml *node, MusterMatchers *matchers)
{
  g_autoptr (GError) error = NULL;

  if (node->type == MUSTER_YAML_SCALAR && muster_matchers_parse (matchers, node->text, &error))
    return TRUE;
  tell (self, node, "these matchers are left out: %s",
        error != NULL ? error->message : "they are no text");
  return FALSE;
}

/* match and match_re: labels and what they are to be. */
static gboolean
add_labels (Converting *self, const MusterYaml *labels, MusterMatch match, MusterMatchers *matchers)
{
  gboolean all = TRUE;

  for (guint i = 0; labels != NULL && i < labels->items->len; i++)
    {
      const MusterYaml *key = g_ptr_array_index (labels->keys, i);
      const MusterYaml *value = get_item (labels, i);
      g_autoptr (GError) error = NULL;

      if (value->type == MUSTER_YAML_SCALAR &&
          muster_matchers_add (matchers, match, key->text, value->text, &error))
        continue;
      tell (self, key, "the matcher of %s is left out: %s", key->text,
            error != NULL ? error->message : "it is no text");
      all = FALSE;
    }
  return all;
}

/* Of all three ways to say them; FALSE: some are missing, and without them the rule would match
 * more than it did. */
static gboolean
collect_matchers (Converting *self,
                  const MusterYaml *node,
                  const char *prefix,
                  MusterMatchers *matchers)
{
  g_autofree char *equal = g_strconcat (prefix, "match", NULL);
  g_autofree char *regex = g_strconcat (prefix, "match_re", NULL);
  g_autofree char *list = g_strconcat (prefix, "matchers", NULL);
  const MusterYaml *items = get_items (node, list, MUSTER_YAML_SEQUENCE);
  gboolean all =
      add_labels (self, get_items (node, equal, MUSTER_YAML_MAPPING), MUSTER_MATCH_EQUAL, matchers);

  all &=
      add_labels (self, get_items (node, regex, MUSTER_YAML_MAPPING), MUSTER_MATCH_REGEX, matchers);
  for (guint i = 0; items != NULL && i < items->items->len; i++)
    all &= add_parsed (self, get_item (items, i), matchers);
  return all;
}

static void
append_matchers (const Converting *self, const MusterMatchers *matchers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  muster_matchers_append_text (matchers, text);
  append_quoted (self->out, text->str);
}

/* --- time intervals --- */

static const char *const days[] = { "monday", "tuesday",  "wednesday", "thursday",
                                    "friday", "saturday", "sunday" };

static int
find_day (const char *name, gsize n)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (strlen (days[i]) == n && g_ascii_strncasecmp (days[i], name, n) == 0)
      return (int) i;
  return -1;
}

/* "monday" or "monday:friday" as bits; 0: neither */
static guint
read_days (const char *text)
{
  const char *colon = strchr (text, ':');
  int from = find_day (text, colon != NULL ? (gsize) (colon - text) : strlen (text));
  int to = colon != NULL ? find_day (colon + 1, strlen (colon + 1)) : from;
  guint bits = 0;

  if (from < 0 || to < from)
    return 0;
  for (int i = from; i <= to; i++)
    bits |= 1u << i;
  return bits;
}

static const MusterYaml *
find_interval (const Converting *self, const char *name)
{
  static const char *const keys[] = { "time_intervals", "mute_time_intervals" };

  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      const MusterYaml *list = get_items (self->root, keys[k], MUSTER_YAML_SEQUENCE);

      for (guint i = 0; list != NULL && i < list->items->len; i++)
        if (g_strcmp0 (get_text (get_item (list, i), "name"), name) == 0)
          return get_item (list, i);
    }
  return NULL;
}

static void
append_window (const Converting *self, guint bits, const char *from, const char *to)
{
  g_string_append (self->out, "{days: [");
  for (guint i = 0, n = 0; i < G_N_ELEMENTS (days); i++)
    if ((bits & (1u << i)) != 0)
      g_string_append_printf (self->out, "%s%.2s", n++ > 0 ? ", " : "", days[i]);
  g_string_append (self->out, "], from: ");
  append_quoted (self->out, from);
  g_string_append (self->out, ", to: ");
  append_quoted (self->out, to);
  g_string_append (self->out, "}, ");
}

static gboolean
is_weekly (const MusterYaml *interval)
{
  static const char *const others[] = { "days_of_month", "months", "years" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (muster_yaml_get (interval, others[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* Windows of one interval; FALSE: they are not all hours of a week. */
static gboolean
append_windows (Converting *self, const MusterYaml *interval, const char **zone)
{
  const MusterYaml *weekdays = get_items (interval, "weekdays", MUSTER_YAML_SEQUENCE);
  const MusterYaml *times = get_items (interval, "times", MUSTER_YAML_SEQUENCE);
  const char *location = get_text (interval, "location");
  guint bits = weekdays == NULL ? 0x7f : 0;

  location = location != NULL ? location : "UTC";
  if (!is_weekly (interval) || (*zone != NULL && strcmp (*zone, location) != 0))
    return FALSE;
  *zone = location;
  for (guint i = 0; weekdays != NULL && i < weekdays->items->len; i++)
    {
      guint some =
          read_days (get_item (weekdays, i)->text != NULL ? get_item (weekdays, i)->text : "");

      if (some == 0)
        return FALSE;
      bits |= some;
    }
  if (times == NULL)
    append_window (self, bits, "00:00", "24:00");
  for (guint i = 0; times != NULL && i < times->items->len; i++)
    {
      const char *from = get_text (get_item (times, i), "start_time");
      const char *to = get_text (get_item (times, i), "end_time");

      if (from == NULL || to == NULL || strlen (from) != 5 || strlen (to) != 5)
        return FALSE;
      append_window (self, bits, from, to);
    }
  return TRUE;
}

/* hours: of the names of intervals in which a route is active. */
static void
append_hours (Converting *self, const MusterYaml *names, guint depth)
{
  gsize before = self->out->len;
  const char *zone = NULL;
  gboolean good = TRUE;
  g_autofree char *windows = NULL;

  for (guint i = 0; good && i < names->items->len; i++)
    {
      const MusterYaml *found = find_interval (self, get_item (names, i)->text);
      const MusterYaml *list =
          found != NULL ? get_items (found, "time_intervals", MUSTER_YAML_SEQUENCE) : NULL;

      good = list != NULL;
      for (guint j = 0; good && j < list->items->len; j++)
        good = append_windows (self, get_item (list, j), &zone);
    }
  windows = g_strdup (self->out->str + before);
  g_string_truncate (self->out, before);
  if (!good || strlen (windows) < 2)
    {
      tell (self, names,
            "these time intervals are left out: only hours of days of the week, in one "
            "zone, become the hours of a route");
      return;
    }
  windows[strlen (windows) - 2] = '\0';
  append_indent (self, depth);
  g_string_append (self->out, "hours: {zone: ");
  append_quoted (self->out, zone);
  g_string_append_printf (self->out, ", windows: [%s]}\n", windows);
}

/* --- routes --- */

static void
tell_waits (Converting *self, const MusterYaml *node)
{
  static const char *const keys[] = { "group_wait", "group_interval", "repeat_interval" };

  for (guint i = 0; i < G_N_ELEMENTS (keys) && !self->told_waits; i++)
    if (muster_yaml_get (node, keys[i]) != NULL)
      {
        tell (self, muster_yaml_get (node, keys[i]),
              "group_wait, group_interval and repeat_interval are left out: an incident opens at "
              "once, takes in what follows, and is paged by its escalation policy");
        self->told_waits = TRUE;
      }
}

/* --- grouping --- */

/* The labels as [a, b]; FALSE: there are none, or they cannot be. */
static gboolean
append_group_by (Converting *self, const MusterYaml *route, GString *out)
{
  const MusterYaml *by = get_items (route, "group_by", MUSTER_YAML_SEQUENCE);

  if (by == NULL)
    return FALSE;
  if (by->items->len > 8 || g_strcmp0 (get_item (by, 0)->text, "...") == 0)
    {
      tell (self, by, "group_by is left out: it names 1 to 8 labels here");
      return FALSE;
    }
  g_string_append_c (out, '[');
  for (guint i = 0; i < by->items->len; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      append_quoted (out, get_item (by, i)->text != NULL ? get_item (by, i)->text : "");
    }
  g_string_append_c (out, ']');
  return TRUE;
}

/* A rule for what comes this way; what its children take stands before it. */
static void
add_group_rule (Converting *self, const MusterYaml *route)
{
  g_autoptr (GString) by = g_string_new (NULL);

  if (!append_group_by (self, route, by))
    return;
  g_string_append_printf (self->groups, INDENT INDENT "- {name: \"route in line %u\", match: [",
                          route->line);
  for (guint i = 0; i < self->way->len; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      muster_matchers_append_text (g_ptr_array_index (self->way, i), text);
      g_string_append (self->groups, i > 0 ? ", " : "");
      append_quoted (self->groups, text->str);
    }
  g_string_append_printf (self->groups, "], by: %s}\n", by->str);
}

static void
append_grouping (Converting *self, const MusterYaml *route)
{
  g_autoptr (GString) by = g_string_new (NULL);
  gboolean has_by = append_group_by (self, route, by);

  if (!has_by && self->groups->len == 0)
    return;
  g_string_append (self->out, "grouping:\n");
  if (has_by)
    g_string_append_printf (self->out, INDENT "by: %s\n", by->str);
  if (self->groups->len > 0)
    g_string_append_printf (self->out, INDENT "rules:\n%s", self->groups->str);
}

/* --- routes --- */

static void append_routes (Converting *self, const MusterYaml *routes, guint depth);

static void
append_route (Converting *self, const MusterYaml *route, guint depth)
{
  const MusterYaml *active = get_items (route, "active_time_intervals", MUSTER_YAML_SEQUENCE);
  const MusterYaml *muted = get_items (route, "mute_time_intervals", MUSTER_YAML_SEQUENCE);
  const MusterYaml *children = get_items (route, "routes", MUSTER_YAML_SEQUENCE);
  const char *receiver = get_text (route, "receiver");
  const char *goes_on = get_text (route, "continue");
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();

  if (!collect_matchers (self, route, "", matchers))
    {
      tell (self, route, "this route is left out: without those matchers it would take more");
      return;
    }
  append_indent (self, depth);
  g_string_append (self->out, "- match: ");
  append_matchers (self, matchers);
  g_ptr_array_add (self->way, matchers);
  g_string_append_c (self->out, '\n');
  if (receiver != NULL)
    {
      append_indent (self, depth + 1);
      g_string_append (self->out, "to: {team: ");
      append_quoted (self->out, receiver);
      g_string_append (self->out, "}\n");
    }
  if (active != NULL)
    append_hours (self, active, depth + 1);
  if (muted != NULL)
    tell (self, muted,
          "mute_time_intervals are left out: a maintenance window or a silence does it");
  tell_waits (self, route);
  if (goes_on != NULL && strcmp (goes_on, "true") == 0)
    {
      append_indent (self, depth + 1);
      g_string_append (self->out, "continue: true\n");
    }
  if (children != NULL)
    {
      append_indent (self, depth + 1);
      g_string_append (self->out, "routes:\n");
      append_routes (self, children, depth + 2);
    }
  add_group_rule (self, route);
  g_ptr_array_set_size (self->way, self->way->len - 1);
}

static void
append_routes (Converting *self, const MusterYaml *routes, guint depth)
{
  for (guint i = 0; i < routes->items->len; i++)
    append_route (self, get_item (routes, i), depth);
}

/* --- the file --- */

static void
append_teams (Converting *self, const MusterYaml *receivers)
{
  g_string_append (self->out, "teams:\n");
  for (guint i = 0; i < receivers->items->len; i++)
    {
      const MusterYaml *receiver = get_item (receivers, i);
      const char *name = get_text (receiver, "name");
      g_autoptr (GString) kinds = g_string_new (NULL);

      if (name == NULL)
        continue;
      for (guint k = 0; k < receiver->keys->len; k++)
        {
          const MusterYaml *key = g_ptr_array_index (receiver->keys, k);

          if (strcmp (key->text, "name") != 0)
            g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "", key->text);
        }
      g_string_append (self->out, INDENT "- {name: ");
      append_quoted (self->out, name);
      g_string_append (self->out, "}\n");
      tell (self, receiver, "receiver %s became a team: say its people%s%s", name,
            kinds->len > 0 ? "; left out: " : "", kinds->str);
    }
}

static void
append_inhibit (Converting *self, const MusterYaml *rule)
{
  const MusterYaml *equal = get_items (rule, "equal", MUSTER_YAML_SEQUENCE);
  g_autoptr (MusterMatchers) source = muster_matchers_new ();
  g_autoptr (MusterMatchers) target = muster_matchers_new ();

  if (!collect_matchers (self, rule, "source_", source) ||
      !collect_matchers (self, rule, "target_", target) || muster_matchers_match_nothing (source) ||
      muster_matchers_match_nothing (target))
    {
      tell (self, rule,
            "this rule of inhibition is left out: its source and its target each name a "
            "value that is not empty");
      return;
    }
  g_string_append (self->out, INDENT "- source: ");
  append_matchers (self, source);
  g_string_append (self->out, "\n" INDENT INDENT "target: ");
  append_matchers (self, target);
  g_string_append_c (self->out, '\n');
  if (equal == NULL)
    return;
  g_string_append (self->out, INDENT INDENT "equal: [");
  for (guint i = 0; i < equal->items->len; i++)
    {
      g_string_append (self->out, i > 0 ? ", " : "");
      append_quoted (self->out, get_item (equal, i)->text != NULL ? get_item (equal, i)->text : "");
    }
  g_string_append (self->out, "]\n");
}

static void
tell_others (Converting *self)
{
  static const char *const known[] = { "route",          "receivers",           "inhibit_rules",
                                       "time_intervals", "mute_time_intervals", NULL };

  for (guint i = 0; i < self->root->keys->len; i++)
    {
      const MusterYaml *key = g_ptr_array_index (self->root->keys, i);

      if (!g_strv_contains (known, key->text))
        tell (self, key, "%s is left out", key->text);
    }
}

static gboolean
fail (const Converting *self, const char *what, GError **error)
{
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "%s: %s", self->name, what);
  return FALSE;
}

/**
 * muster_alertmanager_file_convert:
 * @name: the file's, for errors and the report
 * @text: an alertmanager.yml
 * @n: its bytes
 * @out: where the team file goes
 * @report: (element-type utf8): where a line goes for everything that did not map
 * @error: (out): as muster_yaml_parse(), or where it has no route with a receiver
 *
 * Returns: whether there is a team file now
 */
gboolean
muster_alertmanager_file_convert (const char *name,
                                  const char *text,
                                  gsize n,
                                  GString *out,
                                  GPtrArray *report,
                                  GError **error)
{
  g_autoptr (MusterYaml) root = muster_yaml_parse (name, text, n, error);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  g_autoptr (GString) groups = g_string_new (NULL);
  Converting self = { name, root, out, report, way, groups, FALSE };
  const MusterYaml *route, *children, *receivers, *inhibit;
  const char *receiver;
  gsize before;

  if (root == NULL)
    return FALSE;
  route = get_items (root, "route", MUSTER_YAML_MAPPING);
  receivers = get_items (root, "receivers", MUSTER_YAML_SEQUENCE);
  receiver = route != NULL ? get_text (route, "receiver") : NULL;
  if (receiver == NULL || receivers == NULL)
    return fail (&self, "it has no route with a receiver, or no receivers", error);
  children = get_items (route, "routes", MUSTER_YAML_SEQUENCE);
  inhibit = get_items (root, "inhibit_rules", MUSTER_YAML_SEQUENCE);
  append_teams (&self, receivers);
  tell_waits (&self, route);
  g_string_append (out, "routes:\n" INDENT "- to: {team: ");
  append_quoted (out, receiver);
  g_string_append (out, "}\n");
  if (children != NULL)
    {
      g_string_append (out, INDENT INDENT "routes:\n");
      append_routes (&self, children, 3);
    }
  append_grouping (&self, route);
  g_string_append (out, "inhibit:");
  before = out->len;
  g_string_append_c (out, '\n');
  for (guint i = 0; inhibit != NULL && i < inhibit->items->len; i++)
    append_inhibit (&self, get_item (inhibit, i));
  if (out->len == before + 1)
    g_string_insert (out, (gssize) before, " []");
  tell_others (&self);
  return TRUE;
}
