/* listener.c - sockets that --listen may name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/listener.h"
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_refused (void)
{
  static const struct
  {
    const char *spec;
    GIOErrorEnum code;
  } cases[] = {
    { "", G_IO_ERROR_INVALID_ARGUMENT },
    { "9693", G_IO_ERROR_INVALID_ARGUMENT },
    { "127.0.0.1", G_IO_ERROR_INVALID_ARGUMENT },
    { "127.0.0.1:", G_IO_ERROR_INVALID_ARGUMENT },
    { "127.0.0.1:x", G_IO_ERROR_INVALID_ARGUMENT },
    { "127.0.0.1:-1", G_IO_ERROR_INVALID_ARGUMENT },
    { "127.0.0.1:65536", G_IO_ERROR_INVALID_ARGUMENT },
    { "127.1:0", G_IO_ERROR_INVALID_ARGUMENT },
    { "localhost:0", G_IO_ERROR_INVALID_ARGUMENT },
    { "[::1:0", G_IO_ERROR_INVALID_ARGUMENT },
    { "::1:0", G_IO_ERROR_INVALID_ARGUMENT },
    { "unix:", G_IO_ERROR_INVALID_ARGUMENT },
    { "unix:/0123456789012345678901234567890123456789012345678901234567890123456789"
      "01234567890123456789012345678901234567",
      G_IO_ERROR_INVALID_ARGUMENT },
    { "unix:/no/such/folder/s", G_IO_ERROR_NOT_FOUND },
    { "0.0.0.0:0", G_IO_ERROR_PERMISSION_DENIED },
    { "[::]:0", G_IO_ERROR_PERMISSION_DENIED },
    { "192.0.2.1:0", G_IO_ERROR_PERMISSION_DENIED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterListenSocket listener;

      g_test_message ("%s", cases[i].spec);
      g_assert_false (muster_listen_socket_open (&listener, cases[i].spec, FALSE, &error));
      g_assert_error (error, G_IO_ERROR, (int) cases[i].code);
      g_assert_cmpint (listener.fd, ==, -1);
      g_clear_error (&error);
      g_assert_true (muster_listen_spec_check (cases[i].spec, FALSE, &error) ==
                     (cases[i].code == G_IO_ERROR_NOT_FOUND)); /* that is of the moment */
    }
}

static void
test_tcp (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  MusterListenSocket first, second, open;

  g_assert_true (muster_listen_socket_open (&first, "127.0.0.1:0", FALSE, &error));
  g_assert_true (g_str_has_prefix (first.address, "127.0.0.1:"));
  g_assert_cmpstr (first.address, !=, "127.0.0.1:0");
  address = g_strdup (first.address);
  g_assert_false (muster_listen_socket_open (&second, address, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  muster_listen_socket_close (&first);
  muster_listen_socket_close (&first);
  g_clear_error (&error);
  g_assert_true (muster_listen_socket_open (&open, "0.0.0.0:0", TRUE, &error));
  muster_listen_socket_close (&open);
}

static void
test_unix (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("muster-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "s", NULL);
  g_autofree char *spec = g_strconcat ("unix:", path, NULL);
  MusterListenSocket first, second;
  struct stat info;

  g_assert_true (muster_listen_socket_open (&first, spec, FALSE, &error));
  g_assert_cmpstr (first.address, ==, spec);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  /* Somebody answers. */
  g_assert_false (muster_listen_socket_open (&second, spec, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error (&error);

  /* Killed: the file stays, nobody answers. */
  close (first.fd);
  g_free (first.address);
  g_assert_true (muster_listen_socket_open (&second, spec, FALSE, &error));
  g_assert_no_error (error);
  muster_listen_socket_close (&second);
  g_assert_cmpint (access (path, F_OK), !=, 0);

  /* Somebody's file. */
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_false (muster_listen_socket_open (&second, spec, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_cmpint (access (path, F_OK), ==, 0);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/listener/refused", test_refused);
  g_test_add_func ("/hub/listener/tcp", test_tcp);
  g_test_add_func ("/hub/listener/unix", test_unix);
  return g_test_run ();
}
