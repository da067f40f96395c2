/* policy-save.h - a policy is put into force, also under another name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>

#include "console/session.h"
G_BEGIN_DECLS

/* @old: (nullable): its name before. Under another one what leads to it is changed too, and the
 * old one is taken out last; what fails leaves both. */
void muster_policy_save_async (MusterSession *session,
                               const char *old,
                               const char *name,
                               const char *body,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean muster_policy_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
