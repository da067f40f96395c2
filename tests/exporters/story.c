/* story.c - incidents to export, made by folding events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "story.h"

#include "response/incident-fold.h"

#include <stdlib.h>
#include <string.h>

#define DAY_US (G_GINT64_CONSTANT (1772755200) * G_USEC_PER_SEC) /* 2026-03-06T00:00:00Z */

static const struct
{
  const char *full, *handle;
} people[STORY_N_PEOPLE] = {
  [STORY_MIKE] = { "Mike Brandt", "mike" },
  [STORY_SARAH] = { "Sarah Chen", "sarah" },
  [STORY_ANA] = { "Ana Costa", "ana_c" },
  [STORY_JONAS] = { "Jonas Weber", "jonas" },
};

Story *
story_new (guint number)
{
  Story *self = g_new0 (Story, 1);

  self->batch = muster_batch_new ();
  self->incident = muster_incident_new (number);
  return self;
}

void
story_free (Story *self)
{
  muster_incident_free (self->incident);
  muster_batch_unref (self->batch);
  g_free (self);
}

gint64
story_time (const char *text)
{
  gint64 day = *text == '+' ? g_ascii_digit_value (text[1]) : 0;
  const char *clock = *text == '+' ? text + 3 : text;

  return DAY_US + (((day * 24 + atoi (clock)) * 60 + atoi (clock + 3)) * 60 + atoi (clock + 6)) *
                      G_USEC_PER_SEC;
}

MusterUlid
story_id (guint n)
{
  return (MusterUlid){ 0x019cc0ffee000000u, n };
}

MusterEvent *
story_event (Story *self, const char *time, MusterEventKind kind, StoryPerson person)
{
  MusterEvent *event = muster_batch_add (self->batch, kind);

  event->seq = ++self->seq;
  event->at_us = story_time (time);
  event->claimed_us = MUSTER_NO_TIME;
  event->incident = self->incident->number;
  if (person != STORY_NOBODY)
    event->actor = (MusterActor){ MUSTER_ACTOR_PERSON, story_id (person) };
  return event;
}

void
story_fold (Story *self, MusterEvent *event)
{
  muster_incident_fold (self->incident, event);
}

void
story_open (Story *self, const char *time, const char *title, MusterSeverity severity)
{
  MusterEvent *event = story_event (self, time, MUSTER_EVENT_INCIDENT_OPENED, STORY_NOBODY);

  muster_event_set_int (event, MUSTER_FACT_SEVERITY, severity);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, title, -1);
  story_fold (self, event);
}

void
story_fire (Story *self, const char *time, const char *name, guint n)
{
  MusterEvent *event = story_event (self, time, MUSTER_EVENT_INCIDENT_ALERT_JOINED, STORY_NOBODY);

  muster_event_set_int (event, MUSTER_FACT_ALERTS, n);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
  story_fold (self, event);
}

void
story_resolve (Story *self, const char *time, guint n)
{
  for (guint i = 0; i < n; i++)
    story_plain (self, time, MUSTER_EVENT_ALERT_RESOLVED, STORY_NOBODY);
}

void
story_role (Story *self, const char *time, MusterRole role, StoryPerson person)
{
  MusterEvent *event = story_event (self, time, MUSTER_EVENT_ROLE_ASSIGNED, STORY_SARAH);

  muster_event_set_int (event, MUSTER_FACT_ROLE, role);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, story_id (person));
  story_fold (self, event);
}

void
story_stage (Story *self, const char *time, MusterStage stage, StoryPerson person)
{
  MusterEvent *event = story_event (self, time, MUSTER_EVENT_INCIDENT_STAGE_SET, person);

  muster_event_set_int (event, MUSTER_FACT_STAGE, stage);
  story_fold (self, event);
}

guint64
story_note (Story *self, const char *time, StoryPerson person, const char *text)
{
  MusterEvent *event = story_event (self, time, MUSTER_EVENT_NOTE_ADDED, person);

  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, text, -1);
  story_fold (self, event);
  return event->seq;
}

void
story_plain (Story *self, const char *time, MusterEventKind kind, StoryPerson person)
{
  story_fold (self, story_event (self, time, kind, person));
}

/* entry.pinned and undone */
void
story_of (Story *self, const char *time, MusterEventKind kind, guint64 seq)
{
  MusterEvent *event = story_event (self, time, kind, STORY_JONAS);

  muster_event_set_int (event, MUSTER_FACT_OF, (gint64) seq);
  if (kind == MUSTER_EVENT_ENTRY_PINNED)
    muster_event_set_int (event, MUSTER_FACT_ON, TRUE);
  story_fold (self, event);
}

void
story_task (Story *self, const char *time, const char *text, StoryPerson owner, gint64 due_us)
{
  MusterEvent *event = story_event (self, time, MUSTER_EVENT_TASK_ADDED, STORY_SARAH);

  muster_event_set_ulid (event, MUSTER_FACT_TASK, story_id (100 + (guint) self->seq));
  if (owner != STORY_NOBODY)
    muster_event_set_ulid (event, MUSTER_FACT_OWNER, story_id (owner));
  if (due_us != MUSTER_NO_TIME)
    muster_event_set_int (event, MUSTER_FACT_DUE, due_us);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, text, -1);
  story_fold (self, event);
}

static const char *
full_name_cb (gpointer user_data, MusterUlid person)
{
  return person.lo < STORY_N_PEOPLE && people[person.lo].full != NULL ? people[person.lo].full
                                                                      : "?";
}

static const char *
handle_cb (gpointer user_data, MusterUlid person)
{
  return person.lo < STORY_N_PEOPLE && people[person.lo].handle != NULL ? people[person.lo].handle
                                                                        : "?";
}

MusterExport
story_export (const Story *self, const char *service)
{
  return (MusterExport){
    .incident = self->incident,
    .names = { full_name_cb, NULL },
    .handles = { handle_cb, NULL },
    .service = service,
  };
}
