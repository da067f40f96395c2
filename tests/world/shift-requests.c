/* shift-requests.c - people agree on who takes whose shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-shifts.h"

#include <string.h>

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

/* A responder's; about the last request, if it is about one. */
static MusterCommand *
by (Rota *self, const char *name, const char *person)
{
  MusterCommand *command = small_hub_command (self->hub, name, 0);

  command->access = MUSTER_ACCESS_RESPONDER;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, person) };
  if (strcmp (name, "schedule.ask") == 0)
    command->name = g_strdup ("s");
  else
    command->object = last_request (self)->id;
  return command;
}

static void
set_span (MusterCommand *command, const char *from, const char *to)
{
  muster_command_set_int (command, "from", small_instant (from));
  muster_command_set_int (command, "to", small_instant (to));
}

static void
give (Rota *self, MusterCommand *command)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, command, NULL, &error);
  g_assert_no_error (error);
}

static void
refuse (Rota *self, MusterCommand *command, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (small_hub_do (self->hub, command, NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, code);
}

/* ben asks for his week. */
static void
ask (Rota *self, const char *other)
{
  MusterCommand *command = by (self, "schedule.ask", "ben");

  set_span (command, "03-09T09:00", "03-16T09:00");
  muster_command_set_text (command, "note", "I move house");
  if (other != NULL)
    muster_command_set_text (command, "other", other);
  give (self, command);
}

static void
assert_on_call (const Rota *self, const char *at, const char *wanted)
{
  g_autofree char *got = small_on_call (self->hub, small_instant (at));

  g_assert_cmpstr (got, ==, wanted);
}

/* "KIND PERSON, …" of the newest @n notices, oldest first. */
static void
assert_told (const Rota *self, guint n, const char *wanted)
{
  const GQueue *notices = muster_shift_notices_list (book_of (self)->notices);
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = notices->length - MIN (n, notices->length); i < notices->length; i++)
    {
      const MusterShiftNotice *notice = g_queue_peek_nth ((GQueue *) notices, i);

      g_string_append_printf (got, "%s%s %s", got->len > 0 ? ", " : "", notice->kind,
                              muster_directory_get (directory, notice->person)->name);
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static const MusterShiftNotice *
last_notice (const Rota *self)
{
  return muster_shift_notices_list (book_of (self)->notices)->tail->data;
}

static void
test_cover (Rota *self, gconstpointer unused)
{
  ask (self, NULL);
  assert_told (self, 9, "swap-asked ana, swap-asked cho");
  g_assert_cmpstr (last_notice (self)->text, ==,
                   "Who takes the shift of ben Mon 9 Mar 09:00 to Mon 16 Mar 09:00? I move house");
  give (self, by (self, "schedule.offer", "cho"));
  assert_told (self, 1, "swap-answered ben");
  assert_on_call (self, "03-10T00:00", "ben");
  give (self, by (self, "schedule.accept", "ben"));
  assert_told (self, 1, "shift-moved cho");
  g_assert_nonnull (strstr (last_notice (self)->text, "because ben accepted the offer of cho"));
  assert_on_call (self, "03-10T00:00", "cho");
  assert_on_call (self, "03-16T08:59", "cho");
  g_assert_cmpstr (last_request (self)->ended, ==, "accepted");
  refuse (self, by (self, "schedule.offer", "ana"), MUSTER_MODEL_ERROR_STATE);
  refuse (self, by (self, "schedule.accept", "ben"), MUSTER_MODEL_ERROR_STATE);
}

/* Something is taken in return, and nobody else moves. */
static void
test_swap (Rota *self, gconstpointer unused)
{
  const GPtrArray *changes;
  MusterCommand *offer;

  ask (self, "cho");
  assert_told (self, 9, "swap-asked cho");
  refuse (self, by (self, "schedule.offer", "ana"), MUSTER_MODEL_ERROR_FORBIDDEN);
  offer = by (self, "schedule.offer", "cho");
  set_span (offer, "03-16T09:00", "03-23T09:00");
  give (self, offer);
  g_assert_cmpstr (last_notice (self)->text, ==,
                   "cho takes your shift Mon 9 Mar 09:00 to Mon 16 Mar 09:00 if you take theirs "
                   "Mon 16 Mar 09:00 to Mon 23 Mar 09:00. Accept it, or wait for others");
  give (self, by (self, "schedule.accept", "ben"));
  assert_told (self, 3, "swap-asked cho, swap-answered ben, shift-moved cho");
  assert_on_call (self, "03-10T00:00", "cho");
  assert_on_call (self, "03-17T00:00", "ben");
  assert_on_call (self, "03-24T00:00", "ana");
  changes = muster_shift_changes_list (book_of (self)->changes);
  g_assert_cmpuint (changes->len, ==, 2);
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      g_assert_cmpint (change->kind, ==, MUSTER_MODIFIER_SWAP);
      g_assert_true (muster_ulid_equal (change->request, last_request (self)->id));
    }
}

static void
test_several_offers (Rota *self, gconstpointer unused)
{
  MusterCommand *accept;

  ask (self, NULL);
  refuse (self, by (self, "schedule.accept", "ben"), MUSTER_MODEL_ERROR_STATE);
  give (self, by (self, "schedule.offer", "cho"));
  give (self, by (self, "schedule.offer", "ana"));
  give (self, by (self, "schedule.offer", "cho")); /* again: one of each */
  g_assert_cmpuint (last_request (self)->offers->len, ==, 2);
  refuse (self, by (self, "schedule.accept", "ben"), MUSTER_MODEL_ERROR_STATE);
  refuse (self, by (self, "schedule.accept", "cho"), MUSTER_MODEL_ERROR_FORBIDDEN);
  accept = by (self, "schedule.accept", "ben");
  muster_command_set_text (accept, "person", "ana");
  give (self, accept);
  assert_on_call (self, "03-10T00:00", "ana");
}

/* A request that nobody took ends when the shift begins, to the second. */
static void
test_expiry (Rota *self, gconstpointer unused)
{
  ask (self, NULL);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), <=,
                   small_instant ("03-08T09:00"));
  small_hub_advance (self->hub, small_instant ("03-08T09:00") - self->hub->context.now_us);
  assert_told (self, 3, "swap-asked ben, swap-asked ana, swap-asked cho"); /* a day before */
  give (self, by (self, "schedule.offer", "cho"));
  small_hub_advance (self->hub,
                     small_instant ("03-09T09:00") - self->hub->context.now_us - G_USEC_PER_SEC);
  g_assert_null (last_request (self)->ended);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   small_instant ("03-09T09:00"));
  small_hub_advance (self->hub, G_USEC_PER_SEC);
  g_assert_cmpstr (last_request (self)->ended, ==, "expired");
  g_assert_cmpint (last_request (self)->ended_us, ==, small_instant ("03-09T09:00"));
  assert_told (self, 3, "swap-asked cho, swap-answered ben, swap-answered ben");
  g_assert_cmpstr (last_notice (self)->title, ==, "Nobody took your shift of s");
  refuse (self, by (self, "schedule.accept", "ben"), MUSTER_MODEL_ERROR_STATE);
  assert_on_call (self, "03-10T00:00", "ben");
}

static void
test_withdraw (Rota *self, gconstpointer unused)
{
  ask (self, NULL);
  refuse (self, by (self, "schedule.withdraw", "cho"), MUSTER_MODEL_ERROR_FORBIDDEN);
  give (self, by (self, "schedule.withdraw", "ben"));
  g_assert_cmpstr (last_request (self)->ended, ==, "withdrawn");
  g_assert_null (muster_shift_requests_first (book_of (self)->requests));
}

/* Who was asked says no: whoever asked is told, and it is over. */
static void
test_decline (Rota *self, gconstpointer unused)
{
  ask (self, NULL);
  refuse (self, by (self, "schedule.decline", "cho"), MUSTER_MODEL_ERROR_STATE);
  give (self, by (self, "schedule.withdraw", "ben"));
  ask (self, "cho");
  refuse (self, by (self, "schedule.decline", "ana"), MUSTER_MODEL_ERROR_FORBIDDEN);
  give (self, by (self, "schedule.decline", "cho"));
  g_assert_cmpstr (last_request (self)->ended, ==, "declined");
  g_assert_cmpstr (last_notice (self)->title, ==, "cho does not take your shift of s");
  refuse (self, by (self, "schedule.offer", "cho"), MUSTER_MODEL_ERROR_STATE);
  assert_on_call (self, "03-10T00:00", "ben");
}

static void
test_refused (Rota *self, gconstpointer unused)
{
  static const struct
  {
    const char *actor, *person, *other, *from, *to;
    int code;
  } cases[] = {
    { "cho", "ben", NULL, "03-09T09:00", "03-16T09:00", MUSTER_MODEL_ERROR_FORBIDDEN },
    { "ben", NULL, "ben", "03-09T09:00", "03-16T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "ben", NULL, "eve", "03-09T09:00", "03-16T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "ben", NULL, NULL, "03-16T09:00", "03-23T09:00", MUSTER_MODEL_ERROR_STATE }, /* not on call */
    { "ben", NULL, NULL, "03-16T09:00", "03-09T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "ben", NULL, NULL, "03-01T09:00", "03-09T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "ana", NULL, NULL, "03-06T14:25", "03-09T09:00", MUSTER_MODEL_ERROR_INVALID }, /* it began */
  };
  guint64 before = small_hub_n_events (self->hub);
  MusterCommand *offer;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterCommand *command = by (self, "schedule.ask", cases[i].actor);

      set_span (command, cases[i].from, cases[i].to);
      if (cases[i].person != NULL)
        muster_command_set_text (command, "person", cases[i].person);
      if (cases[i].other != NULL)
        muster_command_set_text (command, "other", cases[i].other);
      refuse (self, command, cases[i].code);
    }
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
  ask (self, NULL);
  refuse (self, by (self, "schedule.offer", "ben"), MUSTER_MODEL_ERROR_INVALID);
  offer = by (self, "schedule.offer", "cho"); /* only half of what is wanted in return */
  muster_command_set_int (offer, "from", small_instant ("03-16T09:00"));
  refuse (self, offer, MUSTER_MODEL_ERROR_INVALID);
  offer = by (self, "schedule.offer", "cho"); /* cho is not on call then */
  set_span (offer, "03-23T09:00", "03-30T09:00");
  refuse (self, offer, MUSTER_MODEL_ERROR_STATE);
}

#define ADD(path, func) g_test_add ("/shift-requests/" path, Rota, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cover", test_cover);
  ADD ("swap", test_swap);
  ADD ("several-offers", test_several_offers);
  ADD ("expiry", test_expiry);
  ADD ("withdraw", test_withdraw);
  ADD ("decline", test_decline);
  ADD ("refused", test_refused);
  return g_test_run ();
}
