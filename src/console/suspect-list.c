/* suspect-list.c - reads which changes may have begun an incident, as the hub ranks them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/suspect-list.h"

#include <glib/gi18n.h>

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/format.h"
#include "model/event.h"

#define ITEMS_MAX   20
#define REASONS_MAX 12

static void
item_free (gpointer data)
{
  MusterSuspectItem *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->service);
  g_free (self->kind);
  g_free (self->by);
  g_free (self->url);
  g_free (self->refuted_by);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

/**
 * muster_suspect_list_free:
 * @self: a list
 *
 * Frees it.
 */
void
muster_suspect_list_free (MusterSuspectList *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->outside);
  g_free (self);
}

/* "" where it is no text */
static void
read_text (MusterJsonReader *reader, char **to)
{
  MusterText text = { NULL, 0 };

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    muster_json_reader_skip (reader);
  else
    muster_json_reader_string (reader, &text);
  if (text.n == 0 && *to)
    return;
  g_free (*to);
  *to = muster_safe_text (text.bytes ? text.bytes : "", (gssize) text.n, FALSE);
}

static gint64
read_instant (MusterJsonReader *reader)
{
  g_autofree char *text = NULL;
  gint64 at_us;

  read_text (reader, &text);
  return muster_instant_parse (text, -1, &at_us) ? at_us : MUSTER_NO_TIME;
}

static void
read_person (MusterJsonReader *reader, char **to)
{
  MusterText name;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT)
    {
      muster_json_reader_skip (reader);
      return;
    }
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "fullName"))
      read_text (reader, to);
    else
      muster_json_reader_skip (reader);
}

/* Who, as those say who tell of changes. */
static void
read_labels (MusterJsonReader *reader, char **to)
{
  MusterText name;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT)
    {
      muster_json_reader_skip (reader);
      return;
    }
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "author"))
      read_text (reader, to);
    else
      muster_json_reader_skip (reader);
}

static void
read_url (MusterJsonReader *reader, char **to)
{
  g_autofree char *url = NULL;

  read_text (reader, &url);
  if (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"))
    {
      g_free (*to);
      *to = g_steal_pointer (&url);
    }
}

static void
read_change (MusterJsonReader *reader, MusterSuspectItem *item, gboolean is_source)
{
  MusterText name;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT)
    {
      muster_json_reader_skip (reader);
      return;
    }
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "title"))
      read_text (reader, &item->title);
    else if (muster_text_equal (name, "url"))
      read_url (reader, &item->url);
    else if (muster_text_equal (name, "person"))
      read_person (reader, &item->by);
    else if (muster_text_equal (name, "labels"))
      read_labels (reader, &item->by);
    else if (is_source)
      muster_json_reader_skip (reader);
    else if (muster_text_equal (name, "id"))
      read_text (reader, &item->id);
    else if (muster_text_equal (name, "start"))
      item->start_us = read_instant (reader);
    else if (muster_text_equal (name, "service"))
      read_text (reader, &item->service);
    else if (muster_text_equal (name, "kind"))
      read_text (reader, &item->kind);
    else
      muster_json_reader_skip (reader);
}

static char *
read_reason (MusterJsonReader *reader)
{
  g_autofree char *text = g_strdup ("");
  double points = 0;
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "points"))
      muster_json_reader_number (reader, &points);
    else if (muster_text_equal (name, "text"))
      read_text (reader, &text);
    else
      muster_json_reader_skip (reader);
  return g_strdup_printf ("%s%.2f  %s", points < 0 ? "−" : "+", ABS (points), text);
}

static MusterSuspectItem *
read_item (MusterJsonReader *reader)
{
  MusterSuspectItem *item = g_new0 (MusterSuspectItem, 1);
  MusterText name;

  item->start_us = MUSTER_NO_TIME;
  item->reasons = g_ptr_array_new_with_free_func (g_free);
  for (char **text = &item->id; text <= &item->refuted_by; text++)
    *text = g_strdup ("");
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "change") || muster_text_equal (name, "pushed"))
      read_change (reader, item, muster_text_equal (name, "pushed"));
    else if (muster_text_equal (name, "refutedBy"))
      read_text (reader, &item->refuted_by);
    else if (muster_text_equal (name, "reasons") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        if (item->reasons->len < REASONS_MAX)
          g_ptr_array_add (item->reasons, read_reason (reader));
        else
          muster_json_reader_skip (reader);
    else
      muster_json_reader_skip (reader);
  return item;
}

/**
 * muster_suspect_list_read:
 * @json: as GET /v1/incidents/{id}/changes answers
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable): the suspects
 */
MusterSuspectList *
muster_suspect_list_read (GBytes *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterSuspectList) self = g_new0 (MusterSuspectList, 1);
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->outside = g_strdup ("");
  self->onset_us = MUSTER_NO_TIME;
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "onset"))
      self->onset_us = read_instant (reader);
    else if (muster_text_equal (name, "outside"))
      read_text (reader, &self->outside);
    else if (muster_text_equal (name, "suspects"))
      muster_json_reader_int (reader, &self->n);
    else if (muster_text_equal (name, "later"))
      muster_json_reader_int (reader, &self->n_later);
    else if (muster_text_equal (name, "items") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        if (self->items->len < ITEMS_MAX)
          g_ptr_array_add (self->items, read_item (reader));
        else
          muster_json_reader_skip (reader);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

static void
append_part (GString *out, const char *part)
{
  if (*part == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, " · ");
  g_string_append (out, part);
}

/**
 * muster_suspect_item_tell:
 * @self: a suspect
 * @onset_us: when the incident began, µs UTC
 *
 * Returns: (transfer full): when, where, what and by whom, in one line
 */
char *
muster_suspect_item_tell (const MusterSuspectItem *self, gint64 onset_us)
{
  GString *out = g_string_new (NULL);
  g_autofree char *span = NULL, *when = NULL, *by = NULL;

  if (self->start_us != MUSTER_NO_TIME && onset_us != MUSTER_NO_TIME)
    {
      span = muster_format_span (onset_us - self->start_us);
      /* TRANSLATORS: how long before an incident began something was changed: "4 min before" */
      when = g_strdup_printf (_ ("%s before"), span);
      append_part (out, when);
    }
  append_part (out, self->service);
  append_part (out, self->kind);
  if (*self->by)
    /* TRANSLATORS: who changed something */
    by = g_strdup_printf (_ ("by %s"), self->by);
  append_part (out, by ? by : "");
  return g_string_free (out, FALSE);
}
