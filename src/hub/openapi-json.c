/* openapi-json.c - what descriptions of operations are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/openapi-json.h"

#include <string.h>

/* What JSON Schema says of an argument's type. */
static const struct
{
  const char *type;
  const char *format; /* nullable */
  const char *words;  /* enumeration, separated by spaces; nullable */
} schemas[] = {
  [MUSTER_ARGUMENT_TEXT] = { "string", NULL, NULL },
  [MUSTER_ARGUMENT_NAME] = { "string", NULL, NULL },
  [MUSTER_ARGUMENT_SEVERITY] = { "integer", NULL, NULL },
  [MUSTER_ARGUMENT_STAGE] = { "string", NULL,
                              "detect triage mobilise diagnose mitigate monitor resolved "
                              "reviewed" },
  [MUSTER_ARGUMENT_ROLE] = { "string", NULL,
                             "commander communications technicalLead scribe observer" },
  [MUSTER_ARGUMENT_ACCESS] = { "string", NULL,
                               "viewer responder manager admin auditor intake node screen" },
  [MUSTER_ARGUMENT_ULID] = { "string", "ulid", NULL },
  [MUSTER_ARGUMENT_INT] = { "integer", "int64", NULL },
  [MUSTER_ARGUMENT_BOOL] = { "boolean", NULL, NULL },
  [MUSTER_ARGUMENT_INSTANT] = { "string", "date-time", NULL },
  [MUSTER_ARGUMENT_TOKEN] = { "string", NULL, NULL },
  [MUSTER_ARGUMENT_JSON] = { "object", NULL, NULL },
  [MUSTER_ARGUMENT_STRINGS] = { "object", NULL, NULL },
};

/**
 * muster_openapi_schema:
 * @writer: where a value is to come
 * @type: of an argument
 *
 * Writes what JSON Schema says of it.
 */
void
muster_openapi_schema (MusterJsonWriter *writer, MusterArgumentType type)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", schemas[type].type);
  if (schemas[type].format != NULL)
    muster_json_member_string (writer, "format", schemas[type].format);
  if (schemas[type].words != NULL)
    {
      g_auto (GStrv) words = g_strsplit (schemas[type].words, " ", -1);

      muster_json_name (writer, "enum");
      muster_json_begin_array (writer);
      for (guint i = 0; words[i] != NULL; i++)
        muster_json_string (writer, words[i]);
      muster_json_end_array (writer);
    }
  if (type == MUSTER_ARGUMENT_SEVERITY)
    {
      muster_json_member_int (writer, "minimum", 1);
      muster_json_member_int (writer, "maximum", 5);
    }
  muster_json_end_object (writer);
}

/**
 * muster_openapi_response:
 * @writer: within "responses"
 * @status: "200", "2XX", "default"
 * @words: what it means
 * @media_type: (nullable): of its body; %NULL: that has none
 *
 * Writes an answer of an operation.
 */
void
muster_openapi_response (MusterJsonWriter *writer,
                         const char *status,
                         const char *words,
                         const char *media_type)
{
  muster_json_name (writer, status);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "description", words);
  if (media_type != NULL)
    {
      muster_json_name (writer, "content");
      muster_json_begin_object (writer);
      muster_json_name (writer, media_type);
      muster_json_begin_object (writer);
      muster_json_end_object (writer);
      muster_json_end_object (writer);
    }
  muster_json_end_object (writer);
}

static void
write_parameter (MusterJsonWriter *writer, const char *name, const char *where)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "name", name);
  muster_json_member_string (writer, "in", where);
  muster_json_member_bool (writer, "required", strcmp (where, "path") == 0);
  muster_json_name (writer, "schema");
  muster_openapi_schema (writer, MUSTER_ARGUMENT_TEXT);
  muster_json_end_object (writer);
}

/**
 * muster_openapi_parameters:
 * @writer: within an operation
 * @path: its path
 * @query: (nullable): a parameter of the query
 *
 * Writes one for each name in braces, and that of the query.
 */
void
muster_openapi_parameters (MusterJsonWriter *writer, const char *path, const char *query)
{
  const char *open = strchr (path, '{');

  if (open == NULL && query == NULL)
    return;
  muster_json_name (writer, "parameters");
  muster_json_begin_array (writer);
  for (; open != NULL; open = strchr (open + 1, '{'))
    {
      g_autofree char *name = g_strndup (open + 1, strcspn (open + 1, "}"));

      write_parameter (writer, name, "path");
    }
  if (query != NULL)
    write_parameter (writer, query, "query");
  muster_json_end_array (writer);
}
