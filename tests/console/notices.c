/* notices.c - what is told to the desktop, replaced and withdrawn, with no desktop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/notices.h"

#include <string.h>

#include "base/safe-text.h"
#include "small-hub.h"

/* Ana sits here; Ben is somebody else. */
typedef struct
{
  SmallHub *hub;
  MusterNotices *notices;
  guint heard; /* batches that were passed on */
} Desk;

static Desk
desk_new (void)
{
  Desk desk = { small_hub_new (7), muster_notices_new (), 0 };
  MusterCommand *service;

  service = small_hub_command (desk.hub, "config.put", 0);
  muster_command_set_text (service, "object", "service");
  muster_command_set_text (service, "name", "api");
  g_assert_true (small_hub_do (desk.hub, service, NULL, NULL));
  desk.heard = desk.hub->batches->len;
  return desk;
}

static void
desk_clear (Desk *desk)
{
  muster_notices_free (desk->notices);
  small_hub_free (desk->hub);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static MusterNoticeView
view_of (Desk *desk, const char *person)
{
  return (MusterNoticeView){ desk->hub->world, small_hub_person (desk->hub, person),
                             MUSTER_ACCESS_RESPONDER, desk->hub->context.now_us };
}

static void
hear (Desk *desk)
{
  for (; desk->heard < desk->hub->batches->len; desk->heard++)
    {
      MusterBatch *batch = g_ptr_array_index (desk->hub->batches, desk->heard);

      for (guint i = 0; i < muster_batch_length (batch); i++)
        muster_notices_hear (desk->notices, muster_batch_get (batch, i));
    }
}

/* "+page/1 -incident/2": what is put on the desktop and what is taken away. */
static char *
settle (Desk *desk)
{
  MusterNoticeView view = view_of (desk, "ana");
  g_autoptr (GPtrArray) changes = NULL;
  GString *told = g_string_new (NULL);

  hear (desk);
  changes = muster_notices_settle (desk->notices, &view);
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterNoticeChange *change = g_ptr_array_index (changes, i);
      g_autofree char *name = muster_notice_place_name (change->place);

      g_string_append_printf (told, "%s%c%s", i == 0 ? "" : " ", change->notice != NULL ? '+' : '-',
                              name);
    }
  return g_string_free (told, FALSE);
}

static void
check_settle_at (Desk *desk, const char *expected, int line)
{
  g_autofree char *told = settle (desk);

  if (strcmp (told, expected) != 0)
    g_error ("line %d: told “%s”, not “%s”", line, told, expected);
}
#define check_settle(desk, expected) check_settle_at (desk, expected, __LINE__)

static MusterCommand *
command_by (Desk *desk, const char *person, const char *name, guint incident)
{
  MusterCommand *command = small_hub_command (desk->hub, name, incident);

  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (desk->hub, person) };
  return command;
}

static void
do_by (Desk *desk, const char *person, const char *name, guint incident)
{
  g_assert_true (small_hub_do (desk->hub, command_by (desk, person, name, incident), NULL, NULL));
}

static guint
declare (Desk *desk, const char *person, MusterSeverity severity, const char *title)
{
  MusterCommand *command = command_by (desk, person, "incident.declare", 0);
  guint number = 0;

  muster_command_set_text (command, "title", title);
  muster_command_set_int (command, "severity", severity);
  g_assert_true (small_hub_do (desk->hub, command, &number, NULL));
  return number;
}

/* An alert opens an incident of its own. */
static guint
fire (Desk *desk, const char *severity)
{
  g_autofree char *labels =
      g_strdup_printf ("alertname=Down%u,severity=%s", desk->hub->batches->len, severity);
  MusterUlid key = small_hub_key (desk->hub, "api", (MusterUlid){ 0, 0 });
  MusterReportSummary summary = { 0 };

  small_hub_alert (desk->hub, key, MUSTER_REPORT_FIRING, labels, &summary);
  return muster_world_last_incident (desk->hub->world);
}

static void
page (Desk *desk, const char *by, guint incident, const char *target)
{
  MusterCommand *command = command_by (desk, by, "incident.page", incident);

  muster_command_set_text (command, "target", target);
  g_assert_true (small_hub_do (desk->hub, command, NULL, NULL));
}

/* The notice that is told now; there is exactly one change. */
static MusterNotice *
tell_one (Desk *desk, GPtrArray **changes)
{
  MusterNoticeView view = view_of (desk, "ana");

  hear (desk);
  *changes = muster_notices_settle (desk->notices, &view);
  g_assert_cmpuint ((*changes)->len, ==, 1);
  return ((MusterNoticeChange *) g_ptr_array_index (*changes, 0))->notice;
}

static void
test_new_incident (void)
{
  g_auto (Desk) desk = desk_new ();

  g_assert_cmpuint (fire (&desk, "critical"), ==, 1);
  check_settle (&desk, "+incident/1");
  check_settle (&desk, ""); /* once */
  do_by (&desk, "ben", "incident.acknowledge", 1);
  check_settle (&desk, "-incident/1");
  check_settle (&desk, "");
}

/* Who declares it knows of it: it waits for a commander. */
static void
test_declared (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) changes = NULL;
  const MusterNotice *notice;
  MusterCommand *assign;

  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Errors");
  notice = tell_one (&desk, &changes);
  g_assert_false (notice->acknowledges);
  g_assert_cmpstr (notice->body, ==, "Nobody commands it yet. Next, somebody takes command.");
  assign = command_by (&desk, "ben", "incident.assign", 1);
  muster_command_set_int (assign, "role", MUSTER_ROLE_COMMANDER);
  muster_command_set_text (assign, "person", "cho");
  g_assert_true (small_hub_do (desk.hub, assign, NULL, NULL));
  check_settle (&desk, "-incident/1");
}

static void
test_resolved_withdraws (void)
{
  g_auto (Desk) desk = desk_new ();

  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Errors");
  check_settle (&desk, "+incident/1");
  do_by (&desk, "cho", "incident.resolve", 1);
  check_settle (&desk, "-incident/1");
  do_by (&desk, "cho", "incident.reopen", 1);
  check_settle (&desk, "+incident/1");
}

/* It came and went while nobody looked: nothing is ever told. */
static void
test_handled_before_settling (void)
{
  g_auto (Desk) desk = desk_new ();

  declare (&desk, "ben", MUSTER_SEVERITY_CRITICAL, "Errors");
  do_by (&desk, "ben", "incident.resolve", 1);
  check_settle (&desk, "");
}

static void
test_own_actions (void)
{
  g_auto (Desk) desk = desk_new ();

  declare (&desk, "ana", MUSTER_SEVERITY_CRITICAL, "Errors");
  page (&desk, "ana", 1, "person:ana");
  check_settle (&desk, "");
  page (&desk, "ben", 1, "person:cho"); /* not to me */
  check_settle (&desk, "");
}

/* A page to me covers the incident's own notice. */
static void
test_page (void)
{
  g_auto (Desk) desk = desk_new ();

  declare (&desk, "ben", MUSTER_SEVERITY_LOW, "Errors");
  check_settle (&desk, "+incident/1");
  page (&desk, "ben", 1, "person:ana");
  check_settle (&desk, "-incident/1 +page/1");
  page (&desk, "cho", 1, "person:ana"); /* again, in the same place */
  check_settle (&desk, "+page/1");
  do_by (&desk, "ana", "incident.acknowledge", 1); /* answers */
  check_settle (&desk, "-page/1");
}

/* What somebody else acknowledged is handled; a page after that is a question of its own. */
static void
test_page_after_acknowledgement (void)
{
  g_auto (Desk) desk = desk_new ();

  fire (&desk, "critical");
  page (&desk, "ben", 1, "person:ana");
  check_settle (&desk, "+page/1");
  do_by (&desk, "ben", "incident.acknowledge", 1);
  check_settle (&desk, "-page/1");
  page (&desk, "ben", 1, "person:ana");
  check_settle (&desk, "+page/1");
  do_by (&desk, "cho", "incident.acknowledge", 1); /* it is acknowledged: not her page */
  check_settle (&desk, "");
  do_by (&desk, "ana", "incident.acknowledge", 1);
  check_settle (&desk, "-page/1");
}

static void
test_words (void)
{
  g_auto (Desk) desk = desk_new ();
  MusterCommand *impact;
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;
  const MusterNotice *notice;

  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "user-service <b>errors</b> after v1.2.4");
  notice = tell_one (&desk, &first);
  g_assert_cmpstr (notice->title, ==, "SEV-2 Major: user-service <b>errors</b> after v1.2.4");
  g_assert_cmpstr (notice->body, ==, "Nobody commands it yet. Next, somebody takes command.");
  g_assert_true (notice->critical);

  impact = command_by (&desk, "ben", "incident.impact", 1);
  muster_command_set_text (impact, "text", "23% of requests failing\nand more");
  g_assert_true (small_hub_do (desk.hub, impact, NULL, NULL));
  notice = tell_one (&desk, &second); /* replaced in place */
  g_assert_cmpstr (
      notice->body, ==,
      "23% of requests failing…\nNobody commands it yet. Next, somebody takes command.");

  muster_notices_retell (desk.notices, notice->place, "Not acknowledged");
  notice = tell_one (&desk, &third);
  g_assert_true (g_str_has_suffix (notice->body, "\nNot acknowledged"));
}

static void
test_urgency (void)
{
  const struct
  {
    MusterSeverity severity;
    gboolean critical;
  } cases[] = {
    { MUSTER_SEVERITY_CRITICAL, TRUE }, { MUSTER_SEVERITY_MAJOR, TRUE },
    { MUSTER_SEVERITY_MINOR, TRUE },    { MUSTER_SEVERITY_LOW, FALSE },
    { MUSTER_SEVERITY_INFO, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Desk) desk = desk_new ();
      g_autoptr (GPtrArray) changes = NULL, paged = NULL;

      declare (&desk, "ben", cases[i].severity, "Errors");
      g_assert_cmpint (tell_one (&desk, &changes)->critical, ==, cases[i].critical);
      page (&desk, "ben", 1, "person:ana");
      hear (&desk);
      paged = muster_notices_settle (desk.notices,
                                     &(MusterNoticeView){ view_of (&desk, "ana").world,
                                                          small_hub_person (desk.hub, "ana"),
                                                          MUSTER_ACCESS_VIEWER, 1 });
      g_assert_cmpuint (paged->len, ==, 2);
      g_assert_true (((MusterNoticeChange *) g_ptr_array_index (paged, 1))->notice->critical);
      g_assert_false (((MusterNoticeChange *) g_ptr_array_index (paged, 1))->notice->acknowledges);
    }
}

/* Text from outside: controls, direction marks, bytes that are no text, and no end (R9). */
static void
test_hostile_text (void)
{
  static const char *const titles[] = {
    "a\xe2\x80\xae"
    "b",
    "bell\a",
    "\x1b[31mred",
    "",
    "tag \xf3\xa0\x81\x81",
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_auto (Desk) desk = desk_new ();
      g_autoptr (GPtrArray) changes = NULL;
      g_autofree char *title = g_strconcat (titles[i], " x", NULL);
      const MusterNotice *notice;

      declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, title);
      notice = tell_one (&desk, &changes);
      g_assert_true (muster_is_safe_text (notice->title, -1, FALSE));
      g_assert_true (muster_is_safe_text (notice->body, -1, TRUE));
    }
}

static void
test_long_text (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) changes = NULL;
  GString *title = g_string_new (NULL);
  const MusterNotice *notice;

  for (guint i = 0; i < 100; i++)
    g_string_append (title, "Ж");
  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, title->str);
  notice = tell_one (&desk, &changes);
  g_assert_cmpint (g_utf8_strlen (notice->title, -1), ==, strlen ("SEV-2 Major: ") + 60);
  g_assert_true (g_str_has_suffix (notice->title, "…"));
  g_string_free (title, TRUE);
}

/* More than three in a minute are one. */
static void
test_bundle (void)
{
  g_auto (Desk) desk = desk_new ();
  MusterNoticeView view;
  g_autoptr (GPtrArray) changes = NULL;
  const MusterNotice *notice;

  for (guint i = 0; i < 14; i++)
    fire (&desk, i == 9 ? "critical" : "warning");
  for (guint i = 1; i <= 3; i++)
    page (&desk, "ben", i, "person:ana");
  check_settle (&desk, "+page/1 +page/2 +page/3 +incidents");
  page (&desk, "ben", 4, "person:ana");
  check_settle (&desk, "-page/1 -page/2 -page/3 +pages +incidents");
  for (guint i = 5; i <= 14; i++)
    page (&desk, "ben", i, "person:ana");
  hear (&desk);
  view = view_of (&desk, "ana");
  changes = muster_notices_settle (desk.notices, &view);
  g_assert_cmpuint (changes->len, ==, 2); /* the pages grow, the incidents are covered by them */
  notice = ((MusterNoticeChange *) g_ptr_array_index (changes, 0))->notice;
  g_assert_cmpstr (notice->title, ==, "14 pages, highest SEV-2");
  g_assert_true (notice->critical);
  for (guint i = 1; i <= 13; i++)
    do_by (&desk, "ben", "incident.acknowledge", i);
  check_settle (&desk, "+pages");
  do_by (&desk, "ben", "incident.acknowledge", 14);
  check_settle (&desk, "-pages");
}

static void
test_no_bundle_when_slow (void)
{
  g_auto (Desk) desk = desk_new ();

  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *expected = g_strdup_printf ("+incident/%u", i);

      declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Errors");
      check_settle (&desk, expected);
      small_hub_advance (desk.hub, 20 * (gint64) G_USEC_PER_SEC);
    }
}

/* After a restart: what is not handled is told again in its place, the rest is taken away. */
static void
test_restore (void)
{
  g_auto (Desk) desk = desk_new ();

  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Errors");
  page (&desk, "ben", 1, "person:ana");
  fire (&desk, "critical");
  do_by (&desk, "ben", "incident.acknowledge", 2);
  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Never told");
  desk.heard = desk.hub->batches->len; /* the first catching up */
  muster_notices_restore (desk.notices, (MusterNoticePlace){ MUSTER_NOTICE_PAGE, 1 });
  muster_notices_restore (desk.notices, (MusterNoticePlace){ MUSTER_NOTICE_INCIDENT, 2 });
  muster_notices_restore (desk.notices, (MusterNoticePlace){ MUSTER_NOTICE_INCIDENT, 77 });
  check_settle (&desk, "-incident/2 -incident/77 +page/1");
  check_settle (&desk, "");
}

static void
test_restore_bundle (void)
{
  g_auto (Desk) desk = desk_new ();

  declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Errors");
  page (&desk, "ben", 1, "person:ana");
  desk.heard = desk.hub->batches->len;
  muster_notices_restore (desk.notices, (MusterNoticePlace){ MUSTER_NOTICE_PAGES, 0 });
  muster_notices_restore (desk.notices, (MusterNoticePlace){ MUSTER_NOTICE_INCIDENTS, 0 });
  check_settle (&desk, "+pages -incidents");
  do_by (&desk, "ana", "incident.acknowledge", 1);
  check_settle (&desk, "-pages");
}

static void
test_dismissed (void)
{
  g_auto (Desk) desk = desk_new ();
  const MusterNoticePlace place = { MUSTER_NOTICE_PAGE, 1 };
  MusterCommand *worse;

  declare (&desk, "ben", MUSTER_SEVERITY_LOW, "Errors");
  page (&desk, "ben", 1, "person:ana");
  check_settle (&desk, "+page/1");
  muster_notices_dismiss (desk.notices, place);
  worse = command_by (&desk, "ben", "incident.severity", 1);
  muster_command_set_int (worse, "severity", MUSTER_SEVERITY_CRITICAL);
  g_assert_true (small_hub_do (desk.hub, worse, NULL, NULL));
  check_settle (&desk, "");
  page (&desk, "ben", 1, "person:ana"); /* something new */
  check_settle (&desk, "+page/1");
  muster_notices_dismiss (desk.notices, place);
  do_by (&desk, "ben", "incident.resolve", 1);
  check_settle (&desk, ""); /* nothing is there to be taken away */
}

/* Another daemon: all that waits is told again, but nothing that was put away. */
static void
test_forget (void)
{
  g_auto (Desk) desk = desk_new ();

  for (guint i = 1; i <= 2; i++)
    declare (&desk, "ben", MUSTER_SEVERITY_MAJOR, "Errors");
  check_settle (&desk, "+incident/1 +incident/2");
  muster_notices_dismiss (desk.notices, (MusterNoticePlace){ MUSTER_NOTICE_INCIDENT, 2 });
  muster_notices_forget (desk.notices);
  check_settle (&desk, "+incident/1");
}

static void
test_drills (void)
{
  static const char *const people[] = { "ana", "ben" };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_auto (Desk) desk = desk_new ();
      MusterCommand *start = command_by (&desk, people[i], "drill.start", 0);
      const GPtrArray *objects =
          muster_directory_objects (muster_world_get_directory (desk.hub->world));
      g_autoptr (GPtrArray) changes = NULL;
      MusterReportSummary summary = { 0 };
      MusterUlid key;

      muster_command_set_text (start, "name", "bad-deploy");
      g_assert_true (small_hub_do (desk.hub, start, NULL, NULL));
      key = ((MusterObject *) g_ptr_array_index (objects, objects->len - 1))->id; /* the drill's */
      small_hub_alert (desk.hub, key, MUSTER_REPORT_FIRING, "alertname=Down,severity=critical",
                       &summary);
      g_assert_cmpuint (muster_world_last_incident (desk.hub->world), ==, 1);
      if (i == 1)
        check_settle (&desk, "");
      else
        g_assert_true (
            g_str_has_prefix (tell_one (&desk, &changes)->title, "Drill, SEV-2 Major: "));
    }
}

static void
test_places (void)
{
  static const struct
  {
    const char *name;
    gboolean ok;
  } cases[] = {
    { "page/1", TRUE },    { "incident/42", TRUE }, { "pages", TRUE },
    { "incidents", TRUE }, { "page/0", FALSE },     { "page/", FALSE },
    { "page", FALSE },     { "pages/1", FALSE },    { "", FALSE },
    { "page/-1", FALSE },  { "page/1 ", FALSE },    { "incident/99999999999", FALSE },
    { "Page/1", FALSE },   { "/1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterNoticePlace place;

      g_assert_cmpint (muster_notice_place_parse (cases[i].name, &place), ==, cases[i].ok);
      if (cases[i].ok)
        {
          g_autofree char *name = muster_notice_place_name (place);

          g_assert_cmpstr (name, ==, cases[i].name);
        }
    }
}

/* Whatever happens: nothing is taken away that is not there, and what stands is not handled. */
static void
test_random (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GHashTable) screen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint step = 0; step < 2000; step++)
    {
      MusterNoticeView view = view_of (&desk, "ana");
      g_autoptr (GPtrArray) changes = NULL;

      small_hub_step (desk.hub);
      if (step % 3 != 0)
        continue;
      hear (&desk);
      view = view_of (&desk, "ana");
      changes = muster_notices_settle (desk.notices, &view);
      for (guint i = 0; i < changes->len; i++)
        {
          const MusterNoticeChange *change = g_ptr_array_index (changes, i);
          g_autofree char *name = muster_notice_place_name (change->place);

          if (change->notice == NULL)
            {
              g_assert_true (g_hash_table_remove (screen, name));
              continue;
            }
          g_assert_true (muster_notice_is_bundle (change->place.kind) ||
                         !muster_notice_is_handled (&view, change->place));
          g_hash_table_add (screen, g_steal_pointer (&name));
        }
    }
}

/* --- what the hub holds back for a moment --- */

static void
put_service (Desk *desk, const char *name, const char *body)
{
  MusterCommand *command = small_hub_command (desk->hub, "config.put", 0);

  muster_command_set_text (command, "object", "service");
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  g_assert_true (small_hub_do (desk->hub, command, NULL, NULL));
}

/* The shop fails where its database has failed for long: INC-2, which waits. */
static void
hold_one_back (Desk *desk)
{
  MusterUlid key = small_hub_key (desk->hub, "api", (MusterUlid){ 0, 0 });

  put_service (desk, "db", "{}");
  put_service (desk, "shop", "{\"depends_on\":[\"db\"]}");
  check_settle (desk, "");
  small_hub_alert (desk->hub, key, MUSTER_REPORT_FIRING, "alertname=Down,service=db", NULL);
  check_settle (desk, "+incident/1");
  do_by (desk, "ben", "incident.acknowledge", 1);
  check_settle (desk, "-incident/1");
  small_hub_advance (desk->hub, 290 * (gint64) G_USEC_PER_SEC);
  small_hub_alert (desk->hub, key, MUSTER_REPORT_FIRING, "alertname=Slow,service=shop", NULL);
  check_settle (desk, "");
  g_assert_cmpint (muster_notices_next_us (desk->notices), ==,
                   muster_world_get_incident (desk->hub->world, 2)->quiet_until_us);
}

static void
test_held_back (void)
{
  g_auto (Desk) desk = desk_new ();

  hold_one_back (&desk);
  small_hub_advance (desk.hub, 29 * (gint64) G_USEC_PER_SEC);
  check_settle (&desk, "");
  small_hub_advance (desk.hub, 1 * (gint64) G_USEC_PER_SEC);
  check_settle (&desk, "+incident/2");
  g_assert_cmpint (muster_notices_next_us (desk.notices), ==, MUSTER_NO_TIME);
}

/* Part of another by then: nobody needs to hear of it. */
static void
test_held_back_and_merged (void)
{
  g_auto (Desk) desk = desk_new ();
  MusterCommand *merge;

  hold_one_back (&desk);
  merge = command_by (&desk, "ben", "incident.merge", 2);
  muster_command_set_text (merge, "into", "INC-1");
  g_assert_true (small_hub_do (desk.hub, merge, NULL, NULL));
  small_hub_advance (desk.hub, 31 * (gint64) G_USEC_PER_SEC);
  check_settle (&desk, "");
}

/* As bad as can be: at once. And a program that was started anew knows what waits. */
static void
test_held_back_ends (void)
{
  g_auto (Desk) desk = desk_new ();
  MusterCommand *worse;

  hold_one_back (&desk);
  muster_notices_free (desk.notices);
  desk.notices = muster_notices_new ();
  check_settle (&desk, "");
  worse = command_by (&desk, "ben", "incident.severity", 2);
  muster_command_set_int (worse, "severity", MUSTER_SEVERITY_CRITICAL);
  g_assert_true (small_hub_do (desk.hub, worse, NULL, NULL));
  check_settle (&desk, "+incident/2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notices/new-incident", test_new_incident);
  g_test_add_func ("/notices/declared", test_declared);
  g_test_add_func ("/notices/held-back", test_held_back);
  g_test_add_func ("/notices/held-back/merged", test_held_back_and_merged);
  g_test_add_func ("/notices/held-back/ends", test_held_back_ends);
  g_test_add_func ("/notices/resolved-withdraws", test_resolved_withdraws);
  g_test_add_func ("/notices/handled-before-settling", test_handled_before_settling);
  g_test_add_func ("/notices/own-actions", test_own_actions);
  g_test_add_func ("/notices/page", test_page);
  g_test_add_func ("/notices/page-after-acknowledgement", test_page_after_acknowledgement);
  g_test_add_func ("/notices/words", test_words);
  g_test_add_func ("/notices/urgency", test_urgency);
  g_test_add_func ("/notices/hostile-text", test_hostile_text);
  g_test_add_func ("/notices/long-text", test_long_text);
  g_test_add_func ("/notices/bundle", test_bundle);
  g_test_add_func ("/notices/no-bundle-when-slow", test_no_bundle_when_slow);
  g_test_add_func ("/notices/restore", test_restore);
  g_test_add_func ("/notices/restore-bundle", test_restore_bundle);
  g_test_add_func ("/notices/dismissed", test_dismissed);
  g_test_add_func ("/notices/forget", test_forget);
  g_test_add_func ("/notices/drills", test_drills);
  g_test_add_func ("/notices/places", test_places);
  g_test_add_func ("/notices/random", test_random);
  return g_test_run ();
}
