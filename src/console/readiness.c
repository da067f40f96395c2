/* readiness.c - can everybody be reached who is paged? What the hub says of that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/readiness.h"

#include <glib/gi18n.h>

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/policy-words.h"
#include "console/roster-words.h"
#include "model/event.h"

/* --- values --- */

static void
way_free (gpointer data)
{
  MusterReadyWay *self = data;

  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

static void
person_free (gpointer data)
{
  MusterReadyPerson *self = data;

  g_free (self->name);
  g_free (self->title);
  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_free (self);
}

static void
note_free (gpointer data)
{
  MusterReadyNote *self = data;

  g_free (self->title);
  g_free (self->words);
  g_free (self);
}

/**
 * muster_readiness_free:
 * @self: (transfer full): what a hub said
 */
void
muster_readiness_free (MusterReadiness *self)
{
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* --- reading --- */

/* Fit to be shown; NULL: it is no string. */
static char *
read_text (MusterJsonReader *reader)
{
  MusterText text;

  if (muster_json_reader_peek (reader) == MUSTER_JSON_STRING)
    return muster_json_reader_string (reader, &text)
               ? muster_safe_text (text.bytes, (gssize) text.n, FALSE)
               : NULL;
  muster_json_reader_skip (reader);
  return NULL;
}

/* @out: stays as it is where there is none */
static void
replace_text (MusterJsonReader *reader, char **out)
{
  g_autofree char *text = read_text (reader);

  if (!text)
    return;
  g_free (*out);
  *out = g_steal_pointer (&text);
}

static void
read_time (MusterJsonReader *reader, gint64 *out)
{
  MusterText text;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    muster_json_reader_skip (reader);
  else if (muster_json_reader_string (reader, &text) &&
           !muster_instant_parse (text.bytes, (gssize) text.n, out))
    *out = MUSTER_NO_TIME;
}

static void
read_ulid (MusterJsonReader *reader, MusterUlid *out)
{
  MusterText text;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    muster_json_reader_skip (reader);
  else if (muster_json_reader_string (reader, &text) &&
           !muster_ulid_parse (text.bytes, (gssize) text.n, out))
    *out = (MusterUlid){ 0, 0 };
}

static MusterWayState
parse_state (const char *word)
{
  static const char *const words[] = {
    [MUSTER_WAY_NOT] = "unreachable",
    [MUSTER_WAY_FAILING] = "failing",
    [MUSTER_WAY_UNTESTED] = "untested",
    [MUSTER_WAY_WORKS] = "works",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;
  return MUSTER_WAY_UNTESTED;
}

static void
read_way_member (MusterReadyWay *self, MusterJsonReader *reader, MusterText name)
{
  if (muster_text_equal (name, "channel"))
    {
      g_autofree char *type = read_text (reader);

      g_free (self->title);
      self->title = muster_channel_describe (type ? type : "");
    }
  else if (muster_text_equal (name, "state"))
    {
      g_autofree char *word = read_text (reader);

      self->state = parse_state (word);
    }
  else if (muster_text_equal (name, "waiting"))
    muster_json_reader_bool (reader, &self->is_waiting);
  else if (muster_text_equal (name, "test"))
    read_ulid (reader, &self->test);
  else if (muster_text_equal (name, "testedAt"))
    read_time (reader, &self->tested_us);
  else if (muster_text_equal (name, "workedAt"))
    read_time (reader, &self->worked_us);
  else if (muster_text_equal (name, "confirmedAt"))
    read_time (reader, &self->confirmed_us);
  else if (muster_text_equal (name, "failedAt"))
    read_time (reader, &self->failed_us);
  else if (muster_text_equal (name, "reason"))
    replace_text (reader, &self->reason);
  else
    muster_json_reader_skip (reader);
}

static void
read_way (MusterReadyPerson *person, MusterJsonReader *reader)
{
  MusterReadyWay *self = g_new (MusterReadyWay, 1);
  MusterText name;

  *self = (MusterReadyWay){ .title = g_strdup (""),
                            .tested_us = MUSTER_NO_TIME,
                            .worked_us = MUSTER_NO_TIME,
                            .confirmed_us = MUSTER_NO_TIME,
                            .failed_us = MUSTER_NO_TIME };
  g_ptr_array_add (person->ways, self);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_way_member (self, reader, name);
}

/* What the hub says of it in English where it is not known here. */
static const char *
find_words (const char *kind, const char *text)
{
  static const struct
  {
    const char *kind, *words;
  } known[] = {
    { "no-channel", N_ ("No channel: nothing but an open console tells them") },
    { "no-way", N_ ("None of their channels takes pages") },
    { "console-only", N_ ("Reached only while Muster is open on their computer") },
    { "unreachable", N_ ("Nothing is configured for a channel of theirs") },
    { "failing", N_ ("Pages do not come by a channel of theirs") },
    { "untested", N_ ("A channel of theirs is not tested") },
    { "late", N_ ("The first page comes only after five minutes or more") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (kind, known[i].kind) == 0)
      return _ (known[i].words);
  return text;
}

/* One that names a channel is told with the channel. */
static void
read_problem (MusterReadyPerson *person, MusterJsonReader *reader)
{
  g_autofree char *kind = NULL, *text = NULL, *channel = NULL;
  const char *words;
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "kind"))
      replace_text (reader, &kind);
    else if (muster_text_equal (name, "text"))
      replace_text (reader, &text);
    else if (muster_text_equal (name, "channel"))
      replace_text (reader, &channel);
    else
      muster_json_reader_skip (reader);
  words = find_words (kind, text);
  if (words && !channel)
    g_ptr_array_add (person->problems, g_strdup (words));
}

static void
read_who (MusterReadyPerson *self, MusterJsonReader *reader)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "id"))
      read_ulid (reader, &self->person);
    else if (muster_text_equal (name, "name"))
      replace_text (reader, &self->name);
    else if (muster_text_equal (name, "fullName"))
      replace_text (reader, &self->title);
    else
      muster_json_reader_skip (reader);
}

static void
read_ways (MusterReadyPerson *self, MusterJsonReader *reader)
{
  if (muster_json_reader_peek (reader) != MUSTER_JSON_ARRAY)
    {
      muster_json_reader_skip (reader);
      return;
    }
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  self->ways = g_ptr_array_new_with_free_func (way_free);
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    read_way (self, reader);
}

static void
read_person (MusterReadiness *out, MusterJsonReader *reader)
{
  MusterReadyPerson *self = g_new0 (MusterReadyPerson, 1);
  g_autofree char *word = NULL;
  gboolean is_paged = TRUE;
  MusterText name;

  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (out->people, self);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "person"))
      read_who (self, reader);
    else if (muster_text_equal (name, "ready"))
      replace_text (reader, &word);
    else if (muster_text_equal (name, "paged"))
      muster_json_reader_bool (reader, &is_paged);
    else if (muster_text_equal (name, "channels"))
      read_ways (self, reader);
    else if (muster_text_equal (name, "problems") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_problem (self, reader);
    else
      muster_json_reader_skip (reader);
  self->ready = !is_paged                         ? MUSTER_READY_UNPAGED
                : g_strcmp0 (word, "yes") == 0    ? MUSTER_READY_YES
                : g_strcmp0 (word, "partly") == 0 ? MUSTER_READY_PARTLY
                                                  : MUSTER_READY_NO;
  if (!self->name)
    self->name = g_strdup ("");
  if (!self->title || !*self->title)
    {
      g_free (self->title);
      self->title = g_strdup (self->name);
    }
}

static void
read_note (MusterReadiness *out, MusterJsonReader *reader)
{
  MusterReadyNote *self = g_new0 (MusterReadyNote, 1);
  g_autoptr (GString) words = g_string_new (NULL);
  MusterText name;

  g_ptr_array_add (out->notes, self);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "name"))
      replace_text (reader, &self->title);
    else if (muster_text_equal (name, "problems") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        {
          g_autofree char *text = read_text (reader);

          g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", text ? text : "");
        }
    else
      muster_json_reader_skip (reader);
  if (!self->title)
    self->title = g_strdup ("");
  self->words = g_string_free (g_steal_pointer (&words), FALSE);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterReadyPerson *x = *(const MusterReadyPerson *const *) a;
  const MusterReadyPerson *y = *(const MusterReadyPerson *const *) b;

  if (x->ready != y->ready)
    return x->ready < y->ready ? -1 : 1;
  return g_utf8_collate (x->title, y->title);
}

static void
read_member (MusterReadiness *self, MusterJsonReader *reader, MusterText name)
{
  gboolean are_people = muster_text_equal (name, "people");

  if (!are_people && !muster_text_equal (name, "policies") &&
      !muster_text_equal (name, "schedules"))
    {
      muster_json_reader_skip (reader);
      return;
    }
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (are_people)
      read_person (self, reader);
    else
      read_note (self, reader);
}

/**
 * muster_readiness_read:
 * @answer: what GET /v1/readiness answered
 * @error: %MUSTER_BASE_ERROR: it is no such answer
 *
 * Returns: (transfer full) (nullable): what it says
 */
MusterReadiness *
muster_readiness_read (GBytes *answer, GError **error)
{
  g_autoptr (MusterReadiness) self = g_new0 (MusterReadiness, 1);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (answer, &n);

  self->people = g_ptr_array_new_with_free_func (person_free);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  muster_json_reader_begin (reader, bytes ? bytes : "", n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_member (self, reader, name);
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  g_ptr_array_sort (self->people, compare);
  return g_steal_pointer (&self);
}

/* --- words --- */

/**
 * muster_ready_way_is_unconfirmed:
 * @self: a channel
 *
 * Returns: whether the person could say that the last test page came
 */
gboolean
muster_ready_way_is_unconfirmed (const MusterReadyWay *self)
{
  return !muster_ulid_is_null (self->test) && !self->is_waiting &&
         self->tested_us != MUSTER_NO_TIME && self->state == MUSTER_WAY_WORKS &&
         (self->confirmed_us == MUSTER_NO_TIME || self->confirmed_us < self->tested_us);
}

static char *
describe_state (const MusterReadyWay *self, const char *at)
{
  if (self->is_waiting)
    return g_strdup (_ ("a test page is on its way"));
  if (self->state == MUSTER_WAY_NOT)
    return g_strdup (_ ("no such channel is configured"));
  if (self->state == MUSTER_WAY_FAILING)
    return self->reason
               /* TRANSLATORS: why pages do not come by a channel */
               ? g_strdup_printf (_ ("pages do not come: %s"), self->reason)
               : g_strdup (_ ("pages do not come"));
  if (self->state == MUSTER_WAY_UNTESTED)
    /* TRANSLATORS: of a channel; a date and a time */
    return at ? g_strdup_printf (_ ("changed since a page came %s"), at)
              : g_strdup (_ ("not tested yet"));
  if (!at)
    return g_strdup (_ ("pages come"));
  if (self->confirmed_us >= self->worked_us)
    /* TRANSLATORS: of a channel; a date and a time */
    return g_strdup_printf (_ ("a page came %s"), at);
  /* TRANSLATORS: of a channel whose other end took a page, which is not to say that the person has
   * it; a date and a time */
  return g_strdup_printf (_ ("took a page %s"), at);
}

/**
 * muster_ready_way_describe:
 * @self: a channel
 * @now_us: the present
 * @zone: in which times are told
 *
 * Returns: (transfer full): how pages go by it
 */
char *
muster_ready_way_describe (const MusterReadyWay *self, gint64 now_us, GTimeZone *zone)
{
  gint64 came_us = MAX (self->worked_us, self->confirmed_us); /* MUSTER_NO_TIME is the least */
  g_autofree char *at =
      came_us != MUSTER_NO_TIME
          ? muster_roster_format_instant (came_us / G_USEC_PER_SEC, now_us / G_USEC_PER_SEC, zone)
          : NULL;
  g_autofree char *state = describe_state (self, at);

  /* TRANSLATORS: a channel, and how pages go by it: "e-mail: not tested yet" */
  return g_strdup_printf (_ ("%s: %s"), self->title, state);
}
