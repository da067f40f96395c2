/* board-filter.c - which rows of the board a person wants to see
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-filter.h"

#include <string.h>

/* The same for upper and lower case, and however accents were written. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal ? normal : text, -1);
}

/**
 * muster_board_query_new:
 * @service: (nullable): the name of a service; only its incidents match
 * @text: (nullable): words; an incident matches if each is in its title, number, services or
 *   commander
 *
 * Returns: (transfer full): the query
 */
MusterBoardQuery *
muster_board_query_new (const char *service, const char *text)
{
  MusterBoardQuery *self = g_new0 (MusterBoardQuery, 1);
  g_autofree char *folded = text ? fold (text) : NULL;

  self->service = g_strdup (service);
  if (folded && *g_strstrip (folded) != '\0')
    self->words = g_strsplit_set (folded, " \t", -1);
  return self;
}

/**
 * muster_board_query_free:
 * @self: a query
 */
void
muster_board_query_free (MusterBoardQuery *self)
{
  g_free (self->service);
  g_strfreev (self->words);
  g_free (self);
}

/**
 * muster_board_query_is_empty:
 * @self: a query
 *
 * Returns: whether everything matches
 */
gboolean
muster_board_query_is_empty (const MusterBoardQuery *self)
{
  return !self->service && !self->words;
}

static gboolean
has_service (const MusterBoardRowData *row, const char *service)
{
  for (guint i = 0; row->services && row->services[i]; i++)
    if (g_str_equal (row->services[i], service))
      return TRUE;
  return FALSE;
}

/**
 * muster_board_query_matches:
 * @self: a query
 * @row: a row of the board
 *
 * Returns: whether the person wants to see @row
 */
gboolean
muster_board_query_matches (const MusterBoardQuery *self, const MusterBoardRowData *row)
{
  g_autoptr (GString) all = NULL;
  g_autofree char *folded = NULL;

  if (self->service && !has_service (row, self->service))
    return FALSE;
  if (!self->words)
    return TRUE;
  all = g_string_new (row->title);
  g_string_append_printf (all, "\n%s\n%s", row->id, row->commander ? row->commander : "");
  for (guint i = 0; row->services && row->services[i]; i++)
    g_string_append_printf (all, "\n%s", row->services[i]);
  folded = fold (all->str);
  for (guint i = 0; self->words[i]; i++)
    if (!strstr (folded, self->words[i]))
      return FALSE;
  return TRUE;
}
