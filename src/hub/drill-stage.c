/* drill-stage.c - a hub of a drill's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/drill-stage.h"

#include "base/crypto.h"
#include "base/folder.h"
#include "hub/ask.h"
#include "world/commands.h"

#include <string.h>

struct _MusterDrillStage
{
  const MusterDrill *drill;
  MusterClock *clock;
  char *folder;
  MusterHub *hub;
  MusterCliHub *owner;   /* by the socket */
  MusterHubLink *intake; /* by the port */
  GHashTable *people;    /* name → MusterHubLink */
  char *key;
  char *id; /* of the drill; NULL: a story of fixed times is none, it makes a past */
};

/* --- the hub --- */

/* Who the owner of the hub is in the story, if it has an administrator. */
static const char *
find_owner (const MusterDrill *drill)
{
  for (guint i = 0; i < drill->team->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (drill->team, i);

      if (strcmp (object->type, MUSTER_OBJECT_PERSON) == 0 && object->access == MUSTER_ACCESS_ADMIN)
        return object->name;
    }
  return NULL;
}

static gboolean
open_doors (MusterDrillStage *self, const char *const *addresses, GError **error)
{
  g_autofree char *socket = g_strconcat ("unix:", self->folder, "/hub.sock", NULL);

  if (!muster_hub_listen (self->hub, socket, MUSTER_LISTENER_ALL, error) ||
      !muster_hub_listen (self->hub, "127.0.0.1:0", MUSTER_LISTENER_ALL, error))
    return FALSE;
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (!muster_hub_listen (self->hub, addresses[i], MUSTER_LISTENER_ALL, error))
      return FALSE;
  return TRUE;
}

static MusterHubLink *
open_link (const MusterDrillStage *self, const char *url, const char *token, GError **error)
{
  return muster_hub_link_new (
      &(MusterHubLinkOptions){
          .url = url, .token = token, .clock = self->clock, .fill = muster_random_fill },
      error);
}

static gboolean
open_links (MusterDrillStage *self, GError **error)
{
  g_auto (GStrv) addresses = muster_hub_get_addresses (self->hub);
  g_autofree char *url = g_strconcat ("http://", addresses[1], NULL);

  self->owner = muster_cli_hub_open (&(MusterCliPlace){ .hub = addresses[0] }, error);
  if (self->owner == NULL)
    return FALSE;
  self->intake = open_link (self, url, NULL, error);
  return self->intake != NULL;
}

/**
 * muster_drill_stage_new:
 * @drill: a story; must outlive the stage
 * @listen_to: (nullable) (array zero-terminated=1): addresses where it listens, too
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a hub without anything in it
 */
MusterDrillStage *
muster_drill_stage_new (const MusterDrill *drill, const char *const *listen_to, GError **error)
{
  g_autoptr (MusterDrillStage) self = g_new0 (MusterDrillStage, 1);
  MusterHubSettings settings = { .serves = TRUE, .owner = find_owner (drill) };

  self->drill = drill;
  self->clock =
      drill->fixed ? muster_clock_new_manual (drill->start_us) : muster_clock_new_system ();
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->folder = g_dir_make_tmp ("muster-drill-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;
  settings.state = self->folder;
  settings.clock = self->clock;
  settings.is_story = drill->fixed;
  self->hub = muster_hub_new (&settings, error);
  if (self->hub == NULL)
    return NULL;
  muster_hub_start (self->hub);
  if (!open_doors (self, listen_to, error) || !open_links (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- who plays --- */

static gboolean
let_in (MusterDrillStage *self, const char *name, GError **error)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("token.add"));
  g_auto (GStrv) addresses = muster_hub_get_addresses (self->hub);
  g_autofree char *url = g_strconcat ("http://", addresses[1], NULL);
  g_autofree char *answer = NULL, *token = NULL;
  MusterHubLink *link;

  muster_command_set_text (command, "person", name);
  muster_command_set_int (command, "role", MUSTER_ACCESS_RESPONDER);
  answer = muster_cli_hub_command (self->owner, command, error);
  if (answer == NULL)
    return FALSE;
  token = muster_answer_dup_member (answer, -1, "token");
  link = open_link (self, url, token, error);
  if (link != NULL)
    g_hash_table_insert (self->people, g_strdup (name), link);
  return link != NULL;
}

static gboolean
let_people_in (MusterDrillStage *self, GError **error)
{
  for (guint i = 0; i < self->drill->steps->len; i++)
    {
      const MusterDrillStep *step = g_ptr_array_index (self->drill->steps, i);

      if (step->as != NULL && !g_hash_table_contains (self->people, step->as) &&
          !let_in (self, step->as, error))
        return FALSE;
    }
  return TRUE;
}

/* Of the first service of the story: its alerts say whose they are themselves. */
static MusterCommand *
new_plain_key (const MusterDrill *drill)
{
  MusterCommand *command = muster_command_new (muster_command_by_name ("key.add"));
  const char *service = "drill";

  for (guint i = 0; i < drill->team->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (drill->team, i);

      if (strcmp (object->type, MUSTER_OBJECT_SERVICE) == 0)
        {
          service = object->name;
          break;
        }
    }
  muster_command_set_text (command, "service", service);
  return command;
}

static gboolean
make_key (MusterDrillStage *self, GError **error)
{
  g_autoptr (MusterCommand) command = NULL;
  g_autofree char *answer = NULL;

  if (self->drill->fixed)
    command = new_plain_key (self->drill);
  else
    {
      command = muster_command_new (muster_command_by_name ("drill.start"));
      muster_command_set_text (command, "name", self->drill->title);
    }
  answer = muster_cli_hub_command (self->owner, command, error);
  if (answer == NULL)
    return FALSE;
  self->key = muster_answer_dup_member (answer, -1, "key");
  self->id = muster_answer_dup_member (answer, -1, "drill");
  return TRUE;
}

/**
 * muster_drill_stage_set:
 * @self: a stage
 * @run: (inout): what to play; where and as whom are filled in
 * @error: return location
 *
 * Returns: whether the story can begin
 */
gboolean
muster_drill_stage_set (MusterDrillStage *self, MusterDrillRun *run, GError **error)
{
  if (!muster_cli_apply_objects (self->owner, self->drill->team, FALSE, error) ||
      !let_people_in (self, error) || !make_key (self, error))
    return FALSE;
  run->drill = self->drill;
  run->clock = self->clock;
  run->sets_clock = self->drill->fixed;
  run->intake = self->intake;
  run->caller = muster_cli_hub_link (self->owner);
  run->people = self->people;
  run->key = self->key;
  run->id = self->id;
  return TRUE;
}

/* --- the end --- */

/* Streams beat by boot time, which goes on where the wall stands still. */
static gboolean
beat_cb (gpointer clock)
{
  muster_clock_step (clock, -G_USEC_PER_SEC);
  muster_clock_advance (clock, G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

/**
 * muster_drill_stage_keep:
 * @self: a stage whose story is over
 * @cancellable: ends it
 *
 * Serves what the story came to.
 */
void
muster_drill_stage_keep (MusterDrillStage *self, GCancellable *cancellable)
{
  guint beat = self->drill->fixed ? g_timeout_add_seconds (1, beat_cb, self->clock) : 0;

  muster_cli_print_ready (self->hub);
  while (!g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&beat, g_source_remove);
}

/**
 * muster_drill_stage_free:
 * @self: a stage
 *
 * Ends its hub in order and removes its folder.
 */
void
muster_drill_stage_free (MusterDrillStage *self)
{
  g_clear_object (&self->intake);
  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_pointer (&self->owner, muster_cli_hub_free);
  if (self->hub != NULL)
    muster_hub_stop (self->hub);
  g_clear_pointer (&self->hub, muster_hub_free);
  if (self->folder != NULL && !muster_folder_remove (self->folder))
    g_warning ("%s cannot be removed", self->folder);
  g_clear_object (&self->clock);
  g_free (self->folder);
  g_free (self->key);
  g_free (self->id);
  g_free (self);
}
