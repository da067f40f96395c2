/* session.h - one hub as the console works with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "replica/replica.h"
#include "world/commands.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Holds the replica of a hub and sends what the user does. Windows, pages and notifications of one
 * hub share one session. */
#define MUSTER_TYPE_SESSION (muster_session_get_type ())
G_DECLARE_FINAL_TYPE (MusterSession, muster_session, MUSTER, SESSION, GObject)

/* @url: "unix:PATH" or "http://…"; @token (nullable); @folder: where the outbox is kept. */
MusterSession *muster_session_new (const char *url,
                                   const char *token,
                                   const char *folder,
                                   MusterClock *clock,
                                   GError **error);
void muster_session_start (MusterSession *self);

MusterReplica *muster_session_get_replica (MusterSession *self);
/* Is the hub there, so that people can be paged and checks can be run? */
gboolean muster_session_is_online (MusterSession *self);
MusterClock *muster_session_get_clock (MusterSession *self);
const MusterWorld *muster_session_get_world (MusterSession *self); /* shorthand; not to be kept */
const char *muster_session_get_title (MusterSession *self);        /* the hub's name for people */
gboolean muster_session_is_drill (MusterSession *self);
void muster_session_set_drill (MusterSession *self, const char *title, const char *hint);
const char *muster_session_get_drill (MusterSession *self);      /* its title; NULL: none */
const char *muster_session_get_drill_hint (MusterSession *self); /* NULL: none */
/* Why its hub does not run, where that is known better than by the link. */
void muster_session_set_trouble (MusterSession *self, const char *trouble);
const char *muster_session_get_trouble (MusterSession *self); /* NULL: none */
MusterHubLink *muster_session_get_link (MusterSession *self); /* for requests that are no command */
/* signals: "drill-changed", "trouble-changed" */

/* A command of that name about that incident (0: none), by the person who sits here. */
MusterCommand *muster_session_command (MusterSession *self, const char *name, guint incident);
/* Sends it; what goes wrong is told in a toast of the window that @from is in, in words that say
 * what to do next. @done (nullable): told when it happened, with Undo where the command can be
 * undone. */
void muster_session_send (MusterSession *self,
                          MusterCommand *command /* transfer full */,
                          GtkWidget *from,
                          const char *done);

G_END_DECLS
