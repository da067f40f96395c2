/* mounts.c - tests of which file systems count
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/mounts.h"

static const char mountinfo[] =
    "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
    "23 27 0:22 / /sys rw,relatime - sysfs sysfs rw\n"
    "31 27 0:40 / /mnt/archive rw,relatime shared:7 - nfs4 store:/archive rw,vers=4.2\n"
    "27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
    "40 27 254:2 / /srv/my\\040data\\011and\\134more rw master:3 propagate_from:2 - xfs /dev/vdb "
    "rw\n"
    "41 27 254:1 /home /a/bind/mount rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
    "42 27 0:50 / /tmp rw,nosuid - tmpfs tmpfs rw,size=1024k\n"
    "43 27 0:51 / /snap/core/1 ro - squashfs /dev/loop0 ro\n";

static void
assert_mount (GPtrArray *mounts, guint i, const char *point, const char *type, const char *source)
{
  const MusterMount *mount = g_ptr_array_index (mounts, i);

  g_assert_cmpstr (mount->point, ==, point);
  g_assert_cmpstr (mount->type, ==, type);
  g_assert_cmpstr (mount->source, ==, source);
}

static void
test_real_ones (void)
{
  g_autoptr (GPtrArray) mounts = muster_mounts_parse (mountinfo);

  g_assert_cmpuint (mounts->len, ==, 4);
  assert_mount (mounts, 0, "/", "ext4", "/dev/vda1");
  assert_mount (mounts, 1, "/srv/my data\tand\\more", "xfs", "/dev/vdb");
  assert_mount (mounts, 2, "/tmp", "tmpfs", "tmpfs");
  assert_mount (mounts, 3, "/mnt/archive", "nfs4", "store:/archive"); /* its server may hang */
}

static void
test_bad_lines (void)
{
  static const char *const bad[] = {
    "",
    "\n\n",
    "27",
    "27 1 254:1 / / rw",
    "27 1 254:1 / / rw -",
    "27 1 254:1 / / rw - ext4",
    "27 1 x / / rw - ext4 /dev/vda1 rw",
    "27 1 254 / / rw - ext4 /dev/vda1 rw",
    "27 1 254:1 / / rw shared:1 ext4 /dev/vda1 rw",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GPtrArray) mounts = muster_mounts_parse (bad[i]);
      g_assert_cmpuint (mounts->len, ==, 0);
    }
}

static void
test_cut_anywhere (void)
{
  for (gsize n = 0; n < sizeof mountinfo; n++)
    {
      g_autofree char *text = g_strndup (mountinfo, n);
      g_autoptr (GPtrArray) mounts = muster_mounts_parse (text);
      g_assert_cmpuint (mounts->len, <=, 4);
    }
}

static void
test_odd_escapes (void)
{
  g_autoptr (GPtrArray) mounts =
      muster_mounts_parse ("27 1 1:1 / /a\\04 rw - ext4 x rw\n27 1 1:2 / /b\\ rw - ext4 x rw\n"
                           "27 1 1:3 / /c\\999 rw - ext4 x rw");

  g_assert_cmpuint (mounts->len, ==, 3);
  assert_mount (mounts, 0, "/a\\04", "ext4", "x");
  assert_mount (mounts, 1, "/b\\", "ext4", "x");
  assert_mount (mounts, 2, "/c\\999", "ext4", "x");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/mounts/real-ones", test_real_ones);
  g_test_add_func ("/probes/mounts/bad-lines", test_bad_lines);
  g_test_add_func ("/probes/mounts/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/probes/mounts/odd-escapes", test_odd_escapes);
  return g_test_run ();
}
