/* secrets.h - secrets that configuration refers to by name (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

#define MUSTER_SECRET_BYTES_MAX (64 * 1024)

/* STATE/secrets/NAME, 0600 in a 0700 folder, one file a secret: a running hub reads it when it
 * needs it, so it may be set beside one. Names are [A-Za-z0-9][A-Za-z0-9._-]{0,99}. Never
 * journaled. */
gboolean muster_secret_set (const char *state,
                            const char *name,
                            const char *secret,
                            gsize n,
                            GError **error);
/* (transfer full); to be wiped after use. */
char *muster_secret_get (const char *state, const char *name, gsize *n, GError **error);
/* "Bearer SECRET", (transfer full), to be wiped after use; NULL: there is none of that name. */
char *muster_secret_get_bearer (const char *state, const char *name);

G_END_DECLS
