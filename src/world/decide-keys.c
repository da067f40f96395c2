/* decide-keys.c - commands about an integration key that there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "base/json-writer.h"
#include "world/commands.h"
#include "world/key-settings.h"

#include <string.h>

#define OVERLAP_DEFAULT_US G_TIME_SPAN_DAY
#define OVERLAP_MAX_US     (30 * G_TIME_SPAN_DAY)

static gboolean
fail_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

/* The one that the command is about, in force. */
static const MusterObject *
find_key (const MusterDeciding *self, GError **error)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (self->world), self->command->object);

  if (object == NULL || object->removed || strcmp (object->type, MUSTER_OBJECT_KEY) != 0)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such integration key, or it is revoked");
      return NULL;
    }
  return object;
}

static gboolean
read_overlap (const MusterDeciding *self, gint64 *out_us, GError **error)
{
  const char *text = muster_command_text (self->command, "overlap");

  *out_us = OVERLAP_DEFAULT_US;
  if (text == NULL)
    return TRUE;
  if (!muster_duration_parse (text, out_us, error))
    return FALSE;
  return *out_us <= OVERLAP_MAX_US ||
         fail_invalid (error, "A token is valid beside the new one for 30 days at most");
}

/* The key stays the key: what fires by it goes on, whichever token it is reported with. */
gboolean
muster_decide_key_rotate (MusterDeciding *self, GError **error)
{
  const MusterObject *key = find_key (self, error);
  MusterEvent *event;
  gint64 overlap_us;

  if (key == NULL || !read_overlap (self, &overlap_us, error))
    return FALSE;
  if (self->command->secret == NULL)
    return fail_invalid (error, "This can be asked of a hub only: it makes a secret");
  if (key->old_hash != NULL)
    return fail_invalid (error, "The token before this one is still valid: end it first");
  event = muster_deciding_emit (self, MUSTER_EVENT_KEY_ROTATED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, key->id);
  muster_event_set_token (event, MUSTER_FACT_HASH, muster_deciding_hash_secret (self));
  muster_event_set_int (event, MUSTER_FACT_ENDS, event->at_us + overlap_us);
  return TRUE;
}

gboolean
muster_decide_key_retire (MusterDeciding *self, GError **error)
{
  const MusterObject *key = find_key (self, error);

  if (key == NULL)
    return FALSE;
  if (key->old_hash != NULL)
    muster_event_set_ulid (muster_deciding_emit (self, MUSTER_EVENT_KEY_RETIRED), MUSTER_FACT_ID,
                           key->id);
  return TRUE;
}

/* {"flood":300,"silence":"2h"}, without what is not said. */
static char *
write_settings (const MusterDeciding *self, const MusterKeySettings *was)
{
  const MusterCommand *command = self->command;
  gint64 silence_us = was->silence_us;
  const char *silence = muster_command_text (command, "silence");
  g_autofree char *kept = NULL;
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  if (silence == NULL && silence_us != 0)
    silence = kept = silence_us < 0
                         ? g_strdup ("off")
                         : g_strdup_printf ("%" G_GINT64_FORMAT "s", silence_us / G_USEC_PER_SEC);
  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_int (
      &writer, "flood",
      muster_command_has (command, "flood") ? muster_command_int (command, "flood") : was->flood);
  if (silence != NULL)
    muster_json_member_string (&writer, "silence", silence);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

gboolean
muster_decide_key_configure (MusterDeciding *self, GError **error)
{
  const MusterObject *key = find_key (self, error);
  const char *silence = muster_command_text (self->command, "silence");
  g_autofree char *body = NULL;
  MusterKeySettings was;
  MusterEvent *event;
  gint64 silence_us;

  if (key == NULL || (silence != NULL && !muster_key_silence_parse (silence, &silence_us, error)))
    return FALSE;
  if (muster_command_int (self->command, "flood") > G_MAXINT32)
    return fail_invalid (error, "There is no storm of so many alerts: say 0 for none at all");
  muster_key_settings_read (key->body, &was);
  body = write_settings (self, &was);
  if (g_strcmp0 (body, key->body) == 0)
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_CONFIG_PUT);
  muster_event_set_token (event, MUSTER_FACT_OBJECT, MUSTER_OBJECT_KEY);
  muster_event_set_ulid (event, MUSTER_FACT_ID, key->id);
  muster_event_set_token (event, MUSTER_FACT_HASH,
                          muster_arena_strndup (self->batch->arena, key->hash, strlen (key->hash)));
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE, key->service);
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, key->drill);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, key->name, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_BODY, body, -1);
  return TRUE;
}
