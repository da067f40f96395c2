/* page-token.c - what a link in a page may do, signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page's id, a letter for the action, the incident's number, and 96 bits of an HMAC over all of
 * that, in lower case. When it was made the page's id says.
 */
#include "wire/page-token.h"

#include <string.h>

#define PURPOSE      "muster page link 1\n" /* the key signs nothing else by that */
#define MAC_BYTES    12
#define MAC_DIGITS   (2 * MAC_BYTES)
#define NUMBER_MAX   9999999
#define ACTION_AT    MUSTER_ULID_TEXT_BYTES
#define NUMBER_AT    (ACTION_AT + 1)
#define DIGITS_MAX   7
#define SIGNED_BYTES (NUMBER_AT + DIGITS_MAX)

static const char letters[MUSTER_PAGE_ACTIONS] = { 'a', 'j', 'e', 'r', 'm' };

G_STATIC_ASSERT (SIGNED_BYTES + MAC_DIGITS == MUSTER_PAGE_TOKEN_BYTES_MAX);

static void
append_mac (GString *text, const MusterSha256 *key)
{
  g_autofree char *bytes = g_strconcat (PURPOSE, text->str, NULL);
  MusterSha256 mac;

  muster_hmac_sha256 (key->bytes, sizeof key->bytes, bytes, strlen (bytes), &mac);
  muster_append_hex (text, mac.bytes, MAC_BYTES);
}

/**
 * muster_page_token_write:
 * @self: what may be done; the incident's number is at most 9,999,999
 * @key: to sign with
 *
 * Returns: (transfer full) (nullable): letters and digits, good in URLs and mail addresses; %NULL:
 *   the incident's number is too large
 */
char *
muster_page_token_write (const MusterPageToken *self, const MusterSha256 *key)
{
  g_autofree char *page = muster_ulid_to_string (self->page);
  GString *text;

  if (self->incident == 0 || self->incident > NUMBER_MAX)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s%c%u", page, letters[self->action], self->incident);
  g_string_ascii_down (text);
  append_mac (text, key);
  return g_string_free (text, FALSE);
}

/* No zero stands before it. */
static gboolean
read_number (const char *text, gsize n, guint *out)
{
  guint number = 0;

  if (n == 0 || n > DIGITS_MAX || text[0] == '0')
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    else
      number = 10 * number + (guint) (text[i] - '0');
  *out = number;
  return TRUE;
}

static gboolean
read_action (char letter, MusterPageAction *out)
{
  const char *found = memchr (letters, letter, sizeof letters);

  if (found == NULL)
    return FALSE;
  *out = (MusterPageAction) (found - letters);
  return TRUE;
}

/**
 * muster_page_token_read:
 * @text: what somebody gave
 * @n: bytes of @text
 * @key: what it has to be signed with
 * @out: (out): what it says; of no meaning where it is not signed
 *
 * Returns: whether it was written with @key; how old it is, is not looked at
 */
gboolean
muster_page_token_read (const char *text, gsize n, const MusterSha256 *key, MusterPageToken *out)
{
  g_autofree char *lower = NULL;
  g_autoptr (GString) again = NULL;
  gsize signed_n = n - MAC_DIGITS;

  if (n < NUMBER_AT + 1 + MAC_DIGITS || n > MUSTER_PAGE_TOKEN_BYTES_MAX)
    return FALSE;
  lower = g_ascii_strdown (text, (gssize) n);
  if (!muster_ulid_parse (lower, MUSTER_ULID_TEXT_BYTES, &out->page) ||
      !read_action (lower[ACTION_AT], &out->action) ||
      !read_number (lower + NUMBER_AT, signed_n - NUMBER_AT, &out->incident))
    return FALSE;
  again = g_string_new_len (lower, (gssize) signed_n);
  append_mac (again, key);
  return again->len == n && muster_equal_constant_time (again->str, lower, n);
}
