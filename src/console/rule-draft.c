/* rule-draft.c - rules of triage while somebody edits them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A rule is its members as they are written: what the form does not know stays as it is. */
#include "console/rule-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json-writer.h"
#include "base/safe-text.h"
#include "model/error.h"
#include "world/grouping-rules.h"
#include "world/rules.h"

#define FIELD(name, title, type)                                                                   \
  {                                                                                                \
    name, title, MUSTER_RULE_FIELD_##type                                                          \
  }

static const MusterRuleKind kinds[] = {
  { MUSTER_OBJECT_RULES,
    MUSTER_RULES_ROUTES,
    N_ ("Routes"),
    N_ ("Who hears of an alert. The first that matches counts; the last takes whatever comes."),
    FALSE,
    { FIELD ("name", N_ ("Name"), TEXT), FIELD ("match", N_ ("Which alerts"), MATCHERS),
      FIELD ("to", N_ ("Who hears of them, as team:platform"), TARGET),
      FIELD ("severity", N_ ("Severity, 1 to 5"), SEVERITY),
      FIELD ("continue", N_ ("Go on to the next route"), SWITCH) } },
  { MUSTER_OBJECT_RULES,
    MUSTER_RULES_SEVERITY_MAP,
    N_ ("Severity"),
    N_ ("How bad an alert is. The first that matches counts."),
    FALSE,
    { FIELD ("match", N_ ("Which alerts"), MATCHERS),
      FIELD ("severity", N_ ("Severity, 1 to 5"), SEVERITY) } },
  { MUSTER_OBJECT_RULES,
    MUSTER_RULES_INHIBIT,
    N_ ("Inhibition"),
    N_ ("Alerts that stand for others while they fire."),
    TRUE,
    { FIELD ("name", N_ ("Name"), TEXT),
      FIELD ("source", N_ ("While such an alert fires"), MATCHERS),
      FIELD ("target", N_ ("hold these back"), MATCHERS),
      FIELD ("equal", N_ ("where these labels agree"), LABELS) } },
  { MUSTER_OBJECT_GROUPING,
    MUSTER_GROUPING_DEFAULT,
    N_ ("Grouping"),
    N_ ("Which alerts are one incident. The first that matches counts."),
    TRUE,
    { FIELD ("name", N_ ("Name"), TEXT), FIELD ("match", N_ ("Which alerts"), MATCHERS),
      FIELD ("by", N_ ("One incident for each of these labels"), LABELS),
      FIELD ("window", N_ ("Within, as 30m"), TEXT),
      FIELD ("sliding", N_ ("Each alert begins that anew"), SWITCH),
      FIELD ("at_least", N_ ("Only when so many fire"), NUMBER),
      FIELD ("max", N_ ("At most so many alerts"), NUMBER),
      FIELD ("reopen", N_ ("Reopen within, as 10m"), TEXT) } },
};

typedef struct
{
  char *name;
  char *raw; /* JSON */
} Member;

struct _MusterRuleDraft
{
  const MusterRuleKind *kind;
  GPtrArray *outer; /* of Member: of the body, but for "rules" */
  GPtrArray *rules; /* of GPtrArray of Member */
};

/**
 * muster_rule_kinds:
 * @n: (out): how many
 *
 * Returns: (transfer none): the sorts of rules
 */
const MusterRuleKind *
muster_rule_kinds (guint *n)
{
  *n = G_N_ELEMENTS (kinds);
  return kinds;
}

/* --- reading --- */

static void
member_free (gpointer data)
{
  Member *self = data;

  g_free (self->name);
  g_free (self->raw);
  g_free (self);
}

static GPtrArray *
members_new (void)
{
  return g_ptr_array_new_with_free_func (member_free);
}

static void
set_raw (GPtrArray *members, const char *name, char *raw /* transfer full, nullable */)
{
  Member *member;

  for (guint i = 0; i < members->len; i++)
    {
      member = g_ptr_array_index (members, i);
      if (strcmp (member->name, name) != 0)
        continue;
      if (raw)
        {
          g_free (member->raw);
          member->raw = raw;
        }
      else
        g_ptr_array_remove_index (members, i);
      return;
    }
  if (!raw)
    return;
  member = g_new0 (Member, 1);
  member->name = g_strdup (name);
  member->raw = raw;
  g_ptr_array_add (members, member);
}

static void
read_member (MusterJsonReader *reader, MusterText name, GPtrArray *members)
{
  g_autofree char *copy = muster_text_dup (name);
  MusterText raw;

  if (muster_json_reader_raw (reader, &raw))
    set_raw (members, copy, muster_text_dup (raw));
}

static GPtrArray *
read_rule (MusterJsonReader *reader)
{
  GPtrArray *members = members_new ();
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_member (reader, name, members);
  return members;
}

static void
read_body (MusterRuleDraft *self, const char *body)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "rules") && muster_json_reader_peek (reader) == MUSTER_JSON_ARRAY)
      {
        muster_json_reader_enter_array (reader);
        while (muster_json_reader_next_item (reader))
          g_ptr_array_add (self->rules, read_rule (reader));
      }
    else
      read_member (reader, name, self->outer);
}

/**
 * muster_rule_draft_new:
 * @kind: which sort
 * @body: (nullable): as it is configured; %NULL: there are none yet
 *
 * Returns: (transfer full): the rules
 */
MusterRuleDraft *
muster_rule_draft_new (const MusterRuleKind *kind, const char *body)
{
  MusterRuleDraft *self = g_new0 (MusterRuleDraft, 1);

  self->kind = kind;
  self->outer = members_new ();
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (body)
    read_body (self, body);
  return self;
}

/**
 * muster_rule_draft_free:
 * @self: rules
 */
void
muster_rule_draft_free (MusterRuleDraft *self)
{
  g_ptr_array_unref (self->outer);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* --- a field --- */

static const char *
get_raw (const GPtrArray *members, const char *name)
{
  for (guint i = 0; i < members->len; i++)
    if (strcmp (((Member *) g_ptr_array_index (members, i))->name, name) == 0)
      return ((Member *) g_ptr_array_index (members, i))->raw;
  return NULL;
}

/* {"team":"platform"} as "team:platform" */
static char *
tell_target (MusterJsonReader *reader)
{
  MusterText kind, name;

  muster_json_reader_enter_object (reader);
  if (!muster_json_reader_next_member (reader, &kind))
    return g_strdup ("");
  {
    g_autofree char *of = muster_text_dup (kind);
    g_autofree char *called =
        muster_json_reader_string (reader, &name) ? muster_text_dup (name) : NULL;

    return g_strdup_printf ("%s:%s", of, called ? called : "");
  }
}

static char *
tell_list (MusterJsonReader *reader)
{
  GString *out = g_string_new (NULL);
  MusterText text;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
    g_string_append_printf (out, "%s%.*s", out->len > 0 ? ", " : "", (int) text.n, text.bytes);
  return g_string_free (out, FALSE);
}

static char *
tell_raw (const char *raw)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText text;

  muster_json_reader_begin (reader, raw, strlen (raw), NULL);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
      muster_json_reader_string (reader, &text))
    return muster_text_dup (text);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_ARRAY)
    return tell_list (reader);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
    return tell_target (reader);
  return g_strdup (raw);
}

/**
 * muster_rule_draft_dup:
 * @self: rules
 * @rule: which one
 * @field: which part of it
 *
 * Returns: (transfer full): what it says, as it is typed
 */
char *
muster_rule_draft_dup (const MusterRuleDraft *self, guint rule, const MusterRuleField *field)
{
  const char *raw = get_raw (g_ptr_array_index (self->rules, rule), field->name);

  if (field->type == MUSTER_RULE_FIELD_SWITCH)
    return g_strdup (g_strcmp0 (raw, "true") == 0 ? "yes" : "");
  return raw ? tell_raw (raw) : g_strdup ("");
}

static char *
write_list (const char *value)
{
  g_auto (GStrv) names = g_strsplit_set (value, ", ", -1);
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_array (&writer);
  for (guint i = 0; names[i]; i++)
    if (*names[i])
      muster_json_string (&writer, names[i]);
  muster_json_end_array (&writer);
  return g_string_free (out, FALSE);
}

static char *
write_target (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, parts[1] ? g_strstrip (parts[0]) : "team",
                             g_strstrip (parts[parts[1] ? 1 : 0]));
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

static char *
write_string (const char *value)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, value);
  return g_string_free (out, FALSE);
}

static char *
write_value (const MusterRuleField *field, const char *value)
{
  guint64 number;

  if (field->type == MUSTER_RULE_FIELD_SWITCH)
    return g_strdup ("true");
  if (field->type == MUSTER_RULE_FIELD_LABELS)
    return write_list (value);
  if (field->type == MUSTER_RULE_FIELD_TARGET)
    return write_target (value);
  if ((field->type == MUSTER_RULE_FIELD_NUMBER || field->type == MUSTER_RULE_FIELD_SEVERITY) &&
      g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &number, NULL))
    return g_strdup_printf ("%u", (guint) number);
  return write_string (value);
}

/**
 * muster_rule_draft_set:
 * @self: rules
 * @rule: which one
 * @field: which part of it
 * @value: as it is typed; "": it says nothing
 *
 * Sets a part; what was not touched stays as it was written.
 */
void
muster_rule_draft_set (MusterRuleDraft *self,
                       guint rule,
                       const MusterRuleField *field,
                       const char *value)
{
  GPtrArray *members = g_ptr_array_index (self->rules, rule);
  g_autofree char *was = muster_rule_draft_dup (self, rule, field);

  if (strcmp (was, value) != 0)
    set_raw (members, field->name, *value ? write_value (field, value) : NULL);
}

static gboolean
is_field (const MusterRuleKind *kind, const char *name)
{
  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && kind->fields[i].name; i++)
    if (strcmp (kind->fields[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * muster_rule_draft_tell:
 * @self: rules
 * @rule: which one
 *
 * Returns: (transfer full): the rule in a line, fit to be shown
 */
char *
muster_rule_draft_tell (const MusterRuleDraft *self, guint rule)
{
  const GPtrArray *members = g_ptr_array_index (self->rules, rule);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = g_ptr_array_index (members, i);
      g_autofree char *value = is_field (self->kind, member->name) ? tell_raw (member->raw) : NULL;

      if (strcmp (member->name, "name") == 0)
        continue;
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", member->name);
      if (value)
        g_string_append_printf (out, " %s", value);
    }
  return muster_safe_text (out->len > 0 ? out->str : _ ("whatever comes"), -1, FALSE);
}

/* --- all of them --- */

/**
 * muster_rule_draft_count:
 * @self: rules
 *
 * Returns: how many
 */
guint
muster_rule_draft_count (const MusterRuleDraft *self)
{
  return self->rules->len;
}

/**
 * muster_rule_draft_add:
 * @self: rules
 *
 * Adds an empty one where it can have an effect.
 *
 * Returns: which one it is
 */
guint
muster_rule_draft_add (MusterRuleDraft *self)
{
  gboolean is_route = strcmp (self->kind->name, MUSTER_RULES_ROUTES) == 0;
  guint at = is_route && self->rules->len > 0 ? self->rules->len - 1 : self->rules->len;

  g_ptr_array_insert (self->rules, (int) at, members_new ());
  return at;
}

/**
 * muster_rule_draft_remove:
 * @self: rules
 * @rule: which one goes
 */
void
muster_rule_draft_remove (MusterRuleDraft *self, guint rule)
{
  g_ptr_array_remove_index (self->rules, rule);
}

/**
 * muster_rule_draft_move:
 * @self: rules
 * @rule: which one
 * @by: -1: up, 1: down
 *
 * Returns: whether it could go there
 */
gboolean
muster_rule_draft_move (MusterRuleDraft *self, guint rule, int by)
{
  gint64 to = (gint64) rule + by;
  gpointer one;

  if (rule >= self->rules->len || to < 0 || to >= (gint64) self->rules->len)
    return FALSE;
  one = self->rules->pdata[rule];
  self->rules->pdata[rule] = self->rules->pdata[to];
  self->rules->pdata[to] = one;
  return TRUE;
}

static void
write_members (MusterJsonWriter *writer, const GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = g_ptr_array_index (members, i);

      muster_json_name (writer, member->name);
      muster_json_raw (writer, member->raw, strlen (member->raw));
    }
}

/**
 * muster_rule_draft_write:
 * @self: rules
 *
 * Returns: (transfer full): the body, for config.put
 */
char *
muster_rule_draft_write (const MusterRuleDraft *self)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  write_members (&writer, self->outer);
  muster_json_name (&writer, "rules");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < self->rules->len; i++)
    {
      muster_json_begin_object (&writer);
      write_members (&writer, g_ptr_array_index (self->rules, i));
      muster_json_end_object (&writer);
    }
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

/* --- what comes of them --- */

static gboolean
check_body (const MusterRuleKind *kind, const char *body, GError **error)
{
  g_autoptr (GPtrArray) grouping = NULL;

  if (strcmp (kind->object, MUSTER_OBJECT_RULES) == 0)
    return muster_rules_check (kind->name, body, error);
  grouping = muster_grouping_read (body, error);
  return grouping != NULL;
}

/* A field is at fault where the rules pass without it. */
static const char *
find_fault (const MusterRuleDraft *self)
{
  for (guint rule = 0; rule < self->rules->len; rule++)
    for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && self->kind->fields[i].name; i++)
      {
        g_autofree char *body = muster_rule_draft_write (self);
        g_autoptr (MusterRuleDraft) copy = muster_rule_draft_new (self->kind, body);
        g_autofree char *without = NULL;

        if (!get_raw (g_ptr_array_index (self->rules, rule), self->kind->fields[i].name))
          continue;
        muster_rule_draft_set (copy, rule, &self->kind->fields[i], "");
        without = muster_rule_draft_write (copy);
        if (check_body (self->kind, without, NULL))
          return self->kind->fields[i].name;
      }
  return NULL;
}

/**
 * muster_rule_draft_check:
 * @self: rules
 * @field: (out) (nullable): the field without which they would be right; %NULL: none, or several
 * @error: why they cannot be
 *
 * Returns: whether the hub will take them
 */
gboolean
muster_rule_draft_check (const MusterRuleDraft *self, const char **field, GError **error)
{
  g_autofree char *body = muster_rule_draft_write (self);

  *field = NULL;
  if (check_body (self->kind, body, error))
    return TRUE;
  *field = self->rules->len < 50 ? find_fault (self) : NULL;
  return FALSE;
}

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
