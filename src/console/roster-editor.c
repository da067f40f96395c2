/* roster-editor.c - what people do with a schedule's picture: overrides, by keys, pointer and form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/roster-editor.h"

#include <glib/gi18n.h>

#include "console/override-dialog.h"
#include "console/override-draft.h"
#include "console/override-undo.h"
#include "console/toast.h"

#define HOUR_S 3600

struct _MusterRosterEditor
{
  MusterGantt *gantt;
  MusterRosterScene scene; /* with a zone of its own */
};

static gint64
now_s (MusterRosterEditor *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->scene.session)) / G_USEC_PER_SEC;
}

static const char *
name_of (MusterRosterEditor *self, guint person)
{
  const GPtrArray *people = self->scene.view->subject->body->people;

  return person < people->len ? g_ptr_array_index (people, person) : NULL;
}

static void
tell (MusterRosterEditor *self, const char *words)
{
  muster_toast_show (GTK_WIDGET (self->gantt), words);
}

/* --- the form --- */

/* The past never moves: what has begun is changed from now on. */
static void
open_form (MusterRosterEditor *self, MusterOverrideWish *wish)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->gantt));
  gint64 now = now_s (self);
  GtkWidget *dialog;

  if (wish->to_s <= now)
    {
      tell (self, _ ("That is over: the past never moves"));
      return;
    }
  if (!muster_session_is_online (self->scene.session))
    {
      tell (self, _ ("There is no link to the hub. An override needs it."));
      return;
    }
  wish->schedule = self->scene.view->schedule;
  wish->zone = self->scene.zone;
  wish->from_s = MAX (wish->from_s, now - now % 60);
  dialog = muster_override_dialog_new (self->scene.session, wish, GTK_WINDOW (root));
  if (dialog)
    gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_modifier (MusterRosterEditor *self, const MusterModifier *modifier)
{
  gboolean has_other =
      modifier->kind == MUSTER_MODIFIER_REPLACE || modifier->kind == MUSTER_MODIFIER_SWAP;
  MusterOverrideWish wish = { .kind = modifier->kind,
                              .person = name_of (self, modifier->who),
                              .other = has_other ? name_of (self, modifier->other) : NULL,
                              .from_s = modifier->from_s,
                              .to_s = modifier->to_s };

  open_form (self, &wish);
}

/* --- blocks --- */

static void
edit_change (MusterRosterEditor *self, const MusterRosterBlock *block)
{
  const MusterWorld *world = muster_session_get_world (self->scene.session);
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterShiftChange *change =
      muster_shift_changes_get (muster_world_get_shifts (world)->changes, block->change);
  const MusterObject *person = change ? muster_directory_get (directory, change->person) : NULL;
  const MusterObject *other = change ? muster_directory_get (directory, change->other) : NULL;
  MusterOverrideWish wish = { .from_s = block->start_s, .to_s = block->end_s };

  if (!change)
    {
      tell (self, _ ("This one is written in the schedule itself"));
      return;
    }
  wish.kind = change->kind;
  wish.person = person ? person->name : NULL;
  wish.other = other ? other->name : NULL;
  wish.reason = change->reason;
  wish.instead = change->id;
  open_form (self, &wish);
}

static void
edit_block (MusterRosterEditor *self, const MusterRosterBlock *block)
{
  MusterOverrideWish wish = { .kind = MUSTER_MODIFIER_REPLACE,
                              .person = name_of (self, block->person),
                              .from_s = block->start_s,
                              .to_s = block->end_s };

  if (block->kind == MUSTER_BLOCK_ASKED)
    {
      tell (self, _ ("Answer that below, among swaps and notices"));
      return;
    }
  if (block->kind == MUSTER_BLOCK_CHANGE)
    {
      edit_change (self, block);
      return;
    }
  if (block->kind == MUSTER_BLOCK_GAP || block->kind == MUSTER_BLOCK_VACANT)
    wish.kind = MUSTER_MODIFIER_COVER;
  open_form (self, &wish);
}

static void
activated_cb (MusterGantt *gantt, guint lane, guint block, MusterRosterEditor *self)
{
  gint64 from_s, to_s;

  if (!self->scene.session)
    return;
  if (muster_gantt_get_selection (gantt, &from_s, &to_s))
    muster_roster_editor_cover (self, NULL, from_s, to_s);
  else if (muster_gantt_peek_lane (gantt, lane)->kind == MUSTER_LANE_SECONDARY)
    tell (self, _ ("That is another schedule: choose it above to change it"));
  else
    edit_block (self, muster_gantt_peek_block (gantt, lane, block));
}

/* --- moves --- */

static void
moving_cb (MusterGantt *gantt, const MusterModifier *modifier, MusterRosterEditor *self)
{
  MusterRosterSubject *subject = self->scene.view ? self->scene.view->subject : NULL;
  g_autoptr (MusterOverrideEffect) effect = NULL;
  g_autofree char *words = NULL;

  if (!modifier || !subject)
    {
      muster_gantt_set_preview (gantt, NULL, NULL);
      return;
    }
  effect = muster_override_effect_new (subject, modifier);
  if (effect)
    words = muster_override_effect_describe_short (effect, subject, modifier, now_s (self),
                                                   self->scene.zone);
  muster_gantt_set_preview (
      gantt, muster_override_preview_lane (subject, modifier, self->scene.from_s, self->scene.to_s),
      words);
}

static void
proposed_cb (MusterGantt *gantt, const MusterModifier *modifier, MusterRosterEditor *self)
{
  if (self->scene.session)
    open_modifier (self, modifier);
}

/* What of the final schedule is there is covered, whole. */
static void
dropped_cb (MusterGantt *gantt, const char *name, gint64 at_s, MusterRosterEditor *self)
{
  MusterRosterLane *final;
  const MusterRosterBlock *block;
  guint i;

  if (!self->scene.session)
    return;
  final = muster_roster_lane_new_final (self->scene.view->subject, at_s, at_s + 1, NULL);
  i = final ? muster_roster_lane_nearest (final, at_s) : G_MAXUINT;
  if (i != G_MAXUINT)
    {
      block = &g_array_index (final->blocks, MusterRosterBlock, i);
      muster_roster_editor_cover (self, name, block->start_s, block->end_s);
    }
  g_clear_pointer (&final, muster_roster_lane_free);
}

/* --- the editor --- */

/**
 * muster_roster_editor_new:
 * @gantt: the picture
 *
 * Returns: (transfer full): who follows it, of no schedule yet
 */
MusterRosterEditor *
muster_roster_editor_new (MusterGantt *gantt)
{
  MusterRosterEditor *self = g_new0 (MusterRosterEditor, 1);

  self->gantt = gantt;
  g_signal_connect (gantt, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (gantt, "moving", G_CALLBACK (moving_cb), self);
  g_signal_connect (gantt, "proposed", G_CALLBACK (proposed_cb), self);
  g_signal_connect (gantt, "dropped", G_CALLBACK (dropped_cb), self);
  return self;
}

/**
 * muster_roster_editor_free:
 * @self: an editor
 *
 * Frees it; its picture lives still.
 */
void
muster_roster_editor_free (MusterRosterEditor *self)
{
  g_signal_handlers_disconnect_by_data (self->gantt, self);
  g_clear_pointer (&self->scene.zone, g_time_zone_unref);
  g_free (self);
}

/**
 * muster_roster_editor_set:
 * @self: an editor
 * @scene: what is edited; all of it %NULL: nothing
 */
void
muster_roster_editor_set (MusterRosterEditor *self, const MusterRosterScene *scene)
{
  GTimeZone *zone = scene->zone ? g_time_zone_ref (scene->zone) : NULL;

  g_clear_pointer (&self->scene.zone, g_time_zone_unref);
  self->scene = *scene;
  self->scene.zone = zone;
}

/**
 * muster_roster_editor_override:
 * @self: an editor
 *
 * Opens the form.
 */
void
muster_roster_editor_override (MusterRosterEditor *self)
{
  const MusterRosterBlock *block = muster_gantt_peek_focus (self->gantt);
  gint64 from_s, to_s;

  if (!self->scene.session || !self->scene.view->subject)
    return;
  if (muster_gantt_get_selection (self->gantt, &from_s, &to_s))
    muster_roster_editor_cover (self, NULL, from_s, to_s);
  else if (block && block->end_s > now_s (self) && block->kind != MUSTER_BLOCK_CHANGE)
    edit_block (self, block);
  else
    muster_roster_editor_cover (self, NULL, now_s (self), now_s (self) + 24 * HOUR_S);
}

/**
 * muster_roster_editor_cover:
 * @self: an editor
 * @person: (nullable): a name
 * @from_s: an instant
 * @to_s: a later one
 *
 * Opens the form for somebody who takes that time over.
 */
void
muster_roster_editor_cover (MusterRosterEditor *self,
                            const char *person,
                            gint64 from_s,
                            gint64 to_s)
{
  MusterOverrideWish wish = {
    .kind = MUSTER_MODIFIER_COVER, .person = person, .from_s = from_s, .to_s = to_s
  };

  if (self->scene.session)
    open_form (self, &wish);
}

/**
 * muster_roster_editor_delete:
 * @self: an editor
 *
 * Ends the override that has the focus.
 */
void
muster_roster_editor_delete (MusterRosterEditor *self)
{
  const MusterRosterBlock *block = muster_gantt_peek_focus (self->gantt);

  if (!self->scene.session || !block || block->kind != MUSTER_BLOCK_CHANGE)
    return;
  if (muster_ulid_is_null (block->change))
    tell (self, _ ("This one is written in the schedule itself"));
  else
    muster_override_end (self->scene.session, GTK_WIDGET (self->gantt), block->change);
}

/**
 * muster_roster_editor_undo:
 * @self: an editor
 *
 * Takes my newest override back.
 */
void
muster_roster_editor_undo (MusterRosterEditor *self)
{
  if (self->scene.session && !muster_override_undo (self->scene.session, GTK_WIDGET (self->gantt),
                                                    self->scene.view->schedule))
    tell (self, _ ("There is no override of yours to take back"));
}
