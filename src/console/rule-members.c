/* rule-members.c - the members of a rule, as they are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What nobody touches stays as it is, also what no form knows. */
#include "console/rule-members.h"

#include <string.h>

static void
member_free (gpointer data)
{
  MusterRuleMember *self = data;

  g_free (self->name);
  g_free (self->raw);
  g_free (self);
}

/**
 * muster_rule_members_new:
 *
 * Returns: (transfer full) (element-type MusterRuleMember): none yet
 */
GPtrArray *
muster_rule_members_new (void)
{
  return g_ptr_array_new_with_free_func (member_free);
}

static const char *
get (const GPtrArray *self, const char *name)
{
  for (guint i = 0; i < self->len; i++)
    if (strcmp (((MusterRuleMember *) self->pdata[i])->name, name) == 0)
      return ((MusterRuleMember *) self->pdata[i])->raw;
  return NULL;
}

/* @raw: (transfer full) (nullable): NULL takes it away */
static void
set (GPtrArray *self, const char *name, char *raw)
{
  MusterRuleMember *member;

  for (guint i = 0; i < self->len; i++)
    {
      member = g_ptr_array_index (self, i);
      if (strcmp (member->name, name) != 0)
        continue;
      if (raw)
        {
          g_free (member->raw);
          member->raw = raw;
        }
      else
        g_ptr_array_remove_index (self, i);
      return;
    }
  if (!raw)
    return;
  member = g_new0 (MusterRuleMember, 1);
  member->name = g_strdup (name);
  member->raw = raw;
  g_ptr_array_add (self, member);
}

/**
 * muster_rule_members_read:
 * @self: members
 * @reader: before the value
 * @name: of the member
 *
 * Keeps its value as it stands.
 */
void
muster_rule_members_read (GPtrArray *self, MusterJsonReader *reader, MusterText name)
{
  g_autofree char *copy = muster_text_dup (name);
  MusterText raw;

  if (muster_json_reader_raw (reader, &raw))
    set (self, copy, muster_text_dup (raw));
}

/**
 * muster_rule_members_write:
 * @self: members
 * @writer: within an object
 *
 * Writes them in order.
 */
void
muster_rule_members_write (const GPtrArray *self, MusterJsonWriter *writer)
{
  for (guint i = 0; i < self->len; i++)
    {
      const MusterRuleMember *member = g_ptr_array_index (self, i);

      muster_json_name (writer, member->name);
      muster_json_raw (writer, member->raw, strlen (member->raw));
    }
}

/* --- a member of a member --- */

static GPtrArray *
open_object (const char *raw)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GPtrArray *out = muster_rule_members_new ();
  MusterText name;

  if (!raw || *raw != '{')
    return out;
  muster_json_reader_begin (reader, raw, strlen (raw), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    muster_rule_members_read (out, reader, name);
  return out;
}

static char *
close_object (const GPtrArray *members)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_rule_members_write (members, &writer);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

/**
 * muster_rule_members_dup:
 * @self: members
 * @path: "calm", or "flapping.calm" in an object
 *
 * Returns: (transfer full) (nullable): its value, as JSON
 */
char *
muster_rule_members_dup (const GPtrArray *self, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  g_autoptr (GPtrArray) inner = NULL;

  if (!names[1])
    return g_strdup (get (self, path));
  inner = open_object (get (self, names[0]));
  return g_strdup (get (inner, names[1]));
}

/**
 * muster_rule_members_set:
 * @self: members
 * @path: "calm", or "flapping.calm" in an object
 * @raw: (transfer full) (nullable): its value as JSON; %NULL takes it away
 *
 * An object that has nothing left goes, too.
 */
void
muster_rule_members_set (GPtrArray *self, const char *path, char *raw)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  g_autoptr (GPtrArray) inner = NULL;

  if (!names[1])
    {
      set (self, path, raw);
      return;
    }
  inner = open_object (get (self, names[0]));
  set (inner, names[1], raw);
  set (self, names[0], inner->len > 0 ? close_object (inner) : NULL);
}
