/* hub-answer.c - what is made of a hub's answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/hub-answer.h"

#include <string.h>

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_problems (void)
{
  static const struct
  {
    guint status;
    const char *body;
    GQuark (*domain) (void);
    int code;
    const char *words;
  } cases[] = {
    { 409, "{\"type\":\"urn:muster:problem:conflict\",\"title\":\"T\",\"detail\":\"D\"}",
      muster_model_error_quark, MUSTER_MODEL_ERROR_CONFLICT, "D" },
    { 404, "{\"type\":\"urn:muster:problem:not-found\",\"title\":\"T\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_NOT_FOUND, "T" },
    { 422, "{\"detail\":\"D\",\"type\":\"urn:muster:problem:invalid\",\"x\":[1,{}]}",
      muster_model_error_quark, MUSTER_MODEL_ERROR_INVALID, "D" },
    { 409, "{\"type\":\"urn:muster:problem:state\",\"detail\":\"D\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_STATE, "D" },
    { 409, "{\"type\":\"urn:muster:problem:stale\",\"detail\":\"D\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_STALE, "D" },
    { 403, "{\"type\":\"urn:muster:problem:forbidden\",\"detail\":\"D\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_FORBIDDEN, "D" },
    { 401, "{\"type\":\"about:blank\",\"detail\":\"D\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_FORBIDDEN, "D" },
    { 418, "{\"type\":\"urn:muster:problem:teapot\",\"detail\":\"D\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_INVALID, "D" },
    { 503, "{\"type\":\"urn:muster:problem:busy\",\"title\":\"Busy\"}", g_io_error_quark,
      G_IO_ERROR_BUSY, "Busy" },
    { 400, "<html>", muster_model_error_quark, MUSTER_MODEL_ERROR_INVALID,
      "The hub refused this with status 400" },
    { 400, "", muster_model_error_quark, MUSTER_MODEL_ERROR_INVALID,
      "The hub refused this with status 400" },
    /* half a document says nothing */
    { 409, "{\"type\":\"urn:muster:problem:conflict\",\"detail\":\"D\"", muster_model_error_quark,
      MUSTER_MODEL_ERROR_INVALID, "The hub refused this with status 409" },
    { 400, "{\"detail\":\"a\\u202eb\\u0007\"}", muster_model_error_quark,
      MUSTER_MODEL_ERROR_INVALID, "a<U+202E>b<U+0007>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = bytes (cases[i].body);
      g_autoptr (GError) error = muster_hub_problem_read (cases[i].status, body);

      g_assert_true (g_error_matches (error, cases[i].domain (), cases[i].code));
      g_assert_cmpstr (error->message, ==, cases[i].words);
    }
}

static void
test_long_words (void)
{
  g_autofree char *letters = g_strnfill (3000, 'a');
  g_autofree char *text = g_strdup_printf ("{\"detail\":\"%s\"}", letters);
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (GError) error = muster_hub_problem_read (400, body);

  g_assert_cmpstr (error->message, ==, "The hub refused this with status 400");
}

static void
test_passing (void)
{
  for (guint status = 400; status < 600; status++)
    g_assert_true (muster_hub_status_is_passing (status) ==
                   (status >= 500 || status == 401 || status == 408 || status == 429));
}

static void
test_answers (void)
{
  g_autoptr (GBytes) body = bytes ("{\"seq\":[4,9,5],\"incident\":\"INC-7\",\"key\":\"k\"}");
  g_autoptr (GBytes) none = bytes ("{\"seq\":[],\"incident\":null}");
  MusterHubAnswer answer;

  g_assert_true (muster_hub_answer_read (body, &answer, NULL));
  g_assert_cmpuint (answer.last_seq, ==, 9);
  g_assert_cmpuint (answer.incident, ==, 7);
  g_assert_true (muster_hub_answer_read (none, &answer, NULL));
  g_assert_cmpuint (answer.last_seq, ==, 0);
  g_assert_cmpuint (answer.incident, ==, 0);
}

static void
test_me (void)
{
  g_autoptr (GBytes) body = bytes ("{\"person\":\"01JD0000000000000000000001\",\"name\":\"ana\","
                                   "\"fullName\":null,\"access\":\"manager\",\"listen\":[]}");
  g_autoptr (GBytes) screen = bytes ("{\"person\":null,\"name\":null,\"access\":\"screen\"}");
  MusterMe me;

  g_assert_true (muster_me_read (body, &me, NULL));
  g_assert_cmpuint (me.access, ==, MUSTER_ACCESS_MANAGER);
  g_assert_false (muster_ulid_is_null (me.person));
  g_assert_true (muster_me_read (screen, &me, NULL));
  g_assert_cmpuint (me.access, ==, MUSTER_ACCESS_SCREEN);
  g_assert_true (muster_ulid_is_null (me.person));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/hub-answer/problems", test_problems);
  g_test_add_func ("/replica/hub-answer/long-words", test_long_words);
  g_test_add_func ("/replica/hub-answer/passing", test_passing);
  g_test_add_func ("/replica/hub-answer/answers", test_answers);
  g_test_add_func ("/replica/hub-answer/me", test_me);
  return g_test_run ();
}
