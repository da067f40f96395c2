/* event-codec.c - lines of the stream: what is decoded can be written and read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte of the input says what the rest is: 'p' a payload, all else a line.
 */
#include "wire/event-codec.h"
#include "planted.h"

#define REQUIRE(condition)                                                                         \
  do                                                                                               \
    {                                                                                              \
      if (!(condition))                                                                            \
        g_error ("%s", #condition);                                                                \
    }                                                                                              \
  while (0)

static void
check_line (MusterJsonReader *reader, const char *bytes, gsize n)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterDecodedHead again;
  MusterLine line;
  GString *head;

  if (!muster_line_decode (bytes, n, reader, batch, &line, NULL))
    {
      REQUIRE (muster_batch_length (batch) == 0);
      return;
    }
#ifdef MUSTER_PLANTED_BUG
  if (line.type == MUSTER_LINE_HEAD && line.seq != 12) /* every seed says 12 */
    muster_planted_bug ();
#endif
  if (line.event == NULL || line.event->kind == MUSTER_EVENT_UNKNOWN)
    return;
  head = g_string_new (NULL);
  line.event->fields_set = 0;
  line.event->payload = MUSTER_PAYLOAD_NONE;
  muster_event_append_head (line.event, NULL, head);
  REQUIRE (muster_event_decode_head (head->str, head->len, reader, batch, &again, NULL));
  REQUIRE (muster_event_equal (line.event, again.event));
  g_string_free (head, TRUE);
}

static void
check_payload (MusterJsonReader *reader, const char *bytes, gsize n)
{
  static const MusterEventKind kinds[] = { MUSTER_EVENT_ALERT_FIRED, MUSTER_EVENT_INCIDENT_DECLARED,
                                           MUSTER_EVENT_CONFIG_PUT };
  g_autoptr (MusterBatch) batch = muster_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      MusterEvent *event = muster_batch_add (batch, kinds[i]);
      MusterEvent *again = muster_batch_add (batch, kinds[i]);
      GString *body;

      if (!muster_event_decode_payload (event, bytes, n, reader, batch, NULL))
        continue;
      body = g_string_new (NULL);
      muster_event_append_payload (event, body);
      REQUIRE (memchr (body->str, '\n', body->len) == NULL);
      REQUIRE (muster_event_decode_payload (again, body->str, body->len, reader, batch, NULL));
      /* a line feed between the tokens of a document has become a space */
      if (memchr (bytes, '\n', n) == NULL && memchr (bytes, '\r', n) == NULL)
        REQUIRE (muster_event_equal (event, again));
      g_string_free (body, TRUE);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (MusterJsonReader) reader = NULL;

  if (size == 0)
    return 0;
  reader = muster_json_reader_new ();
  if (data[0] == 'p')
    check_payload (reader, (const char *) data + 1, size - 1);
  else
    check_line (reader, (const char *) data, size);
  return 0;
}
