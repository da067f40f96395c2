/* room-roles.c - the cards of an incident's four roles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-roles.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/focus.h"
#include "console/person-list.h"
#include "console/role-card.h"
#include "console/style.h"

#define SPACING       12
#define WIDEST_WANTED 190 /* a longer name is cut rather than the cards stacked */

struct _MusterRoomRoles
{
  GtkWidget parent_instance;
  GtkWidget *cards[MUSTER_N_SINGLE_ROLES];
  GtkWidget *popover; /* one for all cards, its parent is the card that asked */
  GtkWidget *claim;
  GtkWidget *release;
  GtkWidget *page;
  GtkWidget *heading;
  GtkWidget *people;
  MusterRole role; /* of the popover */
  MusterUlid holders[MUSTER_N_SINGLE_ROLES];
  MusterUlid me;
  const MusterDirectory *directory; /* (nullable): of the last set */
};

G_DEFINE_FINAL_TYPE (MusterRoomRoles, muster_room_roles, GTK_TYPE_WIDGET)

static void
chosen_cb (MusterRoomRoles *self, const char *target)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "room.assign", "(ss)",
                              muster_role_name (self->role), target);
}

static void
claim_cb (MusterRoomRoles *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "room.claim", "s", muster_role_name (self->role));
}

static void
release_cb (MusterRoomRoles *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "room.release", "s",
                              muster_role_name (self->role));
}

static void
page_cb (MusterRoomRoles *self)
{
  g_autofree char *id = muster_ulid_to_string (self->holders[self->role]);
  g_autofree char *target = g_strconcat ("person:", id, NULL);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "room.page", "s", target);
}

static void
open_menu (MusterRoomRoles *self, MusterRole role)
{
  MusterUlid holder = self->holders[role];
  gboolean is_vacant = muster_ulid_is_null (holder);
  gboolean is_me = !is_vacant && muster_ulid_equal (holder, self->me);

  self->role = role;
  gtk_widget_set_visible (self->claim, !is_me);
  gtk_widget_set_visible (self->release, !is_vacant);
  gtk_widget_set_visible (self->page, !is_vacant && !is_me);
  /* TRANSLATORS: over a list of people who could have a role */
  gtk_label_set_text (GTK_LABEL (self->heading), is_vacant ? _ ("Give it to") : _ ("Hand over to"));
  if (self->directory)
    muster_person_list_set (MUSTER_PERSON_LIST (self->people), self->directory, FALSE, holder);
  if (gtk_widget_get_parent (self->popover) != self->cards[role])
    {
      g_object_ref (self->popover);
      gtk_widget_unparent (self->popover);
      gtk_widget_set_parent (self->popover, self->cards[role]);
      g_object_unref (self->popover);
    }
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static MusterRole
role_of (MusterRoomRoles *self, GtkWidget *card)
{
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    if (self->cards[i] == card)
      return (MusterRole) i;
  return MUSTER_ROLE_COMMANDER;
}

/* An empty card is claimed at once: there is an undo, and a role that nobody has is urgent. */
static void
clicked_cb (MusterRoomRoles *self, GtkWidget *card)
{
  MusterRole role = role_of (self, card);

  if (muster_ulid_is_null (self->holders[role]))
    gtk_widget_activate_action (GTK_WIDGET (self), "room.claim", "s", muster_role_name (role));
  else
    open_menu (self, role);
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, MusterRoomRoles *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self,
             role_of (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))));
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  MusterRoomRoles *self = MUSTER_ROOM_ROLES (widget);

  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    if (gtk_widget_has_focus (self->cards[i]))
      {
        open_menu (self, (MusterRole) i);
        return TRUE;
      }
  return FALSE;
}

/* --- layout: four in a row where they fit, else two --- */

static void
measure_card (MusterRoomRoles *self, GtkOrientation orientation, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    {
      int least, wanted;

      gtk_widget_measure (self->cards[i], orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static guint
count_columns (MusterRoomRoles *self, int width)
{
  int widest = (int) (WIDEST_WANTED * muster_style_text_scale (GTK_WIDGET (self)));
  int least, wanted;

  measure_card (self, GTK_ORIENTATION_HORIZONTAL, &least, &wanted);
  return width >= 4 * MIN (wanted, widest) + 3 * SPACING ? 4 : 2;
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
  MusterRoomRoles *self = MUSTER_ROOM_ROLES (widget);
  int rows = (int) (MUSTER_N_SINGLE_ROLES / (for_size < 0 ? 4 : count_columns (self, for_size)));

  measure_card (self, orientation, minimum, natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 2 * *minimum + SPACING;
      *natural = 4 * *natural + 3 * SPACING;
      return;
    }
  *minimum = *natural = rows * *natural + (rows - 1) * SPACING;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRoomRoles *self = MUSTER_ROOM_ROLES (widget);
  guint columns = count_columns (self, width);
  int card = (width - (int) (columns - 1) * SPACING) / (int) columns;
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int least, wanted;

  measure_card (self, GTK_ORIENTATION_VERTICAL, &least, &wanted);
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    {
      guint column = is_mirrored ? columns - 1 - i % columns : i % columns;
      const GtkAllocation place = { (int) column * (card + SPACING),
                                    (int) (i / columns) * (wanted + SPACING), card, wanted };

      gtk_widget_size_allocate (self->cards[i], &place, -1);
    }
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_ROOM_ROLES (widget)->cards[0]);
}

static void
dispose (GObject *object)
{
  MusterRoomRoles *self = MUSTER_ROOM_ROLES (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    g_clear_pointer (&self->cards[i], gtk_widget_unparent);
  G_OBJECT_CLASS (muster_room_roles_parent_class)->dispose (object);
}

static void
muster_room_roles_class_init (MusterRoomRolesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->get_request_mode = get_request_mode;
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}

static GtkWidget *
make_button (MusterRoomRoles *self, const char *label, void (*clicked) (MusterRoomRoles *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked), self);
  return button;
}

static void
make_popover (MusterRoomRoles *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  /* TRANSLATORS: verb: take a role yourself */
  self->claim = make_button (self, _ ("_Claim"), claim_cb);
  /* TRANSLATORS: verb: give a role up, so that nobody has it */
  self->release = make_button (self, _ ("_Release"), release_cb);
  /* TRANSLATORS: verb: get the attention of the person who has a role */
  self->page = make_button (self, _ ("_Page"), page_cb);
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "caption-heading");
  gtk_widget_add_css_class (self->heading, "muster-dim");
  self->people = muster_person_list_new ();
  g_signal_connect_swapped (self->people, "chosen", G_CALLBACK (chosen_cb), self);
  gtk_box_append (GTK_BOX (box), self->claim);
  gtk_box_append (GTK_BOX (box), self->page);
  gtk_box_append (GTK_BOX (box), self->release);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->people);
  gtk_widget_set_size_request (box, 240, -1);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_parent (self->popover, self->cards[0]);
}

static void
muster_room_roles_init (MusterRoomRoles *self)
{
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    {
      GtkGesture *gesture = gtk_gesture_click_new ();

      self->cards[i] = muster_role_card_new ();
      gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
      g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
      gtk_widget_add_controller (self->cards[i], GTK_EVENT_CONTROLLER (gesture));
      g_signal_connect_swapped (self->cards[i], "clicked", G_CALLBACK (clicked_cb), self);
      gtk_widget_set_parent (self->cards[i], GTK_WIDGET (self));
    }
  make_popover (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Roles"),
                                  -1);
}

/**
 * muster_room_roles_new:
 *
 * Returns: (transfer floating): cards of no incident yet
 */
GtkWidget *
muster_room_roles_new (void)
{
  return g_object_new (MUSTER_TYPE_ROOM_ROLES, NULL);
}

/**
 * muster_room_roles_set:
 * @self: the cards
 * @world: who there is; the cards must be set again when the world is another one
 * @incident: the incident; only looked at
 * @me: who sits here; may be null
 */
void
muster_room_roles_set (MusterRoomRoles *self,
                       const MusterWorld *world,
                       const MusterIncident *incident,
                       MusterUlid me)
{
  MusterNames names = muster_world_get_names (world);

  g_return_if_fail (MUSTER_IS_ROOM_ROLES (self));

  self->directory = muster_world_get_directory (world);
  self->me = me;
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    {
      MusterUlid holder = incident->roles[i];
      gboolean is_held = !muster_ulid_is_null (holder);
      g_autofree char *person =
          is_held ? muster_safe_text (names.person (names.user_data, holder), -1, FALSE) : NULL;
      MusterRoleCardData data = {
        .role = (MusterRole) i,
        .person = person,
        .is_you = is_held && muster_ulid_equal (holder, me),
        .since_us = is_held ? incident->role_since_us[i] : 0,
      };

      self->holders[i] = holder;
      muster_role_card_set (MUSTER_ROLE_CARD (self->cards[i]), &data);
    }
}
