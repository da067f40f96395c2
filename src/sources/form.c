/* form.c - what a query or a form says (application/x-www-form-urlencoded)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WHATWG URL §5.1: pairs between '&', '+' is a space, %XX a byte.
 */
#include "sources/form.h"

static gboolean
decode (MusterText in, MusterArena *arena, MusterText *out)
{
  char *bytes = muster_arena_alloc (arena, in.n + 1);
  gsize n = 0;

  for (gsize i = 0; i < in.n; i++)
    {
      char c = in.bytes[i];

      if (c == '+')
        c = ' ';
      else if (c == '%')
        {
          if (in.n - i < 3 || !g_ascii_isxdigit (in.bytes[i + 1]) ||
              !g_ascii_isxdigit (in.bytes[i + 2]))
            return FALSE;
          c = (char) (g_ascii_xdigit_value (in.bytes[i + 1]) * 16 +
                      g_ascii_xdigit_value (in.bytes[i + 2]));
          i += 2;
        }
      bytes[n++] = c;
    }
  *out = (MusterText){ bytes, n };
  return g_utf8_validate_len (bytes, n, NULL); /* which refuses NUL, too */
}

static MusterText
take_until (MusterText *rest, char end)
{
  const char *at = rest->n > 0 ? memchr (rest->bytes, end, rest->n) : NULL;
  MusterText head = { rest->bytes, at != NULL ? (gsize) (at - rest->bytes) : rest->n };
  gsize skip = at != NULL ? head.n + 1 : head.n;

  rest->bytes += skip;
  rest->n -= skip;
  return head;
}

/**
 * muster_form_next:
 * @rest: what is left of a form; afterwards behind the pair
 * @arena: for what is decoded
 * @name: (out): of the next pair
 * @value: (out): of the next pair; "" where it has none
 *
 * Reads one pair. Empty ones ("a=1&&b=2") are passed over.
 *
 * Returns: FALSE at the end, @rest being empty, or at a pair that cannot be read
 */
gboolean
muster_form_next (MusterText *rest, MusterArena *arena, MusterText *name, MusterText *value)
{
  while (rest->n > 0)
    {
      MusterText after = *rest;
      MusterText pair = take_until (&after, '&');
      MusterText head = take_until (&pair, '=');

      if (head.n > 0 || pair.n > 0)
        {
          if (!decode (head, arena, name) || !decode (pair, arena, value))
            return FALSE;
          *rest = after;
          return TRUE;
        }
      *rest = after;
    }
  return FALSE;
}

/**
 * muster_form_get:
 * @form: a form or a query
 * @arena: for what is decoded
 * @name: a name
 *
 * Returns: its first value; empty if there is none
 */
MusterText
muster_form_get (MusterText form, MusterArena *arena, const char *name)
{
  MusterText found, value;

  while (muster_form_next (&form, arena, &found, &value))
    if (muster_text_equal (found, name))
      return value;
  return (MusterText){ 0 };
}

/**
 * muster_intake_query:
 * @self: a request
 * @arena: for what is decoded
 * @name: a parameter's name
 *
 * Returns: its first value in the query; empty if there is none
 */
MusterText
muster_intake_query (const MusterIntake *self, MusterArena *arena, const char *name)
{
  return muster_form_get ((MusterText){ self->query, strlen (self->query) }, arena, name);
}

/**
 * muster_intake_is_form:
 * @self: a request
 *
 * Returns: whether its body is a form by its media type
 */
gboolean
muster_intake_is_form (const MusterIntake *self)
{
  static const char type[] = "application/x-www-form-urlencoded";

  return self->content_type != NULL &&
         g_ascii_strncasecmp (self->content_type, type, sizeof type - 1) == 0;
}
