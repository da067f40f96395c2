/* personal-rules.c - how somebody wants to be told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-rules.h"

#include "base/instant.h"
#include "base/json-reader.h"

#include <string.h>

#define GAP_US (2 * G_TIME_SPAN_MINUTE) /* between rules where a person has said nothing */

static void
rule_free (MusterPersonalRule *self)
{
  g_free (self->channel);
  g_free (self);
}

static void
add_rule (GPtrArray *rules, char *channel /* transfer full */, gint64 after_us)
{
  MusterPersonalRule *rule = g_new (MusterPersonalRule, 1);

  *rule = (MusterPersonalRule){ channel, after_us };
  g_ptr_array_add (rules, rule);
}

static void
read_rule (MusterJsonReader *reader, GPtrArray *rules)
{
  g_autofree char *channel = NULL;
  gint64 after_us = 0;
  MusterText name, value;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      g_autofree char *text = NULL;

      if (!muster_json_reader_string (reader, &value))
        return;
      text = muster_text_dup (value);
      if (muster_text_equal (name, "via"))
        {
          g_free (channel);
          channel = g_steal_pointer (&text);
        }
      else if (muster_text_equal (name, "after") && !muster_duration_parse (text, &after_us, NULL))
        after_us = 0;
    }
  if (channel != NULL && rules->len < MUSTER_PERSONAL_RULES_MAX)
    add_rule (rules, g_steal_pointer (&channel), after_us);
}

static void
read_rules (MusterJsonReader *reader, const char *urgency, GPtrArray *rules)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, urgency) && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_rule (reader, rules);
    else
      muster_json_reader_skip (reader);
}

static void
read_channels (MusterJsonReader *reader, GPtrArray *types)
{
  MusterText name, type;

  if (!muster_json_reader_enter_array (reader))
    return;
  while (muster_json_reader_next_item (reader))
    {
      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &name))
        if (!muster_text_equal (name, "type"))
          muster_json_reader_skip (reader);
        else if (muster_json_reader_string (reader, &type) &&
                 types->len < MUSTER_PERSONAL_RULES_MAX)
          g_ptr_array_add (types, muster_text_dup (type));
    }
}

/* First the desktop, then what else reaches the person, one after the other. */
static void
add_defaults (const GPtrArray *types, GPtrArray *rules)
{
  add_rule (rules, g_strdup (MUSTER_CHANNEL_DESKTOP), 0);
  for (guint i = 0; i < types->len; i++)
    {
      const char *type = g_ptr_array_index (types, i);

      if (strcmp (type, MUSTER_CHANNEL_DESKTOP) != 0)
        add_rule (rules, g_strdup (type), GAP_US * rules->len);
    }
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const MusterPersonalRule *x = *(const MusterPersonalRule *const *) a;
  const MusterPersonalRule *y = *(const MusterPersonalRule *const *) b;

  return (x->after_us > y->after_us) - (x->after_us < y->after_us);
}

/**
 * muster_personal_rules_read:
 * @contact: (nullable): a person's contact data, JSON
 * @urgent: whether it is about something urgent
 *
 * Total: what cannot be read is as if it were not said, and who has said nothing is told at the
 * desktop and then by each of their channels, two minutes apart. Nobody is told by nothing.
 *
 * Returns: (transfer full) (element-type MusterPersonalRule): the rules, earliest first
 */
GPtrArray *
muster_personal_rules_read (const char *contact, gboolean urgent)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  contact = contact != NULL ? contact : "{}";
  muster_json_reader_begin (reader, contact, strlen (contact), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "channels"))
      read_channels (reader, types);
    else if (muster_text_equal (name, "rules"))
      read_rules (reader, urgent ? "high" : "low", rules);
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, NULL))
    {
      g_ptr_array_set_size (rules, 0);
      g_ptr_array_set_size (types, 0);
    }
  if (rules->len == 0)
    add_defaults (types, rules);
  g_ptr_array_sort (rules, compare_rules); /* equal ones stay in order */
  return rules;
}

static void
add_type (GPtrArray *types, const char *type)
{
  for (guint i = 0; i < types->len; i++)
    if (strcmp (g_ptr_array_index (types, i), type) == 0)
      return;
  g_ptr_array_add (types, g_strdup (type));
}

/* Types of channels that rules name and the person has not are left out: but a desktop needs no
 * address. */
static void
add_desktop (const char *contact, gboolean urgent, GPtrArray *types)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (contact, urgent);

  for (guint i = 0; i < rules->len; i++)
    if (strcmp (((const MusterPersonalRule *) g_ptr_array_index (rules, i))->channel,
                MUSTER_CHANNEL_DESKTOP) == 0)
      add_type (types, MUSTER_CHANNEL_DESKTOP);
}

/**
 * muster_personal_channels_read:
 * @contact: (nullable): a person's contact data, JSON
 *
 * Total, as muster_personal_rules_read().
 *
 * Returns: (transfer full) (element-type utf8): what they are told by
 */
GPtrArray *
muster_personal_channels_read (const char *contact)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  if (contact != NULL)
    {
      muster_json_reader_begin (reader, contact, strlen (contact), NULL);
      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &name))
        if (muster_text_equal (name, "channels"))
          read_channels (reader, all);
        else
          muster_json_reader_skip (reader);
      if (!muster_json_reader_finish (reader, NULL))
        g_ptr_array_set_size (all, 0);
    }
  for (guint i = 0; i < all->len; i++)
    add_type (types, g_ptr_array_index (all, i));
  add_desktop (contact, TRUE, types);
  add_desktop (contact, FALSE, types);
  return types;
}
