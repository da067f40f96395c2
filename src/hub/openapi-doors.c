/* openapi-doors.c - what comes by other doors than people's: alerts, links in pages, Alertmanager's
 * clients
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/openapi-json.h"

#include "sources/source.h"

#include <string.h>

static void
write_plain (MusterJsonWriter *writer, const char *method, const char *path, const char *summary)
{
  muster_json_name (writer, method);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "summary", summary);
  muster_openapi_parameters (writer, path, NULL);
  muster_json_name (writer, "responses");
  muster_json_begin_object (writer);
  muster_openapi_response (writer, "200", "As Alertmanager answers", "application/json");
  muster_openapi_response (writer, "default", "As Alertmanager refuses", "application/json");
  muster_json_end_object (writer);
  muster_json_end_object (writer);
}

static void
write_intake_method (MusterJsonWriter *writer,
                     const char *method,
                     const char *path,
                     const char *title)
{
  muster_json_name (writer, method);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "summary", title);
  muster_openapi_parameters (writer, path, NULL);
  muster_json_name (writer, "responses");
  muster_json_begin_object (writer);
  muster_openapi_response (writer, "2XX", "On disk", NULL);
  muster_openapi_response (writer, "503", "Not on disk: send it again", NULL);
  muster_json_end_object (writer);
  muster_json_end_object (writer);
}

static void
write_intake (MusterJsonWriter *writer, const char *path, const MusterSource *source)
{
  muster_json_name (writer, path);
  muster_json_begin_object (writer);
  write_intake_method (writer, "post", path, source->title);
  if (source->takes_get)
    write_intake_method (writer, "get", path, source->title);
  if (strcmp (path, "/api/v2/alerts") == 0) /* Alertmanager's clients ask for them there, too */
    write_plain (writer, "get", path, "What fires");
  muster_json_end_object (writer);
}

static void
write_question (MusterJsonWriter *writer, const char *path)
{
  muster_json_name (writer, path);
  muster_json_begin_object (writer);
  muster_json_name (writer, "get");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "summary",
                             "What became of one of the latest requests by the same key");
  muster_openapi_parameters (writer, path, NULL);
  muster_json_name (writer, "responses");
  muster_json_begin_object (writer);
  muster_openapi_response (writer, "200", "In the sender's own shape", "application/json");
  muster_openapi_response (writer, "404", "None of the latest since the hub started",
                           "application/json");
  for (guint i = 0; i < 3; i++) /* responses, get, the path */
    muster_json_end_object (writer);
}

/* For people and their browsers, without a token: the path has one of its own. */
static void
write_page_links (MusterJsonWriter *writer)
{
  static const char *const methods[] = { "get", "post" };
  static const char *const summaries[] = { "Ask whether to do what a page's link is for",
                                           "Do it, once; a form with answer=yes" };

  muster_json_name (writer, "/a/{token}");
  muster_json_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      muster_json_name (writer, methods[i]);
      muster_json_begin_object (writer);
      muster_json_member_string (writer, "summary", summaries[i]);
      muster_openapi_parameters (writer, "/a/{token}", NULL);
      muster_json_name (writer, "responses");
      muster_json_begin_object (writer);
      muster_openapi_response (writer, "200", "A page for people", "text/html");
      muster_openapi_response (writer, "404", "This hub has not written that link", "text/html");
      muster_openapi_response (writer, "410", "The link is over a day old", "text/html");
      for (guint j = 0; j < 2; j++)
        muster_json_end_object (writer);
    }
  muster_json_end_object (writer);
}

/* By its name, by what follows the name where that matters, and by its own paths. */
static void
write_source (MusterJsonWriter *writer, const MusterSource *source)
{
  static const char *const named[] = { "heartbeat", "mapped" };
  g_autofree char *path = g_strdup_printf ("/v1/intake/{key}/%s", source->name);

  write_intake (writer, path, source);
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (strcmp (source->name, named[i]) == 0)
      {
        g_autofree char *more = g_strconcat (path, "/{name}", NULL);

        write_intake (writer, more, source);
      }
  for (gsize i = 0; source->paths != NULL && source->paths[i] != NULL; i++)
    write_intake (writer, source->paths[i], source);
  if (source->question_path != NULL)
    write_question (writer, source->question_path);
}

/* As amtool and others ask; with a key, also behind /v1/intake/{key}. */
static void
write_alertmanager (MusterJsonWriter *writer)
{
  static const struct
  {
    const char *path;
    const char *methods[3]; /* a summary follows each */
    const char *summaries[3];
  } paths[] = {
    { "/api/v2/status", { "get" }, { "That it is well, as Alertmanager says it" } },
    { "/api/v2/receivers", { "get" }, { "Who is told: one that stands for all" } },
    { "/api/v2/alerts/groups", { "get" }, { "What fires, by incident" } },
    { "/api/v2/silences",
      { "get", "post" },
      { "Silences, as Alertmanager lists them", "Silence what matches" } },
    { "/api/v2/silence/{id}", { "get", "delete" }, { "A silence", "End it" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      muster_json_name (writer, paths[i].path);
      muster_json_begin_object (writer);
      for (gsize j = 0; paths[i].methods[j] != NULL; j++)
        write_plain (writer, paths[i].methods[j], paths[i].path, paths[i].summaries[j]);
      muster_json_end_object (writer);
    }
}

/**
 * muster_openapi_doors:
 * @writer: within "paths"
 *
 * Writes each path once.
 */
void
muster_openapi_doors (MusterJsonWriter *writer)
{
  write_page_links (writer);
  write_alertmanager (writer);
  for (guint i = 0; muster_sources[i] != NULL; i++)
    write_source (writer, muster_sources[i]);
}
