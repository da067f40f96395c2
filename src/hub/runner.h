/* runner.h - acts: runs built-in checks, sends pages to desktops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/committer.h"
#include "hub/server.h"
G_BEGIN_DECLS

/* Effects become outcomes, which are events again. On the main thread; nothing here blocks. */
typedef struct _MusterRunner MusterRunner;

MusterRunner *muster_runner_new (MusterClock *clock);
void muster_runner_free (MusterRunner *self); /* cancels what runs */
void muster_runner_act (MusterRunner *self,
                        MusterCommitter *committer,
                        MusterServer *server,
                        const MusterEffect *effect);
/* For MusterDecideContext.check_run. */
gboolean muster_runner_check (const char *template_name, const char *arguments, GError **error);

G_END_DECLS
