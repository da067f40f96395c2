/* toy-hub.c - a small hub that answers requests and writes stream lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "toy-hub.h"

#include "base/json-writer.h"
#include "small-shifts.h"
#include "wire/command-codec.h"
#include "wire/event-codec.h"

#include <string.h>

/* --- lines, as hub/publisher.c gives them --- */

typedef enum
{
  FORM_FULL,
  FORM_HEAD,
  FORM_WITHHELD,
} Form;

static Form
form_for (const ToyHub *self, const MusterEvent *event)
{
  const MusterEventSpec *spec = muster_event_spec (event->kind);
  guint full = spec->full, head = spec->head;

  if (event->payload == MUSTER_PAYLOAD_CONTACT)
    {
      head = full & ~(guint) MUSTER_ACCESS_ADMIN;
      full = MUSTER_ACCESS_ADMIN;
      if (!muster_ulid_is_null (self->person) &&
          muster_ulid_equal (self->person, muster_event_ulid (event, MUSTER_FACT_ID)))
        return FORM_FULL;
    }
  return (full & self->access) != 0   ? FORM_FULL
         : (head & self->access) != 0 ? FORM_HEAD
                                      : FORM_WITHHELD;
}

static GString *
write_line (ToyHub *self, const MusterEvent *event, MusterSha256 *leaf)
{
  const gboolean has_payload = event->payload != MUSTER_PAYLOAD_NONE;
  const Form form = form_for (self, event);
  g_autoptr (GString) head = g_string_new (NULL), body = g_string_new (NULL);
  GString *line = g_string_new (NULL);
  guchar salt[MUSTER_SALT_BYTES];
  MusterSha256 digest;

  for (guint i = 0; i < sizeof salt; i++)
    salt[i] = (guchar) g_rand_int (self->small->rand);
  if (has_payload)
    {
      muster_event_append_payload (event, body);
      muster_hmac_sha256 (salt, sizeof salt, body->str, body->len, &digest);
    }
  muster_event_append_head (event, has_payload ? &digest : NULL, head);
  muster_event_leaf (head->str, head->len, leaf);
  if (form == FORM_WITHHELD)
    muster_line_append_withheld (line, event->seq, leaf);
  else if (form == FORM_FULL && has_payload)
    muster_line_append_full (line, head->str, head->len, event->payload, salt, body->str,
                             body->len);
  else
    g_string_append_len (line, head->str, (gssize) head->len);
  return line;
}

/* What happened since: lines and chain. */
static void
write_lines (ToyHub *self)
{
  while (self->lines->len < small_hub_n_events (self->small))
    {
      MusterSha256 chain = g_array_index (self->chains, MusterSha256, self->lines->len), leaf;
      const MusterEvent *event = small_hub_event (self->small, self->lines->len + 1);

      g_ptr_array_add (self->lines, write_line (self, event, &leaf));
      muster_chain_step (&chain, &leaf);
      g_array_append_val (self->chains, chain);
    }
}

static void
line_free (gpointer line)
{
  g_string_free (line, TRUE);
}

ToyHub *
toy_hub_new (guint32 seed, MusterAccess access)
{
  ToyHub *self = g_new0 (ToyHub, 1);
  const MusterSha256 zero = { { 0 } };

  self->small = small_hub_new (seed);
  small_hub_put_rota (self->small);
  self->clock = muster_clock_new_manual (self->small->context.now_us);
  self->journal = muster_ulid_source_next (&self->small->ids, self->small->context.now_us);
  self->access = access;
  if (access != MUSTER_ACCESS_SCREEN)
    self->person = small_hub_person (self->small, access == MUSTER_ACCESS_ADMIN ? "ana" : "ben");
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->chains = g_array_new (FALSE, FALSE, sizeof (MusterSha256));
  g_array_append_val (self->chains, zero);
  self->answers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  write_lines (self);
  return self;
}

void
toy_hub_free (ToyHub *self)
{
  small_hub_free (self->small);
  g_object_unref (self->clock);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->chains);
  g_hash_table_unref (self->answers);
  g_free (self);
}

static void
level_time (ToyHub *self)
{
  gint64 *now_us = &self->small->context.now_us;

  *now_us = MAX (*now_us, muster_clock_now_us (self->clock));
  if (*now_us > muster_clock_now_us (self->clock))
    muster_clock_advance (self->clock, *now_us - muster_clock_now_us (self->clock));
}

void
toy_hub_step (ToyHub *self, guint n)
{
  level_time (self);
  for (guint i = 0; i < n; i++)
    small_hub_step (self->small);
  level_time (self);
  write_lines (self);
}

guint64
toy_hub_seq (const ToyHub *self)
{
  return small_hub_n_events (self->small);
}

char *
toy_hub_save (const ToyHub *self, const MusterWorld *world)
{
  const MusterScope scope = { .access = self->access, .person = self->person };
  GString *out = g_string_new (NULL);

  muster_world_save (world, &scope, out);
  return g_string_free (out, FALSE);
}

static char *
chain_text (const ToyHub *self)
{
  const MusterSha256 *chain = &g_array_index (self->chains, MusterSha256, self->lines->len);
  char *text = g_malloc (2 * MUSTER_SHA256_BYTES + 1);

  muster_to_hex (chain->bytes, sizeof chain->bytes, text);
  return text;
}

char *
toy_hub_chain_pulse (const ToyHub *self)
{
  g_autofree char *chain = chain_text (self);

  return g_strdup_printf ("{\"seq\":%u,\"chain\":\"%s\"}", self->lines->len, chain);
}

/* --- requests --- */

MusterHubReply *
toy_reply (guint status, const char *body)
{
  MusterHubReply *reply = g_new0 (MusterHubReply, 1);

  reply->status = status;
  reply->seq = -1;
  reply->body = g_bytes_new (body, strlen (body));
  return reply;
}

MusterHubReply *
toy_hub_get (ToyHub *self, const char *path)
{
  g_autofree char *body = NULL;
  MusterHubReply *reply;

  if (strcmp (path, "/v1/me") == 0)
    {
      g_autofree char *id = muster_ulid_to_string (self->person);

      body = g_strdup_printf (
          "{\"person\":%s%s%s,\"name\":\"x\",\"access\":\"%s\",\"private\":true}",
          muster_ulid_is_null (self->person) ? "" : "\"",
          muster_ulid_is_null (self->person) ? "null" : id,
          muster_ulid_is_null (self->person) ? "" : "\"", muster_access_name (self->access));
      return toy_reply (200, body);
    }
  if (strcmp (path, "/v1/snapshot") != 0)
    return toy_reply (404, "{\"type\":\"urn:muster:problem:not-found\",\"title\":\"No\"}");
  body = toy_hub_save (self, self->small->world);
  reply = toy_reply (200, body);
  reply->seq = self->lines->len;
  reply->chain = chain_text (self);
  reply->journal = muster_ulid_to_string (self->journal);
  return reply;
}

static MusterHubReply *
problem (const GError *error)
{
  static const char *const names[] = {
    [MUSTER_MODEL_ERROR_INVALID] = "invalid",   [MUSTER_MODEL_ERROR_NOT_FOUND] = "not-found",
    [MUSTER_MODEL_ERROR_CONFLICT] = "conflict", [MUSTER_MODEL_ERROR_STATE] = "state",
    [MUSTER_MODEL_ERROR_STALE] = "stale",       [MUSTER_MODEL_ERROR_FORBIDDEN] = "forbidden",
  };
  const guint code = error->domain == MUSTER_MODEL_ERROR ? (guint) error->code : 0;
  g_autofree char *type = g_strconcat ("urn:muster:problem:", names[code], NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "type", type);
  muster_json_member_string (&writer, "title", "It was not done");
  muster_json_member_string (&writer, "detail", error->message);
  muster_json_end_object (&writer);
  return toy_reply (code == MUSTER_MODEL_ERROR_CONFLICT ? 409 : 422, body->str);
}

static GBytes *
answer (guint64 first, guint64 end, guint incident)
{
  GString *body = g_string_new ("{\"seq\":[");

  for (guint64 seq = first; seq < end; seq++)
    g_string_append_printf (body, "%s%" G_GUINT64_FORMAT, seq > first ? "," : "", seq);
  g_string_append (body, "],\"incident\":");
  if (incident > 0)
    g_string_append_printf (body, "\"INC-%u\"}", incident);
  else
    g_string_append (body, "null}");
  return g_string_free_to_bytes (body);
}

MusterHubReply *
toy_hub_post (ToyHub *self, const char *path, GBytes *body)
{
  g_autoptr (MusterCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  const MusterCommandSpec *spec;
  const guint64 first = toy_hub_seq (self) + 1;
  MusterHubReply *reply = toy_reply (200, "");
  MusterUlid object;
  guint incident;
  g_autofree char *id = NULL;
  gsize n;
  const char *bytes = g_bytes_get_data (body, &n);

  level_time (self);
  spec = muster_command_by_path (path, &incident, &object);
  g_assert_nonnull (spec);
  command = muster_command_decode_json (spec, bytes, n, &error);
  g_assert_no_error (error);
  id = muster_ulid_to_string (command->id);
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_hash_table_lookup (self->answers, id);
  if (reply->body != NULL)
    {
      g_bytes_ref (reply->body);
      return reply;
    }
  command->incident = incident;
  command->object = object;
  command->access = self->access;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, self->person };
  if (spec->makes_secret)
    command->secret = g_strdup ("sesame");
  if (!small_hub_do (self->small, g_steal_pointer (&command), &incident, &error))
    {
      muster_hub_reply_free (reply);
      return problem (error);
    }
  write_lines (self);
  self->n_applied++;
  reply->body = answer (first, toy_hub_seq (self) + 1, incident);
  g_hash_table_insert (self->answers, g_steal_pointer (&id), g_bytes_ref (reply->body));
  return reply;
}
