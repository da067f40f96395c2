/* command.c - what somebody wants to happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/command.h"

#include <string.h>

static gboolean
is_text (MusterArgumentType type)
{
  return type == MUSTER_ARGUMENT_TEXT || type == MUSTER_ARGUMENT_NAME ||
         type == MUSTER_ARGUMENT_TOKEN || type == MUSTER_ARGUMENT_JSON ||
         type == MUSTER_ARGUMENT_STRINGS;
}

/* -1 if the command has no such argument */
static int
find (const MusterCommand *self, const char *name)
{
  for (guint i = 0; self->spec->arguments[i].name != NULL; i++)
    if (strcmp (self->spec->arguments[i].name, name) == 0)
      return (int) i;
  return -1;
}

static int
find_set (const MusterCommand *self, const char *name)
{
  int i = find (self, name);

  return i >= 0 && (self->arguments_set & (1u << i)) != 0 ? i : -1;
}

/**
 * muster_command_new:
 * @spec: a row of the command table
 *
 * Returns: (transfer full): a command of that kind with nothing set
 */
MusterCommand *
muster_command_new (const MusterCommandSpec *spec)
{
  MusterCommand *self = g_new0 (MusterCommand, 1);

  self->spec = spec;
  self->claimed_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_command_free:
 * @self: a command
 *
 * Frees it; a secret is wiped by whoever made it.
 */
void
muster_command_free (MusterCommand *self)
{
  for (guint i = 0; self->spec->arguments[i].name != NULL; i++)
    if ((self->arguments_set & (1u << i)) != 0 && is_text (self->spec->arguments[i].type))
      g_free (self->arguments[i].text);
  g_free (self->secret);
  g_free (self->name);
  g_free (self);
}

/**
 * muster_command_has:
 * @self: a command
 * @name: an argument
 *
 * Returns: whether it was given
 */
gboolean
muster_command_has (const MusterCommand *self, const char *name)
{
  return find_set (self, name) >= 0;
}

/**
 * muster_command_int:
 * @self: a command
 * @name: an argument held as a number: a word of an enumeration, an instant in µs, a truth
 *
 * Returns: its value; when not given %MUSTER_NO_TIME for an instant, else 0
 */
gint64
muster_command_int (const MusterCommand *self, const char *name)
{
  int i = find (self, name);

  g_return_val_if_fail (i >= 0, 0);
  if ((self->arguments_set & (1u << i)) != 0)
    return self->arguments[i].number;
  return self->spec->arguments[i].type == MUSTER_ARGUMENT_INSTANT ? MUSTER_NO_TIME : 0;
}

/**
 * muster_command_ulid:
 * @self: a command
 * @name: an argument that is an id
 *
 * Returns: its value, or the null id
 */
MusterUlid
muster_command_ulid (const MusterCommand *self, const char *name)
{
  int i = find_set (self, name);

  return i >= 0 ? self->arguments[i].id : (MusterUlid){ 0, 0 };
}

/**
 * muster_command_text:
 * @self: a command
 * @name: an argument that is text, a name, a token or JSON
 *
 * Returns: (nullable): its value
 */
const char *
muster_command_text (const MusterCommand *self, const char *name)
{
  int i = find_set (self, name);

  return i >= 0 ? self->arguments[i].text : NULL;
}

/**
 * muster_command_set_int:
 * @self: a command
 * @name: an argument of it that is held as a number
 * @value: the value
 *
 * Gives an argument.
 */
void
muster_command_set_int (MusterCommand *self, const char *name, gint64 value)
{
  int i = find (self, name);

  g_return_if_fail (i >= 0 && !is_text (self->spec->arguments[i].type));
  self->arguments[i].number = value;
  self->arguments_set |= 1u << i;
}

/**
 * muster_command_set_ulid:
 * @self: a command
 * @name: an argument of it that is an id
 * @value: the value
 *
 * Gives an argument.
 */
void
muster_command_set_ulid (MusterCommand *self, const char *name, MusterUlid value)
{
  int i = find (self, name);

  g_return_if_fail (i >= 0 && self->spec->arguments[i].type == MUSTER_ARGUMENT_ULID);
  self->arguments[i].id = value;
  self->arguments_set |= 1u << i;
}

/**
 * muster_command_set_text:
 * @self: a command
 * @name: an argument of it that is text, a name, a token or JSON
 * @text: (nullable): the value, copied; %NULL takes it away
 *
 * Gives an argument.
 */
void
muster_command_set_text (MusterCommand *self, const char *name, const char *text)
{
  int i = find (self, name);

  g_return_if_fail (i >= 0 && is_text (self->spec->arguments[i].type));
  if ((self->arguments_set & (1u << i)) != 0)
    g_free (self->arguments[i].text);
  self->arguments_set &= ~(1u << i);
  if (text == NULL)
    return;
  self->arguments[i].text = g_strdup (text);
  self->arguments_set |= 1u << i;
}

/**
 * muster_incident_parse_id:
 * @text: an incident's id
 * @n: its bytes, or -1
 *
 * Reads "INC-7", without regard to case and without leading zeros.
 *
 * Returns: the number, at least 1; 0 if it is no such id
 */
guint
muster_incident_parse_id (const char *text, gssize n)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;
  guint64 number = 0;

  if (length < 5 || length > 13 || g_ascii_strncasecmp (text, "INC-", 4) != 0 || text[4] == '0')
    return 0;
  for (gsize i = 4; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return 0;
      number = number * 10 + (guint64) (text[i] - '0');
    }
  return number <= G_MAXINT32 ? (guint) number : 0;
}

/**
 * muster_incident_append_id:
 * @incident: a number, at least 1
 * @out: where to
 *
 * Writes "INC-7".
 */
void
muster_incident_append_id (guint incident, GString *out)
{
  char digits[12];
  guint at = sizeof digits;

  for (; incident > 0 || at == sizeof digits; incident /= 10)
    digits[--at] = (char) ('0' + incident % 10);
  g_string_append_len (out, "INC-", 4);
  g_string_append_len (out, digits + at, (gssize) (sizeof digits - at));
}

/**
 * muster_is_token:
 * @text: a word
 * @n: its bytes, or -1
 *
 * Returns: whether it is [a-z0-9._-]{1,64}, fit for a head
 */
gboolean
muster_is_token (const char *text, gssize n)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;

  if (length == 0 || length > 64)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '.' &&
        text[i] != '_' && text[i] != '-')
      return FALSE;
  return TRUE;
}
