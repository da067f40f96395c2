/* pull.c - the Alertmanagers that the hub asks by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pull.h"

#include "hub/pull-set.h"

#include <string.h>

struct _MusterPulls
{
  MusterPullsSettings settings;
  MusterOutbound outbound;
  GPtrArray *sets;
};

/**
 * muster_pulls_new:
 * @settings: what it works with; copied
 *
 * Returns: (transfer full): asks nobody yet
 */
MusterPulls *
muster_pulls_new (const MusterPullsSettings *settings)
{
  MusterPulls *self = g_new0 (MusterPulls, 1);

  self->settings = *settings;
  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_pull_set_free);
  return self;
}

/**
 * muster_pulls_free:
 * @self: (transfer full): pulls
 */
void
muster_pulls_free (MusterPulls *self)
{
  g_ptr_array_unref (self->sets);
  g_free (self);
}

/**
 * muster_pulls_set_outbound:
 * @outbound: what makes requests from now on: for tests, which ask no network
 */
void
muster_pulls_set_outbound (MusterPulls *self, const MusterOutbound *outbound)
{
  self->outbound = *outbound;
}

const MusterPullsSettings *
muster_pulls_get_settings (const MusterPulls *self)
{
  return &self->settings;
}

const MusterOutbound *
muster_pulls_get_outbound (const MusterPulls *self)
{
  return &self->outbound;
}

MusterPullSet *
muster_pulls_find_set (MusterPulls *self, MusterUlid set)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      MusterPullSet *one = g_ptr_array_index (self->sets, i);

      if (muster_ulid_equal (one->id, set))
        return one;
    }
  return NULL;
}

MusterPullMember *
muster_pulls_find (MusterPulls *self, MusterUlid set, const char *url)
{
  const MusterPullSet *found = muster_pulls_find_set (self, set);

  for (guint i = 0; found != NULL && i < found->members->len; i++)
    {
      MusterPullMember *member = g_ptr_array_index (found->members, i);

      if (strcmp (member->url, url) == 0)
        return member;
    }
  return NULL;
}

static void
drop_changed (MusterPulls *self, const MusterDirectory *directory)
{
  for (guint i = self->sets->len; i > 0; i--)
    {
      const MusterPullSet *set = g_ptr_array_index (self->sets, i - 1);
      const MusterObject *object = muster_directory_get (directory, set->id);

      if (object == NULL || object->removed || object->seq != set->seq)
        g_ptr_array_remove_index (self->sets, i - 1);
    }
}

/**
 * muster_pulls_renew:
 * @self: pulls
 * @world: what is configured
 *
 * Begins with what is new, and anew with what changed.
 */
void
muster_pulls_renew (MusterPulls *self, const MusterWorld *world)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const GPtrArray *objects = muster_directory_objects (directory);

  drop_changed (self, directory);
  for (guint i = 0; i < self->sets->len; i++) /* the world may be another one */
    {
      MusterPullSet *set = g_ptr_array_index (self->sets, i);

      g_clear_pointer (&set->known, g_hash_table_unref);
    }
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      MusterPullSet *set;

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_ALERTMANAGER) != 0 ||
          muster_pulls_find_set (self, object->id) != NULL)
        continue;
      set = muster_pull_set_new (self, object);
      if (set != NULL)
        g_ptr_array_add (self->sets, set);
    }
}

/* --- what it looks like --- */

static void
write_member (const MusterPullMember *self, MusterJsonWriter *writer)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "url", self->url);
  muster_json_member_bool (writer, "up", self->failures == 0 && self->polled_us != MUSTER_NO_TIME);
  muster_json_member_string (writer, "error", self->error);
  if (self->polled_us != MUSTER_NO_TIME)
    muster_json_member_instant (writer, "polledAt", self->polled_us);
  else
    muster_json_member_string (writer, "polledAt", NULL);
  muster_json_member_int (writer, "alerts", self->n_heard);
  muster_json_member_int (writer, "heldBack", self->n_held);
  muster_json_member_int (writer, "refused", self->n_refused);
  muster_json_member_int (writer, "silences", self->n_silences);
  muster_json_member_string (writer, "silenceError", self->silence_error);
  muster_json_end_object (writer);
}

/**
 * muster_pulls_write_json:
 * @self: pulls
 * @writer: within an array
 *
 * Writes who is asked, and how that went.
 */
void
muster_pulls_write_json (const MusterPulls *self, MusterJsonWriter *writer)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      const MusterPullSet *set = g_ptr_array_index (self->sets, i);

      muster_json_begin_object (writer);
      muster_json_member_ulid (writer, "id", set->id);
      muster_json_member_string (writer, "name", set->name);
      muster_json_name (writer, "members");
      muster_json_begin_array (writer);
      for (guint k = 0; k < set->members->len; k++)
        write_member (g_ptr_array_index (set->members, k), writer);
      muster_json_end_array (writer);
      muster_json_end_object (writer);
    }
}

/* --- a set --- */

/**
 * muster_pull_set_new:
 * @pulls: who has it
 * @object: how it is configured
 *
 * Begins to ask.
 *
 * Returns: (transfer full) (nullable): a set; NULL: it cannot be read
 */
MusterPullSet *
muster_pull_set_new (MusterPulls *pulls, const MusterObject *object)
{
  MusterPullSet *self = g_new0 (MusterPullSet, 1);

  self->pulls = pulls;
  self->id = object->id;
  self->seq = object->seq;
  self->name = g_strdup (object->name);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_pull_member_free);
  if (!muster_alertmanager_body_read (object->body, &self->body, NULL))
    {
      muster_pull_set_free (self);
      return NULL;
    }
  for (guint i = 0; self->body.urls[i] != NULL; i++)
    g_ptr_array_add (self->members, muster_pull_member_new (self, self->body.urls[i]));
  return self;
}

/**
 * muster_pull_set_free:
 * @self: (transfer full): a set
 */
void
muster_pull_set_free (MusterPullSet *self)
{
  g_ptr_array_unref (self->members);
  g_clear_pointer (&self->known, g_hash_table_unref);
  muster_alertmanager_body_clear (&self->body);
  g_free (self->name);
  g_free (self);
}
