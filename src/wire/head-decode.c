/* head-decode.c - the chained half of an event from bytes (protocol §2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "model/severity.h"
#include "model/stage.h"
#include "wire/head-codec.h"

#include <string.h>

#define SEQ_MAX         (G_GINT64_CONSTANT (1) << 53)
#define TOKEN_MAX_BYTES 64

typedef struct
{
  MusterJsonReader *reader;
  MusterBatch *batch;
  MusterEvent *event;
  MusterDecodedHead *out;
} Head;

static gboolean
read_null (Head *head)
{
  return muster_json_reader_peek (head->reader) == MUSTER_JSON_NULL &&
         muster_json_reader_null (head->reader);
}

static void
read_instant (MusterJsonReader *reader, gint64 *out_us)
{
  MusterText text;

  if (muster_json_reader_string (reader, &text) &&
      !muster_instant_parse (text.bytes, (gssize) text.n, out_us))
    muster_json_reader_fail (reader, "not an instant of RFC 3339");
}

static void
read_ulid (MusterJsonReader *reader, MusterUlid *out)
{
  MusterText text;

  if (muster_json_reader_string (reader, &text) &&
      (!muster_ulid_parse (text.bytes, (gssize) text.n, out) || muster_ulid_is_null (*out)))
    muster_json_reader_fail (reader, "not an id");
}

static void
read_seq (Head *head)
{
  gint64 seq = 0;

  if (!muster_json_reader_int (head->reader, &seq))
    return;
  if (seq < 1 || seq > SEQ_MAX)
    muster_json_reader_fail (head->reader, "seq is not within 1 and 2^53");
  head->event->seq = (guint64) seq;
}

static void
read_at (Head *head)
{
  read_instant (head->reader, &head->event->at_us);
}

static void
read_kind (Head *head)
{
  MusterText text;

  if (muster_json_reader_string (head->reader, &text))
    head->event->kind = muster_event_kind_from_name (text.bytes, (gssize) text.n);
}

static void
read_version (Head *head)
{
  gint64 version = 0;

  if (!muster_json_reader_int (head->reader, &version))
    return;
  if (version < 1 || version > G_MAXINT)
    muster_json_reader_fail (head->reader, "v is no version");
  head->event->version = (guint) version;
  if (head->event->version > muster_event_spec (head->event->kind)->version)
    head->event->kind = MUSTER_EVENT_UNKNOWN;
}

static void
read_actor (Head *head)
{
  MusterText text;

  if (muster_json_reader_string (head->reader, &text) &&
      !muster_actor_parse (text.bytes, (gssize) text.n, &head->event->actor))
    muster_json_reader_fail (head->reader, "not an actor");
}

static void
read_command (Head *head)
{
  if (!read_null (head))
    read_ulid (head->reader, &head->event->command);
}

static void
read_incident (Head *head)
{
  guint64 n = 0;
  MusterText text;

  if (read_null (head) || !muster_json_reader_string (head->reader, &text))
    return;
  if (text.n > 4 && text.n <= 14 && memcmp (text.bytes, "INC-", 4) == 0 && text.bytes[4] != '0')
    for (gsize i = 4; i < text.n; i++)
      n = g_ascii_isdigit (text.bytes[i]) ? n * 10 + (guint64) (text.bytes[i] - '0')
                                          : G_MAXUINT64 / 16;
  if (n < 1 || n > G_MAXUINT)
    muster_json_reader_fail (head->reader, "not an incident");
  head->event->incident = (guint) n;
}

static gboolean
is_token (MusterText text)
{
  if (text.n == 0 || text.n > TOKEN_MAX_BYTES)
    return FALSE;
  for (gsize i = 0; i < text.n; i++)
    if (!g_ascii_islower (text.bytes[i]) && !g_ascii_isdigit (text.bytes[i]) &&
        text.bytes[i] != '.' && text.bytes[i] != '_' && text.bytes[i] != '-')
      return FALSE;
  return TRUE;
}

static gboolean
is_hash (MusterText text)
{
  guchar bytes[MUSTER_SHA256_BYTES];

  return muster_from_hex (text.bytes, text.n, bytes, sizeof bytes);
}

/* Only a name as we write it: the parsers take what people type, too. */
static gboolean
parse_word (MusterFactType type, MusterText text, gint64 *out)
{
  MusterStage stage;
  MusterRole role;
  MusterAccess access;

  if (type == MUSTER_TYPE_STAGE && muster_stage_parse (text.bytes, (gssize) text.n, &stage))
    {
      *out = stage;
      return muster_text_equal (text, muster_stage_name (stage));
    }
  if (type == MUSTER_TYPE_ROLE && muster_role_parse (text.bytes, (gssize) text.n, &role))
    {
      *out = role;
      return muster_text_equal (text, muster_role_name (role));
    }
  if (type == MUSTER_TYPE_ACCESS && muster_access_parse (text.bytes, (gssize) text.n, &access))
    {
      *out = access;
      return muster_text_equal (text, muster_access_name (access));
    }
  return FALSE;
}

static void
read_text_fact (Head *head, MusterFactType type, MusterFact *out)
{
  gboolean is_word = type != MUSTER_TYPE_TOKEN && type != MUSTER_TYPE_HASH;
  gboolean good;
  MusterText text;

  if (!muster_json_reader_string (head->reader, &text))
    return;
  if (is_word)
    good = parse_word (type, text, &out->number);
  else
    good = type == MUSTER_TYPE_TOKEN ? is_token (text) : is_hash (text);
  if (!good)
    muster_json_reader_fail (head->reader, "a fact is not of its type");
  else if (!is_word)
    out->text = muster_arena_strndup (head->batch->arena, text.bytes, text.n);
}

static void
read_fact (Head *head, MusterFactType type, MusterFact *out)
{
  gboolean truth = FALSE;

  switch (type)
    {
    case MUSTER_TYPE_INT:
    case MUSTER_TYPE_SEVERITY:
      if (muster_json_reader_int (head->reader, &out->number) && type == MUSTER_TYPE_SEVERITY &&
          (out->number < MUSTER_SEVERITY_CRITICAL || out->number > MUSTER_SEVERITY_INFO))
        muster_json_reader_fail (head->reader, "not a severity from 1 to 5");
      return;
    case MUSTER_TYPE_BOOL:
      muster_json_reader_bool (head->reader, &truth);
      out->number = truth;
      return;
    case MUSTER_TYPE_ULID:
      read_ulid (head->reader, &out->id);
      return;
    case MUSTER_TYPE_INSTANT:
      read_instant (head->reader, &out->number);
      return;
    case MUSTER_TYPE_STAGE:
    case MUSTER_TYPE_ROLE:
    case MUSTER_TYPE_ACCESS:
    case MUSTER_TYPE_TOKEN:
    case MUSTER_TYPE_HASH:
      read_text_fact (head, type, out);
      return;
    default:
      g_assert_not_reached ();
    }
}

/* The place of the fact in the kind's row, beginning where the last one stood. */
static int
find_fact (const MusterEventSpec *spec, guint from, MusterText name)
{
  for (guint i = 0; i < spec->n_facts; i++)
    {
      guint place = (from + i) % spec->n_facts;

      if (muster_text_equal (name, muster_fact_name (spec->facts[place])))
        return (int) place;
    }
  return -1;
}

static void
read_facts (Head *head)
{
  MusterEvent *event = head->event;
  const MusterEventSpec *spec = muster_event_spec (event->kind);
  guint from = 0;
  MusterText name;

  if (!muster_json_reader_enter_object (head->reader))
    return;
  while (muster_json_reader_next_member (head->reader, &name))
    {
      int place = find_fact (spec, from, name);

      if (place < 0)
        {
          muster_json_reader_skip (head->reader);
          continue;
        }
      read_fact (head, muster_fact_type (spec->facts[place]), &event->facts[place]);
      event->facts_set |= (guint16) (1u << place);
      from = (guint) place + 1;
    }
}

static void
read_claimed (Head *head)
{
  if (!read_null (head))
    read_instant (head->reader, &head->event->claimed_us);
}

static void
read_digest (Head *head)
{
  MusterText text;

  if (read_null (head) || !muster_json_reader_string (head->reader, &text))
    return;
  if (!muster_from_hex (text.bytes, text.n, head->out->digest.bytes, MUSTER_SHA256_BYTES))
    muster_json_reader_fail (head->reader, "not a digest");
  head->out->has_digest = TRUE;
}

/* Every head has all of them, in this order; what is between or behind them is of a newer version.
 */
static const struct
{
  const char *name;
  void (*read) (Head *head);
} members[] = {
  { "seq", read_seq },           { "at", read_at },       { "kind", read_kind },
  { "v", read_version },         { "actor", read_actor }, { "command", read_command },
  { "incident", read_incident }, { "facts", read_facts }, { "claimed", read_claimed },
  { "digest", read_digest },
};

static gboolean
is_member (MusterText name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (muster_text_equal (name, members[i].name))
      return TRUE;
  return FALSE;
}

static void
read_members (Head *head, MusterText *payload)
{
  MusterJsonReader *reader = head->reader;
  guint next = 0;
  MusterText name;

  while (muster_json_reader_next_member (reader, &name))
    {
      if (next < G_N_ELEMENTS (members) && muster_text_equal (name, members[next].name))
        members[next++].read (head);
      else if (is_member (name))
        muster_json_reader_fail (reader, "a head's members are not in their order");
      else if (payload != NULL && muster_text_equal (name, "payload"))
        muster_json_reader_raw (reader, payload);
      else
        muster_json_reader_skip (reader);
    }
  if (next < G_N_ELEMENTS (members))
    muster_json_reader_fail (reader, "a head without \"%s\"", members[next].name);
}

/**
 * muster_head_decode:
 * @reader: a reader; the caller finishes it
 * @line: a head, or a full stream line
 * @batch: gets the new event
 * @out: (out): what muster_event_decode_head() gives
 * @payload: (out) (nullable): the member "payload" as written, empty if there is none; %NULL to
 *   treat it as any unknown member
 *
 * Returns: whether the reader has seen nothing wrong so far; else the batch is as before
 */
gboolean
muster_head_decode (MusterJsonReader *reader,
                    MusterText line,
                    MusterBatch *batch,
                    MusterDecodedHead *out,
                    MusterText *payload)
{
  Head head = { reader, batch, NULL, out };
  guint length = muster_batch_length (batch);

  *out = (MusterDecodedHead){ .event = muster_batch_add (batch, MUSTER_EVENT_UNKNOWN) };
  head.event = out->event;
  muster_json_reader_begin (reader, line.bytes, line.n, batch->arena);
  if (muster_json_reader_enter_object (reader))
    read_members (&head, payload);
  if (muster_json_reader_failed (reader))
    {
      muster_batch_truncate (batch, length);
      out->event = NULL;
      return FALSE;
    }
  out->event->payload =
      out->has_digest ? muster_event_spec (out->event->kind)->payload : MUSTER_PAYLOAD_NONE;
  return TRUE;
}

/**
 * muster_event_decode_head:
 * @bytes: a head, without a newline
 * @n: its bytes
 * @reader: a reader to use
 * @batch: gets the new event, which holds nothing of @bytes
 * @out: (out): the event, and the digest of its payload
 * @error: MUSTER_BASE_ERROR
 *
 * Members must be all there and in order; unknown members and facts are left out, for growth. An
 * unknown kind and a newer version are %MUSTER_EVENT_UNKNOWN. The payload class is the kind's own,
 * %MUSTER_PAYLOAD_NONE without a digest: where the payload is found may say otherwise.
 *
 * Returns: whether it was one; else the batch is as before
 */
gboolean
muster_event_decode_head (const char *bytes,
                          gsize n,
                          MusterJsonReader *reader,
                          MusterBatch *batch,
                          MusterDecodedHead *out,
                          GError **error)
{
  guint length = muster_batch_length (batch);

  muster_head_decode (reader, (MusterText){ bytes, n }, batch, out, NULL);
  if (muster_json_reader_finish (reader, error))
    return TRUE;
  muster_batch_truncate (batch, length);
  out->event = NULL;
  return FALSE;
}

/**
 * muster_event_peek_alert:
 * @bytes: a head, without a newline
 * @n: its bytes
 * @alert: (out): the fact that stands first
 * @digest: (out): the member that stands last
 *
 * Looks where they stand in a head of ours; in JSON no string can hold what is looked for, for its
 * quotes would be escaped. For lists of many alerts: it is ten times as fast as reading all.
 *
 * Returns: whether both are there
 */
gboolean
muster_event_peek_alert (const char *bytes, gsize n, MusterUlid *alert, MusterSha256 *digest)
{
  static const char kind[] = "\"kind\":\"alert.fired\",";
  static const char fact[] = ",\"facts\":{\"alert\":\"";
  static const char last[] = ",\"digest\":\"";
  const gsize last_n = strlen (last) + 2 * MUSTER_SHA256_BYTES + strlen ("\"}");
  const char *id;

  if (bytes == NULL || n < last_n || memcmp (bytes + n - last_n, last, strlen (last)) != 0 ||
      memcmp (bytes + n - 2, "\"}", 2) != 0 || memmem (bytes, n, kind, strlen (kind)) == NULL)
    return FALSE;
  id = memmem (bytes, n - last_n, fact, strlen (fact));
  return id != NULL && (gsize) (bytes + n - last_n - id) > strlen (fact) + MUSTER_ULID_TEXT_BYTES &&
         id[strlen (fact) + MUSTER_ULID_TEXT_BYTES] == '"' &&
         muster_ulid_parse (id + strlen (fact), MUSTER_ULID_TEXT_BYTES, alert) &&
         muster_from_hex (bytes + n - last_n + strlen (last), 2 * MUSTER_SHA256_BYTES,
                          digest->bytes, MUSTER_SHA256_BYTES);
}
