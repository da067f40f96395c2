/* openapi.c - the API's description says what there is, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/openapi.h"

#include "hub/alertmanager.h"
#include "hub/routes.h"
#include "live-hub.h"
#include "sources/source.h"
#include "sources/value.h"

#include <string.h>

/* "/v1/incidents/{id}" as "/v1/incidents/" and @other: names in braces differ. */
static char *
fill (const char *path, const char *other)
{
  GString *out = g_string_new (NULL);

  for (const char *c = path; *c != '\0'; c++)
    if (*c == '{')
      {
        g_string_append (out, other);
        c += strcspn (c, "}");
      }
    else
      g_string_append_c (out, *c);
  return g_string_free (out, FALSE);
}

static void
add_methods (GPtrArray *list, const MusterValue *path)
{
  g_autofree char *name = g_strndup (path->name.bytes, path->name.n);

  for (const MusterValue *method = path->first; method != NULL; method = method->next)
    {
      g_autofree char *upper = g_ascii_strup (method->name.bytes, (gssize) method->name.n);

      g_assert_true (
          g_strv_contains ((const char *const[]){ "GET", "POST", "DELETE", NULL }, upper));
      g_ptr_array_add (list, g_strdup_printf ("%s %s", upper, name));
    }
}

/* "GET /v1/incidents/{id}" of all that is described. */
static GPtrArray *
list_described (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1 << 16);
  g_autoptr (GString) document = g_string_new (NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  const MusterValue *paths;

  muster_openapi_append (document);
  paths = muster_value_at (muster_value_parse ((MusterText){ document->str, document->len }, arena),
                           "paths");
  g_assert_nonnull (paths);
  for (const MusterValue *path = paths->first; path != NULL; path = path->next)
    {
      for (const MusterValue *other = path->next; other != NULL; other = other->next)
        g_assert_false (path->name.n == other->name.n &&
                        memcmp (path->name.bytes, other->name.bytes, other->name.n) == 0);
      add_methods (list, path);
    }
  return list;
}

static gboolean
is_described (const GPtrArray *described, const char *method, const char *path)
{
  g_autofree char *wanted = g_strdup_printf ("%s %s", method, path);
  g_autofree char *filled = fill (wanted, "*");

  for (guint i = 0; i < described->len; i++)
    {
      g_autofree char *one = fill (g_ptr_array_index (described, i), "*");

      if (strcmp (one, filled) == 0)
        return TRUE;
    }
  g_test_message ("%s is not described", filled);
  return FALSE;
}

static void
test_all_resources (void)
{
  g_autoptr (GPtrArray) described = list_described ();
  const char *const *path;

  for (guint i = 0; (path = muster_query_nth_path (i)) != NULL; i++)
    {
      g_autoptr (GString) whole = g_string_new (NULL);

      for (guint j = 0; j < 4 && path[j] != NULL; j++)
        g_string_append_printf (whole, "/%s", path[j]);
      g_assert_true (is_described (described, "GET", whole->str));
    }
}

static void
test_all_commands (void)
{
  g_autoptr (GPtrArray) described = list_described ();
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);

  for (guint i = 0; i < n; i++)
    g_assert_true (is_described (described, "POST", rows[i].spec.path));
}

/* Sources, Alertmanager's API, and what the router has of its own. */
static void
test_all_doors (void)
{
  static const char *const own[][2] = {
    { "GET", "/healthz" },           { "GET", "/v1/stream" },
    { "GET", "/a/{token}" },         { "POST", "/a/{token}" },
    { "POST", "/v1/rules/preview" }, { "GET", "/calendar/{secret}/{file}" },
  };
  g_autoptr (GPtrArray) described = list_described ();
  char *route;

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_assert_true (is_described (described, own[i][0], own[i][1]));
  for (guint i = 0; (route = muster_alertmanager_dup_nth_route (i)) != NULL; i++)
    {
      char *space = strchr (route, ' ');

      *space = '\0';
      g_assert_true (is_described (described, route, space + 1));
      g_free (route);
    }
  for (guint i = 0; muster_sources[i] != NULL; i++)
    {
      const MusterSource *source = muster_sources[i];
      g_autofree char *path = g_strdup_printf ("/v1/intake/{key}/%s", source->name);

      g_assert_true (is_described (described, "POST", path));
      g_assert_true (!source->takes_get || is_described (described, "GET", path));
      for (guint j = 0; source->paths != NULL && source->paths[j] != NULL; j++)
        g_assert_true (is_described (described, "POST", source->paths[j]));
      g_assert_true (source->question_path == NULL ||
                     is_described (described, "GET", source->question_path));
    }
}

/* A body that is no object does nothing. */
static gboolean
is_known (LiveHub *hub, const char *method, const char *path)
{
  const LiveRequest request = { .method = method,
                                .path = path,
                                .body = strcmp (method, "POST") == 0 ? "[]" : NULL };
  g_autoptr (LiveAnswer) answer = live_ask (hub, &request);

  g_test_message ("%s %s: %u", method, path, answer->status);
  g_assert_cmpuint (answer->status, >=, 200);
  g_assert_cmpuint (answer->status, <, 500);
  return strstr (answer->body, "There is no such resource") == NULL;
}

/* The other way: the router knows all that is described, with an id of one kind or the other. */
static void
test_nothing_else (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autoptr (GPtrArray) described = list_described ();

  g_assert_cmpuint (described->len, >, 100);
  g_assert_false (is_known (hub, "GET", "/v1/nonsense"));
  for (guint i = 0; i < described->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_ptr_array_index (described, i), " ", 2);
      g_autofree char *path = fill (words[1], "INC-1");
      g_autofree char *other = fill (words[1], "01ARZ3NDEKTSV4RRFFQ69G5FAV");

      if (strcmp (path, "/v1/stream") == 0)
        continue; /* has no end */
      g_assert_true (is_known (hub, words[0], path) || is_known (hub, words[0], other));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/openapi/all-resources", test_all_resources);
  g_test_add_func ("/openapi/all-commands", test_all_commands);
  g_test_add_func ("/openapi/all-doors", test_all_doors);
  g_test_add_func ("/openapi/nothing-else", test_nothing_else);
  return g_test_run ();
}
