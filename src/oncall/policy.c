/* policy.c - who is told of an incident, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/policy.h"

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/json-writer.h"
#include "model/error.h"

#include <string.h>

static const char *const kinds[] = {
  [MUSTER_TARGET_SCHEDULE] = "schedule",
  [MUSTER_TARGET_PERSON] = "person",
  [MUSTER_TARGET_TEAM] = "team",
};

/**
 * muster_target_kind_to_string:
 * @kind: of a target
 *
 * Returns: its word
 */
const char *
muster_target_kind_to_string (MusterTargetKind kind)
{
  return kinds[kind];
}

/**
 * muster_target_kind_from_string:
 * @text: a word
 * @out: (out): what it means
 *
 * Returns: whether it means one
 */
gboolean
muster_target_kind_from_string (const char *text, MusterTargetKind *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (text, kinds[i]) == 0)
      {
        *out = (MusterTargetKind) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_target_dup_policy:
 * @kind: of a target
 * @name: its name
 *
 * Returns: (transfer full): the body of a policy that tells it at once, and no more
 */
char *
muster_target_dup_policy (MusterTargetKind kind, const char *name)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "steps");
  muster_json_begin_array (&writer);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "notify");
  muster_json_begin_array (&writer);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, kinds[kind], name);
  muster_json_end_object (&writer);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  return g_string_free (body, FALSE);
}

static void
target_free (MusterPolicyTarget *self)
{
  g_free (self->name);
  g_free (self);
}

static void
step_free (MusterPolicyStep *self)
{
  g_ptr_array_unref (self->targets);
  g_free (self);
}

static MusterPolicyStep *
step_new (void)
{
  MusterPolicyStep *self = g_new0 (MusterPolicyStep, 1);

  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) target_free);
  return self;
}

static void
add_target (MusterPolicyStep *self, MusterTargetKind kind, char *name /* transfer full */)
{
  MusterPolicyTarget *target = g_new (MusterPolicyTarget, 1);

  *target = (MusterPolicyTarget){ kind, name };
  g_ptr_array_add (self->targets, target);
}

static MusterPolicy *
policy_new (void)
{
  MusterPolicy *self = g_new0 (MusterPolicy, 1);

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  self->wait_us = MUSTER_POLICY_WAIT_DEFAULT_US;
  return self;
}

/**
 * muster_policy_free:
 * @self: a policy
 *
 * Frees it.
 */
void
muster_policy_free (MusterPolicy *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* --- reading --- */

static gint64
read_duration (MusterJsonReader *reader)
{
  g_autofree char *text = NULL;
  MusterText value = { "", 0 };
  gint64 us = 0;

  if (!muster_json_reader_string (reader, &value))
    return 0;
  text = muster_text_dup (value);
  if (!muster_duration_parse (text, &us, NULL))
    muster_json_reader_fail (reader, "a duration is a number and a unit, as 10m");
  return us;
}

static void
read_target (MusterJsonReader *reader, MusterPolicyStep *step)
{
  MusterText name, value;
  MusterTargetKind kind;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      g_autofree char *word = muster_text_dup (name);

      if (!muster_target_kind_from_string (word, &kind))
        muster_json_reader_skip (reader);
      else if (step->targets->len == MUSTER_POLICY_TARGETS_MAX)
        muster_json_reader_fail (reader, "a step has at most 100 targets");
      else if (muster_json_reader_string (reader, &value))
        add_target (step, kind, muster_text_dup (value));
    }
}

static void
read_strategy (MusterJsonReader *reader, MusterPolicyStep *step)
{
  MusterText word;

  if (!muster_json_reader_string (reader, &word))
    return;
  step->in_turn = muster_text_equal (word, "round-robin");
  if (!step->in_turn && !muster_text_equal (word, "all"))
    muster_json_reader_fail (reader, "a strategy is all or round-robin");
}

static void
read_condition (MusterJsonReader *reader, MusterPolicyStep *step)
{
  MusterText word;

  if (!muster_json_reader_string (reader, &word))
    return;
  step->working = muster_text_equal (word, "working");
  if (!step->working && !muster_text_equal (word, "always"))
    muster_json_reader_fail (reader, "a step is for always or for working hours");
}

static void
read_step (MusterJsonReader *reader, MusterPolicy *self)
{
  MusterPolicyStep *step = step_new ();
  MusterText name;

  g_ptr_array_add (self->steps, step);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "after"))
      step->after_us = read_duration (reader);
    else if (muster_text_equal (name, "strategy"))
      read_strategy (reader, step);
    else if (muster_text_equal (name, "when"))
      read_condition (reader, step);
    else if (muster_text_equal (name, "notify") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_target (reader, step);
    else
      muster_json_reader_skip (reader);
}

static void
read_steps (MusterJsonReader *reader, MusterPolicy *self)
{
  if (!muster_json_reader_enter_array (reader))
    return;
  while (muster_json_reader_next_item (reader))
    if (self->steps->len == MUSTER_POLICY_STEPS_MAX)
      muster_json_reader_fail (reader, "a policy has at most 100 steps");
    else
      read_step (reader, self);
}

static void
read_critical (MusterJsonReader *reader, MusterPolicy *self)
{
  MusterText word;

  if (!muster_json_reader_string (reader, &word))
    return;
  self->critical_all = muster_text_equal (word, "all");
  if (!self->critical_all && !muster_text_equal (word, "steps"))
    muster_json_reader_fail (reader, "what is critical starts all or steps");
}

static void
read_repeat (MusterJsonReader *reader, MusterPolicy *self)
{
  gint64 repeat = 0;

  if (!muster_json_reader_int (reader, &repeat))
    return;
  if (repeat < 0 || repeat > MUSTER_POLICY_ROUNDS_MAX)
    muster_json_reader_fail (reader, "a policy repeats 0 to 100 times");
  else
    self->repeat = (guint) repeat;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const MusterPolicyStep *x = *(const MusterPolicyStep *const *) a;
  const MusterPolicyStep *y = *(const MusterPolicyStep *const *) b;

  return (x->after_us > y->after_us) - (x->after_us < y->after_us);
}

/**
 * muster_policy_read:
 * @body: (nullable): JSON as a policy's object has it; %NULL: nobody is told
 * @error: %MUSTER_BASE_ERROR with what and where
 *
 * Members that are not known are passed over.
 *
 * Returns: (transfer full) (nullable): the policy
 */
MusterPolicy *
muster_policy_read (const char *body, GError **error)
{
  g_autoptr (MusterPolicy) self = policy_new ();
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  if (body == NULL)
    return g_steal_pointer (&self);
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "steps"))
      read_steps (reader, self);
    else if (muster_text_equal (name, "repeat"))
      read_repeat (reader, self);
    else if (muster_text_equal (name, "wait"))
      self->wait_us = read_duration (reader);
    else if (muster_text_equal (name, "ack_timeout"))
      self->ack_timeout_us = read_duration (reader);
    else if (muster_text_equal (name, "critical"))
      read_critical (reader, self);
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  g_ptr_array_sort (self->steps, compare_steps); /* a merge sort: equal ones stay in order */
  return g_steal_pointer (&self);
}

/* --- arithmetic --- */

/**
 * muster_policy_get_step:
 * @self: a policy
 * @step: from 0
 *
 * Returns: (transfer none): that step
 */
const MusterPolicyStep *
muster_policy_get_step (const MusterPolicy *self, guint step)
{
  return g_ptr_array_index (self->steps, step);
}

/**
 * muster_policy_get_round_us:
 * @self: a policy with a step
 *
 * Returns: how long a round is, µs: to its last step, and the wait after it
 */
gint64
muster_policy_get_round_us (const MusterPolicy *self)
{
  gint64 last_us = muster_policy_get_step (self, self->steps->len - 1)->after_us;

  return MAX (last_us + self->wait_us, MUSTER_POLICY_ROUND_MIN_US);
}
