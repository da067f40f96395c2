/* argument.c - tests of the types that a probe's arguments may have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/argument.h"
#include <string.h>

#define HOST MUSTER_PROBE_ARGUMENT_HOST
#define PORT MUSTER_PROBE_ARGUMENT_PORT
#define URL  MUSTER_PROBE_ARGUMENT_URL
#define UNIT MUSTER_PROBE_ARGUMENT_UNIT
#define PATH MUSTER_PROBE_ARGUMENT_PATH

#define LABEL_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct
{
  MusterProbeArgumentType type;
  const char *value;
  gboolean well;
} cases[] = {
  { HOST, "localhost", TRUE },
  { HOST, "db-1.prod.example.com", TRUE },
  { HOST, "db-1.prod.example.com.", TRUE },
  { HOST, "3com.com", TRUE },
  { HOST, "1.2.3.4", TRUE },
  { HOST, "::1", TRUE },
  { HOST, "2001:db8::5", TRUE },
  { HOST, LABEL_63 ".x", TRUE },
  { HOST, LABEL_63 "a.x", FALSE },
  { HOST, LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63, FALSE }, /* 255 */
  { HOST, "", FALSE },
  { HOST, ".", FALSE },
  { HOST, "..", FALSE },
  { HOST, "a..b", FALSE },
  { HOST, ".a", FALSE },
  { HOST, "-a.b", FALSE },
  { HOST, "a-.b", FALSE },
  { HOST, "a_b", FALSE },
  { HOST, "a b", FALSE },
  { HOST, "h;id", FALSE },
  { HOST, "h`id`", FALSE },
  { HOST, "h|id", FALSE },
  { HOST, "h&&id", FALSE },
  { HOST, "h\nid", FALSE },
  { HOST, "-oProxyCommand=touch${IFS}MUSTER_PWNED", FALSE },
  { HOST, "user@host", FALSE },
  { HOST, "host:80", FALSE },
  { HOST, "[::1]", FALSE },
  { HOST, "fe80::1%eth0", FALSE },
  { HOST, "1.2.3", FALSE },
  { HOST, "1.2.3.256", FALSE },
  { HOST, "127.1", FALSE },
  { HOST, "2130706433", FALSE },
  { HOST, "0x7f000001", FALSE },
  { HOST, "0X7F.0x1", FALSE },
  { HOST, "a.0x", FALSE },
  { HOST,
    "b\xC3\xBC"
    "cher.example",
    FALSE },
  { PORT, "1", TRUE },
  { PORT, "443", TRUE },
  { PORT, "65535", TRUE },
  { PORT, "0", FALSE },
  { PORT, "65536", FALSE },
  { PORT, "99999999999999999999", FALSE },
  { PORT, "080", FALSE },
  { PORT, "+80", FALSE },
  { PORT, "-1", FALSE },
  { PORT, " 80", FALSE },
  { PORT, "80 ", FALSE },
  { PORT, "http", FALSE },
  { PORT, "", FALSE },
  { URL, "http://localhost", TRUE },
  { URL, "https://example.com/health?deep=1&x=%20", TRUE },
  { URL, "http://[::1]:9693/healthz", TRUE },
  { URL, "HTTP://example.com:8080/#x", TRUE },
  { URL, "http://example.com/a@b", TRUE },
  { URL, "file:///etc/shadow", FALSE },
  { URL, "gopher://x/", FALSE },
  { URL, "dict://x/", FALSE },
  { URL, "scp://x/", FALSE },
  { URL, "javascript:alert(1)", FALSE },
  { URL, "http://", FALSE },
  { URL, "http:///x", FALSE },
  { URL, "http:x", FALSE },
  { URL, "//example.com/", FALSE },
  { URL, "example.com", FALSE },
  { URL, "http://user@example.com/", FALSE },
  { URL, "http://user:secret@example.com/", FALSE },
  { URL, "http://good.example@evil.example/", FALSE },
  { URL, "http://@example.com/", FALSE },
  { URL, "http://example.com:0/", FALSE },
  { URL, "http://example.com:65536/", FALSE },
  { URL, "http://example.com:x/", FALSE },
  { URL, "http://example.com/a b", FALSE },
  { URL, "http://example.com\\@evil.example/", FALSE },
  { URL, "http://example.com/\r\nHost: evil", FALSE },
  { URL, "http://0x7f000001/", FALSE },
  { URL, "http://2130706433/", FALSE },
  { URL, "http://0/", FALSE },
  { URL, "-o MUSTER_PWNED http://h/", FALSE },
  { URL, "-K cfg", FALSE },
  { URL, "@/etc/passwd", FALSE },
  { UNIT, "nginx.service", TRUE },
  { UNIT, "getty@tty1.service", TRUE },
  { UNIT,
    "dev-disk-by\x2d"
    "label.swap",
    TRUE },
  { UNIT, "a:b_c.d-e.target", TRUE },
  { UNIT, "x.timer", TRUE },
  { UNIT, ".service", FALSE },
  { UNIT, "nginx", FALSE },
  { UNIT, "nginx.conf", FALSE },
  { UNIT, "-H.service", FALSE },
  { UNIT, "x.service --root=/other", FALSE },
  { UNIT, "--vacuum-time=1s", FALSE },
  { UNIT, "../x.service", FALSE },
  { UNIT, "a/b.service", FALSE },
  { UNIT, "a*.service", FALSE },
  { UNIT, "", FALSE },
  { PATH, "/", TRUE },
  { PATH, "/var/lib/postgresql", TRUE },
  { PATH, "/mnt/with space", TRUE },
  { PATH, "/a/...", TRUE },
  { PATH, "var", FALSE },
  { PATH, "", FALSE },
  { PATH, "../../etc/shadow", FALSE },
  { PATH, "/var/../etc", FALSE },
  { PATH, "/./x", FALSE },
  { PATH, "/x\n", FALSE },
  { PATH, "/\xFF", FALSE },
  { PATH, "-f /", FALSE },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *complaint = muster_probe_argument_complaint (cases[i].type, cases[i].value);

      if ((complaint == NULL) != cases[i].well)
        g_error ("%s “%s”: %s", muster_probe_argument_type_to_string (cases[i].type),
                 cases[i].value, complaint != NULL ? complaint : "accepted");
    }
}

static void
test_too_long (void)
{
  static const MusterProbeArgumentType types[] = { HOST, PORT, URL, UNIT, PATH };
  static const char *const begin[] = { "a.", "1", "http://a/", "a", "/" };
  static const char *const end[] = { ".b", "1", "", ".service", "" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *middle = g_strnfill (100000, '1');
      g_autofree char *value = g_strconcat (begin[i], middle, end[i], NULL);

      g_assert_nonnull (muster_probe_argument_complaint (types[i], value));
    }
}

/* Whatever passes holds nothing that a tool could read as an option, and nothing but a path
 * holds a space. */
static void
test_random_bytes (void)
{
  static const char alphabet[] = "a1.-:/@[]%_ \n\\;$x\x80";

  for (guint i = 0; i < 20000; i++)
    {
      char value[13] = "";
      guint n = (guint) g_test_rand_int_range (1, 13);

      for (guint j = 0; j < n; j++)
        value[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      for (MusterProbeArgumentType type = HOST; type <= PATH; type++)
        if (muster_probe_argument_complaint (type, value) == NULL)
          {
            g_assert_cmpint (value[0], !=, '-');
            g_assert_true (type == PATH || strpbrk (value, " \n\\;$\x80") == NULL);
          }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/argument/cases", test_cases);
  g_test_add_func ("/probes/argument/too-long", test_too_long);
  g_test_add_func ("/probes/argument/random-bytes", test_random_bytes);
  return g_test_run ();
}
