/* width-watcher.c - tells the window how wide it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/width-watcher.h"

#include "console/style.h"

/* Something that lies side by side in a wide window only. */
typedef struct
{
  GObject *object; /* weak */
  int below;       /* folded in less room than this */
} Fold;

struct _MusterWidthWatcher
{
  AdwBin parent_instance;
  GArray *folds; /* of Fold */
  int room;      /* pixels, at the usual size of text */
  MusterWidth width;
  guint idle;
};

typedef enum
{
  PROP_WIDTH = 1,
} MusterWidthWatcherProperty;
static GParamSpec *properties[PROP_WIDTH + 1];

G_DEFINE_FINAL_TYPE (MusterWidthWatcher, muster_width_watcher, ADW_TYPE_BIN)

static const char *const classes[] = {
  [MUSTER_WIDTH_NARROW] = "narrow",
  [MUSTER_WIDTH_MEDIUM] = "medium",
  [MUSTER_WIDTH_WIDE] = "wide",
};

/**
 * muster_width_of:
 * @pixels: the width of a window, logical pixels at the usual size of text
 *
 * Returns: which layout it gets
 */
MusterWidth
muster_width_of (int pixels)
{
  if (pixels >= MUSTER_WIDE_FROM)
    return MUSTER_WIDTH_WIDE;
  return pixels >= MUSTER_MEDIUM_FROM ? MUSTER_WIDTH_MEDIUM : MUSTER_WIDTH_NARROW;
}

static void
apply_fold (MusterWidthWatcher *self, const Fold *fold)
{
  gboolean is_folded = self->room < fold->below;

  if (ADW_IS_FLAP (fold->object))
    adw_flap_set_fold_policy (ADW_FLAP (fold->object),
                              is_folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  else if (ADW_IS_LEAFLET (fold->object))
    adw_leaflet_set_can_unfold (ADW_LEAFLET (fold->object), !is_folded);
}

static gboolean
apply_cb (gpointer user_data)
{
  MusterWidthWatcher *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  MusterWidth width = muster_width_of (self->room);

  self->idle = 0;
  for (guint i = 0; i < self->folds->len; i++)
    apply_fold (self, &g_array_index (self->folds, Fold, i));
  for (guint i = 0; root && i < G_N_ELEMENTS (classes); i++)
    muster_style_set_class (GTK_WIDGET (root), classes[i], i == width);
  if (width == self->width)
    return G_SOURCE_REMOVE;
  self->width = width;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
  return G_SOURCE_REMOVE;
}

static int
least_width (GtkWidget *child)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

static int
least_height (GtkWidget *child, int width)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least_width (child)), &least,
                      NULL, NULL, NULL);
  return least;
}

/* Text of twice the size has half the room. What follows from the width asks for another layout,
 * which must not happen inside this one. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterWidthWatcher *self = MUSTER_WIDTH_WATCHER (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int room = (int) (width / MAX (muster_style_text_scale (widget), 1.0));

  if (child)
    gtk_widget_allocate (child, MAX (width, least_width (child)),
                         MAX (height, least_height (child, width)), baseline, NULL);
  if (self->room == room)
    return;
  self->room = room;
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_cb, self, NULL);
}

/* The wide layout must not keep the window from getting narrow: until the other one is there, in
 * the next idle, the child is cut off. */
static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (!child)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, least_width (child));
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? MUSTER_LEAST_WIDTH
                                                                      : MUSTER_LEAST_HEIGHT);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
forget_cb (gpointer user_data, GObject *was)
{
  MusterWidthWatcher *self = user_data;

  for (guint i = self->folds->len; i-- > 0;)
    if (g_array_index (self->folds, Fold, i).object == was)
      g_array_remove_index_fast (self->folds, i);
}

static void
dispose (GObject *object)
{
  MusterWidthWatcher *self = MUSTER_WIDTH_WATCHER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  for (guint i = 0; i < self->folds->len; i++)
    g_object_weak_unref (g_array_index (self->folds, Fold, i).object, forget_cb, self);
  g_array_set_size (self->folds, 0);
  G_OBJECT_CLASS (muster_width_watcher_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (MUSTER_WIDTH_WATCHER (object)->folds);
  G_OBJECT_CLASS (muster_width_watcher_parent_class)->finalize (object);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterWidthWatcher *self = MUSTER_WIDTH_WATCHER (object);

  switch ((MusterWidthWatcherProperty) id)
    {
    case PROP_WIDTH:
      g_value_set_uint (value, self->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
muster_width_watcher_class_init (MusterWidthWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  object_class->get_property = get_property;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
  widget_class->get_request_mode = get_request_mode;
  properties[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, 0, MUSTER_WIDTH_WIDE,
                                              MUSTER_WIDTH_WIDE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
muster_width_watcher_init (MusterWidthWatcher *self)
{
  self->width = MUSTER_WIDTH_WIDE;
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* it lays out by itself */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->folds = g_array_new (FALSE, FALSE, sizeof (Fold));
}

/**
 * muster_width_watcher_new:
 *
 * Returns: (transfer floating): a watcher without a child
 */
GtkWidget *
muster_width_watcher_new (void)
{
  return g_object_new (MUSTER_TYPE_WIDTH_WATCHER, NULL);
}

/**
 * muster_width_watcher_get_width:
 * @self: a watcher
 *
 * Returns: the layout of the window now; "notify::width" tells of another
 */
MusterWidth
muster_width_watcher_get_width (MusterWidthWatcher *self)
{
  g_return_val_if_fail (MUSTER_IS_WIDTH_WATCHER (self), MUSTER_WIDTH_WIDE);
  return self->width;
}

static void
add_fold (MusterWidthWatcher *self, GObject *object, int below)
{
  Fold fold = { object, below };

  g_object_weak_ref (object, forget_cb, self);
  g_array_append_val (self->folds, fold);
  if (self->room > 0)
    apply_fold (self, &fold);
}

/**
 * muster_width_watcher_fold_flap:
 * @self: a watcher
 * @flap: a side pane
 * @below: it lies over the content in a window narrower than this, pixels
 */
void
muster_width_watcher_fold_flap (MusterWidthWatcher *self, AdwFlap *flap, int below)
{
  g_return_if_fail (MUSTER_IS_WIDTH_WATCHER (self));
  g_return_if_fail (ADW_IS_FLAP (flap));
  add_fold (self, G_OBJECT (flap), below);
}

/**
 * muster_width_watcher_fold_leaflet:
 * @self: a watcher
 * @leaflet: side bar and content
 * @below: it shows one at a time in a window narrower than this, pixels
 */
void
muster_width_watcher_fold_leaflet (MusterWidthWatcher *self, AdwLeaflet *leaflet, int below)
{
  g_return_if_fail (MUSTER_IS_WIDTH_WATCHER (self));
  g_return_if_fail (ADW_IS_LEAFLET (leaflet));
  add_fold (self, G_OBJECT (leaflet), below);
}
