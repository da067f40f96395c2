/* shift-due.c - gaps that come near, and shifts that change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-shifts.h"

#include <string.h>

#define DAY_US G_TIME_SPAN_DAY

typedef struct
{
  SmallHub *hub; /* at Friday 2026-03-06 14:25: ana to Monday 09:00, then ben, then cho */
} Rota;

static void
set_up (Rota *self, gconstpointer unused)
{
  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  small_hub_put_rota (self->hub);
  small_hub_configure (self->hub, "team", "shop", "{\"people\":[\"ben\"],\"owners\":[\"cho\"]}");
  small_hub_configure (self->hub, "service", "api", "{\"team\":\"shop\",\"policy\":\"p\"}");
}

static void
tear_down (Rota *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

static void
use (Rota *self)
{
  small_hub_configure (self->hub, "policy", "p",
                       "{\"steps\":[{\"notify\":[{\"schedule\":\"s\"}]}]}");
}

static void
go_to (Rota *self, const char *at)
{
  small_hub_advance (self->hub, small_instant (at) - self->hub->context.now_us);
}

static MusterShiftBook *
book_of (const Rota *self)
{
  return muster_world_get_shifts (self->hub->world);
}

/* "03-09 KIND PERSON; …" of all notices of a kind. */
static char *
list_notices (const Rota *self, const char *kind)
{
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);
  GString *list = g_string_new (NULL);

  for (const GList *link = muster_shift_notices_list (book_of (self)->notices)->head; link != NULL;
       link = link->next)
    {
      const MusterShiftNotice *notice = link->data;
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (notice->at_us / G_USEC_PER_SEC);
      g_autofree char *day = g_date_time_format (at, "%m-%dT%H:%M");

      if (strcmp (notice->kind, kind) == 0)
        g_string_append_printf (list, "%s%s %s", list->len > 0 ? "; " : "", day,
                                muster_directory_get (directory, notice->person)->name);
    }
  return g_string_free (list, FALSE);
}

static void
assert_notices (const Rota *self, const char *kind, const char *wanted)
{
  g_autofree char *got = list_notices (self, kind);

  g_assert_cmpstr (got, ==, wanted);
}

static const MusterHandover *
last_handover (const Rota *self)
{
  const GPtrArray *list = muster_handovers_list (book_of (self)->handovers);

  return list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;
}

/* --- gaps --- */

static void
remove_ben (Rota *self)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub,
                small_override (self->hub, "remove", "ben", "03-31T00:00", "04-02T00:00"), NULL,
                &error);
  g_assert_no_error (error);
}

/* Once 14 days before it begins and once 3, whoever answers for what depends on it. */
static void
test_gap (Rota *self, gconstpointer unused)
{
  const MusterShiftNotice *notice;

  use (self);
  remove_ben (self);
  for (guint i = 0; i < 40 * 4; i++)
    small_hub_advance (self->hub, 6 * G_TIME_SPAN_HOUR);
  assert_notices (self, MUSTER_NOTICE_GAP, "03-17T02:25 cho; 03-28T02:25 cho");
  notice = muster_shift_notices_list (book_of (self)->notices)->tail->data;
  g_assert_cmpstr (notice->text, ==, "Nobody is on call Tue 31 Mar 00:00 to Thu 2 Apr 00:00");
  g_assert_cmpint (notice->starts_us, ==, small_instant ("03-31T00:00"));
}

/* To the second, also when nothing else happens. */
static void
test_gap_deadline (Rota *self, gconstpointer unused)
{
  use (self);
  remove_ben (self);
  go_to (self, "03-16T23:59");
  assert_notices (self, MUSTER_NOTICE_GAP, "");
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   small_instant ("03-17T00:00"));
  go_to (self, "03-17T00:00");
  assert_notices (self, MUSTER_NOTICE_GAP, "03-17T00:00 cho");
}

/* How long it is nobody has looked. */
static void
test_long_gap (Rota *self, gconstpointer unused)
{
  const GQueue *notices = muster_shift_notices_list (book_of (self)->notices);

  small_hub_configure (self->hub, "schedule", "new",
                       "{\"zone\":\"UTC\",\"versions\":[{\"from\":"
                       "\"2026-01-01T00:00:00Z\",\"layers\":[{\"name\":"
                       "\"l\",\"members\":[\"ben\"]}]},{\"from\":"
                       "\"2026-03-10T00:00:00Z\",\"layers\":[]}]}");
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (notices->length, ==, 1);
  g_assert_cmpstr (((MusterShiftNotice *) notices->tail->data)->text, ==,
                   "Nobody is on call Tue 10 Mar 00:00 to Fri 27 Mar 14:25 and longer");
}

/* A gap that is closed in time is not told again; one that is made late is told at once. */
static void
test_gap_closed (Rota *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  use (self);
  remove_ben (self);
  go_to (self, "03-18T00:00");
  assert_notices (self, MUSTER_NOTICE_GAP, "03-18T00:00 cho");
  small_hub_do (self->hub, small_override (self->hub, "add", "ana", "03-31T00:00", "04-02T00:00"),
                NULL, &error);
  g_assert_no_error (error);
  go_to (self, "03-29T00:00");
  assert_notices (self, MUSTER_NOTICE_GAP, "03-18T00:00 cho");
  small_hub_do (self->hub,
                small_override (self->hub, "remove", "ben", "03-30T12:00", "03-30T13:00"), NULL,
                &error);
  g_assert_no_error (error);
  small_hub_advance (self->hub, 0);
  assert_notices (self, MUSTER_NOTICE_GAP, "03-18T00:00 cho; 03-29T00:00 cho");
}

/* Of a schedule that nothing uses those who may configure it are told. And a gap each day is told
 * now and then, not each day. */
static void
test_daily_gaps (Rota *self, gconstpointer unused)
{
  const GQueue *notices = muster_shift_notices_list (book_of (self)->notices);
  guint before;

  small_hub_configure (
      self->hub, "schedule", "day",
      "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T09:00\","
      "\"every\":\"1 day\",\"members\":[\"ben\"],\"windows\":[{\"from\":\"01:00\","
      "\"to\":\"00:00\"}]}]}");
  small_hub_advance (self->hub, 0);
  assert_notices (self, MUSTER_NOTICE_GAP, "03-06T14:25 ana"); /* the admin */
  g_assert_nonnull (
      strstr (((MusterShiftNotice *) notices->tail->data)->text, "and 16 times more"));
  before = notices->length;
  for (guint i = 0; i < 30; i++)
    small_hub_advance (self->hub, DAY_US);
  g_assert_cmpuint (notices->length - before, <=, 16);
  g_assert_cmpuint (notices->length - before, >=, 4);
}

/* --- handovers --- */

static void
open_incident (Rota *self, const char *title)
{
  MusterCommand *declare = small_hub_command (self->hub, "incident.declare", 0);

  muster_command_set_text (declare, "title", title);
  muster_command_set_text (declare, "service", "api");
  g_assert_true (small_hub_do (self->hub, declare, NULL, NULL));
}

static void
watch (Rota *self, const char *text)
{
  MusterCommand *command = small_hub_command (self->hub, "handover.watch", 0);

  command->name = g_strdup ("s");
  muster_command_set_text (command, "text", text);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
}

static void
confirm (Rota *self, const char *person, gboolean may)
{
  MusterCommand *command = small_hub_command (self->hub, "handover.confirm", 0);

  command->object = last_handover (self)->id;
  command->access = MUSTER_ACCESS_RESPONDER;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, person) };
  g_assert_cmpint (small_hub_do (self->hub, command, NULL, NULL), ==, may);
}

static void
test_handover (Rota *self, gconstpointer unused)
{
  MusterCommand *silence = small_hub_command (self->hub, "silence.set", 0);
  MusterCommand *change = small_hub_command (self->hub, "change.record", 0);

  use (self);
  open_incident (self, "Orders\nfail");
  small_hub_acknowledge_all (self->hub);
  watch (self, "the nightly import");
  go_to (self, "03-09T08:00");
  muster_command_set_text (silence, "matchers", "a=b");
  muster_command_set_int (silence, "endsAt", small_instant ("03-09T20:00"));
  muster_command_set_text (silence, "comment", "known");
  g_assert_true (small_hub_do (self->hub, silence, NULL, NULL));
  muster_command_set_text (change, "title", "Deploy 1.2");
  g_assert_true (small_hub_do (self->hub, change, NULL, NULL));
  go_to (self, "03-09T08:59");
  g_assert_null (last_handover (self));
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   small_instant ("03-09T09:00"));
  go_to (self, "03-09T09:00");
  g_assert_nonnull (last_handover (self));
  g_assert_cmpstr (
      last_handover (self)->text, ==,
      "**Watch this**\n- the nightly import (ana)\n"
      "\n**Open incidents**\n- INC-1 SEV-3 Orders fail (triage, acknowledged)\n"
      "\n**Silences that end within a day**\n- {a=\"b\"}, until Mon 9 Mar 20:00: known\n"
      "\n**Changes of the last day**\n- Mon 9 Mar 08:00 Deploy 1.2\n");
  assert_notices (self, MUSTER_NOTICE_HANDOVER, "03-09T09:00 ben");
  confirm (self, "cho", FALSE);
  confirm (self, "ben", TRUE);
  small_hub_advance (self->hub, DAY_US);
  assert_notices (self, MUSTER_NOTICE_HANDOVER, "03-09T09:00 ben");
  /* the remark is gone; the incident is still there */
  go_to (self, "03-16T09:00");
  g_assert_cmpstr (last_handover (self)->text, ==,
                   "**Open incidents**\n- INC-1 SEV-3 Orders fail (triage, acknowledged)\n");
}

static gboolean
unwatch (Rota *self, const char *person)
{
  const GPtrArray *remarks = muster_handovers_list_remarks (book_of (self)->handovers);
  MusterCommand *command = small_hub_command (self->hub, "handover.unwatch", 0);

  if (remarks->len > 0)
    command->object = ((const MusterHandoverRemark *) g_ptr_array_index (remarks, 0))->id;
  command->access = MUSTER_ACCESS_RESPONDER;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, person) };
  return small_hub_do (self->hub, command, NULL, NULL);
}

/* What was taken back is in no note. */
static void
test_unwatch (Rota *self, gconstpointer unused)
{
  use (self);
  watch (self, "the nightly import");
  watch (self, "the disk of db1");
  g_assert_false (unwatch (self, "cho"));
  g_assert_true (unwatch (self, "ana"));
  go_to (self, "03-09T09:00");
  g_assert_cmpstr (last_handover (self)->text, ==, "**Watch this**\n- the disk of db1 (ana)\n");
  g_assert_false (unwatch (self, "ana")); /* there is none any more */
}

/* Not confirmed after half an hour: whoever went is told, once. */
static void
test_overdue (Rota *self, gconstpointer unused)
{
  use (self);
  watch (self, "the nightly import");
  go_to (self, "03-09T09:00");
  go_to (self, "03-09T09:29");
  assert_notices (self, MUSTER_NOTICE_HANDOVER, "03-09T09:00 ben");
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   small_instant ("03-09T09:30"));
  go_to (self, "03-09T09:30");
  go_to (self, "03-09T12:00");
  assert_notices (self, MUSTER_NOTICE_HANDOVER, "03-09T09:00 ben; 03-09T09:30 ana");
  g_assert_true (last_handover (self)->is_overdue);
  confirm (self, "ben", TRUE);
}

/* An override is a change of shifts, too; whoever stands in may confirm. */
static void
test_stand_in (Rota *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  use (self);
  watch (self, "the nightly import");
  small_hub_advance (self->hub, G_TIME_SPAN_MINUTE);
  small_hub_do (self->hub,
                small_override (self->hub, "replace", "ana,cho", "03-06T14:26", "03-06T18:00"),
                NULL, &error);
  g_assert_no_error (error);
  small_hub_advance (self->hub, 0);
  assert_notices (self, MUSTER_NOTICE_HANDOVER, "03-06T14:26 cho");
  confirm (self, "cho", TRUE);
}

/* Nothing to tell, or nobody whom it matters to: no handover. */
static void
test_no_handover (Rota *self, gconstpointer unused)
{
  watch (self, "the nightly import"); /* no policy uses it */
  go_to (self, "03-09T10:00");
  g_assert_null (last_handover (self));
  use (self);
  go_to (self, "03-16T10:00"); /* now one does */
  g_assert_nonnull (last_handover (self));
  go_to (self, "03-23T10:00");
  g_assert_cmpuint (muster_handovers_list (book_of (self)->handovers)->len, ==, 1);
}

#define ADD(path, func) g_test_add ("/shift-due/" path, Rota, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("gap", test_gap);
  ADD ("gap-deadline", test_gap_deadline);
  ADD ("long-gap", test_long_gap);
  ADD ("gap-closed", test_gap_closed);
  ADD ("daily-gaps", test_daily_gaps);
  ADD ("handover", test_handover);
  ADD ("unwatch", test_unwatch);
  ADD ("overdue", test_overdue);
  ADD ("stand-in", test_stand_in);
  ADD ("no-handover", test_no_handover);
  return g_test_run ();
}
