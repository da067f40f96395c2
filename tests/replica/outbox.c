/* outbox.c - what waits survives, whole and in order, or is set aside with a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/outbox.h"

#include "world/commands.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *folder;
  char *path;
} Place;

static Place *
place_new (void)
{
  Place *self = g_new0 (Place, 1);
  g_autofree char *above = g_dir_make_tmp ("muster-outbox-XXXXXX", NULL);

  self->folder = g_build_filename (above, "box", NULL);
  self->path = g_build_filename (self->folder, "outbox.json", NULL);
  return self;
}

static guint
count_files (const Place *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
place_free (Place *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autofree char *above = g_path_get_dirname (self->folder);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_rmdir (above);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

static MusterOutbox *
open_well (const Place *place)
{
  g_autofree char *trouble = NULL;
  MusterOutbox *outbox = muster_outbox_open (place->folder, &trouble);

  g_assert_cmpstr (trouble, ==, NULL);
  return outbox;
}

static MusterUlid
ulid (guint64 n)
{
  return (MusterUlid){ 1, n };
}

static MusterCommand *
note (guint n)
{
  MusterCommand *command = muster_command_new (muster_command_by_name ("incident.note"));
  g_autofree char *text = g_strdup_printf ("n%u \"\n\xe2\x80\xae<", n);

  command->id = ulid (n);
  command->incident = 7;
  command->basis = n * 3;
  command->claimed_us = (gint64) n * 1000;
  muster_command_set_text (command, "text", text);
  return command;
}

/* Ids of a list, in order: "1 2 3 " */
static char *
ids (const GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT " ",
                            ((MusterOutboxItem *) g_ptr_array_index (items, i))->command->id.lo);
  return g_string_free (text, FALSE);
}

static void
assert_ids (const GPtrArray *items, const char *wanted)
{
  g_autofree char *got = ids (items);

  g_assert_cmpstr (got, ==, wanted);
}

static void
synced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  int *well = user_data;
  g_autoptr (GError) error = NULL;

  *well = muster_outbox_sync_finish (result, &error) ? 1 : -1;
}

static gboolean
sync_outbox (MusterOutbox *outbox)
{
  int well = 0;

  muster_outbox_sync_async (outbox, synced_cb, &well);
  while (well == 0)
    g_main_context_iteration (NULL, TRUE);
  return well == 1;
}

static void
test_survives (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (MusterOutbox) outbox = open_well (place), again = NULL;
  const MusterOutboxItem *item;
  struct stat status;

  for (guint i = 1; i <= 5; i++)
    muster_outbox_add (outbox, note (i), i);
  muster_outbox_answer (outbox, ulid (2), NULL);
  muster_outbox_answer (outbox, ulid (4), "Somebody else did");
  muster_outbox_add_first (outbox, note (6), 6);
  g_assert_true (sync_outbox (outbox));
  again = open_well (place);
  assert_ids (muster_outbox_get_waiting (again), "6 1 3 5 ");
  assert_ids (muster_outbox_get_unapplied (again), "4 ");
  item = g_ptr_array_index (muster_outbox_get_unapplied (again), 0);
  g_assert_cmpstr (item->problem, ==, "Somebody else did");
  item = g_ptr_array_index (muster_outbox_get_waiting (again), 2);
  g_assert_cmpstr (muster_command_text (item->command, "text"), ==, "n3 \"\n\xe2\x80\xae<");
  g_assert_cmpuint (item->command->incident, ==, 7);
  g_assert_cmpuint (item->command->basis, ==, 9);
  g_assert_cmpint (item->command->claimed_us, ==, 3000);
  g_assert_cmpint (item->made_us, ==, 3);
  g_assert_cmpint (stat (place->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (place->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
test_take (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (MusterOutbox) outbox = open_well (place);

  muster_outbox_add (outbox, note (1), 1);
  muster_outbox_add (outbox, note (2), 2);
  muster_outbox_answer (outbox, ulid (2), "no");
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (MusterOutboxItem) item = muster_outbox_take (outbox, ulid (i));

      g_assert_true ((item != NULL) == (i < 3));
    }
  muster_outbox_answer (outbox, ulid (9), "unknown ids are no matter");
  assert_ids (muster_outbox_get_waiting (outbox), "");
  assert_ids (muster_outbox_get_unapplied (outbox), "");
}

/* Many writes at once: what is on disk in the end is the last of them. */
static void
test_newest_wins (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (MusterOutbox) outbox = open_well (place), again = NULL;
  int results[40] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      muster_outbox_add (outbox, note (i + 1), i);
      if (i > 0)
        muster_outbox_answer (outbox, ulid (i), NULL);
      muster_outbox_sync_async (outbox, synced_cb, &results[i]);
    }
  muster_outbox_flush (outbox);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    while (results[i] == 0)
      g_main_context_iteration (NULL, TRUE);
  again = open_well (place);
  assert_ids (muster_outbox_get_waiting (again), "40 ");
  g_assert_cmpuint (count_files (place), ==, 1);
}

/* --- damage --- */

static char *
good_file (const Place *place, gsize *n)
{
  g_autoptr (MusterOutbox) outbox = open_well (place);
  char *text;

  muster_outbox_add (outbox, note (1), 1);
  muster_outbox_add (outbox, note (2), 2);
  muster_outbox_answer (outbox, ulid (2), "no");
  muster_outbox_flush (outbox);
  g_assert_true (g_file_get_contents (place->path, &text, n, NULL));
  return text;
}

static void
check_set_aside (const Place *place, const char *text, gsize n)
{
  g_autofree char *trouble = NULL, *kept = NULL;
  g_autoptr (MusterOutbox) outbox = NULL;
  const guint before = count_files (place);
  const char *name;
  gsize kept_n;
  g_autofree char *path = NULL;

  g_assert_true (g_file_set_contents (place->path, text, (gssize) n, NULL));
  outbox = muster_outbox_open (place->folder, &trouble);
  g_assert_nonnull (trouble);
  assert_ids (muster_outbox_get_waiting (outbox), "");
  assert_ids (muster_outbox_get_unapplied (outbox), "");
  /* the words say where it is kept, as it was */
  name = strstr (trouble, "/outbox-damaged-");
  g_assert_nonnull (name);
  path = g_strdup_printf ("%s%.*s", place->folder, (int) (strstr (name, ".json") + 5 - name), name);
  g_assert_true (g_file_get_contents (path, &kept, &kept_n, NULL));
  g_assert_cmpmem (kept, kept_n, text, n);
  muster_outbox_add (outbox, note (3), 3);
  g_assert_true (sync_outbox (outbox));
  g_assert_cmpuint (count_files (place), ==, MAX (before, 1) + 1);
}

static void
test_cut_files (void)
{
  g_autoptr (Place) place = place_new ();
  gsize n;
  g_autofree char *text = good_file (place, &n);

  for (guint i = 0; i < 25; i++)
    check_set_aside (place, text, (gsize) g_test_rand_int_range (0, (gint32) n - 2));
}

static void
test_strange_files (void)
{
#define BODY "\"body\":{\"id\":\"01JD0000000000000000000001\",\"text\":\"a\"}"
#define NOTE "\"command\":\"incident.note\",\"incident\":7,\"made\":\"2026-03-06T14:25:02Z\","
  static const char *const texts[] = {
    "{}",
    "[]",
    "{\"v\":1,\"waiting\":[]}",
    "{\"v\":2,\"waiting\":[],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[],\"unapplied\":[],\"more\":[]}",
    "{\"v\":1,\"waiting\":[7],\"unapplied\":[]}",
    /* no id, no incident, no time, a problem in the wrong list and none in the other */
    "{\"v\":1,\"waiting\":[{" NOTE "\"body\":{\"text\":\"a\"}}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[{\"command\":\"incident.note\",\"made\":\"2026-03-06T14:25:02Z\"," BODY
    "}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[{\"command\":\"incident.note\",\"incident\":7," BODY
    "}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[{" NOTE "\"problem\":\"x\"," BODY "}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[],\"unapplied\":[{" NOTE BODY "}]}",
    /* members and arguments that this version does not have */
    "{\"v\":1,\"waiting\":[{" NOTE "\"who\":\"x\"," BODY "}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[{" NOTE "\"body\":{\"id\":\"01JD0000000000000000000001\",\"text\":\"a\","
    "\"x\":1}}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[{\"command\":\"incident.jump\",\"incident\":7,"
    "\"made\":\"2026-03-06T14:25:02Z\"," BODY "}],\"unapplied\":[]}",
    /* what may never wait: the file cannot make the console do it */
    "{\"v\":1,\"waiting\":[{\"command\":\"incident.page\",\"incident\":7,"
    "\"made\":\"2026-03-06T14:25:02Z\",\"body\":{\"id\":\"01JD0000000000000000000001\","
    "\"target\":\"team:all\"}}],\"unapplied\":[]}",
    "{\"v\":1,\"waiting\":[{" NOTE "\"incident\":8," BODY "}],\"unapplied\":[]}",
  };
  g_autoptr (Place) place = place_new ();
  g_autoptr (MusterOutbox) outbox = NULL;
  const char *good = "{\"v\":1,\"waiting\":[{" NOTE BODY "}],\"unapplied\":[]}";

  g_mkdir_with_parents (place->folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_set_aside (place, texts[i], strlen (texts[i]));
  g_assert_true (g_file_set_contents (place->path, good, -1, NULL));
  outbox = open_well (place);
  g_assert_cmpuint (muster_outbox_get_waiting (outbox)->len, ==, 1);
}

static void
test_no_folder (void)
{
  g_autofree char *trouble = NULL;
  g_autoptr (MusterOutbox) outbox = muster_outbox_open ("/dev/null/box", &trouble);

  g_assert_nonnull (trouble);
  muster_outbox_add (outbox, note (1), 1);
  g_assert_false (sync_outbox (outbox));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/outbox/survives", test_survives);
  g_test_add_func ("/replica/outbox/take", test_take);
  g_test_add_func ("/replica/outbox/newest-wins", test_newest_wins);
  g_test_add_func ("/replica/outbox/cut-files", test_cut_files);
  g_test_add_func ("/replica/outbox/strange-files", test_strange_files);
  g_test_add_func ("/replica/outbox/no-folder", test_no_folder);
  return g_test_run ();
}
