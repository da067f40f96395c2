/* rule-draft.c - rules of triage while somebody edits them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rules that stand in others follow these, one deeper; so all are one list. */
#include "console/rule-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/rule-members.h"
#include "console/rule-value.h"

#define INNER "routes" /* the member of a rule with rules of its own */

typedef struct
{
  guint depth;
  GPtrArray *members;
} Rule;

struct _MusterRuleDraft
{
  const MusterRuleKind *kind;
  GPtrArray *outer; /* members of the body, but for "rules" */
  GPtrArray *rules; /* of Rule */
};

static void
rule_free (gpointer data)
{
  Rule *self = data;

  g_ptr_array_unref (self->members);
  g_free (self);
}

static Rule *
rule_new (guint depth)
{
  Rule *self = g_new0 (Rule, 1);

  self->depth = depth;
  self->members = muster_rule_members_new ();
  return self;
}

/* --- reading --- */

static void
read_rules (MusterRuleDraft *self, MusterJsonReader *reader, guint depth)
{
  MusterText name;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      Rule *rule = rule_new (depth);

      g_ptr_array_add (self->rules, rule);
      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &name))
        if (self->kind->can_nest && muster_text_equal (name, INNER) &&
            muster_json_reader_peek (reader) == MUSTER_JSON_ARRAY)
          read_rules (self, reader, depth + 1);
        else
          muster_rule_members_read (rule->members, reader, name);
    }
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
      read_rules (self, reader, 0);
    else
      muster_rule_members_read (self->outer, reader, name);
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
  self->outer = muster_rule_members_new ();
  self->rules = g_ptr_array_new_with_free_func (rule_free);
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

/**
 * muster_rule_draft_get_kind:
 * @self: rules
 *
 * Returns: (transfer none): their sort
 */
const MusterRuleKind *
muster_rule_draft_get_kind (const MusterRuleDraft *self)
{
  return self->kind;
}

/* --- a field --- */

static Rule *
get_rule (const MusterRuleDraft *self, guint rule)
{
  return g_ptr_array_index (self->rules, rule);
}

static GPtrArray *
get_members (const MusterRuleDraft *self, guint rule)
{
  return rule == MUSTER_RULE_DEFAULTS ? self->outer : get_rule (self, rule)->members;
}

/**
 * muster_rule_draft_dup:
 * @self: rules
 * @rule: which one, or %MUSTER_RULE_DEFAULTS
 * @field: which part of it
 *
 * Returns: (transfer full): what it says, as it is typed
 */
char *
muster_rule_draft_dup (const MusterRuleDraft *self, guint rule, const MusterRuleField *field)
{
  g_autofree char *raw = muster_rule_members_dup (get_members (self, rule), field->name);

  return muster_rule_value_tell (field, raw);
}

/**
 * muster_rule_draft_set:
 * @self: rules
 * @rule: which one, or %MUSTER_RULE_DEFAULTS
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
  g_autofree char *was = muster_rule_draft_dup (self, rule, field);

  if (strcmp (was, value) != 0)
    muster_rule_members_set (get_members (self, rule), field->name,
                             *value ? muster_rule_value_write (field, value) : NULL);
}

/* Is the member, or one in it, in the form? */
static gboolean
is_known (const MusterRuleKind *kind, const char *name)
{
  gsize n = strlen (name);

  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && kind->fields[i].name; i++)
    if (strncmp (kind->fields[i].name, name, n) == 0 &&
        (kind->fields[i].name[n] == '\0' || kind->fields[i].name[n] == '.'))
      return TRUE;
  return FALSE;
}

/**
 * muster_rule_draft_tell:
 * @self: rules
 * @rule: which one, or %MUSTER_RULE_DEFAULTS
 *
 * Returns: (transfer full): the rule in a line, fit to be shown
 */
char *
muster_rule_draft_tell (const MusterRuleDraft *self, guint rule)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX && self->kind->fields[i].name; i++)
    {
      const MusterRuleField *field = &self->kind->fields[i];
      g_autofree char *value = muster_rule_draft_dup (self, rule, field);

      if (*value && strcmp (field->name, "name") != 0)
        g_string_append_printf (out, "%s%s %s", out->len > 0 ? " · " : "", field->name, value);
    }
  if (out->len == 0)
    g_string_append (out,
                     rule == MUSTER_RULE_DEFAULTS ? _ ("as it is built in") : _ ("whatever comes"));
  return muster_safe_text (out->str, -1, FALSE);
}

/**
 * muster_rule_draft_tell_rest:
 * @self: rules
 * @rule: which one, or %MUSTER_RULE_DEFAULTS
 *
 * Returns: (transfer full): what no field is for and what is kept, a line each, fit to be shown
 */
char *
muster_rule_draft_tell_rest (const MusterRuleDraft *self, guint rule)
{
  const GPtrArray *members = get_members (self, rule);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const MusterRuleMember *member = g_ptr_array_index (members, i);

      if (!is_known (self->kind, member->name))
        g_string_append_printf (out, "%s%s %s", out->len > 0 ? "\n" : "", member->name,
                                member->raw);
    }
  return muster_safe_text (out->str, -1, TRUE);
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
 * muster_rule_draft_depth:
 * @self: rules
 * @rule: which one, or %MUSTER_RULE_DEFAULTS
 *
 * Returns: in how many others it stands
 */
guint
muster_rule_draft_depth (const MusterRuleDraft *self, guint rule)
{
  return rule == MUSTER_RULE_DEFAULTS ? 0 : get_rule (self, rule)->depth;
}

/* Where it and those in it are over. */
static guint
find_end (const MusterRuleDraft *self, guint rule)
{
  guint end = rule + 1;

  while (end < self->rules->len && get_rule (self, end)->depth > get_rule (self, rule)->depth)
    end++;
  return end;
}

/* The one before it that stands where it does; its own number: there is none. */
static guint
find_before (const MusterRuleDraft *self, guint rule)
{
  guint depth = get_rule (self, rule)->depth;

  for (guint i = rule; i-- > 0 && get_rule (self, i)->depth >= depth;)
    if (get_rule (self, i)->depth == depth)
      return i;
  return rule;
}

static guint
find_last (const MusterRuleDraft *self)
{
  guint last = self->rules->len - 1;

  while (get_rule (self, last)->depth > 0)
    last--;
  return last;
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
  guint at = self->kind->can_nest && self->rules->len > 0 ? find_last (self) : self->rules->len;

  g_ptr_array_insert (self->rules, (int) at, rule_new (0));
  return at;
}

/**
 * muster_rule_draft_add_inside:
 * @self: rules that can nest
 * @rule: which one gets another in it
 *
 * Returns: which one that is
 */
guint
muster_rule_draft_add_inside (MusterRuleDraft *self, guint rule)
{
  guint at = find_end (self, rule);

  g_ptr_array_insert (self->rules, (int) at, rule_new (get_rule (self, rule)->depth + 1));
  return at;
}

/**
 * muster_rule_draft_remove:
 * @self: rules
 * @rule: which one goes, with those in it
 */
void
muster_rule_draft_remove (MusterRuleDraft *self, guint rule)
{
  g_ptr_array_remove_range (self->rules, rule, find_end (self, rule) - rule);
}

/* Puts what is at [@at, @end) before @to, which is before it. */
static void
rotate (GPtrArray *rules, guint to, guint at, guint end)
{
  for (; at < end; at++, to++)
    {
      gpointer one = rules->pdata[at];

      memmove (&rules->pdata[to + 1], &rules->pdata[to], (at - to) * sizeof (gpointer));
      rules->pdata[to] = one;
    }
}

/**
 * muster_rule_draft_move:
 * @self: rules
 * @rule: which one
 * @by: -1: up, 1: down, among those that stand where it does
 * @to: (out) (optional): which one it is now
 *
 * Returns: whether it could go there
 */
gboolean
muster_rule_draft_move (MusterRuleDraft *self, guint rule, int by, guint *to)
{
  guint end = find_end (self, rule), before = find_before (self, rule);
  gboolean has_next =
      end < self->rules->len && get_rule (self, end)->depth == get_rule (self, rule)->depth;
  guint next_end = has_next ? find_end (self, end) : end;

  if (by < 0 ? before == rule : !has_next)
    return FALSE;
  if (to)
    *to = by < 0 ? before : rule + (next_end - end);
  if (by < 0)
    rotate (self->rules, before, rule, end);
  else
    rotate (self->rules, rule, end, next_end);
  return TRUE;
}

/* Returns: where those are over that stand in the same one. */
static guint
write_rules (const MusterRuleDraft *self, MusterJsonWriter *writer, guint at, guint depth)
{
  muster_json_begin_array (writer);
  while (at < self->rules->len && get_rule (self, at)->depth == depth)
    {
      muster_json_begin_object (writer);
      muster_rule_members_write (get_rule (self, at)->members, writer);
      at++;
      if (at < self->rules->len && get_rule (self, at)->depth > depth)
        {
          muster_json_name (writer, INNER);
          at = write_rules (self, writer, at, depth + 1);
        }
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
  return at;
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
  muster_rule_members_write (self->outer, &writer);
  muster_json_name (&writer, "rules");
  write_rules (self, &writer, 0, 0);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}
