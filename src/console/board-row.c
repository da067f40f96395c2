/* board-row.c - one incident on the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/board-row-face.h"
#include "console/style.h"
#include "console/tick.h"

#define ICON       16
#define CHIP_GAP   6
#define MOST_CHIPS 3
#define MINUTE_US  (60 * (gint64) G_USEC_PER_SEC)

/* The row draws itself: what stays between two changes of its data is one render node, and each
 * second only the words that count are laid out again. The button is a child. */
struct _MusterBoardRow
{
  GtkWidget parent_instance;
  MusterBoardRowFace face;
  GtkWidget *button;
  GskRenderNode *still; /* (nullable): all that does not count */
};

G_DEFINE_FINAL_TYPE (MusterBoardRow, muster_board_row, GTK_TYPE_WIDGET)

static void
redraw (MusterBoardRow *self)
{
  g_clear_pointer (&self->still, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
has_button (MusterBoardRow *self)
{
  return self->face.data && (!self->face.data->commander ||
                             (self->face.columns.is_narrow && self->face.data->is_yours &&
                              self->face.data->fact == MUSTER_ROW_FACT_APPROVALS));
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterBoardRow *self = MUSTER_BOARD_ROW (widget);
  MusterPainter painter = muster_painter_new (widget, snapshot);

  if (!self->face.data)
    return;
  if (!self->still)
    {
      painter.snapshot = gtk_snapshot_new ();
      muster_board_row_face_paint_still (&self->face, &painter);
      self->still = gtk_snapshot_free_to_node (painter.snapshot);
      painter.snapshot = snapshot;
    }
  if (self->still)
    gtk_snapshot_append_node (snapshot, self->still);
  muster_board_row_face_paint_counting (&self->face, &painter);
  gtk_widget_snapshot_child (widget, self->button, snapshot);
}

static int
height_for (MusterBoardRow *self, int width)
{
  float scale = (float) muster_style_text_scale (GTK_WIDGET (self));
  MusterBoardColumns columns = muster_board_columns_at ((float) width, scale);
  gboolean has_line =
      self->face.data &&
      (!self->face.data->commander ||
       (self->face.data->is_yours && self->face.data->fact == MUSTER_ROW_FACT_APPROVALS));

  if (!columns.is_narrow)
    return (int) ceilf (MUSTER_BOARD_ROW_HEIGHT * scale);
  return (int) ceilf ((MUSTER_BOARD_NARROW_HEIGHT + (has_line ? MUSTER_BOARD_BUTTON_ROOM : 0)) *
                      scale);
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
  MusterBoardRow *self = MUSTER_BOARD_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MUSTER_BOARD_LEAST_WIDTH;
  else
    *minimum = *natural = height_for (self, for_size < 0 ? MUSTER_BOARD_LEAST_WIDTH : for_size);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
allocate_child (MusterBoardRow *self, GtkWidget *child, graphene_rect_t box)
{
  MusterPainter painter = muster_painter_new (GTK_WIDGET (self), NULL);
  graphene_rect_t place = muster_painter_place (&painter, box);

  gtk_widget_allocate (
      child, (int) place.size.width, (int) place.size.height, -1,
      gsk_transform_translate (
          NULL, &GRAPHENE_POINT_INIT (roundf (place.origin.x), roundf (place.origin.y))));
}

static void
place_button (MusterBoardRow *self, int height)
{
  float scale = self->face.columns.scale;
  int width;
  int tall;
  float x =
      self->face.columns.is_narrow ? self->face.columns.title.x : self->face.columns.commander.x;
  float y;

  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, width, NULL, &tall, NULL, NULL);
  y = self->face.columns.is_narrow ? 54 * scale : (float) (height - tall) / 2;
  allocate_child (self, self->button, GRAPHENE_RECT_INIT (x, y, (float) width, (float) tall));
}

static void
update_children (MusterBoardRow *self)
{
  const MusterBoardRowData *data = self->face.data;
  gboolean is_review = data && data->commander;

  gtk_widget_set_child_visible (self->button, has_button (self));
  /* A list item gives the focus away to a child that takes it, and then the keys of the row would
   * act on the one that is selected. C and the menu of the row do what the button does. */
  gtk_widget_set_focusable (self->button, FALSE);
  if (!has_button (self))
    return;
  if (is_review)
    {
      g_autofree char *label = g_strdup_printf (
          /* TRANSLATORS: a button: look at what waits for your approval */
          ngettext ("Review %u approval", "Review %u approvals", data->fact_n), data->fact_n);

      gtk_button_set_label (GTK_BUTTON (self->button), label);
    }
  else
    /* TRANSLATORS: a button: become the commander of this incident */
    gtk_button_set_label (GTK_BUTTON (self->button), _ ("Take command"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", data->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  is_review ? "board.review" : "board.take-command");
  muster_style_set_class (self->button, "suggested-action", is_review);
}

static void update_texts (GtkWidget *widget, gint64 now_us);

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterBoardRow *self = MUSTER_BOARD_ROW (widget);
  gboolean was_narrow = self->face.columns.is_narrow;

  self->face.columns =
      muster_board_columns_at ((float) width, (float) muster_style_text_scale (widget));
  g_clear_pointer (&self->still, gsk_render_node_unref);
  update_children (self);
  if (was_narrow != self->face.columns.is_narrow)
    update_texts (widget, self->face.now_us);
  place_button (self, height);
}

static void
describe (MusterBoardRow *self)
{
  g_autofree char *label = muster_board_row_data_describe (self->face.data, self->face.now_us);

  muster_style_name_item (GTK_WIDGET (self), label);
}

static void
update_texts (GtkWidget *widget, gint64 now_us)
{
  MusterBoardRow *self = MUSTER_BOARD_ROW (widget);
  gboolean is_next_minute = now_us / MINUTE_US != self->face.now_us / MINUTE_US;

  if (!self->face.data)
    return;
  if (muster_board_row_face_update (&self->face, now_us))
    gtk_widget_queue_draw (widget);
  if (is_next_minute)
    describe (self);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (muster_board_row_parent_class)->css_changed (widget, change);
  redraw (MUSTER_BOARD_ROW (widget));
}

static void
system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (muster_board_row_parent_class)->system_setting_changed (widget, setting);
  redraw (MUSTER_BOARD_ROW (widget));
  gtk_widget_queue_resize (widget);
}

static void
dispose (GObject *object)
{
  MusterBoardRow *self = MUSTER_BOARD_ROW (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->still, gsk_render_node_unref);
  muster_board_row_face_clear (&self->face);
  G_OBJECT_CLASS (muster_board_row_parent_class)->dispose (object);
}

static void
muster_board_row_class_init (MusterBoardRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->get_request_mode = get_request_mode;
  widget_class->size_allocate = size_allocate;
  widget_class->css_changed = css_changed;
  widget_class->system_setting_changed = system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "board-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
muster_board_row_init (MusterBoardRow *self)
{
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "take-command");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  muster_tick_follow (GTK_WIDGET (self), update_texts);
}

/**
 * muster_board_row_new:
 *
 * Returns: (transfer floating): a row without an incident
 */
GtkWidget *
muster_board_row_new (void)
{
  return g_object_new (MUSTER_TYPE_BOARD_ROW, NULL);
}

/**
 * muster_board_row_set:
 * @self: a row
 * @data: (nullable): what it says; copied
 * @edges: where in its group it stands
 */
void
muster_board_row_set (MusterBoardRow *self, const MusterBoardRowData *data, MusterBoardEdges edges)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean had_button;

  g_return_if_fail (MUSTER_IS_BOARD_ROW (self));

  had_button = has_button (self);
  g_clear_pointer (&self->face.data, muster_board_row_data_free);
  if (!data)
    return;
  self->face.data = muster_board_row_data_copy (data);
  muster_style_set_class (widget, "first", edges & MUSTER_BOARD_FIRST);
  muster_style_set_class (widget, "last", edges & MUSTER_BOARD_LAST);
  muster_style_set_class (widget, "pending", data->is_pending);
  update_children (self);
  if (had_button != has_button (self))
    gtk_widget_queue_resize (widget);
  update_texts (widget, muster_tick_now_us (muster_tick_get (widget)));
  describe (self);
  redraw (self);
}

/**
 * muster_board_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): which incident it shows
 */
const char *
muster_board_row_get_id (MusterBoardRow *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_ROW (self), NULL);
  return self->face.data ? self->face.data->id : NULL;
}
