/* story.h - incidents to export, made by folding events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "exporters/exporter.h"
#include "model/batch.h"
G_BEGIN_DECLS

typedef enum
{
  STORY_NOBODY,
  STORY_MIKE,
  STORY_SARAH,
  STORY_ANA,
  STORY_JONAS,
  STORY_N_PEOPLE,
} StoryPerson;

/* An incident that events are told to, one after another. */
typedef struct
{
  MusterBatch *batch;
  MusterIncident *incident;
  guint64 seq;
} Story;

Story *story_new (guint number);
void story_free (Story *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Story, story_free)

/* "14:25:02" of 6 March 2026, UTC; later days as "+1 00:10:00". */
gint64 story_time (const char *text);
MusterUlid story_id (guint n);

/* A new event by @person (STORY_NOBODY: the hub); fill it, then story_fold() it. */
MusterEvent *story_event (Story *self, const char *time, MusterEventKind kind, StoryPerson person);
void story_fold (Story *self, MusterEvent *event);

/* Events of one fact or one text. */
void story_open (Story *self, const char *time, const char *title, MusterSeverity severity);
void story_fire (Story *self, const char *time, const char *name, guint n);
void story_resolve (Story *self, const char *time, guint n);
void story_role (Story *self, const char *time, MusterRole role, StoryPerson person);
void story_stage (Story *self, const char *time, MusterStage stage, StoryPerson person);
guint64 story_note (Story *self, const char *time, StoryPerson person, const char *text);
void story_plain (Story *self, const char *time, MusterEventKind kind, StoryPerson person);
void story_of (Story *self, const char *time, MusterEventKind kind, guint64 seq);
void story_task (Story *self, const char *time, const char *text, StoryPerson owner, gint64 due_us);

MusterExport story_export (const Story *self, const char *service);

G_END_DECLS
