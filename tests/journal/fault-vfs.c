/* fault-vfs.c - a disk that fails when it is told to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shim over SQLite's own VFS: every file is a FaultFile with the real one behind it.
 */
#include "fault-vfs.h"
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* behind this struct */
} FaultFile;

/* A test program's own disk: one a process, as SQLite's VFS are. */
static struct
{
  GMutex lock;
  sqlite3_vfs *real;
  FaultKind kind;
  guint left; /* operations until the fault; 0: not armed */
  gboolean stays;
  gboolean hit;
} disk;

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((FaultFile *) (gpointer) file)->real;
}

static gboolean
fails (gboolean is_sync)
{
  gboolean result = FALSE;

  g_mutex_lock (&disk.lock);
  if (disk.left > 0 && is_sync == (disk.kind == FAULT_SYNC))
    {
      result = disk.left == 1;
      disk.hit |= result;
      if (!result)
        disk.left--;
      else if (!disk.stays)
        disk.left = 0;
    }
  g_mutex_unlock (&disk.lock);
  return result;
}

static int
shim_close (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
shim_read (sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
  return real (file)->pMethods->xRead (real (file), bytes, n, at);
}

static int
shim_write (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
  if (!fails (FALSE))
    return real (file)->pMethods->xWrite (real (file), bytes, n, at);
  /* as a real disk does: a part of it may be there */
  real (file)->pMethods->xWrite (real (file), bytes, n / 2, at);
  return disk.kind == FAULT_NO_SPACE ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 n)
{
  return real (file)->pMethods->xTruncate (real (file), n);
}

/* Nobody pulls the plug here, so that a sync that works need not be one. */
static int
shim_sync (sqlite3_file *file, int flags)
{
  return fails (TRUE) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *n)
{
  return real (file)->pMethods->xFileSize (real (file), n);
}

static int
shim_lock (sqlite3_file *file, int lock)
{
  return real (file)->pMethods->xLock (real (file), lock);
}

static int
shim_unlock (sqlite3_file *file, int lock)
{
  return real (file)->pMethods->xUnlock (real (file), lock);
}

static int
shim_check_reserved_lock (sqlite3_file *file, int *out)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), out);
}

static int
shim_file_control (sqlite3_file *file, int op, void *argument)
{
  return real (file)->pMethods->xFileControl (real (file), op, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
shim_device_characteristics (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
shim_shm_map (sqlite3_file *file, int page, int n, int extend, void volatile **out)
{
  return real (file)->pMethods->xShmMap (real (file), page, n, extend, out);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
shim_shm_unmap (sqlite3_file *file, int delete)
{
  return real (file)->pMethods->xShmUnmap (real (file), delete);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = shim_close,
  .xRead = shim_read,
  .xWrite = shim_write,
  .xTruncate = shim_truncate,
  .xSync = shim_sync,
  .xFileSize = shim_file_size,
  .xLock = shim_lock,
  .xUnlock = shim_unlock,
  .xCheckReservedLock = shim_check_reserved_lock,
  .xFileControl = shim_file_control,
  .xSectorSize = shim_sector_size,
  .xDeviceCharacteristics = shim_device_characteristics,
  .xShmMap = shim_shm_map,
  .xShmLock = shim_shm_lock,
  .xShmBarrier = shim_shm_barrier,
  .xShmUnmap = shim_shm_unmap,
};

static int
shim_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) (gpointer) file;
  int result;

  self->real = (sqlite3_file *) (gpointer) (self + 1);
  memset (self->real, 0, (gsize) disk.real->szOsFile);
  result = disk.real->xOpen (disk.real, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
  return result;
}

void
fault_vfs_install (void)
{
  static sqlite3_vfs vfs;

  disk.real = sqlite3_vfs_find (NULL);
  vfs = *disk.real;
  vfs.zName = "fault";
  vfs.szOsFile = (int) sizeof (FaultFile) + disk.real->szOsFile;
  vfs.xOpen = shim_open;
  sqlite3_vfs_register (&vfs, 1);
}

void
fault_vfs_arm (FaultKind kind, guint at, gboolean stays)
{
  g_mutex_lock (&disk.lock);
  disk.kind = kind;
  disk.left = at;
  disk.stays = stays;
  disk.hit = FALSE;
  g_mutex_unlock (&disk.lock);
}

gboolean
fault_vfs_disarm (void)
{
  gboolean hit;

  g_mutex_lock (&disk.lock);
  disk.left = 0;
  hit = disk.hit;
  g_mutex_unlock (&disk.lock);
  return hit;
}
