/* poison.c - a body that ends the hub is not read a third time (security P12)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This program is its own musterd: "serve" runs the hub, with a table of sources that has one which
 * aborts. The hub is really killed, and started again.
 */
#include "hub/poison.h"
#include "sources/source.h"
#include "victim.h"

#include <stdlib.h>
#include <string.h>

extern const MusterSource muster_source_generic;

static gboolean
decode_planted (const MusterIntake *in,
                MusterJsonReader *reader,
                MusterReports *out,
                GError **error)
{
  if (memmem (in->body, in->body_n, "poison", strlen ("poison")) != NULL)
    abort ();
  return muster_source_generic.decode (in, reader, out, error);
}

static void
reply_planted (const MusterReports *reports, MusterReply *out)
{
  if (reports->reports->len > 0 &&
      muster_text_equal (g_array_index (reports->reports, MusterReport, 0).title, "venom"))
    abort (); /* on the main thread */
  out->status = 202;
}

static const MusterSource planted = {
  .name = "planted",
  .title = "Aborts",
  .decode = decode_planted,
  .reply = reply_planted,
};

/* Instead of the table of the library. */
const MusterSource *const muster_sources[] = { &muster_source_generic, &planted, NULL };

/* Its status; 0: the hub ended. */
static guint
post (Victim *self, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/planted", self->key);
  g_autofree char *answer = victim_ask (self, "POST", path, body);

  return g_str_has_prefix (answer, "HTTP/1.1 ") ? (guint) atoi (answer + 9) : 0;
}

/* Twice it is read, and the third time it is a dead letter; the rest is read all along. */
static void
test_quarantine (gconstpointer poison)
{
  Victim victim;

  victim_init (&victim);
  g_assert_cmpuint (post (&victim, "{\"summary\":\"well\"}"), ==, 202);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (post (&victim, poison), ==, 0);
      victim_assert_killed (&victim);
      victim_start (&victim);
      g_assert_cmpuint (post (&victim, "{\"summary\":\"well\"}"), ==, 202);
    }
  victim_assert_lists (&victim, "/v1/dead-letters",
                       MUSTER_POISON_REASON); /* before it comes again */
  victim_assert_lists (&victim, "/v1/alerts",
                       "what planted sent ended the hub twice and was set aside");
  victim_assert_lists (&victim, "/v1/alerts", "\"severity\":2");
  g_assert_cmpuint (post (&victim, poison), ==, 400);
  g_assert_cmpuint (post (&victim, "{\"summary\":\"well\"}"), ==, 202);
  victim_clear (&victim);
}

/* --- the file alone --- */

static MusterPoison *
open_in (const char *folder)
{
  g_autoptr (GError) error = NULL;
  MusterPoison *poison = muster_poison_open (folder, &error);

  g_assert_no_error (error);
  return poison;
}

/* What happened to be read beside it is read again, and forgotten when that went well. */
static void
test_innocent (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-XXXXXX", NULL);
  const MusterPoisonBody guilty = { .source = "a", .bytes = "guilty", .n = 6 };
  const MusterPoisonBody innocent = { .source = "a", .bytes = "innocent", .n = 8 };
  g_autoptr (MusterPoison) first = open_in (folder);
  g_autoptr (MusterPoison) second = NULL, third = NULL, fourth = NULL;
  MusterPoisonNote note;

  muster_poison_begin (first, &guilty);
  muster_poison_begin (first, &innocent); /* and it ends here */
  second = open_in (folder);
  g_assert_cmpuint (muster_poison_get_found (second)->len, ==, 0);
  g_assert_false (muster_poison_is_quarantined (second, &guilty));
  note = muster_poison_begin (second, &innocent);
  g_assert_true (note.is_alone);
  muster_poison_end (second, note, TRUE);
  note = muster_poison_begin (second, &innocent);
  g_assert_false (note.is_alone);
  muster_poison_end (second, note, TRUE);
  muster_poison_begin (second, &guilty); /* and again */
  third = open_in (folder);
  g_assert_cmpuint (muster_poison_get_found (third)->len, ==, 1);
  g_assert_cmpstr (((MusterPoisonFound *) muster_poison_get_found (third)->pdata[0])->text, ==,
                   "guilty");
  g_assert_true (muster_poison_is_quarantined (third, &guilty));
  g_assert_false (muster_poison_is_quarantined (third, &innocent));
  fourth = open_in (folder); /* nothing more to tell, and it stays */
  g_assert_cmpuint (muster_poison_get_found (fourth)->len, ==, 0);
  g_assert_true (muster_poison_is_quarantined (fourth, &guilty));
  victim_remove_folder (folder);
}

/* What is others each time is known by its name; a part of what ended the hub ends it once. */
static void
test_named (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-XXXXXX", NULL);
  const MusterPoisonBody list = { .source = "a", .bytes = "[1]", .n = 3, .name = "http://one" };
  const MusterPoisonBody again = { .source = "a", .bytes = "[2, 3]", .n = 6, .name = "http://one" };
  const MusterPoisonBody other = { .source = "a", .bytes = "[1]", .n = 3, .name = "http://two" };
  const MusterPoisonBody bytes = { .source = "a", .bytes = "[1]", .n = 3 };
  const MusterPoisonBody part = {
    .source = "a", .bytes = "1", .n = 1, .name = "alert 1", .is_part = TRUE
  };
  g_autoptr (MusterPoison) first = open_in (folder);
  g_autoptr (MusterPoison) second = NULL, third = NULL;
  MusterPoisonNote note;

  g_assert_false (muster_poison_has_any (first));
  muster_poison_begin (first, &list); /* and it ends here */
  second = open_in (folder);
  g_assert_true (muster_poison_has_any (second));
  g_assert_true (muster_poison_is_suspect (second, &again));
  g_assert_false (muster_poison_is_suspect (second, &other));
  g_assert_false (muster_poison_is_suspect (second, &bytes));
  note = muster_poison_begin (second, &again);
  muster_poison_end (second, note, FALSE); /* it is read, but not all of it done */
  g_assert_true (muster_poison_is_suspect (second, &list));
  muster_poison_begin (second, &part); /* and again */
  third = open_in (folder);
  g_assert_true (muster_poison_is_quarantined (third, &part));
  g_assert_cmpuint (muster_poison_get_found (third)->len, ==, 1);
  g_assert_false (muster_poison_is_quarantined (third, &list));
  note = muster_poison_begin (third, &again);
  muster_poison_end (third, note, TRUE);
  g_assert_false (muster_poison_is_suspect (third, &list));
  victim_remove_folder (folder);
}

/* More threads than there is room for are not noted, and nothing waits. */
static void
test_many (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-XXXXXX", NULL);
  g_autofree char *big = g_strnfill (100000, 'x');
  g_autoptr (MusterPoison) poison = open_in (folder);
  MusterPoisonNote notes[20];

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    notes[i] = muster_poison_begin (
        poison, &(MusterPoisonBody){ .source = "a", .bytes = big, .n = 100000 });
  g_assert_cmpint (notes[0].slot, ==, 0);
  g_assert_cmpint (notes[19].slot, ==, -1);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    muster_poison_end (poison, notes[i], TRUE);
  victim_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  int status;

  if (victim_is_verb (argc, argv, &status))
    return status;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/poison/innocent", test_innocent);
  g_test_add_func ("/hub/poison/named", test_named);
  g_test_add_func ("/hub/poison/many", test_many);
  g_test_add_data_func ("/hub/poison/reading", "{\"summary\":\"poison\"}", test_quarantine);
  g_test_add_data_func ("/hub/poison/deciding", "{\"summary\":\"venom\"}", test_quarantine);
  return g_test_run ();
}
