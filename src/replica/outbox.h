/* outbox.h - commands that wait for the hub, and those it did not apply, kept on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/command.h"
#include "replica/outbox-item.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/* Two lists in FOLDER/outbox.json. What is changed is in memory at once and on disk soon after:
 * muster_outbox_sync_async() says when. Written whole, off the main thread, never torn. */
typedef struct _MusterOutbox MusterOutbox;

/* Reads what is there. A file that cannot be read as a whole is set aside under another name, and
 * @trouble (out, nullable) says so in words; nothing of it is used. @folder is made, 0700. */
MusterOutbox *muster_outbox_open (const char *folder, char **trouble);
void muster_outbox_free (MusterOutbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOutbox, muster_outbox_free)

const GPtrArray *muster_outbox_get_waiting (const MusterOutbox *self);   /* in order */
const GPtrArray *muster_outbox_get_unapplied (const MusterOutbox *self); /* oldest first */

/* At the end; or, for one that was on its way when the link broke, before all others. */
void muster_outbox_add (MusterOutbox *self, MusterCommand *command /* full */, gint64 made_us);
void
muster_outbox_add_first (MusterOutbox *self, MusterCommand *command /* full */, gint64 made_us);
/* The hub has answered the command: it is gone, or with @problem it goes to the tray. */
void muster_outbox_answer (MusterOutbox *self, MusterUlid command, const char *problem);
/* Takes a command out of either list. NULL if it is in none. */
MusterOutboxItem *muster_outbox_take (MusterOutbox *self, MusterUlid command);

/* Ends when all that was changed before is on disk. */
void
muster_outbox_sync_async (MusterOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean muster_outbox_sync_finish (GAsyncResult *result, GError **error);
/* The same, and waits for the disk: when the console ends. */
void muster_outbox_flush (MusterOutbox *self);

G_END_DECLS
