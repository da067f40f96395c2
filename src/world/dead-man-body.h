/* dead-man-body.h - who is to notice that this hub is silent, as it is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_DEAD_MAN_EVERY_MIN_US (10 * G_USEC_PER_SEC)

/* What an object "dead_man_switch" says: {"url":"https://watch.example/ping/4711","every":"30s",
 * "network":false}; or, as who knows the address can keep the switch quiet,
 * {"url":{"secret":"NAME"}}. */
typedef struct
{
  char *url;        /* NULL: a secret's */
  char *secret;     /* its name; nullable */
  gint64 every_us;  /* 30 s by default */
  gboolean network; /* may lead to this machine and its network, and without TLS */
} MusterDeadManBody;

gboolean muster_dead_man_body_read (const char *body, MusterDeadManBody *out, GError **error);
void muster_dead_man_body_clear (MusterDeadManBody *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterDeadManBody, muster_dead_man_body_clear)
/* May a switch be reached there? */
gboolean muster_dead_man_check_url (const char *url, gboolean network, GError **error);

G_END_DECLS
