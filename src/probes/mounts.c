/* mounts.c - the file systems that hold data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/mounts.h"
#include <string.h>

/* Made by the kernel: they have no size, or none that can run out. tmpfs is not one of them. */
static const char *const pseudo_types[] = {
  "autofs",    "binder", "binfmt_misc", "bpf",      "cgroup",  "cgroup2",         "configfs",
  "debugfs",   "devpts", "devtmpfs",    "efivarfs", "fusectl", "fuse.gvfsd-fuse", "fuse.portal",
  "hugetlbfs", "mqueue", "nsfs",        "proc",     "pstore",  "rpc_pipefs",      "securityfs",
  "selinuxfs", "sysfs",  "tracefs",     "squashfs", NULL,
};

/* Their server can keep us waiting, so they are asked last. */
static const char *const remote_types[] = { "9p",  "afs",  "ceph", "cifs",     "fuse.sshfs",
                                            "nfs", "nfs4", "smb3", "virtiofs", NULL };

/**
 * muster_mount_free:
 * @self: (transfer full): a mount
 */
void
muster_mount_free (MusterMount *self)
{
  g_free (self->point);
  g_free (self->type);
  g_free (self->source);
  g_free (self->device);
  g_free (self);
}

/* The kernel writes space, tab, newline and backslash as three octal digits. */
static char *
unescape (const char *field)
{
  GString *out = g_string_new (NULL);

  for (const char *p = field; *p != '\0'; p++)
    if (p[0] == '\\' && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' && p[2] <= '7' && p[3] >= '0' &&
        p[3] <= '7')
      {
        g_string_append_c (out, (char) (((p[1] - '0') << 6) | ((p[2] - '0') << 3) | (p[3] - '0')));
        p += 3;
      }
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue": the optional
 * fields before the hyphen are any number (proc(5)). */
static MusterMount *
parse_line (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", -1);
  guint n = g_strv_length (fields), hyphen = 6;
  MusterMount *self;

  while (hyphen < n && !g_str_equal (fields[hyphen], "-"))
    hyphen++;
  if (hyphen + 2 >= n || strchr (fields[2], ':') == NULL)
    return NULL;
  self = g_new0 (MusterMount, 1);
  self->point = unescape (fields[4]);
  self->type = unescape (fields[hyphen + 1]);
  self->source = unescape (fields[hyphen + 2]);
  self->device = g_strdup (fields[2]);
  return self;
}

static MusterMount *
find_device (GPtrArray *mounts, const MusterMount *mount)
{
  for (guint i = 0; i < mounts->len; i++)
    {
      MusterMount *other = g_ptr_array_index (mounts, i);
      if (g_str_equal (other->device, mount->device))
        return other;
    }
  return NULL;
}

/* Of one device mounted more than once (bind mounts), the shortest path is kept. */
static void
take (GPtrArray *mounts, MusterMount *mount)
{
  MusterMount *other = find_device (mounts, mount);

  if (other == NULL)
    {
      g_ptr_array_add (mounts, mount);
      return;
    }
  if (strlen (mount->point) < strlen (other->point))
    {
      char *point = other->point;
      other->point = mount->point;
      mount->point = point;
    }
  muster_mount_free (mount);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterMount *x = *(MusterMount *const *) a, *y = *(MusterMount *const *) b;
  gboolean x_remote = g_strv_contains (remote_types, x->type);
  gboolean y_remote = g_strv_contains (remote_types, y->type);

  return x_remote != y_remote ? x_remote - y_remote : strcmp (x->point, y->point);
}

/**
 * muster_mounts_parse:
 * @mountinfo: the content of /proc/self/mountinfo
 *
 * Leaves out what the kernel makes up and lines that it cannot read; of a device that is mounted
 * more than once it gives one mount.
 *
 * Returns: (transfer full) (element-type MusterMount): local ones by path, then remote ones
 */
GPtrArray *
muster_mounts_parse (const char *mountinfo)
{
  GPtrArray *mounts = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_mount_free);
  g_auto (GStrv) lines = g_strsplit (mountinfo, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      MusterMount *mount = parse_line (lines[i]);

      if (mount == NULL)
        continue;
      if (g_strv_contains (pseudo_types, mount->type))
        muster_mount_free (mount);
      else
        take (mounts, mount);
    }
  g_ptr_array_sort (mounts, compare);
  return mounts;
}
