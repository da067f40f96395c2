/* argument.c - the types that a probe's arguments may have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/argument.h"
#include <gio/gio.h>
#include <string.h>

#define HOST_BYTES_MAX  253
#define LABEL_BYTES_MAX 63
#define URL_BYTES_MAX   2048
#define UNIT_BYTES_MAX  255 /* UNIT_NAME_MAX in systemd */
#define PATH_BYTES_MAX  4095

static const char *const unit_suffixes[] = { ".automount", ".device",  ".mount", ".path",
                                             ".scope",     ".service", ".slice", ".socket",
                                             ".swap",      ".target",  ".timer", NULL };

static gboolean
is_label (const char *label, gsize n)
{
  if (n == 0 || n > LABEL_BYTES_MAX || label[0] == '-' || label[n - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return FALSE;
  return TRUE;
}

/* A last label that is a number makes some resolvers read the whole name as an old-style IPv4
 * address ("2130706433", "0x7f.1"), so what is checked would not be what is connected to. */
static gboolean
is_number (const char *label, gsize n)
{
  gboolean hex = n >= 2 && label[0] == '0' && (label[1] == 'x' || label[1] == 'X');

  for (gsize i = hex ? 2 : 0; i < n; i++)
    if (hex ? !g_ascii_isxdigit (label[i]) : !g_ascii_isdigit (label[i]))
      return FALSE;
  return TRUE;
}

static const char *
complain_host (const char *value)
{
  g_autoptr (GInetAddress) address = NULL;
  gsize n = strlen (value);
  const char *label = value;
  gsize label_n;

  if (strchr (value, '%') == NULL)
    address = g_inet_address_new_from_string (value);
  if (address != NULL)
    return NULL;
  if (strchr (value, ':') != NULL)
    return "is not an IP address";
  if (n > 0 && value[n - 1] == '.')
    n--; /* the root's dot */
  if (n > HOST_BYTES_MAX)
    return "is longer than a host name may be";
  do
    {
      label_n = strcspn (label, ".");
      if (label + label_n > value + n)
        label_n = (gsize) (value + n - label);
      if (!is_label (label, label_n))
        return "is neither a host name (letters, digits, dots and hyphens) nor an IP address";
      if (label + label_n == value + n)
        return is_number (label, label_n) ? "ends in a number, but is not an IP address" : NULL;
      label += label_n + 1;
    }
  while (TRUE);
}

static const char *
complain_port (const char *value)
{
  guint port = 0;

  for (gsize i = 0; value[i] != '\0'; i++)
    {
      if (i > 4 || !g_ascii_isdigit (value[i]) || value[0] == '0')
        return "is not a port number from 1 to 65535";
      port = port * 10 + (guint) g_ascii_digit_value (value[i]);
    }
  return port >= 1 && port <= G_MAXUINT16 ? NULL : "is not a port number from 1 to 65535";
}

static const char *
complain_url (const char *value)
{
  g_autoptr (GUri) uri = NULL;
  gsize n = strlen (value);
  const char *host;

  if (n > URL_BYTES_MAX)
    return "is longer than 2,048 bytes";
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isgraph (value[i]) || strchr ("\"<>\\^`{|}", value[i]) != NULL)
      return "holds a character that a URL cannot hold unescaped";
  uri = g_uri_parse (value, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL)
    return "is not a URL";
  if (!g_str_equal (g_uri_get_scheme (uri), "http") &&
      !g_str_equal (g_uri_get_scheme (uri), "https"))
    return "is neither an http nor an https URL";
  if (strchr (value, '@') != NULL && g_uri_get_userinfo (uri) != NULL)
    return "holds a user name or a password";
  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0')
    return "names no host";
  if (g_uri_get_port (uri) == 0)
    return "has 0 as its port";
  return complain_host (host);
}

static const char *
complain_unit (const char *value)
{
  gsize n = strlen (value);

  if (n > UNIT_BYTES_MAX)
    return "is longer than a unit's name may be";
  if (value[0] == '-' || value[0] == '.')
    return "begins with a hyphen or a dot";
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (value[i]) && strchr (":_.@-", value[i]) == NULL)
      return "holds a character that unit names do not have";
  for (guint i = 0; unit_suffixes[i] != NULL; i++)
    if (g_str_has_suffix (value, unit_suffixes[i]) && n > strlen (unit_suffixes[i]))
      return NULL;
  return "does not end in a unit's suffix, such as .service";
}

static const char *
complain_path (const char *value)
{
  g_auto (GStrv) parts = NULL;

  if (strlen (value) > PATH_BYTES_MAX)
    return "is longer than a path may be";
  if (value[0] != '/')
    return "is not an absolute path";
  if (!g_utf8_validate (value, -1, NULL))
    return "is not UTF-8";
  for (const char *p = value; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return "holds a control character";
  parts = g_strsplit (value, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return "holds a \".\" or \"..\"";
  return NULL;
}

/**
 * muster_probe_argument_complaint:
 * @type: what it should be
 * @value: text from outside, ended by a zero
 *
 * No value that passes begins with a hyphen or holds a space, quote or control character but a
 * path, and none is ever given to a shell (security R15). Host names are RFC 1123 §2.1 with RFC
 * 1035's lengths; a name that ends in a number is refused as WHATWG's URL standard does.
 *
 * Returns: (nullable): NULL if it is well, else a constant such as "is not an absolute path"
 */
const char *
muster_probe_argument_complaint (MusterProbeArgumentType type, const char *value)
{
  g_return_val_if_fail (value != NULL, "is missing");

  if (*value == '\0')
    return "is empty";
  switch (type)
    {
    case MUSTER_PROBE_ARGUMENT_HOST:
      return complain_host (value);
    case MUSTER_PROBE_ARGUMENT_PORT:
      return complain_port (value);
    case MUSTER_PROBE_ARGUMENT_URL:
      return complain_url (value);
    case MUSTER_PROBE_ARGUMENT_UNIT:
      return complain_unit (value);
    case MUSTER_PROBE_ARGUMENT_PATH:
      return complain_path (value);
    default:
      g_return_val_if_reached ("is of no known type");
    }
}

/**
 * muster_probe_argument_type_to_string:
 * @type: a type
 *
 * Returns: its word in `musterd openapi` and in help: host, port, url, unit or path
 */
const char *
muster_probe_argument_type_to_string (MusterProbeArgumentType type)
{
  static const char *const words[] = {
    [MUSTER_PROBE_ARGUMENT_HOST] = "host", [MUSTER_PROBE_ARGUMENT_PORT] = "port",
    [MUSTER_PROBE_ARGUMENT_URL] = "url",   [MUSTER_PROBE_ARGUMENT_UNIT] = "unit",
    [MUSTER_PROBE_ARGUMENT_PATH] = "path",
  };

  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (words), "");
  return words[type];
}
