/* secrets.h - tokens of remote hubs, in the person's keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

#define MUSTER_SECRETS_TIMEOUT_S 5

/* By the Secret Service. Each call ends within %MUSTER_SECRETS_TIMEOUT_S, whatever the keyring
 * does; after an error the caller may go on with a token that it keeps until the program ends.
 *
 * Errors: %G_IO_ERROR_TIMED_OUT: it waits for somebody to unlock it, or it hangs;
 * %G_IO_ERROR_PERMISSION_DENIED: nobody unlocked it; %G_IO_ERROR_NOT_SUPPORTED: there is no
 * keyring; %G_IO_ERROR_CANCELLED; %G_IO_ERROR_FAILED: the keyring's own words. */
void muster_secrets_store_async (const char *hub,
                                 const char *token,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean muster_secrets_store_finish (GAsyncResult *result, GError **error);

/* NULL without an error: there is none for that hub. Free it with secret_password_free(). */
void muster_secrets_lookup_async (const char *hub,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *muster_secrets_lookup_finish (GAsyncResult *result, GError **error);

void muster_secrets_clear_async (const char *hub,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean muster_secrets_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
