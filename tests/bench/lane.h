/* lane.h - one kept connection to a server on loopback: a request, its answer, the next one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  int fd; /* does not block */
  const GString *post;
  gsize sent;
  gint64 began_us;
  char answer[8192];
  gsize answer_n;
} Lane;

/* Aborts when nobody listens. */
void lane_open (Lane *self, guint16 port);
void lane_close (Lane *self);
void lane_begin (Lane *self, const GString *post);
/* Sends and reads as far as it goes. The answer's status once it is whole; 0 before; -1: broken. */
int lane_drive (Lane *self);
/* Drives until then. */
int lane_ask (Lane *self, const GString *post);

G_END_DECLS
