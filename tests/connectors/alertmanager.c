/* alertmanager.c - what an Alertmanager answers, and what it is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "connectors/alertmanager.h"

#include <string.h>

static void
test_status (void)
{
  static const struct
  {
    const char *json;
    gboolean well, is_muster;
    const char *instance;
  } cases[] = {
    { "{\"cluster\":{\"status\":\"ready\"},\"uptime\":\"2026-03-06T14:00:00Z\",\"versionInfo\":{"
      "\"branch\":\"HEAD\",\"version\":\"0.25.0\"}}",
      TRUE, FALSE, "2026-03-06T14:00:00Z" },
    { "{\"versionInfo\":{\"branch\":\"muster 0.1.0\"},\"uptime\":\"x\"}", TRUE, TRUE, "x" },
    { "{}", TRUE, FALSE, "" },
    { "{\"versionInfo\":null}", FALSE, FALSE, NULL },
    { "[]", FALSE, FALSE, NULL },
    { "<html>", FALSE, FALSE, NULL },
    { "", FALSE, FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterAmStatus status;
      g_autoptr (GError) error = NULL;
      gboolean well =
          muster_am_status_decode (cases[i].json, strlen (cases[i].json), &status, &error);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (well, ==, cases[i].well);
      if (well)
        {
          g_assert_cmpint (status.is_muster, ==, cases[i].is_muster);
          g_assert_cmpstr (status.instance, ==, cases[i].instance);
        }
      muster_am_status_clear (&status);
    }
}

#define SILENCE(state, comment)                                                                    \
  "{\"id\":\"a-b\",\"status\":{\"state\":\"" state "\"},\"comment\":\"" comment                    \
  "\",\"startsAt\":\"2026-03-06T14:00:00Z\",\"endsAt\":\"2026-03-06T15:00:00.000Z\","              \
  "\"matchers\":[{\"name\":\"x\",\"value\":\"(\",\"isRegex\":true}]}"

static void
test_silences (void)
{
  static const struct
  {
    const char *json;
    guint n; /* of ours that are not over */
  } cases[] = {
    { "[]", 0 },
    { "[" SILENCE ("active", "known [muster 01KK1RKS405ZFWSY1BHBRE5GEK]") "]", 1 },
    { "[" SILENCE ("pending", "[muster 01KK1RKS405ZFWSY1BHBRE5GEK]") "]", 1 },
    { "[" SILENCE ("expired", "[muster 01KK1RKS405ZFWSY1BHBRE5GEK]") "]", 0 },
    { "[" SILENCE ("active", "[muster 01KK1RKS405ZFWSY1BHBRE5GE!]") "]", 0 },
    { "[" SILENCE ("active", "[muster 01KK1RKS405ZFWSY1BHBRE5GEK] since") "]", 0 },
    { "[" SILENCE ("active", "somebody else's") "," SILENCE (
          "active", "[muster 01KK1RKS405ZFWSY1BHBRE5GEK]") "]",
      1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) silences =
          muster_am_silences_decode (cases[i].json, strlen (cases[i].json), &error);

      g_test_message ("%s", cases[i].json);
      g_assert_no_error (error);
      g_assert_cmpuint (silences->len, ==, cases[i].n);
      if (cases[i].n > 0)
        {
          const MusterAmSilence *silence = g_ptr_array_index (silences, 0);

          g_assert_cmpstr (silence->id, ==, "a-b");
          g_assert_cmpint (silence->ends_us - silence->starts_us, ==,
                           G_GINT64_CONSTANT (3600000000));
        }
    }
  g_assert_null (muster_am_silences_decode ("{}", 2, NULL));
  g_assert_null (muster_am_silences_decode ("[", 1, NULL));
}

/* What we send, we know again when it comes back. */
static void
test_wish (void)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  MusterAmWish wish = { .ours = { 1, 2 },
                        .matchers = matchers,
                        .starts_us = 0,
                        .ends_us = G_USEC_PER_SEC,
                        .author = "ana",
                        .comment = "say \"known\"" };
  g_autofree char *made = NULL, *changed = NULL, *answer = NULL;
  g_autoptr (GPtrArray) silences = NULL;

  g_assert_true (muster_matchers_parse (matchers, "a=\"b\"", NULL));
  made = muster_am_wish_encode (&wish);
  g_assert_cmpstr (made, ==,
                   "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false,"
                   "\"isEqual\":true}],\"startsAt\":\"1970-01-01T00:00:00Z\","
                   "\"endsAt\":\"1970-01-01T00:00:01Z\",\"createdBy\":\"ana\","
                   "\"comment\":\"say \\\"known\\\" [muster 0000000000000G000000000002]\"}");
  wish.id = "x";
  wish.comment = NULL;
  changed = muster_am_wish_encode (&wish);
  g_assert_true (g_str_has_prefix (changed, "{\"id\":\"x\",\"matchers\":"));
  answer = g_strdup_printf ("[%s]", changed);
  silences = muster_am_silences_decode (answer, strlen (answer), NULL);
  g_assert_cmpuint (silences->len, ==, 1);
  g_assert_true (muster_ulid_equal (
      ((const MusterAmSilence *) g_ptr_array_index (silences, 0))->ours, wish.ours));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connectors/alertmanager/status", test_status);
  g_test_add_func ("/connectors/alertmanager/silences", test_silences);
  g_test_add_func ("/connectors/alertmanager/wish", test_wish);
  return g_test_run ();
}
