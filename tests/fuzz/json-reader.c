/* json-reader.c - fuzzes base/json-reader and base/json-writer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "naive-json.h"
#include "planted.h"

/* What the fuzzer cannot tell from a crash, it must be told. */
static void
demand (gboolean condition, const char *what)
{
  if (condition)
    return;
  fprintf (stderr, "not so: %s\n", what);
  abort ();
}

/* Reads a document by its types and writes it; NULL if it is refused. */
static GString *
copy (MusterJsonReader *reader, const char *bytes, gsize n)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_writer_init (&writer, out);
  naive_json_copy (reader, &writer);
  return muster_json_reader_finish (reader, NULL) ? g_steal_pointer (&out) : NULL;
}

/* The whole document as it stood, from the first byte of the value to its last. */
static void
demand_raw (MusterJsonReader *reader, const char *bytes, gsize n)
{
  MusterText raw = { 0 };
  gsize before;

  muster_json_reader_begin (reader, bytes, n, NULL);
  demand (muster_json_reader_raw (reader, &raw), "an accepted document is a value");
  demand (muster_json_reader_finish (reader, NULL), "an accepted document has an end");
  before = (gsize) (raw.bytes - bytes);
  demand (before + raw.n <= n && raw.n > 0, "the value lies in the document");
  demand (muster_json_check (raw.bytes, raw.n, NULL), "the value is a document, too");
}

static void
demand_error (const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;

  demand (!muster_json_check (bytes, n, &error), "refused once is refused twice");
  demand (error != NULL && g_str_has_prefix (error->message, "byte "), "an error says where");
  demand (g_ascii_strtoull (error->message + 5, NULL, 10) <= n, "an error is in the document");
}

#ifdef MUSTER_PLANTED_BUG
/* A member of the document whose name is one character that was written as an escape. */
static gboolean
is_planted (MusterJsonReader *reader, const char *bytes, gsize n)
{
  gboolean found = FALSE;
  MusterText name;

  muster_json_reader_begin (reader, bytes, n, NULL);
  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT)
    return FALSE;
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      found = found || (name.n == 1 && (name.bytes < bytes || name.bytes >= bytes + n));
      muster_json_reader_skip (reader);
    }
  return found && muster_json_reader_finish (reader, NULL);
}
#endif

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *bytes = (const char *) data;
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gboolean accepted = naive_json_accepts (bytes, size);
  g_autoptr (GString) once = copy (reader, bytes, size);
  g_autoptr (GString) twice = NULL;

  demand ((once != NULL) == accepted, "reading agrees with the oracle");
  demand (muster_json_check (bytes, size, NULL) == accepted, "skipping agrees with the oracle");
  if (!accepted)
    {
      demand_error (bytes, size);
      return 0;
    }
  demand_raw (reader, bytes, size);
  twice = copy (reader, once->str, once->len);
  demand (twice != NULL, "what was written is accepted");
  demand (g_string_equal (once, twice), "what was written is read the same");
#ifdef MUSTER_PLANTED_BUG
  if (is_planted (reader, bytes, size))
    muster_planted_bug ();
#endif
  return 0;
}
