/* team-file.c - team files: refused with their place, or read the same again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-file.h"
#include "base/json-reader.h"
#include "planted.h"

#define REQUIRE(condition)                                                                         \
  do                                                                                               \
    {                                                                                              \
      if (!(condition))                                                                            \
        g_error ("%s", #condition);                                                                \
    }                                                                                              \
  while (0)

#ifdef MUSTER_PLANTED_BUG
static void
look_for_bug (const MusterTeamObject *object)
{
  /* a service of a tier that no seed has */
  if (strstr (object->body, "\"tier\":") != NULL && strstr (object->body, "\"tier\":1") == NULL)
    muster_planted_bug ();
}
#endif

static void
check_object (const MusterTeamObject *object, const MusterTeamObject *again)
{
  REQUIRE (muster_json_check (object->body, strlen (object->body), NULL));
  REQUIRE (object->contact == NULL ||
           muster_json_check (object->contact, strlen (object->contact), NULL));
  REQUIRE (g_str_equal (object->body, again->body) && g_str_equal (object->name, again->name));
  REQUIRE (object->line >= 1 && object->column >= 1);
#ifdef MUSTER_PLANTED_BUG
  look_for_bug (object);
#endif
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects =
      muster_team_file_parse ("t", (const char *) data, size, NULL, &error);
  g_autoptr (GPtrArray) again = NULL;

  REQUIRE ((objects != NULL) == (error == NULL));
  if (objects == NULL)
    {
      REQUIRE (g_str_has_prefix (error->message, "t:"));
      REQUIRE (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = muster_team_file_parse ("t", (const char *) data, size, NULL, NULL);
  REQUIRE (again != NULL && again->len == objects->len);
  for (guint i = 0; i < objects->len; i++)
    check_object (g_ptr_array_index (objects, i), g_ptr_array_index (again, i));
  return 0;
}
