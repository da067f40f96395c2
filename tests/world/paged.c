/* paged.c - who was paged in a small hub: for the tests of that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "paged.h"

#include <string.h>

void
paged_put_person (OneKey *self, const char *name, const char *body, const char *contact)
{
  MusterCommand *command = small_hub_command (self->hub, "config.put", 0);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", "person");
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  muster_command_set_text (command, "contact", contact);
  small_hub_do (self->hub, command, NULL, &error);
  g_assert_no_error (error);
}

guint
paged_fire (OneKey *self, const char *labels)
{
  one_key_report (self, FIRING, labels);
  small_hub_advance (self->hub, 0);
  return one_key_n_incidents (self);
}

gboolean
paged_do (OneKey *self, const char *name, guint incident, const char *argument, const char *value)
{
  MusterCommand *command = small_hub_command (self->hub, name, incident);
  gboolean done;

  if (argument != NULL && strcmp (argument, "severity") == 0)
    muster_command_set_int (command, argument, g_ascii_strtoll (value, NULL, 10));
  else if (argument != NULL)
    muster_command_set_text (command, argument, value);
  done = small_hub_do (self->hub, command, NULL, NULL);
  small_hub_advance (self->hub, 0);
  return done;
}

void
paged_tell (OneKey *self, guint incident, MusterUlid page, MusterEventKind kind)
{
  MusterBatch *batch = muster_batch_new ();
  MusterEvent *event = muster_batch_add (batch, kind);

  event->at_us = self->hub->context.now_us;
  event->incident = incident;
  muster_event_set_ulid (event, MUSTER_FACT_PAGE, page);
  muster_world_apply (self->hub->world, batch, 0);
  g_ptr_array_add (self->hub->batches, batch);
  small_hub_advance (self->hub, 0);
}

static void
deliver (OneKey *self, guint64 from)
{
  for (guint64 seq = from; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
        paged_tell (self, event->incident, muster_event_ulid (event, MUSTER_FACT_PAGE),
                    strcmp (muster_event_token (event, MUSTER_FACT_CHANNEL), "desktop") == 0
                        ? MUSTER_EVENT_PAGE_SHOWN
                        : MUSTER_EVENT_PAGE_SENT);
    }
}

static gboolean
is_heard (const OneKey *self, const MusterEvent *intended)
{
  const MusterPage *page = muster_incident_find_page (
      one_key_incident (self, intended->incident), muster_event_ulid (intended, MUSTER_FACT_PAGE));

  return page->state != MUSTER_PAGE_INTENDED;
}

/* Where the first page is that nothing was heard of. */
static guint64
first_unheard (const OneKey *self)
{
  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind == MUSTER_EVENT_PAGE_INTENDED && !is_heard (self, event))
        return seq;
    }
  return small_hub_n_events (self->hub) + 1;
}

static void
wait (OneKey *self, gint64 us, gboolean is_heard_of)
{
  gint64 until_us = self->hub->context.now_us + us;
  guint64 from = first_unheard (self);

  while (TRUE)
    {
      gint64 next_us = muster_world_next_deadline (self->hub->world);
      guint64 before;

      if (is_heard_of)
        deliver (self, from);
      next_us = muster_world_next_deadline (self->hub->world);
      before = small_hub_n_events (self->hub);
      if (next_us > until_us)
        break;
      small_hub_advance (self->hub, MAX (next_us - self->hub->context.now_us, 0));
      from = before + 1;
    }
  small_hub_advance (self->hub, until_us - self->hub->context.now_us);
}

void
paged_wait (OneKey *self, gint64 us)
{
  wait (self, us, TRUE);
}

void
paged_wait_deaf (OneKey *self, gint64 us)
{
  wait (self, us, FALSE);
}

void
paged_assert (const OneKey *self, gint64 from_us, const char *expected)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);

  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind != MUSTER_EVENT_PAGE_INTENDED || event->at_us < from_us)
        continue;
      g_string_append_printf (
          list, "%s%g %s %s %u", list->len > 0 ? ", " : "",
          (double) (event->at_us - from_us) / G_TIME_SPAN_MINUTE,
          muster_directory_get (directory, muster_event_ulid (event, MUSTER_FACT_PERSON))->name,
          muster_event_token (event, MUSTER_FACT_CHANNEL), event->incident);
      if (muster_event_has (event, MUSTER_FACT_INCIDENTS))
        g_string_append_printf (list, "+%d", (int) muster_event_int (event, MUSTER_FACT_INCIDENTS));
    }
  g_assert_cmpstr (list->str, ==, expected);
}

guint
paged_count (const OneKey *self, MusterEventKind kind)
{
  guint n = 0;

  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    n += small_hub_event (self->hub, seq)->kind == kind;
  return n;
}

char *
paged_line (const OneKey *self, guint incident, MusterEventKind kind)
{
  const GPtrArray *entries = one_key_incident (self, incident)->entries;
  const MusterNames names = muster_world_get_handles (self->hub->world);

  for (guint i = entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind == kind)
        return muster_entry_sentence (entry, &names);
    }
  return g_strdup ("");
}
