/* secrets.c - secrets that configuration refers to by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/secrets.h"

#include "base/crypto.h"
#include "base/safe-text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *safe = muster_safe_file_name (name);

  if (strcmp (safe, name) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       "A secret's name is letters, digits, dots, dashes and underscores");
  return FALSE;
}

/**
 * muster_secret_set:
 * @state: a state folder
 * @name: the secret's name
 * @secret: its bytes
 * @n: how many, 1 to %MUSTER_SECRET_BYTES_MAX
 * @error: return location for a #GIOErrorEnum or #GFileError
 *
 * Keeps a secret, in place of an older one of that name, all or nothing.
 *
 * Returns: whether it is kept
 */
gboolean
muster_secret_set (const char *state, const char *name, const char *secret, gsize n, GError **error)
{
  g_autofree char *folder = g_build_filename (state, "secrets", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!check_name (name, error))
    return FALSE;
  if (n == 0 || n > MUSTER_SECRET_BYTES_MAX)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           n == 0 ? "The secret is empty" : "The secret is over 64 KiB");
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0 || chmod (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s cannot be made: %s",
                   folder, g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (path, secret, (gssize) n,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * muster_secret_get:
 * @state: a state folder
 * @name: the secret's name
 * @n: (out): its bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the secret
 */
char *
muster_secret_get (const char *state, const char *name, gsize *n, GError **error)
{
  g_autofree char *path = g_build_filename (state, "secrets", name, NULL);
  char *secret = NULL;

  if (!check_name (name, error) || !g_file_get_contents (path, &secret, n, error))
    return NULL;
  return secret;
}

/**
 * muster_secret_get_bearer:
 * @state: (nullable): the hub's state folder
 * @name: (nullable): of a secret
 *
 * Returns: (transfer full) (nullable): the value of an Authorization header that has it as a token
 */
char *
muster_secret_get_bearer (const char *state, const char *name)
{
  char *secret, *value;
  gsize n = 0;

  if (state == NULL || name == NULL)
    return NULL;
  secret = muster_secret_get (state, name, &n, NULL);
  if (secret == NULL)
    return NULL;
  g_strchomp (secret);
  value = g_strdup_printf ("Bearer %s", secret);
  muster_wipe (secret, n);
  g_free (secret);
  return value;
}
