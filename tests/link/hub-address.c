/* hub-address.c - tests of where a hub may listen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/hub-address.h"

static void
test_well (void)
{
  static const struct
  {
    const char *text;
    const char *socket_path;
    const char *origin;
  } cases[] = {
    { "unix:/run/user/1000/muster/hub.sock", "/run/user/1000/muster/hub.sock", "http://localhost" },
    { "http://127.0.0.1:9693", NULL, "http://127.0.0.1:9693" },
    { "http://127.0.0.1:9693/", NULL, "http://127.0.0.1:9693" },
    { "http://127.1.2.3", NULL, "http://127.1.2.3" },
    { "http://[::1]:80", NULL, "http://[::1]:80" },
    { "http://localhost:1", NULL, "http://localhost:1" },
    { "http://LocalHost:1", NULL, "http://LocalHost:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterHubAddress) address = muster_hub_address_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address->socket_path, ==, cases[i].socket_path);
      g_assert_cmpstr (address->origin, ==, cases[i].origin);
    }
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "",
    "unix:",
    "unix:hub.sock",
    "unix:/"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "127.0.0.1:9693",
    "http://",
    "http://192.0.2.1:9693",
    "http://hub.example:9693",
    "http://127.0.0.1.example:9693",
    "https://127.0.0.1:9693",
    "http://u:p@127.0.0.1:9693",
    "http://127.0.0.1:9693/x",
    "http://127.0.0.1:9693/?x",
    "http://127.0.0.1:9693#x",
    "http://127.0.0.1:99999",
    "file:///run/hub.sock",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_hub_address_parse (bad[i], &error));
      g_assert_error (error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS);
    }
}

static void
test_words (void)
{
  static const struct
  {
    GIOErrorEnum code;
    const char *words;
  } cases[] = {
    { G_IO_ERROR_NOT_FOUND, "No hub is running at /run/x" },
    { G_IO_ERROR_CONNECTION_REFUSED, "No hub is listening at /run/x" },
    { G_IO_ERROR_PERMISSION_DENIED, "The hub at /run/x belongs to somebody else" },
    { G_IO_ERROR_TIMED_OUT, "The hub at /run/x does not answer" },
    { G_IO_ERROR_BROKEN_PIPE, "raw" },
  };
  g_autoptr (MusterHubAddress) address = muster_hub_address_parse ("unix:/run/x", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, (gint) cases[i].code, "raw");
      g_autofree char *words = muster_hub_address_words (address, error);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/hub-address/well", test_well);
  g_test_add_func ("/link/hub-address/refused", test_refused);
  g_test_add_func ("/link/hub-address/words", test_words);
  return g_test_run ();
}
