/* role-card.h - who has a role of an incident, and how far they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/role.h"
G_BEGIN_DECLS

typedef struct
{
  MusterRole role;
  const char *person; /* (nullable): nobody yet */
  gboolean is_you;
  gint64 since_us;
  guint n_done;  /* of the role's checklist */
  guint n_tasks; /* 0: it has none */
} MusterRoleCardData;

/* A button: the owner gives it an action or a popover. */
#define MUSTER_TYPE_ROLE_CARD (muster_role_card_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoleCard, muster_role_card, MUSTER, ROLE_CARD, GtkButton)

GtkWidget *muster_role_card_new (void);
void muster_role_card_set (MusterRoleCard *self, const MusterRoleCardData *data);

G_END_DECLS
