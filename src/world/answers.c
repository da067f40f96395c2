/* answers.c - what was answered to which command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/answers.h"

#define KEEP_US (30 * G_TIME_SPAN_DAY)

struct _MusterAnswers
{
  GHashTable *by_command; /* MusterUlid * (in the value) → MusterCommandAnswer */
  GQueue oldest;          /* of MusterCommandAnswer, by time; owns them */
};

/**
 * muster_answers_new:
 *
 * Returns: (transfer full): no answers
 */
MusterAnswers *
muster_answers_new (void)
{
  MusterAnswers *self = g_new0 (MusterAnswers, 1);

  self->by_command = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  g_queue_init (&self->oldest);
  return self;
}

/**
 * muster_answers_free:
 * @self: answers
 *
 * Frees them.
 */
void
muster_answers_free (MusterAnswers *self)
{
  g_hash_table_unref (self->by_command);
  g_queue_clear_full (&self->oldest, g_free);
  g_free (self);
}

/* Time is the journal's own: the latest event's. */
static void
forget_old (MusterAnswers *self, gint64 now_us)
{
  MusterCommandAnswer *answer;

  while ((answer = g_queue_peek_head (&self->oldest)) != NULL && answer->at_us < now_us - KEEP_US)
    {
      g_hash_table_remove (self->by_command, &answer->command);
      g_free (g_queue_pop_head (&self->oldest));
    }
}

/**
 * muster_answers_restore:
 * @self: answers
 * @answer: one from a snapshot, not older than those before it
 *
 * Takes it in.
 */
void
muster_answers_restore (MusterAnswers *self, const MusterCommandAnswer *answer)
{
  MusterCommandAnswer *kept;

  if (muster_answers_get (self, answer->command) != NULL)
    return;
  kept = g_memdup2 (answer, sizeof *answer);
  g_hash_table_insert (self->by_command, &kept->command, kept);
  g_queue_push_tail (&self->oldest, kept);
}

/**
 * muster_answers_fold:
 * @self: answers
 * @event: the next event
 *
 * Notes the event as part of its command's answer. O(1).
 */
void
muster_answers_fold (MusterAnswers *self, const MusterEvent *event)
{
  MusterCommandAnswer *answer;

  forget_old (self, event->at_us);
  if (muster_ulid_is_null (event->command))
    return;
  answer = g_hash_table_lookup (self->by_command, &event->command);
  if (answer == NULL)
    {
      muster_answers_restore (self, &(MusterCommandAnswer){ event->command, event->at_us,
                                                            event->seq, 1, event->incident });
      return;
    }
  answer->n++;
  if (answer->incident == 0)
    answer->incident = event->incident;
}

/**
 * muster_answers_get:
 * @self: answers
 * @command: a command's id
 *
 * Returns: (nullable) (transfer none): what it was answered, if it made events
 */
const MusterCommandAnswer *
muster_answers_get (const MusterAnswers *self, MusterUlid command)
{
  return g_hash_table_lookup (self->by_command, &command);
}

/**
 * muster_answers_foreach:
 * @self: answers
 * @func: called for each, oldest first
 * @user_data: for @func
 *
 * Walks them.
 */
void
muster_answers_foreach (const MusterAnswers *self, MusterCommandAnswerFunc func, gpointer user_data)
{
  for (const GList *link = self->oldest.head; link != NULL; link = link->next)
    func (link->data, user_data);
}
