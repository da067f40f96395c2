/* suspect-list.h - reads which changes may have begun an incident, as the hub ranks them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* Texts are fit to be shown; "" where nothing is said. */
typedef struct
{
  char *id;    /* of the change */
  char *title; /* of the push where there is one, else of the change */
  char *service;
  char *kind;
  char *by;
  char *url; /* "https://…" or "http://…", else "" */
  char *refuted_by;
  gint64 start_us;
  GPtrArray *reasons; /* of char *: "+1.42  took effect 4 min before it began" */
} MusterSuspectItem;

typedef struct
{
  GPtrArray *items; /* of MusterSuspectItem, likeliest first */
  char *outside;    /* what is to blame rather than a change; "" */
  gint64 onset_us;
  gint64 n;       /* suspects; there may be fewer items */
  gint64 n_later; /* changes that came when it had begun */
} MusterSuspectList;

MusterSuspectList *muster_suspect_list_read (GBytes *json, GError **error);
void muster_suspect_list_free (MusterSuspectList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSuspectList, muster_suspect_list_free)

/* "4 min before · db · deploy · by ana" */
char *muster_suspect_item_tell (const MusterSuspectItem *self, gint64 onset_us);

G_END_DECLS
