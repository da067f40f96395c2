/* mapping-check.c - tests of what may be a mapping
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/mapping-check.h"

#include <string.h>

static void
test_good (void)
{
  static const char *const mappings[] = {
    "{\"title\":\"$.a\"}",
    "{\"title\":\"Backup failed\"}",
    "{\"title\":\"$\",\"each\":\"$.alerts\",\"key\":\"$.alerts[0].labels['a b']\"}",
    "{\"each\":\"alerts\",\"title\":\"t\",\"status\":\"\",\"resolved\":[],\"acknowledged\":[\"a\"]"
    "}",
    "{\"title\":\"t\",\"severity\":\"$.s\",\"severities\":{\"bad\":1,\"worse\":\"5\",\"\":3}}",
    "{\"title\":\"t\",\"labels\":{\"host\":\"$.host\",\"env\":\"live\"},\"service\":\"$.s\"}",
    "{\"title\":\"t\",\"starts\":\"$.b\",\"ends\":\"$.e\",\"url\":\"$.u\",\"description\":\"$\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (mappings); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", mappings[i]);
      g_assert_true (muster_mapping_check (mappings[i], &error));
      g_assert_no_error (error);
    }
}

/* Which member it is, and where. */
static void
test_bad (void)
{
  static const struct
  {
    const char *mapping, *message;
  } cases[] = {
    { "", "the mapping: byte 0: " },
    { "[]", "byte 0: a mapping is an object" },
    { "{}", "a mapping says where the title is" },
    { "{\"key\":\"$.k\"}", "a mapping says where the title is" },
    { "{\"title\":\"\"}", "byte 9: title is empty" },
    { "{\"title\":7}", "byte 9: title is no text" },
    { "{\"title\":null}", "byte 9: title is no text" },
    { "{\"title\":\"$.a[\"}", "byte 9: title is no field path: " },
    { "{\"title\":\"$.a[\"}", "none from its byte 4 on" },
    { "{\"title\":\"$.\"}", "none from its byte 2 on" },
    { "{\"title\":\"t\",\"each\":\"a[*]\"}", "byte 20: each is no field path: " },
    { "{\"title\":\"t\",\"key\":\"$..k\"}", "key is no field path: " },
    { "{\"title\":\"t\",\"labels\":{\"a\":\"$.a\",\"b\":\"$.b[\"}}",
      "byte 37: labels.b is no field path: " },
    { "{\"title\":\"t\",\"labels\":{\"a\":1}}", "labels.a is no text" },
    { "{\"title\":\"t\",\"labels\":[\"$.a\"]}", "labels is no object" },
    { "{\"title\":\"t\",\"resolved\":\"ok\"}", "resolved is no list" },
    { "{\"title\":\"t\",\"acknowledged\":[\"a\",[]]}", "acknowledged has a word that is no text" },
    { "{\"title\":\"t\",\"severities\":{\"a\":2,\"b\":6}}",
      "byte 37: severities.b is no severity from 1 to 5" },
    { "{\"title\":\"t\",\"severities\":{\"b\":\"high\"}}", "severities.b is no severity" },
    { "{\"title\":\"t\",\"severities\":{\"b\":[2]}}", "severities.b is no severity" },
    { "{\"title\":\"t\",\"severities\":{\"b\":10}}", "severities.b is no severity" },
    { "{\"title\":\"t\",\"titel\":\"t\"}", "a mapping has nothing called “titel”" },
    { "{\"title\":\"t\",\"title\":\"u\"}", "byte 13: " },
    { "{\"title\":\"t\"", "byte 12: " },
    { "{\"title\":\"t\"}{}", "byte 13: " },
    { "{\"title\":\"t\",\"\\u202e\\u001b[2J\":1}", "a mapping has nothing called “" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (muster_mapping_check (cases[i].mapping, &error));
      g_assert_true (error->domain == MUSTER_BASE_ERROR);
      g_test_message ("%s: %s", cases[i].mapping, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_null (strchr (error->message, '\x1b'));
      g_assert_null (strstr (error->message, "\u202e"));
    }
}

static void
test_limits (void)
{
  g_autofree char *words = g_strnfill (32 * 1024, 'a');
  g_autofree char *large = g_strdup_printf ("{\"title\":\"%s\"}", words);
  g_autofree char *path = g_strdup_printf ("{\"title\":\"$.%.255s\"}", words);
  g_autofree char *name = g_strdup_printf ("{\"title\":\"t\",\"%.20000s\":1}", words);
  g_autoptr (GError) over = NULL, far = NULL, long_name = NULL;

  g_assert_false (muster_mapping_check (large, &over));
  g_assert_error (over, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT);
  g_assert_false (muster_mapping_check (path, &far));
  g_assert_nonnull (strstr (far->message, "at most 256 bytes"));
  g_assert_false (muster_mapping_check (name, &long_name));
  g_assert_cmpuint (strlen (long_name->message), <, 300);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping-check/good", test_good);
  g_test_add_func ("/mapping-check/bad", test_bad);
  g_test_add_func ("/mapping-check/limits", test_limits);
  return g_test_run ();
}
