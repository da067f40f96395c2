/* command-codec.c - what bodies of commands hold, and what is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/command-codec.h"
#include "world/commands.h"

#include <string.h>

#define ROUNDS 40

typedef void (*RowFunc) (const MusterCommandSpec *spec);

static void
for_each_row (RowFunc func)
{
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);

  g_assert_cmpuint (n, >, 10);
  for (guint i = 0; i < n; i++)
    func (&rows[i].spec);
}

static gint64
random_int (gint64 end)
{
  return (gint64) (g_test_rand_double () * (double) end);
}

static MusterUlid
random_ulid (void)
{
  /* 128 bits, not null */
  return (MusterUlid){ (guint64) random_int (G_MAXINT64 / 2) | 1, (guint64) g_test_rand_int () };
}

static char *
random_text (void)
{
  GString *text = g_string_new ("x");
  gint n = g_test_rand_int_range (0, 40);

  for (gint i = 0; i < n; i++)
    {
      gunichar c = (gunichar) g_test_rand_int_range (1, g_test_rand_bit () ? 0x80 : 0x10ffff);

      if (g_unichar_validate (c))
        g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}

static const char *
any_of (const char *const *words, guint n)
{
  return words[g_test_rand_int_range (0, (gint32) n)];
}

static void
set_text (MusterCommand *command, const MusterArgumentSpec *argument)
{
  static const char *const objects[] = { "{}", "{\"a\": [1, {\"b\":null}],\n \"c\":\"\\u00e9\"}" };
  static const char *const strings[] = { "{}", "{\"path\":\"/\", \"q\":\"\\\"\"}" };
  static const char *const tokens[] = { "a", "disk-usage_2.x" };
  g_autofree char *text = NULL;

  if (argument->type == MUSTER_ARGUMENT_JSON)
    text = g_strdup (any_of (objects, 2));
  else if (argument->type == MUSTER_ARGUMENT_STRINGS)
    text = g_strdup (any_of (strings, 2));
  else if (argument->type == MUSTER_ARGUMENT_TOKEN)
    text = g_strdup (any_of (tokens, 2));
  else
    text = random_text ();
  muster_command_set_text (command, argument->name, text);
}

static gint64
random_number (MusterArgumentType type)
{
  if (type == MUSTER_ARGUMENT_SEVERITY)
    return g_test_rand_int_range (1, 6);
  if (type == MUSTER_ARGUMENT_STAGE)
    return g_test_rand_int_range (0, MUSTER_N_STAGES);
  if (type == MUSTER_ARGUMENT_ROLE)
    return g_test_rand_int_range (0, MUSTER_ROLE_OBSERVER + 1);
  if (type == MUSTER_ARGUMENT_ACCESS)
    return 1 << g_test_rand_int_range (0, 8);
  if (type == MUSTER_ARGUMENT_BOOL)
    return g_test_rand_bit ();
  if (type == MUSTER_ARGUMENT_INSTANT)
    return random_int (G_GINT64_CONSTANT (4102444800000000)); /* until 2100 */
  return random_int (G_GINT64_CONSTANT (1) << (g_test_rand_bit () ? 53 : 8));
}

static void
set_argument (MusterCommand *command, const MusterArgumentSpec *argument)
{
  switch (argument->type)
    {
    case MUSTER_ARGUMENT_TEXT:
    case MUSTER_ARGUMENT_NAME:
    case MUSTER_ARGUMENT_TOKEN:
    case MUSTER_ARGUMENT_JSON:
    case MUSTER_ARGUMENT_STRINGS:
      set_text (command, argument);
      return;
    case MUSTER_ARGUMENT_ULID:
      muster_command_set_ulid (command, argument->name, random_ulid ());
      return;
    case MUSTER_ARGUMENT_SEVERITY:
    case MUSTER_ARGUMENT_STAGE:
    case MUSTER_ARGUMENT_ROLE:
    case MUSTER_ARGUMENT_ACCESS:
    case MUSTER_ARGUMENT_INT:
    case MUSTER_ARGUMENT_BOOL:
    case MUSTER_ARGUMENT_INSTANT:
    default:
      muster_command_set_int (command, argument->name, random_number (argument->type));
    }
}

static MusterCommand *
random_command (const MusterCommandSpec *spec)
{
  MusterCommand *command = muster_command_new (spec);

  if (g_test_rand_bit ())
    command->id = random_ulid ();
  if (g_test_rand_bit ())
    command->basis = (guint64) random_int (G_GINT64_CONSTANT (1) << 53);
  if (g_test_rand_bit ())
    command->claimed_us = random_number (MUSTER_ARGUMENT_INSTANT);
  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    if (spec->arguments[i].required || g_test_rand_bit ())
      set_argument (command, &spec->arguments[i]);
  return command;
}

static void
assert_same (const MusterCommand *a, const MusterCommand *b)
{
  g_assert_true (a->spec == b->spec);
  g_assert_true (muster_ulid_equal (a->id, b->id));
  g_assert_cmpuint (a->basis, ==, b->basis);
  g_assert_cmpint (a->claimed_us, ==, b->claimed_us);
  g_assert_cmphex (a->arguments_set, ==, b->arguments_set);
  for (guint i = 0; a->spec->arguments[i].name != NULL; i++)
    {
      const char *name = a->spec->arguments[i].name;

      switch (a->spec->arguments[i].type)
        {
        case MUSTER_ARGUMENT_TEXT:
        case MUSTER_ARGUMENT_NAME:
        case MUSTER_ARGUMENT_TOKEN:
        case MUSTER_ARGUMENT_JSON:
        case MUSTER_ARGUMENT_STRINGS:
          g_assert_cmpstr (muster_command_text (a, name), ==, muster_command_text (b, name));
          break;
        case MUSTER_ARGUMENT_ULID:
          g_assert_true (
              muster_ulid_equal (muster_command_ulid (a, name), muster_command_ulid (b, name)));
          break;
        case MUSTER_ARGUMENT_SEVERITY:
        case MUSTER_ARGUMENT_STAGE:
        case MUSTER_ARGUMENT_ROLE:
        case MUSTER_ARGUMENT_ACCESS:
        case MUSTER_ARGUMENT_INT:
        case MUSTER_ARGUMENT_BOOL:
        case MUSTER_ARGUMENT_INSTANT:
        default:
          g_assert_cmpint (muster_command_int (a, name), ==, muster_command_int (b, name));
        }
    }
}

static void
check_round_trip (const MusterCommandSpec *spec)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (MusterCommand) command = random_command (spec), again = NULL;
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      muster_command_append_json (command, body);
      again = muster_command_decode_json (spec, body->str, body->len, &error);
      g_assert_no_error (error);
      assert_same (command, again);
    }
}

static void
test_round_trip (void)
{
  for_each_row (check_round_trip);
}

/* --- what is refused --- */

static void
assert_refused (const MusterCommandSpec *spec, const char *body, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *quoted = g_strdup_printf ("“%s”", name);

  g_assert_null (muster_command_decode_json (spec, body, strlen (body), &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, quoted));
}

/* A body of @spec with everything set; @name's value is replaced by @value, or left out. */
static char *
spoil (const MusterCommandSpec *spec, const char *name, const char *value)
{
  GString *body = g_string_new ("{");

  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    {
      g_autoptr (MusterCommand) one = muster_command_new (spec);
      g_autoptr (GString) json = g_string_new (NULL);

      if (strcmp (spec->arguments[i].name, name) == 0)
        continue;
      set_argument (one, &spec->arguments[i]);
      muster_command_append_json (one, json);
      g_string_append_len (body, json->str + 1, (gssize) json->len - 2);
      g_string_append_c (body, ',');
    }
  if (value != NULL)
    g_string_append_printf (body, "\"%s\":%s,", name, value);
  if (body->len > 1)
    g_string_truncate (body, body->len - 1);
  g_string_append_c (body, '}');
  return g_string_free (body, FALSE);
}

static void
check_wrong (const MusterCommandSpec *spec, const char *name, const char *value)
{
  g_autofree char *body = spoil (spec, name, value);

  assert_refused (spec, body, name);
}

static gboolean
takes (MusterArgumentType type, const char *value)
{
  if (type == MUSTER_ARGUMENT_TEXT || type == MUSTER_ARGUMENT_NAME)
    return value[0] == '"';
  if (type == MUSTER_ARGUMENT_JSON || type == MUSTER_ARGUMENT_STRINGS)
    return value[0] == '{';
  if (type == MUSTER_ARGUMENT_BOOL)
    return value[0] == 't';
  return type == MUSTER_ARGUMENT_INT && strcmp (value, "7") == 0;
}

static void
check_types (const MusterCommandSpec *spec)
{
  static const char *const values[] = {
    "null",   "true",          "7",    "-1",          "1.5",         "[]", "[\"a\",[]]", "{}",
    "\"?!\"", "\"7 of them\"", "1e30", "[{\"a\":1}]", "\"\xc3\xa9\""
  };

  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      if (!takes (spec->arguments[i].type, values[j]))
        check_wrong (spec, spec->arguments[i].name, values[j]);
  for (guint j = 0; j < G_N_ELEMENTS (values); j++)
    {
      check_wrong (spec, "id", values[j]);
      check_wrong (spec, "at", values[j]);
      if (!takes (MUSTER_ARGUMENT_INT, values[j]))
        check_wrong (spec, "basis", values[j]);
    }
  check_wrong (spec, "id", "\"00000000000000000000000000\"");
}

static void
test_types (void)
{
  for_each_row (check_types);
}

static void
check_missing (const MusterCommandSpec *spec)
{
  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    if (spec->arguments[i].required)
      {
        check_wrong (spec, spec->arguments[i].name, NULL);
        if (spec->arguments[i].type == MUSTER_ARGUMENT_TEXT)
          check_wrong (spec, spec->arguments[i].name, "\" \\t\\u00a0\"");
      }
}

static void
test_missing (void)
{
  for_each_row (check_missing);
}

static void
check_long (const MusterCommandSpec *spec)
{
  g_autofree char *letters = g_strnfill (64 * 1024, 'a');

  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    {
      g_autofree char *value = NULL;

      switch ((guint) spec->arguments[i].type)
        {
        case MUSTER_ARGUMENT_TEXT:
        case MUSTER_ARGUMENT_NAME:
          value = g_strdup_printf ("\"%.*s\"", 16 * 1024 + 1, letters);
          break;
        case MUSTER_ARGUMENT_TOKEN:
          value = g_strdup_printf ("\"%.*s\"", 65, letters);
          break;
        case MUSTER_ARGUMENT_JSON:
        case MUSTER_ARGUMENT_STRINGS:
          value = g_strdup_printf ("{\"a\":\"%s\"}", letters);
          break;
        default:
          continue;
        }
      check_wrong (spec, spec->arguments[i].name, value);
    }
}

static void
test_long (void)
{
  for_each_row (check_long);
}

static void
check_unknown (const MusterCommandSpec *spec)
{
  check_wrong (spec, "titel", "{\"a\":[1,2]}");
  check_wrong (spec, "actor", "\"hub\"");
  check_wrong (spec, "access", spec->arguments[0].name != NULL ? "\"nobody\"" : "\"admin\"");
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  for_each_row (check_unknown);
  /* an odd name is not given back */
  g_assert_null (muster_command_decode_json (muster_command_by_name ("incident.acknowledge"),
                                             "{\"a\\u202eb\":1}", 14, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
  g_assert_null (strstr (error->message, "\xe2\x80\xae"));
}

static void
test_documents (void)
{
  static const struct
  {
    const char *body;
    GQuark (*domain) (void);
  } cases[] = {
    { "[]", muster_model_error_quark },
    { "null", muster_model_error_quark },
    { "\"{}\"", muster_model_error_quark },
    { "{\"text\":[1", muster_base_error_quark },
    { "{\"text\":\"a\"}{}", muster_base_error_quark },
    { "{\"text\":\"a\",\"te\\u0078t\":\"b\"}", muster_base_error_quark },
    { "{\"text\":7,\"text\":8}", muster_base_error_quark },
    { "{\"text\":\"\xff\"}", muster_base_error_quark },
    { "{\"text\":\"\\u0000\"}", muster_base_error_quark },
    { "{\"basis\":9007199254740993,\"text\":\"a\"}", muster_base_error_quark },
    { " ", muster_base_error_quark },
  };
  const MusterCommandSpec *spec = muster_command_by_name ("incident.note");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          muster_command_decode_json (spec, cases[i].body, strlen (cases[i].body), &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (g_quark_to_string (error->domain), ==,
                       g_quark_to_string (cases[i].domain ()));
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *value;
    int severity;
  } cases[] = { { "2", 2 }, { "\"2\"", 2 }, { "\"SEV-2\"", 2 }, { "\"high\"", 2 }, { "5.0", 5 } };
  const MusterCommandSpec *spec = muster_command_by_name ("incident.severity");
  g_autoptr (MusterCommand) empty = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterCommand) command = NULL;
      g_autofree char *body = g_strdup_printf ("{\"severity\":%s}", cases[i].value);

      command = muster_command_decode_json (spec, body, strlen (body), NULL);
      g_assert_nonnull (command);
      g_assert_cmpint (muster_command_int (command, "severity"), ==, cases[i].severity);
    }
  check_wrong (spec, "severity", "0");
  check_wrong (spec, "severity", "6");
  empty =
      muster_command_decode_json (muster_command_by_name ("incident.acknowledge"), NULL, 0, NULL);
  g_assert_nonnull (empty);
  g_assert_cmpint (empty->claimed_us, ==, MUSTER_NO_TIME);
}

/* No argument may hide behind a member that every command has. */
static void
check_names (const MusterCommandSpec *spec)
{
  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    {
      g_assert_cmpuint (i, <, MUSTER_COMMAND_ARGUMENTS_MAX);
      g_assert_cmpstr (spec->arguments[i].name, !=, "id");
      g_assert_cmpstr (spec->arguments[i].name, !=, "basis");
      g_assert_cmpstr (spec->arguments[i].name, !=, "at");
    }
}

static void
test_names (void)
{
  for_each_row (check_names);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-codec/round-trip", test_round_trip);
  g_test_add_func ("/command-codec/wrong-types", test_types);
  g_test_add_func ("/command-codec/missing", test_missing);
  g_test_add_func ("/command-codec/too-long", test_long);
  g_test_add_func ("/command-codec/unknown-members", test_unknown);
  g_test_add_func ("/command-codec/documents", test_documents);
  g_test_add_func ("/command-codec/words", test_words);
  g_test_add_func ("/command-codec/names-are-free", test_names);
  return g_test_run ();
}
