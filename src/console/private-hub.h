/* private-hub.h - finds the hub of this account, or starts it (protocol §8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include <gio/gio.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_PRIVATE_HUB_IDLE,
  MUSTER_PRIVATE_HUB_LOOKING,
  MUSTER_PRIVATE_HUB_STARTING,
  MUSTER_PRIVATE_HUB_RUNNING,
  MUSTER_PRIVATE_HUB_FAILED, /* it tries again by itself; get_trouble() says what is wrong */
} MusterPrivateHubState;

/* Signal "state-changed" (no arguments). The hub goes on when this object, or the console, ends:
 * alerts come at any time. */
#define MUSTER_TYPE_PRIVATE_HUB (muster_private_hub_get_type ())
G_DECLARE_FINAL_TYPE (MusterPrivateHub, muster_private_hub, MUSTER, PRIVATE_HUB, GObject)

/* @program: (nullable): the musterd to start; NULL: the one beside this program */
MusterPrivateHub *muster_private_hub_new (MusterClock *clock, const char *program);
/* Sees to it that the hub runs. May be called whenever it does not answer. */
void muster_private_hub_ensure (MusterPrivateHub *self);
/* Ends the hub if this object started it. */
void muster_private_hub_stop (MusterPrivateHub *self);
MusterPrivateHubState muster_private_hub_get_state (MusterPrivateHub *self);
const char *muster_private_hub_get_trouble (MusterPrivateHub *self); /* NULL: none */

char *muster_private_hub_address (void);      /* "unix:PATH" */
gboolean muster_private_hub_has_state (void); /* it was there before */

G_END_DECLS
