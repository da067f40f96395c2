/* recipients.c - who stands behind the target of a route
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/recipients.h"

#include <string.h>

static void
add_once (GPtrArray *out, const char *kind, const char *name)
{
  g_autofree char *text = g_strdup_printf ("%s %s", kind, name);

  if (!g_ptr_array_find_with_equal_func (out, text, g_str_equal, NULL))
    g_ptr_array_add (out, g_steal_pointer (&text));
}

/* Goes to the value of a member of the object that comes next; FALSE: it has none. */
static gboolean
go_to_member (MusterJsonReader *reader, const char *wanted)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (muster_text_equal (name, wanted))
        return TRUE;
      muster_json_reader_skip (reader);
    }
  return FALSE;
}

/**
 * muster_directory_dup_member:
 * @object: what is configured
 * @wanted: the name of a member of its body
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
muster_directory_dup_member (const MusterObject *object, const char *wanted)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText text;

  if (object->body == NULL)
    return NULL;
  muster_json_reader_begin (reader, object->body, strlen (object->body), NULL);
  if (!go_to_member (reader, wanted) || !muster_json_reader_string (reader, &text))
    return NULL;
  return muster_text_dup (text);
}

/* --- teams --- */

/**
 * muster_directory_list_owners:
 * @self: a directory
 * @team: a team
 *
 * Returns: (transfer container) (element-type MusterObject): who answers for it: those whom it
 * says, else all its people
 */
GPtrArray *
muster_directory_list_owners (const MusterDirectory *self, const MusterObject *team)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  if (team->body == NULL)
    return g_steal_pointer (&owners);
  muster_json_reader_begin (reader, team->body, strlen (team->body), NULL);
  if (go_to_member (reader, "owners") && muster_json_reader_enter_array (reader))
    while (muster_json_reader_next_item (reader))
      {
        MusterObject *owner =
            muster_json_reader_string (reader, &name)
                ? muster_directory_find (self, MUSTER_OBJECT_PERSON, name.bytes, (gssize) name.n)
                : NULL;

        if (owner != NULL)
          g_ptr_array_add (owners, owner);
      }
  return owners->len > 0 ? g_steal_pointer (&owners) : muster_directory_list_people (self, team);
}

static void
add_team (const MusterDirectory *self, const char *name, GPtrArray *out)
{
  const MusterObject *team = muster_directory_find (self, MUSTER_OBJECT_TEAM, name, -1);
  g_autoptr (GPtrArray) owners = team != NULL ? muster_directory_list_owners (self, team) : NULL;

  for (guint i = 0; owners != NULL && i < owners->len; i++)
    add_once (out, "person", ((const MusterObject *) g_ptr_array_index (owners, i))->name);
}

/* --- policies --- */

static void
add_notified (const MusterDirectory *self, MusterJsonReader *reader, GPtrArray *out)
{
  MusterText kind, name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &kind))
    {
      g_autofree char *word = muster_text_dup (kind);
      g_autofree char *text = NULL;

      if (!muster_json_reader_string (reader, &name))
        return;
      text = muster_text_dup (name);
      if (strcmp (word, "team") == 0)
        add_team (self, text, out);
      else
        add_once (out, word, text);
    }
}

/* Those whom its first step tells. */
static void
add_policy (const MusterDirectory *self, const char *name, GPtrArray *out)
{
  const MusterObject *policy = muster_directory_find (self, MUSTER_OBJECT_POLICY, name, -1);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();

  if (policy == NULL || policy->body == NULL)
    return;
  muster_json_reader_begin (reader, policy->body, strlen (policy->body), NULL);
  if (!go_to_member (reader, "steps") || !muster_json_reader_enter_array (reader) ||
      !muster_json_reader_next_item (reader) || !go_to_member (reader, "notify") ||
      !muster_json_reader_enter_array (reader))
    return;
  while (muster_json_reader_next_item (reader))
    add_notified (self, reader, out);
}

/**
 * muster_directory_add_recipients:
 * @self: a directory
 * @target: of a route
 * @out: (element-type utf8): where to
 *
 * Adds whom the target tells first, in words.
 */
void
muster_directory_add_recipients (const MusterDirectory *self,
                                 const MusterRouteTarget *target,
                                 GPtrArray *out)
{
  if (target->kind == NULL)
    return;
  if (strcmp (target->kind, "policy") == 0)
    add_policy (self, target->name, out);
  else if (strcmp (target->kind, "team") == 0)
    add_team (self, target->name, out);
  else if (muster_directory_find (self, target->kind, target->name, -1) != NULL)
    add_once (out, target->kind, target->name);
}

/**
 * muster_directory_add_fallback:
 * @self: a directory
 * @service: (nullable): an alert's service
 * @out: (element-type utf8): where to
 *
 * Adds those who hear of an alert that no route takes: its service's policy, else its service's
 * team, else everyone.
 *
 * Returns: which of these it is
 */
MusterFallback
muster_directory_add_fallback (const MusterDirectory *self,
                               const MusterObject *service,
                               GPtrArray *out)
{
  g_autofree char *policy =
      service != NULL ? muster_directory_dup_member (service, "policy") : NULL;
  g_autofree char *team = service != NULL ? muster_directory_dup_member (service, "team") : NULL;

  if (policy != NULL)
    add_policy (self, policy, out);
  if (out->len > 0)
    return MUSTER_FALLBACK_SERVICE_POLICY;
  if (team != NULL)
    add_team (self, team, out);
  return out->len > 0 ? MUSTER_FALLBACK_SERVICE_TEAM : MUSTER_FALLBACK_EVERYONE;
}
