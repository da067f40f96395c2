/* command-codec.c - commands as JSON bodies of POST requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/command-codec.h"

#include "base/instant.h"
#include "base/json-writer.h"
#include "model/severity.h"
#include "model/stage.h"

#define TEXT_MAX_BYTES (16 * 1024)
#define JSON_MAX_BYTES (64 * 1024)

/* A stranger's member is named in an answer only if it is a plain word of this size. */
#define NAME_MAX_BYTES 64

/* Reads a value whose JSON type was looked at. Returns NULL, or what is wrong with it in words. */
typedef const char *(*ReadFunc) (MusterJsonReader *reader, gboolean required, MusterArgument *out);
typedef void (*WriteFunc) (MusterJsonWriter *writer, const MusterArgument *argument);

typedef struct
{
  guint json; /* bits of MusterJsonType */
  const char *wanted;
  gboolean owned; /* the argument's text is */
  ReadFunc read;
  WriteFunc write;
} TypeRow;

#define JSON(type) (1u << MUSTER_JSON_##type)

/* --- values --- */

static gboolean
is_blank (MusterText text)
{
  const char *end = text.bytes + text.n;

  for (const char *p = text.bytes; p < end; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static const char *
read_text (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterText text;

  if (!muster_json_reader_string (reader, &text))
    return "cannot be read";
  if (text.n > TEXT_MAX_BYTES)
    return "is longer than 16 KiB";
  if (required && is_blank (text))
    return "is empty";
  out->text = muster_text_dup (text);
  return NULL;
}

static const char *
read_token (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterText text;

  if (!muster_json_reader_string (reader, &text))
    return "cannot be read";
  if (!muster_is_token (text.bytes, (gssize) text.n))
    return "is not 1 to 64 of a-z, 0-9, dot, underscore and hyphen";
  out->text = muster_text_dup (text);
  return NULL;
}

static const char *
read_object (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterText text;

  if (!muster_json_reader_raw (reader, &text))
    return "cannot be read";
  if (text.n > JSON_MAX_BYTES)
    return "is longer than 64 KiB";
  out->text = muster_text_dup (text);
  return NULL;
}

static gboolean
holds_only_strings (const char *object)
{
  g_autoptr (MusterJsonReader) inner = muster_json_reader_new ();
  MusterText text;

  muster_json_reader_begin (inner, object, strlen (object), NULL);
  muster_json_reader_enter_object (inner);
  while (muster_json_reader_next_member (inner, &text))
    muster_json_reader_string (inner, &text);
  return !muster_json_reader_failed (inner);
}

static const char *
read_strings (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  const char *problem = read_object (reader, required, out);

  if (problem != NULL)
    return problem;
  if (holds_only_strings (out->text))
    return NULL;
  g_clear_pointer (&out->text, g_free);
  return "has members that are not strings";
}

static const char *
read_severity (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterSeverity severity = MUSTER_SEVERITY_NONE;
  MusterText text;

  if (muster_json_reader_peek (reader) == MUSTER_JSON_NUMBER)
    {
      double number = 0;

      muster_json_reader_number (reader, &number);
      if (number >= MUSTER_SEVERITY_CRITICAL && number <= MUSTER_SEVERITY_INFO &&
          number == (int) number)
        severity = (MusterSeverity) number;
    }
  else if (muster_json_reader_string (reader, &text))
    muster_severity_parse (text.bytes, (gssize) text.n, &severity);
  out->number = severity;
  return severity == MUSTER_SEVERITY_NONE ? "is no severity: 1 to 5, SEV-2 or a word such as high"
                                          : NULL;
}

static const char *
read_stage (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterStage stage;
  MusterText text;

  if (!muster_json_reader_string (reader, &text) ||
      !muster_stage_parse (text.bytes, (gssize) text.n, &stage))
    return "is no stage";
  out->number = stage;
  return NULL;
}

static const char *
read_role (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterRole role;
  MusterText text;

  if (!muster_json_reader_string (reader, &text) ||
      !muster_role_parse (text.bytes, (gssize) text.n, &role))
    return "is no role in an incident";
  out->number = role;
  return NULL;
}

static const char *
read_access (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterAccess access;
  MusterText text;

  if (!muster_json_reader_string (reader, &text) ||
      !muster_access_parse (text.bytes, (gssize) text.n, &access))
    return "is no access role";
  out->number = access;
  return NULL;
}

static const char *
read_ulid (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterText text;

  if (!muster_json_reader_string (reader, &text) ||
      !muster_ulid_parse (text.bytes, (gssize) text.n, &out->id) || muster_ulid_is_null (out->id))
    return "is no id of 26 letters and digits";
  return NULL;
}

/* By way of a double, so that "1.5" is this member's fault and not the document's. */
static const char *
read_int (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  const double max = (double) (G_GINT64_CONSTANT (1) << 53);
  double number = -1;

  muster_json_reader_number (reader, &number);
  if (!(number >= 0 && number <= max) || number != (double) (gint64) number)
    return "is not a whole number from 0 to 2^53";
  out->number = (gint64) number;
  return NULL;
}

static const char *
read_bool (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  gboolean truth = FALSE;

  muster_json_reader_bool (reader, &truth);
  out->number = truth;
  return NULL;
}

static const char *
read_instant (MusterJsonReader *reader, gboolean required, MusterArgument *out)
{
  MusterText text;

  if (!muster_json_reader_string (reader, &text) ||
      !muster_instant_parse (text.bytes, (gssize) text.n, &out->number))
    return "is no time as in 2026-03-06T14:25:02Z";
  return NULL;
}

static void
write_text (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_string (writer, argument->text);
}

static void
write_object (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_raw (writer, argument->text, strlen (argument->text));
}

static void
write_int (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_int (writer, argument->number);
}

static void
write_stage (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_string (writer, muster_stage_name ((MusterStage) argument->number));
}

static void
write_role (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_string (writer, muster_role_name ((MusterRole) argument->number));
}

static void
write_access (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_string (writer, muster_access_name ((MusterAccess) argument->number));
}

static void
write_ulid (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_ulid (writer, argument->id);
}

static void
write_bool (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_bool (writer, argument->number != 0);
}

static void
write_instant (MusterJsonWriter *writer, const MusterArgument *argument)
{
  muster_json_instant (writer, argument->number);
}

static const TypeRow types[] = {
  [MUSTER_ARGUMENT_TEXT] = { JSON (STRING), "a string", TRUE, read_text, write_text },
  [MUSTER_ARGUMENT_NAME] = { JSON (STRING), "a string", TRUE, read_text, write_text },
  [MUSTER_ARGUMENT_SEVERITY] = { JSON (STRING) | JSON (NUMBER), "a number or a string", FALSE,
                                 read_severity, write_int },
  [MUSTER_ARGUMENT_STAGE] = { JSON (STRING), "a string", FALSE, read_stage, write_stage },
  [MUSTER_ARGUMENT_ROLE] = { JSON (STRING), "a string", FALSE, read_role, write_role },
  [MUSTER_ARGUMENT_ACCESS] = { JSON (STRING), "a string", FALSE, read_access, write_access },
  [MUSTER_ARGUMENT_ULID] = { JSON (STRING), "a string", FALSE, read_ulid, write_ulid },
  [MUSTER_ARGUMENT_INT] = { JSON (NUMBER), "a number", FALSE, read_int, write_int },
  [MUSTER_ARGUMENT_BOOL] = { JSON (BOOL), "true or false", FALSE, read_bool, write_bool },
  [MUSTER_ARGUMENT_INSTANT] = { JSON (STRING), "a string", FALSE, read_instant, write_instant },
  [MUSTER_ARGUMENT_TOKEN] = { JSON (STRING), "a string", TRUE, read_token, write_text },
  [MUSTER_ARGUMENT_JSON] = { JSON (OBJECT), "an object", TRUE, read_object, write_object },
  [MUSTER_ARGUMENT_STRINGS] = { JSON (OBJECT), "an object", TRUE, read_strings, write_object },
};

/* --- writing --- */

static gboolean
has_value (const MusterArgumentSpec *spec, const MusterArgument *argument)
{
  if (spec->type == MUSTER_ARGUMENT_ULID)
    return !muster_ulid_is_null (argument->id);
  return spec->type != MUSTER_ARGUMENT_INSTANT || argument->number != MUSTER_NO_TIME;
}

/**
 * muster_command_append_json:
 * @command: a command
 * @out: where to
 *
 * Writes a body: id, basis and at where they are set, then the arguments in the order of the spec.
 * What the path says (incident, object) is not in it, and no access, actor or secret.
 */
void
muster_command_append_json (const MusterCommand *command, GString *out)
{
  const MusterArgumentSpec *specs = command->spec->arguments;
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  if (!muster_ulid_is_null (command->id))
    muster_json_member_ulid (&writer, "id", command->id);
  if (command->basis > 0)
    muster_json_member_int (&writer, "basis", (gint64) command->basis);
  if (command->claimed_us != MUSTER_NO_TIME)
    muster_json_member_instant (&writer, "at", command->claimed_us);
  for (guint i = 0; specs[i].name != NULL; i++)
    {
      if ((command->arguments_set & (1u << i)) == 0 ||
          !has_value (&specs[i], &command->arguments[i]))
        continue;
      muster_json_name (&writer, specs[i].name);
      types[specs[i].type].write (&writer, &command->arguments[i]);
    }
  muster_json_end_object (&writer);
}

/* --- reading --- */

typedef struct
{
  MusterCommand *command;
  MusterJsonReader *reader;
  GError *error; /* the first thing wrong with a member; the document is read on */
} Decoding;

static void
complain (Decoding *self, const char *name, const char *problem)
{
  if (self->error == NULL)
    g_set_error (&self->error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, "“%s” %s", name,
                 problem);
}

/* What a stranger wrote is not given back as it came (security R9). */
static void
complain_unknown (Decoding *self, MusterText name)
{
  g_autofree char *word = NULL;
  gboolean plain = name.n > 0 && name.n <= NAME_MAX_BYTES;

  for (gsize i = 0; plain && i < name.n; i++)
    plain = g_ascii_isalnum (name.bytes[i]) || name.bytes[i] == '_' || name.bytes[i] == '-';
  word = plain ? muster_text_dup (name) : g_strdup ("…");
  complain (self, word, "is no argument of this command");
  muster_json_reader_skip (self->reader);
}

/* Reads one value by its type's row; FALSE after a complaint, with the value passed over. */
static gboolean
read_value (Decoding *self, const MusterArgumentSpec *spec, MusterArgument *out)
{
  const TypeRow *row = &types[spec->type];
  const char *problem;

  if ((row->json & (1u << muster_json_reader_peek (self->reader))) == 0)
    {
      g_autofree char *words = g_strconcat ("is not ", row->wanted, NULL);

      muster_json_reader_skip (self->reader);
      complain (self, spec->name, words);
      return FALSE;
    }
  problem = row->read (self->reader, spec->required, out);
  if (problem != NULL)
    complain (self, spec->name, problem);
  return problem == NULL;
}

static void
read_argument (Decoding *self, guint i)
{
  MusterCommand *command = self->command;

  if (read_value (self, &command->spec->arguments[i], &command->arguments[i]))
    command->arguments_set |= 1u << i;
}

/* The members that every command has. */
static gboolean
read_common (Decoding *self, MusterText name)
{
  static const MusterArgumentSpec specs[] = {
    { "id", MUSTER_ARGUMENT_ULID, FALSE },
    { "basis", MUSTER_ARGUMENT_INT, FALSE },
    { "at", MUSTER_ARGUMENT_INSTANT, FALSE },
  };
  MusterArgument value = { 0 };
  guint i = 0;

  while (i < G_N_ELEMENTS (specs) && !muster_text_equal (name, specs[i].name))
    i++;
  if (i == G_N_ELEMENTS (specs))
    return FALSE;
  if (!read_value (self, &specs[i], &value))
    return TRUE;
  if (i == 0)
    self->command->id = value.id;
  else if (i == 1)
    self->command->basis = (guint64) value.number;
  else
    self->command->claimed_us = value.number;
  return TRUE;
}

static void
read_member (Decoding *self, MusterText name)
{
  const MusterArgumentSpec *specs = self->command->spec->arguments;

  if (read_common (self, name))
    return;
  for (guint i = 0; specs[i].name != NULL; i++)
    if (muster_text_equal (name, specs[i].name))
      {
        read_argument (self, i);
        return;
      }
  complain_unknown (self, name);
}

static void
read_body (Decoding *self)
{
  const MusterArgumentSpec *specs = self->command->spec->arguments;
  MusterText name;

  if (muster_json_reader_peek (self->reader) != MUSTER_JSON_OBJECT)
    {
      muster_json_reader_skip (self->reader);
      g_set_error_literal (&self->error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "The body is not a JSON object");
      return;
    }
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    read_member (self, name);
  for (guint i = 0; specs[i].name != NULL; i++)
    if (specs[i].required && (self->command->arguments_set & (1u << i)) == 0)
      complain (self, specs[i].name, "is missing");
}

/**
 * muster_command_decode_json:
 * @spec: the row that the path is for
 * @bytes: a body
 * @n: its bytes; 0 reads as {}
 * @error: return location
 *
 * Decodes a command's body (protocol §5). Strict: what the spec does not have is refused, so that a
 * script's misspelt argument is not lost in silence. The document is read to its end first: one
 * that is no strict JSON is a #MusterBaseError whatever its members hold.
 *
 * Returns: (nullable) (transfer full): the command; without actor, access, incident and object
 */
MusterCommand *
muster_command_decode_json (const MusterCommandSpec *spec,
                            const char *bytes,
                            gsize n,
                            GError **error)
{
  g_autoptr (MusterCommand) command = muster_command_new (spec);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  Decoding self = { .command = command, .reader = reader };

  if (n == 0)
    {
      bytes = "{}";
      n = 2;
    }
  muster_json_reader_begin (reader, bytes, n, NULL);
  read_body (&self);
  if (!muster_json_reader_finish (reader, error))
    {
      g_clear_error (&self.error);
      return NULL;
    }
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }
  return g_steal_pointer (&command);
}
