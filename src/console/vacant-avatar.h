/* vacant-avatar.h - the place of a person who is not there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_VACANT_OPEN, /* a dashed outline: somebody may take it */
  MUSTER_VACANT_GAP,  /* hatched: somebody should be there */
} MusterVacantKind;

#define MUSTER_TYPE_VACANT_AVATAR (muster_vacant_avatar_get_type ())
G_DECLARE_FINAL_TYPE (MusterVacantAvatar, muster_vacant_avatar, MUSTER, VACANT_AVATAR, GtkWidget)

GtkWidget *muster_vacant_avatar_new (MusterVacantKind kind, int size);

G_END_DECLS
