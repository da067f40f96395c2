/* similar-strip.c - suggests that an incident is the same as another that is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The likest one is suggested; the next, when people have said what it is. Nothing is ever merged
 * but by them. The hub is asked while somebody looks. */
#include "console/similar-strip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/room-joint.h"
#include "console/similar-list.h"
#include "console/wrap-box.h"

#define TURN_S 2  /* the hub is asked at most so often, when there is another incident, */
#define TURNS  10 /* and at least once in so many: what an incident says may change */

struct _MusterSimilarStrip
{
  GtkWidget parent_instance;
  MusterSession *session;
  guint incident;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *why;
  GtkWidget *buttons;
  GtkWidget *open;
  GtkWidget *merge;
  GtkWidget *apart;
  GCancellable *cancellable;
  GPtrArray *items; /* (nullable): of MusterSimilarItem, as the hub said last */
  guint other;      /* that is suggested; 0: none */
  guint last;       /* number of an incident when the hub was asked */
  guint timer;      /* 0: nobody looks */
  guint turns;      /* since the hub was asked */
  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (MusterSimilarStrip, muster_similar_strip, GTK_TYPE_WIDGET)

/* --- showing --- */

/* The older one goes on. */
static gboolean
goes_into_other (MusterSimilarStrip *self)
{
  return self->other < self->incident;
}

static void
set_button (GtkWidget *button, const char *words, const char *spoken)
{
  gtk_button_set_label (GTK_BUTTON (button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
name_buttons (MusterSimilarStrip *self)
{
  /* TRANSLATORS: verb: show an incident */
  g_autofree char *open = g_strdup_printf (_ ("Open INC-%u"), self->other);
  g_autofree char *merge =
      goes_into_other (self)
          /* TRANSLATORS: verb on a button: make one incident of two; that one goes on */
          ? g_strdup_printf (_ ("M_erge into INC-%u"), self->other)
          /* TRANSLATORS: verb on a button: make one incident of two; the present one goes on */
          : g_strdup_printf (_ ("M_erge INC-%u into this"), self->other);
  g_autofree char *merge_spoken = goes_into_other (self)
                                      ? g_strdup_printf (_ ("Merge into INC-%u"), self->other)
                                      : g_strdup_printf (_ ("Merge INC-%u into this"), self->other);
  /* TRANSLATORS: a button: these two incidents have nothing to do with each other */
  g_autofree char *apart = g_strdup_printf (_ ("Not the same as INC-%u"), self->other);

  /* TRANSLATORS: verb on a button: show an incident */
  set_button (self->open, _ ("_Open"), open);
  set_button (self->merge, merge, merge_spoken);
  /* TRANSLATORS: a button: two incidents have nothing to do with each other */
  set_button (self->apart, _ ("_Not the same"), apart);
}

static void
tell (MusterSimilarStrip *self, const MusterSimilarItem *item, guint n_more)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  const MusterIncident *other = muster_world_get_incident (world, item->incident);
  g_autofree char *title = muster_similar_item_tell (item);
  g_autofree char *why = muster_similar_item_tell_why (item, other);
  g_autofree char *more = NULL, *all = NULL;

  if (n_more > 0)
    /* TRANSLATORS: besides the incident that is named, so many others look like this one */
    more = g_strdup_printf (ngettext ("%u more looks like it", "%u more look like it", n_more),
                            n_more);
  all = more ? g_strdup_printf ("%s · %s", why, more) : g_strdup (why);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->why), all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  name_buttons (self);
}

/* Who pressed a button of it is not left without a focus when it goes. */
static void
hide (MusterSimilarStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "room.focus-line", NULL);
  gtk_widget_set_visible (self->box, FALSE);
}

/**
 * muster_similar_strip_update:
 * @self: a strip
 *
 * Shows what is worth a look still of what the hub suggested.
 */
void
muster_similar_strip_update (MusterSimilarStrip *self)
{
  const MusterWorld *world;
  const MusterIncident *incident;
  g_autoptr (GPtrArray) left = NULL;

  g_return_if_fail (MUSTER_IS_SIMILAR_STRIP (self));

  world = muster_session_get_world (self->session);
  incident = muster_world_get_incident (world, self->incident);
  if (incident && self->items && muster_session_is_online (self->session))
    left = muster_similar_list_choose (self->items, world, incident);
  self->other = left && left->len > 0 ? ((MusterSimilarItem *) left->pdata[0])->incident : 0;
  if (self->other == 0)
    {
      hide (self);
      return;
    }
  tell (self, left->pdata[0], left->len - 1);
  gtk_widget_set_visible (self->box, TRUE);
}

/* --- asking --- */

static void
got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSimilarStrip) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  GPtrArray *items = json ? muster_similar_list_read (json, &error) : NULL;

  self->is_loading = FALSE;
  if (!items)
    {
      g_debug ("no suggestions: %s", error->message);
      return;
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  if (!g_cancellable_is_cancelled (self->cancellable))
    muster_similar_strip_update (self);
}

static void
ask (MusterSimilarStrip *self)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  const MusterIncident *incident = muster_world_get_incident (world, self->incident);
  g_autofree char *path = NULL;

  if (self->is_loading || !muster_session_is_online (self->session) || !incident ||
      !muster_incident_is_open (incident))
    return;
  self->is_loading = TRUE;
  self->turns = 0;
  self->last = muster_world_last_incident (world);
  path = g_strdup_printf ("/v1/incidents/INC-%u/similar", self->incident);
  muster_replica_get_async (muster_session_get_replica (self->session), path, self->cancellable,
                            got_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  MusterSimilarStrip *self = user_data;

  if (muster_world_last_incident (muster_session_get_world (self->session)) != self->last ||
      ++self->turns >= TURNS)
    ask (self);
  return G_SOURCE_CONTINUE;
}

/* What people say of the other one counts, too. */
static void
changed_cb (MusterSimilarStrip *self, guint incident)
{
  if (self->other != 0 && incident == self->other)
    muster_similar_strip_update (self);
}

/* --- what is done --- */

static void
open_cb (MusterSimilarStrip *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-room", "u", self->other);
}

static void
merge_cb (MusterSimilarStrip *self)
{
  gboolean is_away = goes_into_other (self);

  muster_joint_merge_into (GTK_WIDGET (self), self->session, is_away ? self->incident : self->other,
                           is_away ? self->other : self->incident);
}

static void
apart_cb (MusterSimilarStrip *self)
{
  muster_joint_keep_apart (GTK_WIDGET (self), self->session, self->incident, self->other);
}

/* --- the widget --- */

static void
map (GtkWidget *widget)
{
  MusterSimilarStrip *self = MUSTER_SIMILAR_STRIP (widget);

  GTK_WIDGET_CLASS (muster_similar_strip_parent_class)->map (widget);
  ask (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (TURN_S, timer_cb, self);
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MUSTER_SIMILAR_STRIP (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (muster_similar_strip_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  MusterSimilarStrip *self = MUSTER_SIMILAR_STRIP (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_similar_strip_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterSimilarStrip *self = MUSTER_SIMILAR_STRIP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_similar_strip_parent_class)->finalize (object);
}

static void
muster_similar_strip_class_init (MusterSimilarStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "similar-strip");
}

static GtkWidget *
make_label (const char *class, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "xalign", 0.0, "wrap",
                                   TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
add_button (MusterSimilarStrip *self, GCallback callback)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "use-underline", TRUE, NULL);

  g_signal_connect_swapped (button, "clicked", callback, self);
  muster_wrap_box_append (MUSTER_WRAP_BOX (self->buttons), button);
  return button;
}

static void
muster_similar_strip_init (MusterSimilarStrip *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                    "icon-name", "view-dual-symbolic", NULL);

  self->cancellable = g_cancellable_new ();
  self->title = make_label ("heading", GTK_ACCESSIBLE_ROLE_STATUS);
  self->why = make_label ("caption", GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_add_css_class (self->why, "muster-dim");
  self->buttons = muster_wrap_box_new (6);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  self->open = add_button (self, G_CALLBACK (open_cb));
  self->merge = add_button (self, G_CALLBACK (merge_cb));
  self->apart = add_button (self, G_CALLBACK (apart_cb));
  gtk_box_append (GTK_BOX (texts), self->title);
  gtk_box_append (GTK_BOX (texts), self->why);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), texts);
  self->box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "spacing",
                            12, NULL);
  gtk_widget_add_css_class (self->box, "muster-strip");
  gtk_widget_add_css_class (self->box, "calm");
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_similar_strip_new:
 * @session: the hub
 * @incident: n of INC-n
 *
 * Returns: (transfer floating): a strip, which is there when something looks like that incident
 */
GtkWidget *
muster_similar_strip_new (MusterSession *session, guint incident)
{
  MusterSimilarStrip *self = g_object_new (MUSTER_TYPE_SIMILAR_STRIP, NULL);

  self->session = g_object_ref (session);
  self->incident = incident;
  g_signal_connect_object (muster_session_get_replica (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * muster_similar_strip_set_narrow:
 * @self: a strip
 * @is_narrow: whether the buttons go under the words
 */
void
muster_similar_strip_set_narrow (MusterSimilarStrip *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_SIMILAR_STRIP (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), is_narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
}
