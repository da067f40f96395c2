/* hub-process.h - musterd, started by the console, and the lines that it prints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* Signals: "line" (const char *): one line of its standard output; "ended" (gboolean: as it
 * should): once, and last. */
#define MUSTER_TYPE_HUB_PROCESS (muster_hub_process_get_type ())
G_DECLARE_FINAL_TYPE (MusterHubProcess, muster_hub_process, MUSTER, HUB_PROCESS, GObject)

/* musterd of the same build or installation as this program; NULL: there is none. */
char *muster_hub_process_find_program (void);

/* Whether the program goes on when the console ends, however that ends. */
typedef enum
{
  MUSTER_HUB_PROCESS_STAYS,
  MUSTER_HUB_PROCESS_DIES_WITH_US,
} MusterHubProcessLife;

MusterHubProcess *
muster_hub_process_new (const char *const *argv, MusterHubProcessLife life, GError **error);
void
muster_hub_process_stop (MusterHubProcess *self); /* asks it to end; nothing is told any more */

/* Ends it now, whatever it has in hand, and waits for that. */
void muster_hub_process_kill (MusterHubProcess *self);

/* {"ready":true,…} */
gboolean muster_hub_process_is_ready_line (const char *line);
/* The words of {"hint":"…"}; NULL for any other line. */
char *muster_hub_process_read_hint (const char *line);

G_END_DECLS
