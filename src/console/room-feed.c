/* room-feed.c - keeps a timeline's rows level with an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-feed.h"

#include <string.h>

#include "console/entry-row.h"
#include "console/entry-runs.h"

/* All that can change in a line after it came; a sentence is made only where this differs. */
typedef struct
{
  guint64 seq;
  guint64 last_seq;
  gint64 number;
  guint count;
  guint8 is_pinned;
  guint8 is_undone;
  guint8 has_text;
  guint8 has_detail;
} Mark;

struct _MusterRoomFeed
{
  MusterTimelineModel *model;
  GArray *marks;      /* of Mark, one a line */
  GPtrArray *pending; /* ids of rows that wait */
  guint64 names_seq;  /* of the last change of a name that the rows were made with */
};

/**
 * muster_room_feed_new:
 * @model: the timeline, which nobody else fills
 *
 * Returns: (transfer full): a feed of it
 */
MusterRoomFeed *
muster_room_feed_new (MusterTimelineModel *model)
{
  MusterRoomFeed *self = g_new0 (MusterRoomFeed, 1);

  self->model = g_object_ref (model);
  self->marks = g_array_new (FALSE, TRUE, sizeof (Mark));
  self->pending = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
muster_room_feed_free (MusterRoomFeed *self)
{
  g_object_unref (self->model);
  g_array_unref (self->marks);
  g_ptr_array_unref (self->pending);
  g_free (self);
}

static Mark
mark_of (const MusterEntry *entry)
{
  Mark mark;

  memset (&mark, 0, sizeof mark); /* compared by its bytes */
  mark.seq = entry->seq;
  mark.last_seq = entry->last_seq;
  mark.number = entry->number;
  mark.count = entry->count;
  mark.is_pinned = entry->pinned != FALSE;
  mark.is_undone = entry->undone != FALSE;
  mark.has_text = entry->text != NULL;
  mark.has_detail = entry->detail != NULL;
  return mark;
}

static guint64
last_name_seq (const MusterWorld *world)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  guint64 seq = 0;

  for (guint i = 0; i < objects->len; i++)
    seq = MAX (seq, ((const MusterObject *) g_ptr_array_index (objects, i))->seq);
  return seq;
}

static void
remove_row (MusterRoomFeed *self, guint64 seq)
{
  g_autofree char *id = muster_entry_row_id (seq);

  muster_timeline_model_remove (self->model, id);
}

/* Another journal has other lines under the same numbers: those that are not here go. */
static void
remove_strangers (MusterRoomFeed *self, const GArray *lines)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (i < lines->len && g_array_index (lines, MusterEntry, i).seq == mark->seq)
        continue;
      for (guint k = i; k < self->marks->len; k++)
        remove_row (self, g_array_index (self->marks, Mark, k).seq);
      g_array_set_size (self->marks, i);
      return;
    }
}

static void
put_lines (MusterRoomFeed *self, const GArray *lines, const MusterNames *names)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const MusterEntry *entry = &g_array_index (lines, MusterEntry, i);
      Mark mark = mark_of (entry);
      g_autoptr (MusterTimelineRowData) row = NULL;

      if (i < self->marks->len &&
          memcmp (&g_array_index (self->marks, Mark, i), &mark, sizeof mark) == 0)
        continue;
      if (i >= self->marks->len)
        g_array_set_size (self->marks, i + 1);
      g_array_index (self->marks, Mark, i) = mark;
      row = muster_entry_row_new (entry, names);
      muster_timeline_model_put (self->model, row);
    }
}

static void
put_pending (MusterRoomFeed *self, guint incident, const GPtrArray *outbox, const char *person)
{
  for (guint i = 0; i < self->pending->len; i++)
    muster_timeline_model_remove (self->model, g_ptr_array_index (self->pending, i));
  g_ptr_array_set_size (self->pending, 0);
  for (guint i = 0; outbox && i < outbox->len; i++)
    {
      const MusterOutboxItem *item = g_ptr_array_index (outbox, i);
      g_autoptr (MusterTimelineRowData) row = NULL;

      if (item->command->incident != incident)
        continue;
      row = muster_pending_row_new (item, person);
      muster_timeline_model_put (self->model, row);
      g_ptr_array_add (self->pending, g_strdup (row->id));
    }
}

/**
 * muster_room_feed_update:
 * @self: a feed
 * @world: where the incident is
 * @incident: the incident; always the same one
 * @outbox: (nullable): of #MusterOutboxItem, what waits to be sent
 * @me: who gave those commands
 *
 * Makes rows of the lines that are new or changed, and of what waits; the view gets one change.
 */
void
muster_room_feed_update (MusterRoomFeed *self,
                         const MusterWorld *world,
                         const MusterIncident *incident,
                         const GPtrArray *outbox,
                         MusterUlid me)
{
  MusterNames names = muster_world_get_names (world);
  guint64 names_seq = last_name_seq (world);
  g_autoptr (GArray) lines = muster_entry_runs_new (incident->entries);
  const char *person = muster_ulid_is_null (me) ? NULL : names.person (names.user_data, me);

  muster_timeline_model_begin (self->model);
  remove_strangers (self, lines);
  if (names_seq != self->names_seq && self->marks->len > 0)
    memset (self->marks->data, 0, self->marks->len * sizeof (Mark));
  self->names_seq = names_seq;
  put_lines (self, lines, &names);
  put_pending (self, incident->number, outbox, person);
  muster_timeline_model_commit (self->model);
}
