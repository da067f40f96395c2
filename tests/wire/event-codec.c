/* event-codec.c - events as bytes and back: heads, payloads, stream lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/event-codec.h"
#include "base/instant.h"
#include "random-event.h"

#define ULID_1 "01JNABCDEFGHJKMNPQRSTVWXYZ"
#define ULID_2 "01JNABCDEFGHJKMNPQRSTVWXY0"
#define DIGEST "\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\""

/* The example of protocol §2, with whole ids. */
#define HEAD                                                                                       \
  "{\"seq\":1042,\"at\":\"2026-03-06T14:25:02.000123Z\",\"kind\":\"role.assigned\",\"v\":1,"       \
  "\"actor\":\"person:" ULID_1 "\",\"command\":\"" ULID_2 "\",\"incident\":\"INC-7\","             \
  "\"facts\":{\"role\":\"commander\",\"person\":\"" ULID_1 "\"},\"claimed\":null,\"digest\":null}"

typedef struct
{
  MusterJsonReader *reader;
  MusterBatch *batch;
  GString *bytes;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->reader = muster_json_reader_new ();
  self->batch = muster_batch_new ();
  self->bytes = g_string_new (NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_string_free (self->bytes, TRUE);
  muster_batch_unref (self->batch);
  muster_json_reader_free (self->reader);
}

static MusterUlid
ulid (const char *text)
{
  MusterUlid id;

  g_assert_true (muster_ulid_parse (text, -1, &id));
  return id;
}

static void
test_head_as_protocol_says (Fixture *self, gconstpointer unused)
{
  MusterEvent *event = muster_batch_add (self->batch, MUSTER_EVENT_ROLE_ASSIGNED);

  event->seq = 1042;
  g_assert_true (muster_instant_parse ("2026-03-06T14:25:02.000123Z", -1, &event->at_us));
  event->actor = (MusterActor){ MUSTER_ACTOR_PERSON, ulid (ULID_1) };
  event->command = ulid (ULID_2);
  event->incident = 7;
  muster_event_set_int (event, MUSTER_FACT_ROLE, MUSTER_ROLE_COMMANDER);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, ulid (ULID_1));
  muster_event_append_head (event, NULL, self->bytes);
  g_assert_cmpstr (self->bytes->str, ==, HEAD);
}

static void
test_payload_is_one_line (Fixture *self, gconstpointer unused)
{
  MusterEvent *event = muster_batch_add (self->batch, MUSTER_EVENT_CONFIG_PUT);

  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, "a\"b\\c\n\x01\0z\xff\x7f", 11);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_BODY, "{\n \"a\":\r\n1}", -1);
  muster_event_append_payload (event, self->bytes);
  g_assert_cmpstr (self->bytes->str, ==,
                   "{\"name\":\"a\\\"b\\\\c\\n\\u0001\357\277\275z\357\277\275\x7f\","
                   "\"body\":{  \"a\":  1}}");
}

static void
test_payload_of_nothing (Fixture *self, gconstpointer unused)
{
  MusterEvent *event = muster_batch_add (self->batch, MUSTER_EVENT_NOTE_ADDED);

  muster_event_append_payload (event, self->bytes);
  g_assert_cmpstr (self->bytes->str, ==, "{}");
}

static void
decode_again (Fixture *self, const MusterEvent *event)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_autoptr (GError) error = NULL;
  gboolean has_payload = event->payload != MUSTER_PAYLOAD_NONE;
  MusterSha256 digest;
  MusterDecodedHead head;
  gsize body_n;

  g_string_truncate (self->bytes, 0);
  muster_event_append_payload (event, self->bytes);
  body_n = self->bytes->len;
  muster_hmac_sha256 ((const guchar *) "0123456789abcdef", 16, self->bytes->str, body_n, &digest);
  muster_event_append_head (event, has_payload ? &digest : NULL, self->bytes);
  g_assert_null (strchr (self->bytes->str, '\n'));

  g_assert_true (muster_event_decode_head (self->bytes->str + body_n, self->bytes->len - body_n,
                                           self->reader, batch, &head, &error));
  g_assert_no_error (error);
  g_assert_cmpint (head.has_digest, ==, has_payload);
  if (has_payload)
    {
      g_assert_cmpmem (head.digest.bytes, 32, digest.bytes, 32);
      muster_event_decode_payload (head.event, self->bytes->str, body_n, self->reader, batch,
                                   &error);
      g_assert_no_error (error);
    }
  memset (self->bytes->str, 0xa5, self->bytes->len); /* nothing may point there */
  g_assert_true (muster_event_equal (event, head.event));
  g_assert_cmpuint (muster_batch_length (batch), ==, 1);
}

static void
test_decode_undoes_encode (Fixture *self, gconstpointer unused)
{
  for (guint kind = MUSTER_EVENT_UNKNOWN + 1; kind < MUSTER_N_EVENT_KINDS; kind++)
    for (guint i = 0; i < 50; i++)
      {
        g_autoptr (MusterBatch) batch = muster_batch_new ();
        guint64 seq = 1 + ((guint64) (guint32) g_test_rand_int () << 21 >> (i % 53));

        decode_again (self, random_event_of_kind (batch, seq, (MusterEventKind) kind));
      }
}

#define BEGIN "{\"seq\":1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":"
#define ACTOR ",\"actor\":\"hub\",\"command\":null,\"incident\":null,\"facts\":"
#define END   ",\"claimed\":null,\"digest\":null}"

static void
test_growth (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *head;
    MusterEventKind kind;
  } cases[] = {
    { BEGIN "\"not.known\",\"v\":1" ACTOR "{\"x\":[1]}" END, MUSTER_EVENT_UNKNOWN },
    { BEGIN "\"undone\",\"v\":2" ACTOR "{\"of\":\"all\"}" END, MUSTER_EVENT_UNKNOWN },
    { BEGIN "\"undone\",\"v\":1" ACTOR "{\"new\":{\"of\":1},\"of\":12}" END, MUSTER_EVENT_UNDONE },
    { BEGIN "\"undone\",\"v\":1,\"zone\":\"x\"" ACTOR "{\"of\":12}" END, MUSTER_EVENT_UNDONE },
    { BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":12},\"claimed\":null,\"digest\":null,\"z\":{}}",
      MUSTER_EVENT_UNDONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterDecodedHead head;

      muster_event_decode_head (cases[i].head, strlen (cases[i].head), self->reader, self->batch,
                                &head, &error);
      g_assert_no_error (error);
      g_assert_cmpint (head.event->kind, ==, cases[i].kind);
      if (head.event->kind == MUSTER_EVENT_UNDONE)
        g_assert_cmpint (muster_event_int (head.event, MUSTER_FACT_OF), ==, 12);
    }
}

static void
test_heads_refused (Fixture *self, gconstpointer unused)
{
  static const char *const heads[] = {
    "",
    "{}",
    "[]",
    "null",
    HEAD "x",
    BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":12}",
    /* one member is missing, twice there, or at the wrong place */
    BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":12},\"digest\":null}",
    BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":12},\"digest\":null,\"claimed\":null}",
    BEGIN "\"undone\",\"v\":1,\"v\":1" ACTOR "{\"of\":12}" END,
    "{\"at\":\"2026-03-06T14:25:02Z\",\"seq\":1,\"kind\":\"undone\",\"v\":1" ACTOR "{}" END,
    /* of the wrong type or out of range */
    "{\"seq\":0,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1" ACTOR "{}" END,
    "{\"seq\":-1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1" ACTOR "{}" END,
    "{\"seq\":1.5,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1" ACTOR "{}" END,
    "{\"seq\":99999999999999999,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1" ACTOR
    "{}" END,
    "{\"seq\":1,\"at\":\"yesterday\",\"kind\":\"undone\",\"v\":1" ACTOR "{}" END,
    BEGIN "7,\"v\":1" ACTOR "{}" END,
    BEGIN "\"undone\",\"v\":0" ACTOR "{}" END,
    BEGIN "\"undone\",\"v\":\"1\"" ACTOR "{}" END,
    BEGIN "\"undone\",\"v\":1" ACTOR "[]" END,
    BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":\"12\"}" END,
    BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":12,\"of\":13}" END,
    BEGIN "\"undone\",\"v\":1" ACTOR "{\"of\":null}" END,
    BEGIN "\"role.assigned\",\"v\":1" ACTOR "{\"role\":\"king\"}" END,
    BEGIN "\"role.assigned\",\"v\":1" ACTOR "{\"role\":\"comms\"}" END,
    BEGIN "\"role.assigned\",\"v\":1" ACTOR "{\"person\":\"ana\"}" END,
    BEGIN "\"incident.severity-set\",\"v\":1" ACTOR "{\"severity\":6}" END,
    BEGIN "\"incident.stage-set\",\"v\":1" ACTOR "{\"by\":\"Not a token\"}" END,
    BEGIN "\"config.put\",\"v\":1" ACTOR "{\"hash\":\"00\"}" END,
    "{\"seq\":1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1,\"actor\":\"root\","
    "\"command\":null,\"incident\":null,\"facts\":{}" END,
    "{\"seq\":1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1,\"actor\":\"hub\","
    "\"command\":\"\",\"incident\":null,\"facts\":{}" END,
    "{\"seq\":1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1,\"actor\":\"hub\","
    "\"command\":null,\"incident\":\"INC-0\",\"facts\":{}" END,
    "{\"seq\":1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1,\"actor\":\"hub\","
    "\"command\":null,\"incident\":\"INC-4294967296\",\"facts\":{}" END,
    "{\"seq\":1,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"undone\",\"v\":1,\"actor\":\"hub\","
    "\"command\":null,\"incident\":\"INC-7x\",\"facts\":{}" END,
    BEGIN "\"undone\",\"v\":1" ACTOR "{},\"claimed\":null,\"digest\":\"00\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterDecodedHead head;

      g_test_message ("%s", heads[i]);
      g_assert_false (muster_event_decode_head (heads[i], strlen (heads[i]), self->reader,
                                                self->batch, &head, &error));
      g_assert_true (error != NULL && error->domain == MUSTER_BASE_ERROR);
      g_assert_null (head.event);
      g_assert_cmpuint (muster_batch_length (self->batch), ==, 0);
    }
}

static void
test_payloads_refused (Fixture *self, gconstpointer unused)
{
  static const char *const payloads[] = {
    "",
    "[]",
    "{\"labels\":[]}",
    "{\"labels\":{\"a\":1}}",
    "{\"labels\":{\"a\":\"1\",\"a\":\"2\"}}",
    "{\"title\":7}",
    "{\"title\":\"x\"",
    "{\"title\":\"\\u0000\"}",
    "{\"title\":\"\xff\"}",
    "{\"other\":nope}",
  };
  MusterEvent *event = muster_batch_add (self->batch, MUSTER_EVENT_ALERT_FIRED);
  g_autofree char *value = g_strnfill (G_MAXUINT16 + 1, 'x');
  g_autofree char *long_label = g_strdup_printf ("{\"labels\":{\"a\":\"%s\"}}", value);

  for (guint i = 0; i <= G_N_ELEMENTS (payloads); i++)
    {
      const char *payload = i < G_N_ELEMENTS (payloads) ? payloads[i] : long_label;
      g_autoptr (GError) error = NULL;

      g_assert_false (muster_event_decode_payload (event, payload, strlen (payload), self->reader,
                                                   self->batch, &error));
      g_assert_true (error != NULL && error->domain == MUSTER_BASE_ERROR);
      g_assert_cmpuint (event->fields_set, ==, 0);
    }
}

/* --- lines --- */

typedef struct
{
  GString *head;
  GString *body;
  guchar salt[MUSTER_SALT_BYTES];
  MusterSha256 leaf;
} Encoded;

static void
encode (const MusterEvent *event, Encoded *out)
{
  MusterSha256 digest;

  out->head = g_string_new (NULL);
  out->body = g_string_new (NULL);
  muster_random_bytes (out->salt, sizeof out->salt);
  muster_event_append_payload (event, out->body);
  muster_hmac_sha256 (out->salt, sizeof out->salt, out->body->str, out->body->len, &digest);
  muster_event_append_head (event, event->payload != MUSTER_PAYLOAD_NONE ? &digest : NULL,
                            out->head);
  muster_event_leaf (out->head->str, out->head->len, &out->leaf);
}

static void
encoded_clear (Encoded *self)
{
  g_string_free (self->head, TRUE);
  g_string_free (self->body, TRUE);
}

static void
append_full (const MusterEvent *event, const Encoded *encoded, GString *out)
{
  muster_line_append_full (out, encoded->head->str, encoded->head->len, event->payload,
                           encoded->salt, encoded->body->str, encoded->body->len);
}

static void
test_lines (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (MusterBatch) batch = muster_batch_new (), lines = muster_batch_new ();
      MusterEvent *event = random_event (batch, i + 1);
      g_autoptr (GError) error = NULL;
      Encoded encoded;
      MusterLine line;

      encode (event, &encoded);
      muster_line_decode (encoded.head->str, encoded.head->len, self->reader, lines, &line, &error);
      g_assert_no_error (error);
      g_assert_cmpint (line.type, ==, MUSTER_LINE_HEAD);
      g_assert_cmpmem (line.leaf.bytes, 32, encoded.leaf.bytes, 32);

      g_string_truncate (self->bytes, 0);
      muster_line_append_withheld (self->bytes, event->seq, &encoded.leaf);
      muster_line_decode (self->bytes->str, self->bytes->len, self->reader, lines, &line, &error);
      g_assert_no_error (error);
      g_assert_cmpint (line.type, ==, MUSTER_LINE_WITHHELD);
      g_assert_cmpuint (line.seq, ==, i + 1);
      g_assert_null (line.event);
      g_assert_cmpmem (line.leaf.bytes, 32, encoded.leaf.bytes, 32);

      if (event->payload != MUSTER_PAYLOAD_NONE)
        {
          g_string_truncate (self->bytes, 0);
          append_full (event, &encoded, self->bytes);
          muster_line_decode (self->bytes->str, self->bytes->len, self->reader, lines, &line,
                              &error);
          g_assert_no_error (error);
          g_assert_cmpint (line.type, ==, MUSTER_LINE_FULL);
          g_assert_cmpmem (line.leaf.bytes, 32, encoded.leaf.bytes, 32);
          g_assert_true (muster_event_equal (event, line.event));
        }
      encoded_clear (&encoded);
    }
}

/* A line with one bit changed is refused, or has another leaf, which breaks the chain. */
static void
test_changed_line_shows (Fixture *self, gconstpointer unused)
{
  MusterEvent *event = random_event_of_kind (self->batch, 12, MUSTER_EVENT_INCIDENT_OPENED);
  Encoded encoded;

  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, "Checkout is slow", -1);
  encode (event, &encoded);
  append_full (event, &encoded, self->bytes);
  for (gsize i = 0; i < self->bytes->len; i++)
    {
      g_autoptr (MusterBatch) batch = muster_batch_new ();
      g_autoptr (GError) error = NULL;
      MusterLine line;

      self->bytes->str[i] ^= 1;
      g_assert_false (muster_line_decode (self->bytes->str, self->bytes->len, self->reader, batch,
                                          &line, &error) &&
                      memcmp (line.leaf.bytes, encoded.leaf.bytes, 32) == 0);
      self->bytes->str[i] ^= 1;
    }
  encoded_clear (&encoded);
}

static void
test_lines_refused (Fixture *self, gconstpointer unused)
{
#define FULL_HEAD BEGIN "\"note.added\",\"v\":1" ACTOR "{},\"claimed\":null,\"digest\":" DIGEST
#define SALT      "\"salt\":\"000102030405060708090a0b0c0d0e0f\""
  static const char *const lines[] = {
    "",
    "{\"seq\":1}",
    "{\"seq\":1,\"leaf\":\"00\"}",
    "{\"seq\":0,\"leaf\":" DIGEST "}",
    "{\"seq\":1,\"leaf\":" DIGEST "}}",
    "{\"leaf\":" DIGEST ",\"seq\":1}",
    FULL_HEAD ",\"payload\":{}}",
    FULL_HEAD ",\"payload\":null}",
    FULL_HEAD ",\"payload\":{\"class\":\"text\"," SALT "}}",
    FULL_HEAD ",\"payload\":{\"class\":\"text\"," SALT ",\"body\":{}}}", /* not the digest */
    FULL_HEAD ",\"payload\":{\"class\":\"none\"," SALT ",\"body\":{}}}",
    FULL_HEAD ",\"payload\":{\"class\":\"text\"," SALT ",\"body\":{}},\"z\":1}",
    FULL_HEAD ", \"payload\":{\"class\":\"text\"," SALT ",\"body\":{}}}",
    BEGIN "\"note.added\",\"v\":1" ACTOR "{}" /* a body, but nothing binds it */
          ",\"claimed\":null,\"digest\":null,\"payload\":{\"class\":\"text\"," SALT
          ",\"body\":{}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterLine line;

      g_test_message ("%s", lines[i]);
      g_assert_false (muster_line_decode (lines[i], strlen (lines[i]), self->reader, self->batch,
                                          &line, &error));
      g_assert_true (error != NULL && error->domain == MUSTER_BASE_ERROR);
      g_assert_cmpuint (muster_batch_length (self->batch), ==, 0);
    }
}

/* Worked out with sha256sum, of two heads "a" and "b". */
static void
test_chain (void)
{
  static const char expected[] = "1f5df4d414e5a016d42e54c3580d6c8f8bf8252a9dd0cdff1dd21f9f849f1ba7";
  MusterSha256 chain = { 0 }, leaf;
  char hex[65];

  muster_event_leaf ("a", 1, &leaf);
  muster_to_hex (leaf.bytes, 32, hex);
  g_assert_cmpstr (hex, ==, "022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c");
  muster_chain_step (&chain, &leaf);
  muster_event_leaf ("b", 1, &leaf);
  muster_chain_step (&chain, &leaf);
  muster_to_hex (chain.bytes, 32, hex);
  g_assert_cmpstr (hex, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/event-codec/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("head-as-protocol-says", test_head_as_protocol_says);
  ADD ("payload-is-one-line", test_payload_is_one_line);
  ADD ("payload-of-nothing", test_payload_of_nothing);
  ADD ("decode-undoes-encode", test_decode_undoes_encode);
  ADD ("growth", test_growth);
  ADD ("heads-refused", test_heads_refused);
  ADD ("payloads-refused", test_payloads_refused);
  ADD ("lines", test_lines);
  ADD ("changed-line-shows", test_changed_line_shows);
  ADD ("lines-refused", test_lines_refused);
  g_test_add_func ("/event-codec/chain", test_chain);
  return g_test_run ();
}
