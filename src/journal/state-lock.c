/* state-lock.c - one process at a time has a state folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/state-lock.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _MusterStateLock
{
  int fd; /* -1: a folder that nobody can write to needs no lock */
};

/**
 * muster_state_lock_new:
 * @state_dir: a state folder
 * @read_only: nothing will be written: a folder on a read-only medium will do
 * @error: %MUSTER_JOURNAL_ERROR_BUSY if a process has it, this one too; _FAILED
 *
 * Locks STATE/lock. The lock ends with the process, however that ends; the file stays, for taking
 * it away would let two processes lock two files of that name.
 *
 * Returns: (transfer full): the lock, until freed
 */
MusterStateLock *
muster_state_lock_new (const char *state_dir, gboolean read_only, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  MusterStateLock *self;

  if (fd < 0 && !(read_only && (errno == EROFS || errno == EACCES)))
    {
      g_set_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED, "cannot open %s: %s",
                   path, g_strerror (errno));
      return NULL;
    }
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      gboolean busy = errno == EWOULDBLOCK;

      if (busy)
        g_set_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_BUSY,
                     "The state folder %s is in use: a hub, or another musterd, is running on it",
                     state_dir);
      else
        g_set_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED, "%s: %s", path,
                     g_strerror (errno));
      close (fd);
      return NULL;
    }
  self = g_new0 (MusterStateLock, 1);
  self->fd = fd;
  return self;
}

/**
 * muster_state_lock_free:
 * @self: a lock
 *
 * Lets go.
 */
void
muster_state_lock_free (MusterStateLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}
