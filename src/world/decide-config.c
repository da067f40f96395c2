/* decide-config.c - commands that configure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "base/safe-text.h"
#include "model/mapping-check.h"
#include "oncall/policy.h"
#include "world/alertmanager-body.h"
#include "world/commands.h"
#include "world/dead-man-body.h"
#include "world/rules.h"
#include "world/schedule-body.h"
#include "world/severity-overrides.h"
#include "world/shift-deciding.h"
#include "world/window-body.h"

#include <string.h>

static gboolean
fail_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

static const char *
copy_token (MusterDeciding *self, const char *token)
{
  return muster_arena_strndup (self->batch->arena, token, strlen (token));
}

/**
 * muster_deciding_hash_secret:
 * @self: of a command that makes a secret
 *
 * Returns: (transfer none): its SHA-256, 64 digits, in the batch: all that the journal knows of it
 */
const char *
muster_deciding_hash_secret (MusterDeciding *self)
{
  MusterPiece piece = { self->command->secret, strlen (self->command->secret) };
  char *text = muster_arena_alloc (self->batch->arena, 2 * MUSTER_SHA256_BYTES + 1);
  MusterSha256 hash;

  muster_sha256 (&piece, 1, &hash);
  muster_to_hex (hash.bytes, sizeof hash.bytes, text);
  return text;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (!muster_is_name (name, -1))
    return fail_invalid (error, "A name is 1 to 256 bytes of visible text in Unicode's composed "
                                "form (NFC), without a space at its ends");
  return TRUE;
}

static gboolean
is_configurable (const char *type)
{
  static const char *const types[] = {
    MUSTER_OBJECT_PERSON,          MUSTER_OBJECT_TEAM,         MUSTER_OBJECT_SERVICE,
    MUSTER_OBJECT_POLICY,          MUSTER_OBJECT_SCHEDULE,     MUSTER_OBJECT_GROUPING,
    MUSTER_OBJECT_HEARTBEAT,       MUSTER_OBJECT_MAPPING,      MUSTER_OBJECT_RULES,
    MUSTER_OBJECT_MAINTENANCE,     MUSTER_OBJECT_ALERTMANAGER, MUSTER_OBJECT_SEVERITY_OVERRIDE,
    MUSTER_OBJECT_DEAD_MAN_SWITCH, MUSTER_OBJECT_CHANNEL,      NULL
  };

  return g_strv_contains (types, type);
}

static MusterEvent *
put (MusterDeciding *self, const char *type, MusterUlid id, const char *name)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_CONFIG_PUT);

  muster_event_set_token (event, MUSTER_FACT_OBJECT, copy_token (self, type));
  muster_event_set_ulid (event, MUSTER_FACT_ID, id);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
  return event;
}

static void
put_contact (MusterDeciding *self, const MusterObject *person, MusterUlid id, const char *contact)
{
  MusterEvent *event;

  if (contact == NULL || (person != NULL && g_strcmp0 (person->contact, contact) == 0))
    return;
  event = put (self, MUSTER_OBJECT_CONTACT, id, NULL);
  event->payload = MUSTER_PAYLOAD_CONTACT;
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_BODY, contact, -1);
}

/* Only an administrator gives access; a manager keeps what a person has. */
static gboolean
choose_access (const MusterDeciding *self,
               const MusterObject *existing,
               MusterAccess *access,
               GError **error)
{
  MusterAccess had = existing != NULL ? existing->access : MUSTER_ACCESS_RESPONDER;

  *access = muster_command_has (self->command, "access")
                ? (MusterAccess) muster_command_int (self->command, "access")
                : had;
  if (*access == had || muster_access_allows (self->command->access, MUSTER_ACCESS_ADMIN))
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN,
                       "Only the access role admin may change what a person may do");
  return FALSE;
}

static gboolean
check_heartbeat (const MusterDeciding *self, const char *text, GError **error)
{
  g_auto (MusterHeartbeatBody) body = { 0 };

  if (!muster_heartbeat_body_read (text, &body, error))
    return FALSE;
  if (body.service == NULL ||
      muster_directory_resolve (muster_world_get_directory (self->world), MUSTER_OBJECT_SERVICE,
                                body.service) != NULL)
    return TRUE;
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, "There is no service “%s”",
               body.service);
  return FALSE;
}

static gboolean
check_grouping (const char *name, const char *body, GError **error)
{
  g_autoptr (GPtrArray) rules = NULL;

  if (strcmp (name, MUSTER_GROUPING_DEFAULT) != 0)
    return fail_invalid (error, "The rules of grouping are one object, called “default”");
  rules = muster_grouping_read (body, error);
  return rules != NULL;
}

static gboolean
check_person (const char *body, GError **error)
{
  g_autoptr (MusterPersonalHours) hours = muster_personal_hours_read (body, error);

  return hours != NULL;
}

static gboolean
check_policy (const char *body, GError **error)
{
  g_autoptr (MusterPolicy) policy = muster_policy_read (body, error);

  return policy != NULL;
}

static gboolean
check_dead_man (const char *body, GError **error)
{
  g_auto (MusterDeadManBody) read = { 0 };

  return muster_dead_man_body_read (body, &read, error);
}

/* What leaves by it, and whom it is to reach. */
static gboolean
check_channel (const MusterDeciding *self, const char *type, GError **error)
{
  gboolean is_channel = strcmp (type, MUSTER_OBJECT_CHANNEL) == 0;
  const char *body = muster_command_text (self->command, "body");
  const char *contact = muster_command_text (self->command, "contact");

  if (self->context->check_channel == NULL || (!is_channel && contact == NULL))
    return TRUE;
  return self->context->check_channel (muster_world_get_directory (self->world),
                                       is_channel ? (body != NULL ? body : "{}") : NULL, contact,
                                       error);
}

gboolean
muster_decide_config_put (MusterDeciding *self, GError **error)
{
  const char *type = muster_command_text (self->command, "object");
  const char *name = muster_command_text (self->command, "name");
  const char *body = muster_command_text (self->command, "body");
  const char *contact = muster_command_text (self->command, "contact");
  gboolean is_person = strcmp (type, MUSTER_OBJECT_PERSON) == 0;
  const MusterObject *existing;
  MusterAccess access = MUSTER_ACCESS_NONE;
  MusterUlid id;

  if (!is_configurable (type))
    return fail_invalid (error, "There is no such kind of object to configure");
  if (contact != NULL && !is_person)
    return fail_invalid (error, "Only a person has contact data");
  if (!check_name (name, error))
    return FALSE;
  if (!check_channel (self, type, error) || (is_person && !check_person (body, error)))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_POLICY) == 0 && !check_policy (body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_HEARTBEAT) == 0 && !check_heartbeat (self, body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_GROUPING) == 0 && !check_grouping (name, body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_MAPPING) == 0 &&
      !muster_mapping_check (body != NULL ? body : "{}", error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_ALERTMANAGER) == 0 &&
      !muster_alertmanager_check (muster_world_get_directory (self->world), body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_DEAD_MAN_SWITCH) == 0 && !check_dead_man (body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_SEVERITY_OVERRIDE) == 0 &&
      !muster_severity_override_check (muster_world_get_directory (self->world), body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_MAINTENANCE) == 0 &&
      !muster_maintenance_check (muster_world_get_directory (self->world), body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_SCHEDULE) == 0 && !muster_schedule_body_check (name, body, error))
    return FALSE;
  if (strcmp (type, MUSTER_OBJECT_RULES) == 0 && !muster_rules_check (name, body, error))
    return FALSE;
  existing = muster_directory_find (muster_world_get_directory (self->world), type, name, -1);
  if (is_person && !choose_access (self, existing, &access, error))
    return FALSE;
  id = existing != NULL ? existing->id : muster_deciding_new_id (self);
  if (existing == NULL || g_strcmp0 (existing->body, body) != 0 || existing->access != access)
    {
      MusterEvent *event = put (self, type, id, name);

      muster_batch_set_text (self->batch, event, MUSTER_FIELD_BODY, body, -1);
      if (is_person)
        muster_event_set_int (event, MUSTER_FACT_ACCESS, access);
      if (existing != NULL && strcmp (type, MUSTER_OBJECT_SCHEDULE) == 0)
        muster_deciding_tell_put (self, existing, body);
    }
  put_contact (self, existing, id, contact);
  return TRUE;
}

static const MusterObject *
find_object (const MusterDeciding *self, GError **error)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (self->world), self->command->object);

  if (object == NULL)
    g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                         "There is no such object");
  return object;
}

static gboolean
remove_object (MusterDeciding *self, const char *type, MusterEventKind kind, GError **error)
{
  const MusterObject *object = find_object (self, error);
  MusterEvent *event;

  if (object == NULL)
    return FALSE;
  if (type != NULL ? strcmp (object->type, type) != 0 : !is_configurable (object->type))
    return fail_invalid (error, "That id is of another kind of object");
  if (object->removed)
    return TRUE;
  event = muster_deciding_emit (self, kind);
  if (kind == MUSTER_EVENT_CONFIG_REMOVED)
    muster_event_set_token (event, MUSTER_FACT_OBJECT, copy_token (self, object->type));
  muster_event_set_ulid (
      event, kind == MUSTER_EVENT_DRILL_ENDED ? MUSTER_FACT_DRILL : MUSTER_FACT_ID, object->id);
  if (strcmp (object->type, MUSTER_OBJECT_SCHEDULE) == 0)
    muster_deciding_tell_removed (self, object);
  return TRUE;
}

gboolean
muster_decide_config_remove (MusterDeciding *self, GError **error)
{
  return remove_object (self, NULL, MUSTER_EVENT_CONFIG_REMOVED, error);
}

/* --- keys, tokens, secrets --- */

static gboolean
has_secret (const MusterDeciding *self, GError **error)
{
  return self->command->secret != NULL ||
         fail_invalid (error, "This can be asked of a hub only: it makes a secret");
}

static void
put_key (MusterDeciding *self, MusterUlid service, const char *name, MusterUlid drill)
{
  MusterEvent *event = put (self, MUSTER_OBJECT_KEY, muster_deciding_new_id (self), name);

  muster_event_set_token (event, MUSTER_FACT_HASH, muster_deciding_hash_secret (self));
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service);
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, drill);
}

gboolean
muster_decide_key_add (MusterDeciding *self, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const char *name = muster_command_text (self->command, "service");
  MusterUlid drill = muster_command_ulid (self->command, "drill");
  const MusterObject *service;
  MusterUlid id;

  if (!has_secret (self, error) || !check_name (name, error))
    return FALSE;
  service = muster_directory_resolve (directory, MUSTER_OBJECT_SERVICE, name);
  id = service != NULL ? service->id : muster_deciding_new_id (self);
  if (service == NULL)
    put (self, MUSTER_OBJECT_SERVICE, id, name);
  put_key (self, id, service != NULL ? service->name : name, drill);
  return TRUE;
}

gboolean
muster_decide_key_revoke (MusterDeciding *self, GError **error)
{
  return remove_object (self, MUSTER_OBJECT_KEY, MUSTER_EVENT_CONFIG_REMOVED, error);
}

gboolean
muster_decide_token_add (MusterDeciding *self, GError **error)
{
  const char *name = muster_command_text (self->command, "person");
  MusterAccess access = (MusterAccess) muster_command_int (self->command, "role");
  const MusterObject *person = NULL;
  MusterEvent *event;

  if (!has_secret (self, error) || !check_name (name, error))
    return FALSE;
  if ((access & MUSTER_ACCESS_PEOPLE) != 0)
    {
      person = muster_deciding_person (self, "person", error);
      if (person == NULL)
        return FALSE;
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_ACCESS_GRANTED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_token (event, MUSTER_FACT_HASH, muster_deciding_hash_secret (self));
  muster_event_set_int (event, MUSTER_FACT_ACCESS, access);
  if (person != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
  return TRUE;
}

gboolean
muster_decide_token_revoke (MusterDeciding *self, GError **error)
{
  return remove_object (self, MUSTER_OBJECT_TOKEN, MUSTER_EVENT_ACCESS_REVOKED, error);
}

gboolean
muster_decide_secret (MusterDeciding *self, GError **error)
{
  const char *name = muster_command_text (self->command, "name");

  if (!check_name (name, error))
    return FALSE;
  muster_batch_set_text (self->batch, muster_deciding_emit (self, MUSTER_EVENT_SECRET_NAMED),
                         MUSTER_FIELD_NAME, name, -1);
  return TRUE;
}

/* --- drills --- */

gboolean
muster_decide_drill_start (MusterDeciding *self, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const char *name = muster_command_text (self->command, "name");
  gint64 speed = muster_command_int (self->command, "speed");
  MusterUlid drill = muster_deciding_new_id (self);
  g_autofree char *service_name = g_strdup_printf ("drill: %s", name);
  const MusterObject *service;
  MusterUlid service_id;
  MusterEvent *event;

  if (!has_secret (self, error) || !check_name (name, error))
    return FALSE;
  if (muster_command_has (self->command, "speed") && (speed < 1 || speed > 1000))
    return fail_invalid (error, "A drill's speed is 1 to 1000");
  event = muster_deciding_emit (self, MUSTER_EVENT_DRILL_STARTED);
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, drill);
  if (self->command->actor.type == MUSTER_ACTOR_PERSON)
    muster_event_set_ulid (event, MUSTER_FACT_PERSON, self->command->actor.id);
  muster_event_set_int (event, MUSTER_FACT_SPEED, MAX (speed, 1));
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
  service = muster_directory_find (directory, MUSTER_OBJECT_SERVICE, service_name, -1);
  service_id = service != NULL ? service->id : muster_deciding_new_id (self);
  if (service == NULL)
    put (self, MUSTER_OBJECT_SERVICE, service_id, service_name);
  put_key (self, service_id, service_name, drill);
  return TRUE;
}

static void
resolve_alerts (MusterDeciding *self, const MusterIncident *incident)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);

  for (const MusterAlert *alert = muster_alert_index_first (alerts, incident->number);
       alert != NULL; alert = alert->older)
    {
      MusterEvent *event;

      if (alert->status != MUSTER_ALERT_FIRING)
        continue;
      event = muster_deciding_emit (self, MUSTER_EVENT_ALERT_RESOLVED);
      event->incident = incident->number;
      muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
      muster_event_set_token (event, MUSTER_FACT_BY, "drill");
      muster_event_set_int (event, MUSTER_FACT_ENDS, event->at_us);
    }
}

/* Its key ends with it, so nobody could say any more that its alerts are over. */
gboolean
muster_decide_drill_end (MusterDeciding *self, GError **error)
{
  guint before = muster_batch_length (self->batch);

  if (!remove_object (self, MUSTER_OBJECT_DRILL, MUSTER_EVENT_DRILL_ENDED, error))
    return FALSE;
  if (muster_batch_length (self->batch) == before || muster_world_get_alerts (self->world) == NULL)
    return TRUE;
  for (guint i = 1; i <= muster_world_last_incident (self->world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (self->world, i);

      if (incident != NULL && muster_ulid_equal (incident->drill, self->command->object))
        resolve_alerts (self, incident);
    }
  return TRUE;
}
