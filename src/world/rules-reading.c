/* rules-reading.c - the body of a list of rules being read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/rules-reading.h"

#include "base/instant.h"
#include "model/error.h"

#include <string.h>

/**
 * muster_rules_complain:
 * @self: a body
 * @format: what is wrong with it
 *
 * Notes a flaw that is none of the JSON; the first one counts.
 */
void
muster_rules_complain (MusterRulesReading *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (self->why != NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (&self->why, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
}

/**
 * muster_rules_read_text:
 * @self: a body, before a text
 *
 * Returns: (transfer full): the text; empty where there is none
 */
char *
muster_rules_read_text (MusterRulesReading *self)
{
  MusterText text;

  return muster_json_reader_string (self->reader, &text) ? muster_text_dup (text) : g_strdup ("");
}

static void
add_matchers (MusterRulesReading *self, MusterMatchers *matchers)
{
  g_autofree char *text = muster_rules_read_text (self);
  g_autoptr (GError) error = NULL;

  if (!muster_matchers_parse (matchers, text, &error))
    muster_rules_complain (self, "%s", error->message);
}

/**
 * muster_rules_read_matchers:
 * @self: a body, before one text or a list of them
 * @matchers: where to add what they say
 *
 * Reads matchers as Alertmanager writes them.
 */
void
muster_rules_read_matchers (MusterRulesReading *self, MusterMatchers *matchers)
{
  if (muster_json_reader_peek (self->reader) == MUSTER_JSON_STRING)
    {
      add_matchers (self, matchers);
      return;
    }
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    add_matchers (self, matchers);
}

/**
 * muster_rules_read_severity:
 * @self: a body, before a number or a word
 *
 * Returns: the severity
 */
MusterSeverity
muster_rules_read_severity (MusterRulesReading *self)
{
  MusterSeverity severity = MUSTER_SEVERITY_NONE;
  g_autofree char *word = NULL;
  gint64 number = 0;

  if (muster_json_reader_peek (self->reader) == MUSTER_JSON_NUMBER)
    {
      muster_json_reader_int (self->reader, &number);
      if (number >= MUSTER_SEVERITY_CRITICAL && number <= MUSTER_SEVERITY_INFO)
        return (MusterSeverity) number;
      muster_rules_complain (self, "A severity is 1 to 5");
      return MUSTER_SEVERITY_NONE;
    }
  word = muster_rules_read_text (self);
  if (!muster_severity_parse (word, -1, &severity))
    muster_rules_complain (self, "“%s” is no severity: 1 to 5, SEV-2 or a word such as high", word);
  return severity;
}

/**
 * muster_rules_read_duration:
 * @self: a body, before a text such as "5m"
 *
 * Returns: how long, µs
 */
gint64
muster_rules_read_duration (MusterRulesReading *self)
{
  g_autofree char *text = muster_rules_read_text (self);
  g_autoptr (GError) error = NULL;
  gint64 us = 0;

  if (!muster_duration_parse (text, &us, &error))
    muster_rules_complain (self, "%s", error->message);
  return us;
}

/**
 * muster_rules_read_count:
 * @self: a body, before a number
 * @what: the member, for the complaint
 * @min: the least that it may be
 * @max: the most
 *
 * Returns: the number
 */
guint
muster_rules_read_count (MusterRulesReading *self, const char *what, guint min, guint max)
{
  gint64 number = 0;

  if (muster_json_reader_int (self->reader, &number) && number >= min && number <= max)
    return (guint) number;
  muster_rules_complain (self, "“%s” is a number of %u to %u", what, min, max);
  return min;
}

/**
 * muster_rules_read_list:
 * @self: a body, before a list
 * @rules: where the rules go
 * @read_one: reads one
 *
 * Reads them in order.
 */
void
muster_rules_read_list (MusterRulesReading *self, GPtrArray *rules, MusterRulesReadFunc read_one)
{
  muster_json_reader_enter_array (self->reader);
  while (self->why == NULL && muster_json_reader_next_item (self->reader))
    {
      read_one (self, rules);
      if (rules->len > MUSTER_RULES_MAX)
        muster_rules_complain (self, "There are over %d rules", MUSTER_RULES_MAX);
    }
}

/**
 * muster_rules_read_body:
 * @body: {"rules":[…]}
 * @free_rule: frees one
 * @read: reads the list
 * @error: return location
 *
 * Members beside the list are passed over: they are of a later version.
 *
 * Returns: (transfer full) (nullable): the rules, in order
 */
GPtrArray *
muster_rules_read_body (const char *body,
                        GDestroyNotify free_rule,
                        MusterRulesReadFunc read,
                        GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (free_rule);
  MusterRulesReading self = { reader, NULL, 0 };
  MusterText member;

  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (self.why == NULL && muster_json_reader_next_member (reader, &member))
    if (muster_text_equal (member, "rules"))
      read (&self, rules);
    else
      muster_json_reader_skip (reader);
  if (self.why != NULL)
    {
      g_propagate_error (error, self.why);
      return NULL;
    }
  return muster_json_reader_finish (reader, error) ? g_steal_pointer (&rules) : NULL;
}
