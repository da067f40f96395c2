/* graph-view.c - the picture of the services around an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/graph-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/severity-glyph.h"
#include "console/style.h"

#define GAP_X  54 /* between layers: room for the arrows */
#define GAP_Y  18
#define MARGIN 18
#define ARROW  7

struct _MusterGraphView
{
  GtkWidget parent_instance;
  MusterGraphData *data;     /* (nullable) */
  MusterGraphLayout *layout; /* (nullable) */
  GPtrArray *boxes;          /* of GtkWidget, children, one a node */
  int box_width, box_height; /* all are of one size */
  double zoom;
};

static guint signal_opened;

G_DEFINE_FINAL_TYPE (MusterGraphView, muster_graph_view, GTK_TYPE_WIDGET)

/* --- where things are --- */

static void
measure_boxes (MusterGraphView *self)
{
  self->box_width = self->box_height = 0;
  for (guint i = 0; i < self->boxes->len; i++)
    {
      int width, height;

      gtk_widget_measure (self->boxes->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL,
                          NULL);
      self->box_width = MAX (self->box_width, width);
      gtk_widget_measure (self->boxes->pdata[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL,
                          NULL);
      self->box_height = MAX (self->box_height, height);
    }
}

static double
base_width (MusterGraphView *self)
{
  guint n = self->layout ? self->layout->n_layers : 0;

  return 2 * MARGIN + n * self->box_width + (n > 0 ? n - 1 : 0) * GAP_X;
}

static double
base_height (MusterGraphView *self)
{
  double n = self->layout ? (double) self->layout->height : 0;

  return 2 * MARGIN + n * self->box_height + MAX (n - 1, 0) * GAP_Y;
}

static gboolean
is_mirrored (MusterGraphView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* The upper left of what stands there, before it is zoomed. */
static void
find_place (MusterGraphView *self, const MusterGraphPlace *place, double *x, double *y)
{
  *x = MARGIN + (double) place->x * (self->box_width + GAP_X);
  if (is_mirrored (self))
    *x = base_width (self) - *x - self->box_width;
  *y = MARGIN + (double) place->y * (self->box_height + GAP_Y);
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
  MusterGraphView *self = MUSTER_GRAPH_VIEW (widget);
  double size;

  measure_boxes (self);
  size = orientation == GTK_ORIENTATION_HORIZONTAL ? base_width (self) : base_height (self);
  *minimum = *natural = (int) ceil (size * self->zoom);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterGraphView *self = MUSTER_GRAPH_VIEW (widget);

  for (guint i = 0; i < self->boxes->len; i++)
    {
      GskTransform *transform = NULL;
      double x, y;

      find_place (self, &self->layout->places[i], &x, &y);
      transform = gsk_transform_scale (transform, (float) self->zoom, (float) self->zoom);
      transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT ((float) x, (float) y));
      gtk_widget_allocate (self->boxes->pdata[i], self->box_width, self->box_height, -1, transform);
    }
}

/* --- the arrows --- */

typedef struct
{
  double x, y;
} Point;

static Point
way_point (MusterGraphView *self, const GArray *way, guint i)
{
  gboolean is_first = i == 0, is_last = i + 1 == way->len;
  const MusterGraphPlace *at = &g_array_index (way, MusterGraphPlace, i);
  const MusterGraphPlace *next = &g_array_index (way, MusterGraphPlace, is_last ? i - 1 : i + 1);
  gboolean goes_right = (is_last ? at->x > next->x : at->x < next->x) != is_mirrored (self);
  Point point;

  find_place (self, at, &point.x, &point.y);
  point.y += self->box_height / 2.0;
  if (is_first ? goes_right : is_last ? !goes_right : FALSE)
    point.x += self->box_width;
  else if (!is_first && !is_last)
    point.x += self->box_width / 2.0;
  return point;
}

static void
draw_arrow (cairo_t *cr, Point from, Point to, gboolean is_failing)
{
  double side = from.x <= to.x ? -1 : 1;

  cairo_move_to (cr, to.x + side * ARROW, to.y - ARROW * 0.7);
  cairo_line_to (cr, to.x, to.y);
  cairo_line_to (cr, to.x + side * ARROW, to.y + ARROW * 0.7);
  if (is_failing)
    {
      cairo_close_path (cr);
      cairo_fill_preserve (cr);
    }
  cairo_stroke (cr);
}

static void
draw_edge (MusterGraphView *self, cairo_t *cr, guint edge, gboolean is_failing)
{
  const GArray *way = g_ptr_array_index (self->layout->ways, edge);
  Point before = { 0, 0 }, at = { 0, 0 };

  if (way->len < 2)
    return;
  cairo_set_line_width (cr, is_failing ? 3 : 1);
  for (guint i = 0; i < way->len; i++)
    {
      double middle;

      before = at;
      at = way_point (self, way, i);
      middle = (before.x + at.x) / 2;
      if (i == 0)
        cairo_move_to (cr, at.x, at.y);
      else
        cairo_curve_to (cr, middle, before.y, middle, at.y, at.x, at.y);
    }
  cairo_stroke (cr);
  draw_arrow (cr, before, at, is_failing);
}

static MusterSeverity
worst (const MusterGraphData *data)
{
  MusterSeverity severity = MUSTER_SEVERITY_NONE;

  for (guint i = 0; i < data->nodes->len; i++)
    severity = muster_severity_worst (severity, muster_graph_data_get (data, i)->severity);
  return severity;
}

static void
draw_edges (MusterGraphView *self, cairo_t *cr, gboolean failing)
{
  char name[24] = "bar_past";
  GdkRGBA color;

  if (failing && worst (self->data) != MUSTER_SEVERITY_NONE)
    g_snprintf (name, sizeof name, "sev_%d_text", (int) worst (self->data));
  muster_style_color (GTK_WIDGET (self), name, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  for (guint i = 0; i < self->data->edges->len; i++)
    if (muster_graph_data_is_failing_edge (self->data, i) == failing)
      draw_edge (self, cr, i, failing);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterGraphView *self = MUSTER_GRAPH_VIEW (widget);
  cairo_t *cr;

  if (!self->data)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  cairo_scale (cr, self->zoom, self->zoom);
  draw_edges (self, cr, FALSE);
  draw_edges (self, cr, TRUE); /* over the others */
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (muster_graph_view_parent_class)->snapshot (widget, snapshot);
}

/* --- walking --- */

static guint
find_focus (MusterGraphView *self)
{
  for (guint i = 0; i < self->boxes->len; i++)
    if (gtk_widget_is_focus (self->boxes->pdata[i]))
      return i;
  return G_MAXUINT;
}

static gboolean
is_linked (MusterGraphView *self, guint a, guint b)
{
  for (guint i = 0; i < self->data->edges->len; i++)
    {
      const MusterGraphEdge *edge = &g_array_index (self->data->edges, MusterGraphEdge, i);

      if ((edge->from == a && edge->to == b) || (edge->from == b && edge->to == a))
        return TRUE;
    }
  return FALSE;
}

/* How far it is in that direction; infinite: it does not lie there. What is connected is near. */
static double
distance (MusterGraphView *self, guint from, guint to, int dx, int dy)
{
  const MusterGraphPlace *a = &self->layout->places[from], *b = &self->layout->places[to];
  double along = (double) (dx != 0 ? (b->x - a->x) * (float) dx : (b->y - a->y) * (float) dy);
  double across = fabs ((double) (dx != 0 ? b->y - a->y : b->x - a->x));

  if (along < 0.01)
    return INFINITY;
  return along + across * (dx != 0 ? 1 : 4) - (is_linked (self, from, to) ? 100 : 0);
}

static gboolean
step (MusterGraphView *self, int dx, int dy)
{
  guint from = find_focus (self), best = G_MAXUINT;
  double least = INFINITY;

  if (from == G_MAXUINT)
    return FALSE;
  for (guint i = 0; i < self->boxes->len; i++)
    {
      double far =
          i == from ? INFINITY : distance (self, from, i, is_mirrored (self) ? -dx : dx, dy);

      if (far < least)
        {
          least = far;
          best = i;
        }
    }
  return best != G_MAXUINT && gtk_widget_grab_focus (self->boxes->pdata[best]);
}

static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int dx, dy;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  step (MUSTER_GRAPH_VIEW (widget), dx, dy);
  return TRUE; /* an arrow does not lead out of the picture */
}

static gboolean
home_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return gtk_widget_grab_focus (widget);
}

/* What the incident is about stands first. */
static gboolean
grab_focus (GtkWidget *widget)
{
  MusterGraphView *self = MUSTER_GRAPH_VIEW (widget);

  return self->boxes->len > 0 && gtk_widget_grab_focus (self->boxes->pdata[0]);
}

/* --- the boxes --- */

static void
clicked_cb (MusterGraphView *self, GtkWidget *box)
{
  g_signal_emit (self, signal_opened, 0, g_object_get_data (G_OBJECT (box), "service"));
}

static void
add_classes (GtkWidget *box, const MusterGraphNode *node)
{
  gtk_widget_add_css_class (box, "graph-box");
  if (muster_graph_node_fails (node))
    gtk_widget_add_css_class (box, "failing");
  else if (!node->is_on_path)
    gtk_widget_add_css_class (box, "calm");
  if (node->is_about)
    gtk_widget_add_css_class (box, "about");
}

static GtkWidget *
make_words (const MusterGraphNode *node, const char *caption)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (node->title);
  GtkWidget *below = gtk_label_new (caption);

  g_object_set (title, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, "max-width-chars", 22,
                NULL);
  g_object_set (below, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 26,
                NULL);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "numeric");
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), below);
  return words;
}

static GtkWidget *
make_box (MusterGraphView *self, guint i)
{
  const MusterGraphNode *node = muster_graph_data_get (self->data, i);
  GtkWidget *box = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *caption = muster_graph_data_dup_caption (self->data, i);
  g_autofree char *name = muster_graph_data_describe (self->data, i);

  if (muster_graph_node_fails (node))
    gtk_box_append (GTK_BOX (content), muster_severity_glyph_new (node->severity, 24));
  gtk_box_append (GTK_BOX (content), make_words (node, caption));
  gtk_button_set_child (GTK_BUTTON (box), content);
  add_classes (box, node);
  gtk_widget_set_tooltip_text (box, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (box), "service", g_strdup (node->service), g_free);
  g_signal_connect_swapped (box, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  return box;
}

static void
clear_boxes (MusterGraphView *self)
{
  for (guint i = 0; i < self->boxes->len; i++)
    gtk_widget_unparent (self->boxes->pdata[i]);
  g_ptr_array_set_size (self->boxes, 0);
}

/* --- the widget --- */

static void
dispose (GObject *object)
{
  clear_boxes (MUSTER_GRAPH_VIEW (object));
  G_OBJECT_CLASS (muster_graph_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterGraphView *self = MUSTER_GRAPH_VIEW (object);

  g_ptr_array_unref (self->boxes);
  g_clear_pointer (&self->data, muster_graph_data_free);
  g_clear_pointer (&self->layout, muster_graph_layout_free);
  G_OBJECT_CLASS (muster_graph_view_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int dx, dy;
  } keys[] = { { GDK_KEY_Left, -1, 0 },  { GDK_KEY_Right, 1, 0 },    { GDK_KEY_Up, 0, -1 },
               { GDK_KEY_Down, 0, 1 },   { GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_KP_Right, 1, 0 },
               { GDK_KEY_KP_Up, 0, -1 }, { GDK_KEY_KP_Down, 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, 0, step_cb, "(ii)", keys[i].dx, keys[i].dy);
  gtk_widget_class_add_binding (klass, GDK_KEY_Home, 0, home_cb, NULL);
}

static void
muster_graph_view_class_init (MusterGraphViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->snapshot = snapshot;
  widget_class->grab_focus = grab_focus;
  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "graph-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signal_opened = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_graph_view_init (MusterGraphView *self)
{
  self->boxes = g_ptr_array_new ();
  self->zoom = 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Services around what fails"), -1);
}

/**
 * muster_graph_view_new:
 *
 * Returns: (transfer floating): a picture of nothing yet
 */
GtkWidget *
muster_graph_view_new (void)
{
  return g_object_new (MUSTER_TYPE_GRAPH_VIEW, NULL);
}

/**
 * muster_graph_view_set:
 * @self: a picture
 * @data: (transfer full): the services
 *
 * Draws them; whoever is on a service stays on it.
 */
void
muster_graph_view_set (MusterGraphView *self, MusterGraphData *data)
{
  g_autofree char *focused = NULL;
  guint focus;

  g_return_if_fail (MUSTER_IS_GRAPH_VIEW (self) && data);

  focus = find_focus (self);
  if (focus != G_MAXUINT)
    focused = g_strdup (muster_graph_data_get (self->data, focus)->service);
  clear_boxes (self);
  g_clear_pointer (&self->data, muster_graph_data_free);
  g_clear_pointer (&self->layout, muster_graph_layout_free);
  self->data = data;
  self->layout = muster_graph_layout_new (
      data->nodes->len, (const MusterGraphEdge *) (gpointer) data->edges->data, data->edges->len);
  for (guint i = 0; i < data->nodes->len; i++)
    {
      g_ptr_array_add (self->boxes, make_box (self, i));
      if (g_strcmp0 (focused, muster_graph_data_get (data, i)->service) == 0)
        gtk_widget_grab_focus (self->boxes->pdata[i]);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * muster_graph_view_set_zoom:
 * @self: a picture
 * @zoom: 1: as large as text elsewhere
 */
void
muster_graph_view_set_zoom (MusterGraphView *self, double zoom)
{
  g_return_if_fail (MUSTER_IS_GRAPH_VIEW (self));

  self->zoom = CLAMP (zoom, MUSTER_GRAPH_ZOOM_MIN, MUSTER_GRAPH_ZOOM_MAX);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * muster_graph_view_get_zoom:
 * @self: a picture
 *
 * Returns: how much it is enlarged
 */
double
muster_graph_view_get_zoom (MusterGraphView *self)
{
  return self->zoom;
}

/**
 * muster_graph_view_fit:
 * @self: a picture
 * @width: pixels
 * @height: pixels
 *
 * Returns: the zoom, at most 1, at which all of it is seen in that
 */
double
muster_graph_view_fit (MusterGraphView *self, int width, int height)
{
  g_return_val_if_fail (MUSTER_IS_GRAPH_VIEW (self), 1);

  measure_boxes (self);
  return MIN (1, MIN (width / MAX (base_width (self), 1), height / MAX (base_height (self), 1)));
}
