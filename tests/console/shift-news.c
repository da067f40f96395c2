/* shift-news.c - what the page On call says is new, to each of those whom it concerns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/shift-news.h"

#include "console/handover-note.h"
#include "small-shifts.h"

typedef struct
{
  SmallHub *hub; /* at Friday 2026-03-06 14:25: ana to Monday 09:00, then ben, then cho */
} Rota;

static void
set_up (Rota *self, gconstpointer unused)
{
  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  small_hub_put_rota (self->hub);
}

static void
tear_down (Rota *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

static MusterShiftBook *
book_of (const Rota *self)
{
  return muster_world_get_shifts (self->hub->world);
}

static const MusterShiftRequest *
last_request (const Rota *self)
{
  const GPtrArray *list = muster_shift_requests_list (book_of (self)->requests);

  return g_ptr_array_index (list, list->len - 1);
}

static MusterCommand *
by (Rota *self, const char *name, const char *person)
{
  MusterCommand *command = small_hub_command (self->hub, name, 0);

  command->access = MUSTER_ACCESS_RESPONDER;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, person) };
  return command;
}

static void
give (Rota *self, MusterCommand *command)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, command, NULL, &error);
  g_assert_no_error (error);
}

/* ben asks for his first day. */
static void
ask (Rota *self, const char *other)
{
  MusterCommand *command = by (self, "schedule.ask", "ben");

  command->name = g_strdup ("s");
  muster_command_set_int (command, "from", small_instant ("03-09T09:00"));
  muster_command_set_int (command, "to", small_instant ("03-10T09:00"));
  muster_command_set_text (command, "note", "I move\nhouse");
  if (other != NULL)
    muster_command_set_text (command, "other", other);
  give (self, command);
}

static void
about_request (Rota *self, const char *name, const char *person)
{
  MusterCommand *command = by (self, name, person);

  command->object = last_request (self)->id;
  give (self, command);
}

/* "TITLE [DEEDS]" of each, as @person sees it with that access. */
static void
assert_news_by (Rota *self, const char *person, MusterAccess access, const char *wanted)
{
  static const char letters[] = "RTDWAC";
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const MusterNewsView view = {
    self->hub->world, small_hub_rota (self->hub)->id, small_hub_person (self->hub, person),
    access,           self->hub->context.now_us,      utc
  };
  g_autoptr (GPtrArray) list = muster_shift_news_list (&view);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const MusterShiftNews *news = g_ptr_array_index (list, i);

      g_string_append_printf (got, "%s%s [", i > 0 ? "; " : "", news->title);
      for (guint j = 0; letters[j] != '\0'; j++)
        if ((news->deeds & (1u << j)) != 0)
          g_string_append_c (got, letters[j]);
      g_string_append_c (got, ']');
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static void
assert_news (Rota *self, const char *person, const char *wanted)
{
  assert_news_by (self, person, MUSTER_ACCESS_RESPONDER, wanted);
}

#define SPAN "Mon 9 Mar 09:00 to Tue 10 Mar 09:00"

static void
test_one_is_asked (Rota *self, gconstpointer unused)
{
  assert_news (self, "cho", "");
  ask (self, "cho");
  assert_news (self, "ben", "You ask cho to take " SPAN " [W]");
  assert_news (self, "cho", "ben asks you to take " SPAN " [TD]");
  assert_news (self, "ana", "ben asks cho to take " SPAN " []");
  assert_news_by (self, "cho", MUSTER_ACCESS_VIEWER, "ben asks you to take " SPAN " []");
  about_request (self, "schedule.offer", "cho");
  assert_news (self, "ben", "You ask cho to take " SPAN " [W]; cho offers to take " SPAN " [A]");
  assert_news (self, "cho", "ben asks you to take " SPAN " []");
  about_request (self, "schedule.accept", "ben");
  assert_news (self, "ana", "cho takes " SPAN " from ben []");
}

/* Who says that they do not is asked no more. */
static void
test_all_are_asked (Rota *self, gconstpointer unused)
{
  MusterCommand *seen = by (self, "notice.confirm", "cho");

  ask (self, NULL);
  assert_news (self, "ana", "ben asks who takes " SPAN " [TD]");
  assert_news (self, "cho", "ben asks who takes " SPAN " [TD]");
  seen->object =
      ((const MusterShiftNotice *) muster_shift_notices_list (book_of (self)->notices)->tail->data)
          ->id; /* cho is told last */
  give (self, seen);
  assert_news (self, "cho", "");
  assert_news (self, "ana", "ben asks who takes " SPAN " [TD]");
}

static void
test_decline (Rota *self, gconstpointer unused)
{
  ask (self, "cho");
  about_request (self, "schedule.decline", "cho");
  assert_news (self, "cho", "");
  assert_news (self, "ben", "cho does not take your shift of s [C]");
}

static void
test_handover (Rota *self, gconstpointer unused)
{
  MusterCommand *policy = small_hub_command (self->hub, "config.put", 0);
  MusterCommand *watch = by (self, "handover.watch", "ana");
  MusterCommand *confirm = by (self, "handover.confirm", "ben");

  muster_command_set_text (policy, "object", "policy");
  muster_command_set_text (policy, "name", "of-s");
  muster_command_set_text (policy, "body", "{\"steps\":[{\"notify\":[{\"schedule\":\"s\"}]}]}");
  give (self, policy);
  watch->name = g_strdup ("s");
  muster_command_set_text (watch, "text", "the import");
  give (self, watch);
  small_hub_advance (self->hub, small_instant ("03-09T09:00") - self->hub->context.now_us);
  assert_news (self, "ben", "ana hands over to you [R]");
  assert_news (self, "cho", "ben has not read what ana handed over [R]");
  confirm->object = ((const MusterHandover *) g_ptr_array_index (
                         muster_handovers_list (book_of (self)->handovers), 0))
                        ->id;
  give (self, confirm);
  assert_news (self, "cho", "");
}

/* --- notes --- */

static void
test_note (void)
{
  g_autoptr (GPtrArray) sections =
      muster_handover_note_read ("- loose\n**Watch this**\n- the import (ana)\n- **bold**\n\n"
                                 "**Of another version**\n- INC-1\n****\n");
  g_autoptr (GPtrArray) nothing = muster_handover_note_read (NULL);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < sections->len; i++)
    {
      const MusterNoteSection *section = g_ptr_array_index (sections, i);

      g_string_append_printf (got, "[%s%s]", section->title, section->is_said ? "!" : "");
      for (guint j = 0; j < section->lines->len; j++)
        g_string_append_printf (got, "<%s>", (const char *) g_ptr_array_index (section->lines, j));
    }
  g_assert_cmpstr (got->str, ==,
                   "[]<loose>[Watch this!]<the import (ana)><**bold**>[Of another version]<INC-1>"
                   "<****>");
  g_assert_cmpuint (nothing->len, ==, 0);
}

#define ADD(path, func) g_test_add ("/shift-news/" path, Rota, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-is-asked", test_one_is_asked);
  ADD ("all-are-asked", test_all_are_asked);
  ADD ("decline", test_decline);
  ADD ("handover", test_handover);
  g_test_add_func ("/shift-news/note", test_note);
  return g_test_run ();
}
