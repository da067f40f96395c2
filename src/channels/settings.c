/* settings.c - what people may type as a channel's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/settings.h"

#include "model/error.h"

#include <string.h>

#define URL_BYTES_MAX     2048
#define TOKEN_BYTES_MAX   1024
#define LOCAL_BYTES_MAX   64 /* RFC 5321 §4.5.3.1 */
#define ADDRESS_BYTES_MAX 254
#define ATEXT             "!#$%&'*+-/=?^_`{|}~" /* RFC 5322 §3.2.3, beside letters and digits */

/* Printable ASCII, and nothing that ends a URL, an attribute or a line. */
static gboolean
is_plain_url (const char *url, gsize max)
{
  gsize n = strlen (url);

  for (gsize i = 0; i < n; i++)
    if (url[i] <= ' ' || url[i] >= 0x7f || strchr ("\"<>\\^`{|}", url[i]) != NULL)
      return FALSE;
  return n <= max && g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL);
}

static gboolean
has_scheme (const char *scheme, const char *schemes)
{
  g_auto (GStrv) words = g_strsplit (schemes, " ", -1);

  return g_strv_contains ((const char *const *) words, scheme);
}

static gboolean
refuse (GError **error, const char *what, const char *why)
{
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, "%s %s", what, why);
  return FALSE;
}

/**
 * muster_settings_check_url:
 * @url: (nullable): as typed
 * @schemes: which it may have, with spaces between them
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether it is an address that a request can go to
 */
gboolean
muster_settings_check_url (const char *url, const char *schemes, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  if (url == NULL || *url == '\0')
    return refuse (error, "the URL", "is missing");
  if (!is_plain_url (url, URL_BYTES_MAX))
    return refuse (error, "the URL", "is none, or is too long");
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !has_scheme (g_uri_get_scheme (uri), schemes))
    return refuse (error, "the URL", "has a scheme that does not go here");
  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return refuse (error, "the URL", "has no host");
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "the URL", "has a user or a password in it");
  if (g_uri_get_fragment (uri) != NULL)
    return refuse (error, "the URL", "has a fragment");
  return TRUE;
}

/**
 * muster_settings_check_token:
 * @value: (nullable): as typed
 * @what: which setting it is, for the error
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether it is 1 to 1024 characters of printable ASCII without a space
 */
gboolean
muster_settings_check_token (const char *value, const char *what, GError **error)
{
  if (value == NULL || *value == '\0')
    return refuse (error, what, "is missing");
  for (const char *p = value; *p != '\0'; p++)
    if (*p <= ' ' || *p >= 0x7f || p - value >= TOKEN_BYTES_MAX)
      return refuse (error, what,
                     "is too long, or has a space, a control or a letter beyond ASCII");
  return TRUE;
}

/**
 * muster_settings_check_word:
 * @value: (nullable): as typed
 * @more: signs that it may have beside letters and digits
 * @max_bytes: how long it may be
 * @what: which setting it is, for the error
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether it is one
 */
gboolean
muster_settings_check_word (const char *value,
                            const char *more,
                            gsize max_bytes,
                            const char *what,
                            GError **error)
{
  if (value == NULL || *value == '\0')
    return refuse (error, what, "is missing");
  for (const char *p = value; *p != '\0'; p++)
    if ((gsize) (p - value) >= max_bytes || (!g_ascii_isalnum (*p) && strchr (more, *p) == NULL))
      return refuse (error, what, "is too long, or has a sign that does not go there");
  return TRUE;
}

/* Words with full stops between them; letters and digits, and what is in @more. */
static gboolean
is_dotted (const char *text, gsize n, const char *more)
{
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_inside = i > 0 && i + 1 < n && text[i - 1] != '.';

      if (text[i] == '.'
              ? !is_inside
              : !g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr (more, text[i]) == NULL))
        return FALSE;
    }
  return n > 0;
}

/**
 * muster_settings_check_address:
 * @address: (nullable): as typed
 * @what: which setting it is, for the error
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether it is a mail address, like "sarah@example.com"
 */
gboolean
muster_settings_check_address (const char *address, const char *what, GError **error)
{
  const char *at;

  if (address == NULL || *address == '\0')
    return refuse (error, what, "is missing");
  at = strchr (address, '@');
  if (at == NULL || strlen (address) > ADDRESS_BYTES_MAX || at - address > LOCAL_BYTES_MAX ||
      !is_dotted (address, (gsize) (at - address), ATEXT) ||
      !is_dotted (at + 1, strlen (at + 1), "-"))
    return refuse (error, what,
                   "is no mail address of letters, digits and signs, as in a@b.example");
  return TRUE;
}

/**
 * muster_is_page_link:
 * @url: (nullable): where a link leads
 *
 * Returns: whether it may stand in a page
 */
gboolean
muster_is_page_link (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")) &&
         strpbrk (url, "()") == NULL && is_plain_url (url, URL_BYTES_MAX / 2);
}
