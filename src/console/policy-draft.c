/* policy-draft.c - an escalation policy while somebody edits it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Members that no field is for are kept as they are written, also those of a target. */
#include "console/policy-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/json-writer.h"
#include "console/rule-members.h"
#include "model/error.h"

#define STEP_APART_US (10 * G_TIME_SPAN_MINUTE)

typedef struct
{
  GPtrArray *members; /* but for "notify" */
  GPtrArray *targets; /* of MusterPolicyTarget */
  GPtrArray *raw;     /* of GPtrArray: members of each target */
} Step;

struct _MusterPolicyDraft
{
  GPtrArray *outer; /* members of the body, but for "steps" */
  GPtrArray *steps; /* of Step */
};

static void
target_free (gpointer data)
{
  MusterPolicyTarget *self = data;

  g_free (self->name);
  g_free (self);
}

static void
step_free (gpointer data)
{
  Step *self = data;

  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->raw);
  g_free (self);
}

static Step *
add_step (MusterPolicyDraft *self)
{
  Step *step = g_new0 (Step, 1);

  step->members = muster_rule_members_new ();
  step->targets = g_ptr_array_new_with_free_func (target_free);
  step->raw = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->steps, step);
  return step;
}

static Step *
get_step (const MusterPolicyDraft *self, guint step)
{
  return g_ptr_array_index (self->steps, step);
}

static char *
quote (const char *text)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, text);
  return g_string_free (out, FALSE);
}

static void
add_target (Step *step, MusterTargetKind kind, const char *name, GPtrArray *raw)
{
  MusterPolicyTarget *target = g_new (MusterPolicyTarget, 1);

  *target = (MusterPolicyTarget){ kind, g_strdup (name) };
  g_ptr_array_add (step->targets, target);
  g_ptr_array_add (step->raw, raw);
}

/* --- reading --- */

/* What a value says as text; "" if it is no string. */
static char *
unquote (const char *raw)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText text;

  if (!raw || *raw != '"')
    return g_strdup (raw ? raw : "");
  muster_json_reader_begin (reader, raw, strlen (raw), NULL);
  return muster_json_reader_string (reader, &text) ? muster_text_dup (text) : g_strdup ("");
}

static void
read_target (Step *step, MusterJsonReader *reader)
{
  GPtrArray *raw = muster_rule_members_new ();
  MusterTargetKind kind = MUSTER_TARGET_SCHEDULE, found;
  g_autofree char *name = NULL;
  MusterText member;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &member))
    muster_rule_members_read (raw, reader, member);
  for (guint i = 0; i < raw->len; i++)
    {
      const MusterRuleMember *one = g_ptr_array_index (raw, i);

      if (!muster_target_kind_from_string (one->name, &found))
        continue;
      g_free (name);
      kind = found;
      name = unquote (one->raw);
    }
  add_target (step, kind, name ? name : "", raw);
}

static void
read_step (MusterPolicyDraft *self, MusterJsonReader *reader)
{
  Step *step = add_step (self);
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "notify") ||
        muster_json_reader_peek (reader) != MUSTER_JSON_ARRAY)
      muster_rule_members_read (step->members, reader, name);
    else if (muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_target (step, reader);
}

static void
read_body (MusterPolicyDraft *self, const char *body)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "steps") || muster_json_reader_peek (reader) != MUSTER_JSON_ARRAY)
      muster_rule_members_read (self->outer, reader, name);
    else if (muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_step (self, reader);
}

static gint64
get_after_us (const MusterPolicyDraft *self, guint step)
{
  g_autofree char *text = muster_policy_draft_dup (self, step, "after");
  gint64 us = 0;

  return *text && muster_duration_parse (text, &us, NULL) ? us : 0;
}

static int
compare_steps (gconstpointer a, gconstpointer b, gpointer user_data)
{
  MusterPolicyDraft pair = { NULL, g_ptr_array_new () };
  gint64 x, y;

  g_ptr_array_add (pair.steps, *(gpointer const *) a);
  g_ptr_array_add (pair.steps, *(gpointer const *) b);
  x = get_after_us (&pair, 0);
  y = get_after_us (&pair, 1);
  g_ptr_array_unref (pair.steps);
  return (x > y) - (x < y);
}

/**
 * muster_policy_draft_new:
 * @body: (nullable): JSON as it is configured; %NULL: a new policy
 *
 * A new one has three steps at 0, 10 and 20 minutes, with nobody in them, and comes again twice.
 *
 * Returns: (transfer full): the draft
 */
MusterPolicyDraft *
muster_policy_draft_new (const char *body)
{
  static const char new_body[] = "{\"steps\":[{\"after\":\"0m\",\"notify\":[]},"
                                 "{\"after\":\"10m\",\"notify\":[]},"
                                 "{\"after\":\"20m\",\"notify\":[]}],"
                                 "\"repeat\":2,\"wait\":\"10m\"}";
  MusterPolicyDraft *self = g_new0 (MusterPolicyDraft, 1);

  self->outer = muster_rule_members_new ();
  self->steps = g_ptr_array_new_with_free_func (step_free);
  read_body (self, body ? body : new_body);
  g_ptr_array_sort_with_data (self->steps, compare_steps, NULL); /* as they are taken */
  return self;
}

/**
 * muster_policy_draft_free:
 * @self: a draft
 */
void
muster_policy_draft_free (MusterPolicyDraft *self)
{
  g_ptr_array_unref (self->outer);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* --- fields --- */

static GPtrArray *
get_members (const MusterPolicyDraft *self, guint step)
{
  return step == MUSTER_POLICY_ITSELF ? self->outer : get_step (self, step)->members;
}

/**
 * muster_policy_draft_dup:
 * @self: a draft
 * @step: which one, or %MUSTER_POLICY_ITSELF
 * @field: of it
 *
 * Returns: (transfer full): what it says, as a person writes it
 */
char *
muster_policy_draft_dup (const MusterPolicyDraft *self, guint step, const char *field)
{
  g_autofree char *raw = muster_rule_members_dup (get_members (self, step), field);

  return unquote (raw);
}

/* A number stays one where that is what is typed; else the check says what is wrong. */
static char *
write_value (const char *field, const char *value)
{
  gboolean is_number = strcmp (field, "repeat") == 0 && strlen (value) < 10 &&
                       strspn (value, "0123456789") == strlen (value) &&
                       (value[0] != '0' || value[1] == '\0');

  return is_number ? g_strdup (value) : quote (value);
}

/**
 * muster_policy_draft_set:
 * @self: a draft
 * @step: which one, or %MUSTER_POLICY_ITSELF
 * @field: of it
 * @value: as it is typed; "": it says nothing
 */
void
muster_policy_draft_set (MusterPolicyDraft *self, guint step, const char *field, const char *value)
{
  g_autofree char *was = muster_policy_draft_dup (self, step, field);

  if (strcmp (was, value) != 0)
    muster_rule_members_set (get_members (self, step), field,
                             *value ? write_value (field, value) : NULL);
}

/* --- steps --- */

/**
 * muster_policy_draft_count:
 * @self: a draft
 *
 * Returns: how many steps it has
 */
guint
muster_policy_draft_count (const MusterPolicyDraft *self)
{
  return self->steps->len;
}

/**
 * muster_policy_draft_add_step:
 * @self: a draft
 *
 * Returns: the number of a step at its end
 */
guint
muster_policy_draft_add_step (MusterPolicyDraft *self)
{
  guint n = self->steps->len;
  gint64 last_us = n > 0 ? get_after_us (self, n - 1) : -STEP_APART_US;
  gint64 apart_us = n > 1 ? last_us - get_after_us (self, n - 2) : STEP_APART_US;
  g_autofree char *after = NULL;

  last_us += apart_us > 0 ? apart_us : STEP_APART_US;
  after = last_us % G_TIME_SPAN_MINUTE == 0
              ? g_strdup_printf ("%dm", (int) (last_us / G_TIME_SPAN_MINUTE))
              : g_strdup_printf ("%ds", (int) (last_us / G_TIME_SPAN_SECOND));
  add_step (self);
  muster_policy_draft_set (self, n, "after", after);
  return n;
}

/**
 * muster_policy_draft_remove_step:
 * @self: a draft
 * @step: which one
 */
void
muster_policy_draft_remove_step (MusterPolicyDraft *self, guint step)
{
  g_ptr_array_remove_index (self->steps, step);
}

/**
 * muster_policy_draft_get_targets:
 * @self: a draft
 * @step: which one
 *
 * Returns: (transfer none) (element-type MusterPolicyTarget): whom it means
 */
const GPtrArray *
muster_policy_draft_get_targets (const MusterPolicyDraft *self, guint step)
{
  return get_step (self, step)->targets;
}

/**
 * muster_policy_draft_add_target:
 * @self: a draft
 * @step: which one
 * @kind: of what is added
 * @name: its name
 *
 * Returns: whether it was not there yet
 */
gboolean
muster_policy_draft_add_target (MusterPolicyDraft *self,
                                guint step,
                                MusterTargetKind kind,
                                const char *name)
{
  Step *one = get_step (self, step);
  GPtrArray *raw;

  for (guint i = 0; i < one->targets->len; i++)
    {
      const MusterPolicyTarget *target = g_ptr_array_index (one->targets, i);

      if (target->kind == kind && strcmp (target->name, name) == 0)
        return FALSE;
    }
  raw = muster_rule_members_new ();
  muster_rule_members_set (raw, muster_target_kind_to_string (kind), quote (name));
  add_target (one, kind, name, raw);
  return TRUE;
}

/**
 * muster_policy_draft_remove_target:
 * @self: a draft
 * @step: which one
 * @target: of it
 */
void
muster_policy_draft_remove_target (MusterPolicyDraft *self, guint step, guint target)
{
  g_ptr_array_remove_index (get_step (self, step)->targets, target);
  g_ptr_array_remove_index (get_step (self, step)->raw, target);
}

/* --- writing --- */

static void
write_step (const Step *step, MusterJsonWriter *writer)
{
  muster_json_begin_object (writer);
  muster_rule_members_write (step->members, writer);
  muster_json_name (writer, "notify");
  muster_json_begin_array (writer);
  for (guint i = 0; i < step->raw->len; i++)
    {
      muster_json_begin_object (writer);
      muster_rule_members_write (g_ptr_array_index (step->raw, i), writer);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

/**
 * muster_policy_draft_write:
 * @self: a draft
 *
 * Returns: (transfer full): the body, for config.put
 */
char *
muster_policy_draft_write (const MusterPolicyDraft *self)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "steps");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < self->steps->len; i++)
    write_step (get_step (self, i), &writer);
  muster_json_end_array (&writer);
  muster_rule_members_write (self->outer, &writer);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

/* --- what is wrong --- */

/* Is the policy right once the field says nothing? Then it is that one. */
static gboolean
is_fault (const char *body, guint step, const char *field)
{
  g_autoptr (MusterPolicyDraft) copy = muster_policy_draft_new (body);
  g_autofree char *was = muster_policy_draft_dup (copy, step, field), *without = NULL;
  g_autoptr (MusterPolicy) policy = NULL;

  muster_policy_draft_set (copy, step, field, "");
  without = muster_policy_draft_write (copy);
  policy = *was ? muster_policy_read (without, NULL) : NULL;
  return policy != NULL;
}

/* The copies that are looked at have their steps in another order: this one finds its own. */
static gboolean
is_wrong_duration (const MusterPolicyDraft *self, guint step, const char *field)
{
  g_autofree char *text = muster_policy_draft_dup (self, step, field);
  gint64 us;

  return *text && !muster_duration_parse (text, &us, NULL);
}

static void
find_fault (const MusterPolicyDraft *self, const char *body, MusterPolicyFault *fault)
{
  static const char *const fields[] = { "wait", "ack_timeout", "repeat", "critical" };

  for (guint i = 0; i < self->steps->len; i++)
    if (is_wrong_duration (self, i, "after"))
      {
        *fault = (MusterPolicyFault){ i, "after" };
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_fault (body, MUSTER_POLICY_ITSELF, fields[i]))
      {
        *fault = (MusterPolicyFault){ MUSTER_POLICY_ITSELF, fields[i] };
        return;
      }
}

static gboolean
has_targets (const MusterPolicyDraft *self, MusterPolicyFault *fault, GError **error)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (get_step (self, i)->targets->len == 0)
      {
        *fault = (MusterPolicyFault){ i, "notify" };
        g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                     _ ("Step %u pages nobody yet"), i + 1);
        return FALSE;
      }
  if (self->steps->len > 0)
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       _ ("A policy without a step pages nobody"));
  return FALSE;
}

/**
 * muster_policy_draft_read:
 * @self: a draft
 * @fault: (out): what is wrong, if anything is
 * @error: %MUSTER_BASE_ERROR or %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the policy as the hub will read it
 */
MusterPolicy *
muster_policy_draft_read (const MusterPolicyDraft *self, MusterPolicyFault *fault, GError **error)
{
  g_autofree char *body = muster_policy_draft_write (self);
  g_autoptr (MusterPolicy) policy = NULL;

  *fault = (MusterPolicyFault){ MUSTER_POLICY_ITSELF, NULL };
  policy = muster_policy_read (body, error);
  if (!policy)
    find_fault (self, body, fault);
  return policy && has_targets (self, fault, error) ? g_steal_pointer (&policy) : NULL;
}
