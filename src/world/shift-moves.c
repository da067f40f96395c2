/* shift-moves.c - whose future shifts a change moves, and how to tell them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-moves.h"

#include "world/shift-words.h"

#include <string.h>

#define PIECES_TOLD 4 /* of one person, in full */

/* --- both rosters --- */

static guint
place_of (GPtrArray *people, const char *name)
{
  for (guint i = 0; i < people->len; i++)
    if (strcmp (g_ptr_array_index (people, i), name) == 0)
      return i;
  g_ptr_array_add (people, g_strdup (name));
  return people->len - 1;
}

static MusterRoster *
resolve (const MusterShiftPair *pair,
         const MusterScheduleBody *body,
         GPtrArray *people,
         GError **error)
{
  g_autoptr (MusterRoster) roster = NULL;
  g_autofree guint *numbers = NULL;

  if (body == NULL)
    return muster_roster_new_empty (pair->from_s, pair->to_s);
  roster = muster_schedule_resolve (body->schedule, pair->from_s, pair->to_s, error);
  if (roster == NULL)
    return NULL;
  numbers = g_new (guint, body->people->len + 1);
  for (guint i = 0; i < body->people->len; i++)
    numbers[i] = place_of (people, g_ptr_array_index (body->people, i));
  return muster_roster_renumber (roster, numbers);
}

/**
 * muster_shift_diff_new:
 * @pair: a schedule before and after, over a time that is not empty
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): who was on call and who is; %NULL: it is too much
 */
MusterShiftDiff *
muster_shift_diff_new (const MusterShiftPair *pair, GError **error)
{
  g_autoptr (MusterShiftDiff) self = g_new0 (MusterShiftDiff, 1);

  self->people = g_ptr_array_new_with_free_func (g_free);
  self->was = resolve (pair, pair->before, self->people, error);
  self->is = self->was != NULL ? resolve (pair, pair->after, self->people, error) : NULL;
  if (self->is == NULL)
    return NULL;
  self->changes = muster_roster_compare (self->was, self->is);
  return g_steal_pointer (&self);
}

/**
 * muster_shift_diff_free:
 * @self: a difference
 *
 * Frees it.
 */
void
muster_shift_diff_free (MusterShiftDiff *self)
{
  g_clear_pointer (&self->was, muster_roster_free);
  g_clear_pointer (&self->is, muster_roster_free);
  g_clear_pointer (&self->changes, g_array_unref);
  g_ptr_array_unref (self->people);
  g_free (self);
}

/* --- words --- */

typedef struct
{
  const MusterShiftDiff *diff;
  const MusterDirectory *directory;
  GTimeZone *zone; /* of the reader */
  gint64 now_s;
  GString *text;
} Telling;

static void
move_free (gpointer data)
{
  MusterShiftMove *self = data;

  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

static const char *
title_of (const Telling *self, guint person)
{
  const char *name = g_ptr_array_index (self->diff->people, person);
  const MusterObject *object =
      muster_directory_find (self->directory, MUSTER_OBJECT_PERSON, name, -1);

  return object != NULL ? muster_directory_title (self->directory, object->id) : name;
}

/* "Ana and Ben"; at most three. */
static void
append_people (const Telling *self, MusterRosterSpan span, guint but)
{
  guint n = 0;

  for (guint i = 0; i < span.n && n < 3; i++)
    if (span.people[i] != but)
      g_string_append_printf (self->text, "%s%s", n++ > 0 ? " and " : "",
                              title_of (self, span.people[i]));
}

static void
append_span (const Telling *self, const MusterRosterChange *change)
{
  muster_shift_words_append_span (self->text, self->zone,
                                  (MusterShiftSpan){ change->start_s, change->end_s }, self->now_s);
}

static void
append_lost (const Telling *self, const MusterRosterChange *change)
{
  MusterRosterSpan is = muster_roster_get_at (self->diff->is, change->start_s);

  g_string_append (self->text, "You are no longer on call ");
  append_span (self, change);
  g_string_append (self->text, ": ");
  if (is.n == 0)
    g_string_append (self->text, "nobody is");
  else
    {
      append_people (self, is, change->person);
      g_string_append (self->text, is.n > 1 ? " are" : " is");
    }
}

static void
append_gained (const Telling *self, const MusterRosterChange *change)
{
  MusterRosterSpan was = muster_roster_get_at (self->diff->was, change->start_s);
  MusterRosterSpan is = muster_roster_get_at (self->diff->is, change->start_s);

  g_string_append (self->text, "You are on call ");
  append_span (self, change);
  if (is.n > 1)
    {
      g_string_append (self->text, ", together with ");
      append_people (self, is, change->person);
    }
  else if (was.n > 0)
    {
      g_string_append (self->text, ", instead of ");
      append_people (self, was, change->person);
    }
}

static gboolean
is_moved (const GPtrArray *changes)
{
  const MusterRosterChange *a = g_ptr_array_index (changes, 0), *b;

  if (changes->len != 2)
    return FALSE;
  b = g_ptr_array_index (changes, 1);
  return a->gained != b->gained && a->end_s - a->start_s == b->end_s - b->start_s;
}

static void
append_moved (const Telling *self, const GPtrArray *changes)
{
  const MusterRosterChange *a = g_ptr_array_index (changes, 0);
  const MusterRosterChange *b = g_ptr_array_index (changes, 1);

  g_string_append (self->text, "Your shift ");
  append_span (self, a->gained ? b : a);
  g_string_append (self->text, " moved to ");
  append_span (self, a->gained ? a : b);
}

static void
append_pieces (const Telling *self, const GPtrArray *changes)
{
  for (guint i = 0; i < MIN (changes->len, PIECES_TOLD); i++)
    {
      const MusterRosterChange *change = g_ptr_array_index (changes, i);

      if (i > 0)
        g_string_append (self->text, ". ");
      if (change->gained)
        append_gained (self, change);
      else
        append_lost (self, change);
    }
  if (changes->len > PIECES_TOLD)
    g_string_append_printf (self->text, ". And %u more", changes->len - PIECES_TOLD);
}

static MusterShiftMove *
describe (Telling *self,
          const MusterShiftPair *pair,
          const MusterObject *person,
          const GPtrArray *changes,
          const char *why)
{
  MusterShiftMove *move = g_new0 (MusterShiftMove, 1);
  const MusterRosterChange *first = g_ptr_array_index (changes, 0);
  const MusterScheduleBody *body = pair->after != NULL ? pair->after : pair->before;

  self->zone = muster_person_ref_zone (person, body->schedule->zone);
  self->text = g_string_new (NULL);
  if (is_moved (changes))
    append_moved (self, changes);
  else
    append_pieces (self, changes);
  if (why != NULL)
    g_string_append_printf (self->text, ", because %s", why);
  move->person = person;
  move->start_s = first->start_s;
  move->end_s = first->end_s;
  move->title = g_strdup_printf ("Your shifts of %s changed", pair->name);
  move->text = g_string_free (self->text, FALSE);
  g_time_zone_unref (self->zone);
  return move;
}

/* Each person's, in order. */
static GPtrArray *
split_changes (const MusterShiftDiff *self)
{
  GPtrArray *of = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->people->len; i++)
    g_ptr_array_add (of, g_ptr_array_new ());
  for (guint i = 0; i < self->changes->len; i++)
    {
      MusterRosterChange *change = &g_array_index (self->changes, MusterRosterChange, i);

      g_ptr_array_add (g_ptr_array_index (of, change->person), change);
    }
  return of;
}

/**
 * muster_shift_diff_describe:
 * @self: a difference
 * @directory: who is who
 * @pair: what it is the difference of
 * @now_s: the time
 * @why: (nullable): what goes behind "because"
 *
 * Puts it in words, for each person where they live.
 *
 * Returns: (transfer full) (element-type MusterShiftMove): for whom something moved, each once
 */
GPtrArray *
muster_shift_diff_describe (const MusterShiftDiff *self,
                            const MusterDirectory *directory,
                            const MusterShiftPair *pair,
                            gint64 now_s,
                            const char *why)
{
  GPtrArray *moves = g_ptr_array_new_with_free_func (move_free);
  g_autoptr (GPtrArray) of = split_changes (self);
  Telling telling = { self, directory, NULL, now_s, NULL };

  for (guint i = 0; i < of->len; i++)
    {
      const GPtrArray *changes = g_ptr_array_index (of, i);
      const MusterObject *person = muster_directory_find (directory, MUSTER_OBJECT_PERSON,
                                                          g_ptr_array_index (self->people, i), -1);

      if (changes->len > 0 && person != NULL)
        g_ptr_array_add (moves, describe (&telling, pair, person, changes, why));
    }
  return moves;
}
