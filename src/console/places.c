/* places.c - the five places of the console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/places.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static const MusterPlace places[] = {
  { MUSTER_PLACE_BOARD, N_ ("Board"), "view-list-bullet-symbolic", "<Alt>1", NULL },
  { MUSTER_PLACE_ONCALL, N_ ("On call"), "x-office-calendar-symbolic", "<Alt>2", NULL },
  { "nodes", N_ ("Nodes"), "network-server-symbolic", "<Alt>3",
    N_ ("Machines that run diagnostics for you will be here, with what each of them allows.") },
  { "reviews", N_ ("Reviews"), "document-edit-symbolic", "<Alt>4",
    N_ ("Postmortems and their action items will be here. Until then the menu of a room exports "
        "one as Markdown.") },
  { "insights", N_ ("Insights"), "x-office-presentation-symbolic", "<Alt>5",
    N_ ("Response times, noisy alerts and the load of being on call will be here.") },
};

/**
 * muster_places:
 * @n: (out): how many
 *
 * Returns: (transfer none): the places, in order
 */
const MusterPlace *
muster_places (guint *n)
{
  *n = G_N_ELEMENTS (places);
  return places;
}

/**
 * muster_place_new_empty:
 * @place: a place that is not built yet
 *
 * Returns: (transfer floating): a page that says plainly what it will hold
 */
GtkWidget *
muster_place_new_empty (const MusterPlace *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *status = adw_status_page_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (_ (place->title), NULL));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), place->icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Not built yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), _ (place->will_be));
  gtk_widget_set_vexpand (status, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), status);
  return box;
}
