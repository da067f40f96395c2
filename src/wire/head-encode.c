/* head-encode.c - the chained half of an event as bytes (protocol §2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/severity.h"
#include "model/stage.h"
#include "wire/event-codec.h"
#include "wire/put.h"

/* All but the facts: ten names, two numbers, three ids, two instants, a digest, a kind's name. */
#define HEAD_ROOM_BYTES 640
/* A fact's name, its value if that is no text, and what stands around them. */
#define FACT_ROOM_BYTES 128
#define TOKEN_MAX_BYTES 64

static void
put_actor (MusterPut *put, MusterActor actor)
{
  static const char *const prefixes[] = { "hub", "person:", "key:", "node:", "screen:" };

  g_return_if_fail ((guint) actor.type < G_N_ELEMENTS (prefixes));
  *put->at++ = '"';
  muster_put_string (put, prefixes[actor.type]);
  if (actor.type != MUSTER_ACTOR_HUB)
    muster_put_ulid (put, actor.id);
  *put->at++ = '"';
}

static void
put_quoted (MusterPut *put, const char *text)
{
  *put->at++ = '"';
  muster_put_string (put, text);
  *put->at++ = '"';
}

static gboolean
is_token (const char *text)
{
  gsize n = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789._-");

  return n > 0 && n <= TOKEN_MAX_BYTES && text[n] == '\0';
}

static void
put_value (MusterPut *put, MusterFactType type, const MusterFact *fact)
{
  switch (type)
    {
    case MUSTER_TYPE_INT:
    case MUSTER_TYPE_SEVERITY:
      muster_put_int (put, fact->number);
      return;
    case MUSTER_TYPE_BOOL:
      muster_put_string (put, fact->number != 0 ? "true" : "false");
      return;
    case MUSTER_TYPE_ULID:
      *put->at++ = '"';
      muster_put_ulid (put, fact->id);
      *put->at++ = '"';
      return;
    case MUSTER_TYPE_INSTANT:
      muster_put_instant (put, fact->number);
      return;
    case MUSTER_TYPE_STAGE:
      put_quoted (put, muster_stage_name ((MusterStage) fact->number));
      return;
    case MUSTER_TYPE_ROLE:
      put_quoted (put, muster_role_name ((MusterRole) fact->number));
      return;
    case MUSTER_TYPE_ACCESS:
      put_quoted (put, muster_access_name ((MusterAccess) fact->number));
      return;
    case MUSTER_TYPE_TOKEN:
    case MUSTER_TYPE_HASH:
      put_quoted (put, fact->text);
      return;
    default:
      g_assert_not_reached ();
    }
}

static void
put_facts (MusterPut *put, const MusterEvent *event)
{
  const MusterEventSpec *spec = muster_event_spec (event->kind);
  gboolean first = TRUE;

  *put->at++ = '{';
  for (guint i = 0; i < spec->n_facts; i++)
    {
      MusterFactType type = muster_fact_type (spec->facts[i]);
      const MusterFact *fact = &event->facts[i];

      if ((event->facts_set & (1u << i)) == 0)
        continue;
      if (G_UNLIKELY ((type == MUSTER_TYPE_TOKEN || type == MUSTER_TYPE_HASH) &&
                      !is_token (fact->text)))
        {
          /* What is chained stays for ever: rather no fact than a broken head. */
          g_critical ("%s: fact %s is no token", spec->name, muster_fact_name (spec->facts[i]));
          continue;
        }
      muster_put_room (put, FACT_ROOM_BYTES);
      if (!first)
        *put->at++ = ',';
      first = FALSE;
      put_quoted (put, muster_fact_name (spec->facts[i]));
      *put->at++ = ':';
      put_value (put, type, fact);
    }
  *put->at++ = '}';
}

static void
put_digest (MusterPut *put, const MusterSha256 *digest)
{
  if (digest == NULL)
    {
      muster_put_literal (put, "null");
      return;
    }
  *put->at++ = '"';
  muster_to_hex (digest->bytes, MUSTER_SHA256_BYTES, put->at);
  put->at += 2 * MUSTER_SHA256_BYTES;
  *put->at++ = '"';
}

/**
 * muster_event_append_head:
 * @event: an event with its seq, of a known kind
 * @digest: (nullable): muster_hmac_sha256() over the payload's bytes; %NULL without a payload
 * @out: where to
 *
 * Writes the head: one line of compact JSON without a newline, all members in the protocol's order,
 * null where there is none; of the facts only those that are set, in the order of the kind's row.
 */
void
muster_event_append_head (const MusterEvent *event, const MusterSha256 *digest, GString *out)
{
  const MusterEventSpec *spec = muster_event_spec (event->kind);
  MusterPut put;

  muster_put_begin (&put, out, HEAD_ROOM_BYTES);
  muster_put_literal (&put, "{\"seq\":");
  muster_put_uint (&put, event->seq);
  muster_put_literal (&put, ",\"at\":");
  muster_put_instant (&put, event->at_us);
  muster_put_literal (&put, ",\"kind\":");
  put_quoted (&put, spec->name);
  muster_put_literal (&put, ",\"v\":");
  muster_put_uint (&put, event->version);
  muster_put_literal (&put, ",\"actor\":");
  put_actor (&put, event->actor);
  muster_put_literal (&put, ",\"command\":");
  if (muster_ulid_is_null (event->command))
    muster_put_literal (&put, "null");
  else
    put_value (&put, MUSTER_TYPE_ULID, &(MusterFact){ .id = event->command });
  muster_put_literal (&put, ",\"incident\":");
  if (event->incident == 0)
    muster_put_literal (&put, "null");
  else
    {
      muster_put_literal (&put, "\"INC-");
      muster_put_uint (&put, event->incident);
      *put.at++ = '"';
    }
  muster_put_literal (&put, ",\"facts\":");
  put_facts (&put, event);
  muster_put_room (&put, HEAD_ROOM_BYTES);
  muster_put_literal (&put, ",\"claimed\":");
  if (event->claimed_us == MUSTER_NO_TIME)
    muster_put_literal (&put, "null");
  else
    muster_put_instant (&put, event->claimed_us);
  muster_put_literal (&put, ",\"digest\":");
  put_digest (&put, digest);
  *put.at++ = '}';
  muster_put_end (&put);
}
