/* policy-timeline.c - a picture of whom a policy would tell, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* From top to bottom: rounds, faces, names, an axis of time, times. The axis is not mirrored. */
#include "console/policy-timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/painter.h"
#include "console/policy-words.h"
#include "console/style.h"

#define PAD        24 /* beside the first and the last face */
#define FACE       28
#define FACE_APART 17 /* of several at a time */
#define FACES_MAX  3
#define ROUND_LINE 22
#define NAME_LINE  20
#define TIME_LINE  22
#define AXIS       14
#define NAME_MIN   46 /* narrower ones say nothing */
#define WIDTH_MIN  240
#define WIDTH_BEST 720
#define EDGE       6 /* between a text and the next */

/* All that is at one time. */
typedef struct
{
  gint64 after_us;
  guint round;
  guint step;        /* 0: nobody has answered */
  GPtrArray *people; /* of char *, not owned */
  gboolean is_vacant;
} Column;

struct _MusterPolicyTimeline
{
  GtkWidget parent_instance;
  MusterPolicyPlan *plan; /* nullable */
  GPtrArray *columns;     /* of Column */
};

G_DEFINE_FINAL_TYPE (MusterPolicyTimeline, muster_policy_timeline, GTK_TYPE_WIDGET)

static void
column_free (gpointer data)
{
  Column *self = data;

  g_ptr_array_unref (self->people);
  g_free (self);
}

static Column *
get_column (const MusterPolicyTimeline *self, guint i)
{
  return g_ptr_array_index (self->columns, i);
}

static void
add_moment (MusterPolicyTimeline *self, const MusterPlanMoment *moment)
{
  Column *last = self->columns->len > 0 ? get_column (self, self->columns->len - 1) : NULL;

  if (!last || last->after_us != moment->after_us || last->round != moment->round)
    {
      last = g_new0 (Column, 1);
      last->after_us = moment->after_us;
      last->round = moment->round;
      last->step = moment->step;
      last->people = g_ptr_array_new ();
      g_ptr_array_add (self->columns, last);
    }
  for (guint i = 0; i < moment->people->len; i++)
    if (!g_ptr_array_find_with_equal_func (last->people, g_ptr_array_index (moment->people, i),
                                           g_str_equal, NULL))
      g_ptr_array_add (last->people, g_ptr_array_index (moment->people, i));
  last->is_vacant |= moment->step > 0 && moment->people->len == 0;
}

/* --- where things are --- */

typedef struct
{
  MusterPolicyTimeline *timeline;
  MusterPainter painter;
  float scale;       /* of text */
  gint64 shown_us;   /* where the rounds end that are shown */
  gint64 hidden_us;  /* how much room those have that are not */
  gint64 whole_us;   /* with what comes after the last round */
  float faces, line; /* middle of the faces, and of the axis */
} Picture;

static gint64
begin_of_round (const MusterPolicyTimeline *self, guint round)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (get_column (self, i)->round >= round)
      return get_column (self, i)->after_us;
  return 0;
}

static void
scale_time (Picture *self)
{
  const MusterPolicyPlan *plan = self->timeline->plan;
  gint64 end_us = muster_policy_plan_get_end_us (plan);

  self->shown_us = end_us;
  if (plan->n_rounds > plan->n_shown)
    {
      gint64 last_us = begin_of_round (self->timeline, plan->n_shown);

      self->shown_us = last_us + (last_us - begin_of_round (self->timeline, plan->n_shown - 1));
      self->hidden_us = self->shown_us / 6;
    }
  self->whole_us = self->shown_us + self->hidden_us + MAX (plan->wait_us, self->shown_us / 8);
}

static float
x_of (const Picture *self, gint64 at_us)
{
  return PAD + (self->painter.width - 2 * PAD) * (float) ((double) at_us / (double) self->whole_us);
}

static float
x_at (const Picture *self, const Column *column)
{
  gint64 at_us = column->step == 0 ? self->shown_us + self->hidden_us : column->after_us;

  return PAD + (self->painter.width - 2 * PAD) * (float) ((double) at_us / (double) self->whole_us);
}

static float
end_of (const Picture *self, guint i)
{
  return i + 1 < self->timeline->columns->len ? x_at (self, get_column (self->timeline, i + 1))
                                              : self->painter.width;
}

/* --- what is drawn --- */

static void
fill (const Picture *self, const char *name, graphene_rect_t box, float radius)
{
  GskRoundedRect shape;
  GdkRGBA color;

  muster_style_color (self->painter.widget, name, &color);
  gsk_rounded_rect_init_from_rect (&shape, &box, radius);
  gtk_snapshot_push_rounded_clip (self->painter.snapshot, &shape);
  gtk_snapshot_append_color (self->painter.snapshot, &color, &box);
  gtk_snapshot_pop (self->painter.snapshot);
}

static float
end_of_band (const Picture *self, guint first, guint end)
{
  const GPtrArray *columns = self->timeline->columns;
  gboolean is_before_hidden =
      self->hidden_us > 0 && end < columns->len && get_column (self->timeline, end)->step == 0;

  if (end == columns->len)
    return self->painter.width;
  return (is_before_hidden ? x_of (self, self->shown_us)
                           : x_at (self, get_column (self->timeline, end))) -
         FACE / 2.0f - 6;
}

/* Rounds that are like those before them are only counted. */
static void
paint_hidden (const Picture *self)
{
  guint n = self->timeline->plan->n_rounds - self->timeline->plan->n_shown;
  float from = x_of (self, self->shown_us) - FACE / 2.0f;
  float to = x_of (self, self->shown_us + self->hidden_us) - FACE / 2.0f - 6;
  g_autofree char *words = NULL;

  if (self->hidden_us == 0)
    return;
  /* TRANSLATORS: how many rounds are not drawn: "+6 rounds" */
  words = g_strdup_printf (ngettext ("+%u round", "+%u rounds", n), n);
  muster_painter_text (&self->painter, &(MusterLine){ .text = words,
                                                      .style = { .size_pt = 9 },
                                                      .color = "muster_dim",
                                                      .x = from,
                                                      .middle = self->faces,
                                                      .room = MAX (to - from, 1) });
}

static void
paint_band (const Picture *self, guint first, guint end, const char *color)
{
  float from = x_at (self, get_column (self->timeline, first)) - FACE / 2.0f - 2;
  float to = end_of_band (self, first, end);
  float height = self->line + AXIS / 2.0f;
  g_autofree char *words = NULL;
  const Column *column = get_column (self->timeline, first);

  fill (self, color, GRAPHENE_RECT_INIT (from, 0, MAX (to - from, 4), height), 8);
  if (column->step == 0)
    /* TRANSLATORS: nobody has answered a page in all rounds */
    words = g_strdup (_ ("Unanswered"));
  else
    /* TRANSLATORS: the people of a policy are paged for the second time: "Round 2" */
    words = g_strdup_printf (_ ("Round %u"), column->round);
  muster_painter_text (&self->painter,
                       &(MusterLine){ .text = words,
                                      .style = { .size_pt = 9, .weight = 700 },
                                      .color = column->step == 0 ? "muster_overdue" : "muster_dim",
                                      .x = from + 8,
                                      .middle = ROUND_LINE * self->scale / 2 + 1,
                                      .room = MAX (to - from - 12, 1) });
}

static void
paint_bands (const Picture *self)
{
  const GPtrArray *columns = self->timeline->columns;

  for (guint i = 0, end; i < columns->len; i = end)
    {
      for (end = i + 1; end < columns->len; end++)
        if (get_column (self->timeline, end)->round != get_column (self->timeline, i)->round)
          break;
      paint_band (self, i, end,
                  get_column (self->timeline, i)->step == 0 ? "sev_1_tint" : "muster_weekend");
    }
}

/* Hatched, with a red ring: somebody should be there. */
static void
paint_nobody (const Picture *self, float x)
{
  float left = roundf (x - FACE / 2.0f), top = self->faces - FACE / 2.0f;
  graphene_rect_t box = GRAPHENE_RECT_INIT (left, top, FACE, FACE);
  cairo_t *cr = gtk_snapshot_append_cairo (self->painter.snapshot, &box);
  GdkRGBA color;

  cairo_translate (cr, left, top);
  cairo_arc (cr, FACE / 2.0, FACE / 2.0, FACE / 2.0 - 1.5, 0, 2 * G_PI);
  cairo_clip_preserve (cr);
  muster_style_color (self->painter.widget, "muster_card_solid", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
  muster_style_color (self->painter.widget, "muster_hatch", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, muster_style_high_contrast () ? 4 : 2);
  for (int at = -FACE; at < 2 * FACE; at += 6)
    {
      cairo_move_to (cr, at, FACE);
      cairo_line_to (cr, at + FACE, 0);
    }
  cairo_stroke (cr);
  cairo_reset_clip (cr);
  cairo_arc (cr, FACE / 2.0, FACE / 2.0, FACE / 2.0 - 1.5, 0, 2 * G_PI);
  muster_style_color (self->painter.widget, "muster_overdue", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* How many more there are, on a ground of its own beside a face. */
static void
paint_more (const Picture *self, float left, guint n)
{
  g_autofree char *words = g_strdup_printf ("+%u", n);
  float top = self->faces - FACE / 2.0f;

  fill (self, "muster_card_solid", GRAPHENE_RECT_INIT (left, top, FACE, FACE), FACE / 2.0f);
  fill (self, "muster_faint", GRAPHENE_RECT_INIT (left, top, FACE, FACE), FACE / 2.0f);
  muster_painter_text (&self->painter,
                       &(MusterLine){ .text = words,
                                      .style = { .size_pt = 8, .weight = 700, .numeric = TRUE },
                                      .x = left + FACE - 3,
                                      .middle = self->faces,
                                      .align_end = TRUE });
}

static void
paint_face (const Picture *self, float left, const char *name)
{
  float top = self->faces - FACE / 2.0f;

  fill (self, "muster_card_solid", GRAPHENE_RECT_INIT (left - 1, top - 1, FACE + 2, FACE + 2),
        FACE / 2.0f + 1);
  muster_painter_avatar (&self->painter, name, GRAPHENE_RECT_INIT (left, top, FACE, FACE));
}

/* Who is missing, who is first, how many more: from the last to the first, which is above. */
static void
paint_faces (const Picture *self, const Column *column, float room)
{
  float x = x_at (self, column), left = roundf (x - FACE / 2.0f);
  guint n = column->people->len;
  float first = left + (column->is_vacant && n > 0 ? FACE_APART : 0);

  if (n > 1 && room > first - left + FACE_APART + FACE)
    paint_more (self, first + FACE_APART, n - 1);
  if (n > 0 && (first == left || room > first - left + FACE))
    paint_face (self, first, g_ptr_array_index (column->people, 0));
  if (column->is_vacant)
    paint_nobody (self, x);
}

static char *
describe_column (const Column *column)
{
  if (column->people->len == 0)
    return g_strdup (_ ("Nobody"));
  if (!column->is_vacant)
    return g_strdup (g_ptr_array_index (column->people, 0));
  /* TRANSLATORS: nobody of a step of a policy is there, so whom is told instead */
  return g_strdup_printf (_ ("Nobody, %s"), (const char *) g_ptr_array_index (column->people, 0));
}

static void
paint_name (const Picture *self, const Column *column, float room)
{
  g_autofree char *words = describe_column (column);

  if (room < NAME_MIN * self->scale && column->people->len > 0)
    return;
  muster_painter_text (
      &self->painter,
      &(MusterLine){ .text = words,
                     .style = { .size_pt = 9, .weight = column->is_vacant ? 700 : 0 },
                     .color = column->is_vacant ? "muster_overdue" : NULL,
                     .x = x_at (self, column) - FACE / 2.0f + 2,
                     .middle = self->faces + FACE / 2.0f + NAME_LINE * self->scale / 2 + 1,
                     .room = MAX (room - EDGE, 12) });
}

/* Returns: where the words end */
static float
paint_time (const Picture *self, const Column *column, float taken)
{
  g_autofree char *words = muster_policy_format_offset (column->after_us);
  float x = x_at (self, column);

  fill (self, column->is_vacant || column->step == 0 ? "muster_overdue" : "state_mark",
        GRAPHENE_RECT_INIT (x - 3.5f, self->line - 3.5f, 7, 7), 3.5f);
  if (x - FACE / 2.0f + 2 < taken)
    return taken;
  x -= FACE / 2.0f - 2;
  return x + EDGE +
         muster_painter_text (
             &self->painter,
             &(MusterLine){ .text = words,
                            .style = { .size_pt = 9, .numeric = TRUE },
                            .color = column->step == 0 ? "muster_overdue" : "muster_dim",
                            .x = x,
                            .middle = self->line + AXIS / 2.0f + TIME_LINE * self->scale / 2,
                            .room = MAX (self->painter.width - x, 1) });
}

/* It is told again and again. */
static void
paint_again (const Picture *self, const Column *column)
{
  float apart = (self->painter.width - 2 * PAD) *
                (float) ((double) self->timeline->plan->wait_us / (double) self->whole_us);
  float x = x_at (self, column) + MAX (apart, 12);

  for (; x < self->painter.width - 4; x += MAX (apart, 12))
    fill (self, "muster_overdue", GRAPHENE_RECT_INIT (x - 2, self->line - 2, 4, 4), 2);
  muster_painter_icon (
      &self->painter, "dialog-warning-symbolic", "muster_overdue",
      GRAPHENE_RECT_INIT (roundf (x_at (self, column) - 8), self->faces - 8, 16, 16));
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterPolicyTimeline *timeline = MUSTER_POLICY_TIMELINE (widget);
  Picture self = { timeline, muster_painter_new (widget, snapshot), 1, 0, 0, 0, 0, 0 };
  float taken = 0;

  if (!timeline->plan)
    return;
  self.painter.is_mirrored = FALSE;
  self.scale = (float) muster_style_text_scale (widget);
  self.faces = roundf (ROUND_LINE * self.scale + FACE / 2.0f + 3);
  self.line = roundf (self.faces + FACE / 2.0f + NAME_LINE * self.scale + AXIS / 2.0f + 2);
  scale_time (&self);
  paint_bands (&self);
  paint_hidden (&self);
  fill (&self, "muster_rule",
        GRAPHENE_RECT_INIT (PAD, self.line - 1, self.painter.width - 2 * PAD, 2), 1);
  for (guint i = 0; i < timeline->columns->len; i++)
    {
      const Column *column = get_column (timeline, i);
      float room = end_of (&self, i) - x_at (&self, column);

      taken = paint_time (&self, column, taken);
      if (column->step == 0)
        {
          paint_again (&self, column);
          continue;
        }
      paint_faces (&self, column, room);
      paint_name (&self, column, room);
    }
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  double scale = muster_style_text_scale (widget);
  int height = (int) ceil ((ROUND_LINE + NAME_LINE + TIME_LINE) * scale) + FACE + AXIS + 6;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_MIN : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_BEST : height;
}

/* --- the widget --- */

static void
finalize (GObject *object)
{
  MusterPolicyTimeline *self = MUSTER_POLICY_TIMELINE (object);

  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->plan, muster_policy_plan_free);
  G_OBJECT_CLASS (muster_policy_timeline_parent_class)->finalize (object);
}

static void
muster_policy_timeline_class_init (MusterPolicyTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->measure = measure;
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
muster_policy_timeline_init (MusterPolicyTimeline *self)
{
  self->columns = g_ptr_array_new_with_free_func (column_free);
}

/**
 * muster_policy_timeline_new:
 *
 * Returns: (transfer floating): a picture of nothing
 */
GtkWidget *
muster_policy_timeline_new (void)
{
  return g_object_new (MUSTER_TYPE_POLICY_TIMELINE, NULL);
}

/**
 * muster_policy_timeline_set:
 * @self: a picture
 * @plan: (transfer full): what it shows
 */
void
muster_policy_timeline_set (MusterPolicyTimeline *self, MusterPolicyPlan *plan)
{
  g_autofree char *spoken = muster_policy_plan_describe (plan);

  g_return_if_fail (MUSTER_IS_POLICY_TIMELINE (self));
  g_ptr_array_set_size (self->columns, 0);
  g_clear_pointer (&self->plan, muster_policy_plan_free);
  self->plan = plan;
  for (guint i = 0; i < plan->moments->len; i++)
    add_moment (self, g_ptr_array_index (plan->moments, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who is paged when"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
