/* outside-cause.c - signs that no change of ours began it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* English words in texts of programs that nobody here wrote: hints, never more. So each cause needs
 * words that a change of one's own seldom makes, and what one service alone may have been told
 * wrong (a name to look up) counts only where several say it. */
#include "triage/outside-cause.h"

#include "base/safe-text.h"

#include <string.h>

#define LOAD_MANY   2.0 /* times the usual */
#define QUOTE_BYTES 120
#define WORDS_MAX   3
#define SIGNS_MAX   1000

typedef struct
{
  const char *cause;            /* for people */
  guint services;               /* that must say so */
  const char *words[WORDS_MAX]; /* all of them, in one text, in small letters */
} Cue;

#define EXPIRED  "a certificate is out of date"
#define NAMES    "names cannot be looked up"
#define MACHINE  "the machine is short of what others on it take"
#define PROVIDER "somebody else's service fails"
#define RECORD   "one record cannot be read, however often it is tried"

static const Cue cues[] = {
  { EXPIRED, 1, { "certificate", "expired" } },
  { EXPIRED, 1, { "x509", "expired" } },
  { EXPIRED, 1, { "certificate", "not yet valid" } },
  { NAMES, 2, { "no such host" } },
  { NAMES, 2, { "enotfound" } },
  { NAMES, 2, { "servfail" } },
  { NAMES, 2, { "lookup", "i/o timeout" } },
  { NAMES, 2, { "lookup", "server misbehaving" } },
  { NAMES, 2, { "temporary failure in name resolution" } },
  { NAMES, 2, { "could not resolve host" } },
  { MACHINE, 1, { "runqueue" } },
  { MACHINE, 1, { "run queue" } },
  { MACHINE, 1, { "steal", "cpu" } },
  { MACHINE, 1, { "cpu contended" } },
  { MACHINE, 1, { "noisy neighbo" } },
  { MACHINE, 1, { "node", "pressure", "evict" } },
  { PROVIDER, 1, { "third-party", "unavailable" } },
  { PROVIDER, 1, { "third party", "unavailable" } },
  { PROVIDER, 1, { "provider", "outage" } },
  { RECORD, 1, { "poison" } },
  { RECORD, 1, { "unparseable", "offset" } },
  { RECORD, 1, { "malformed", "offset" } },
  { RECORD, 1, { "deserializ", "offset" } },
};

static gboolean
says (const Cue *cue, const char *text)
{
  for (guint i = 0; i < WORDS_MAX && cue->words[i] != NULL; i++)
    if (strstr (text, cue->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* "api.example.com" is somebody else's, "db.shop.svc.cluster.local" is not. */
static gboolean
names_stranger (const char *text)
{
  static const char *const ends[] = { ".com", ".net", ".org", ".io", ".cloud", ".dev", ".ai" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (const char *at = strstr (text, ends[i]); at != NULL; at = strstr (at + 1, ends[i]))
      if (at > text && g_ascii_isalnum (at[-1]) && !g_ascii_isalnum (at[strlen (ends[i])]) &&
          at[strlen (ends[i])] != '.')
        return TRUE;
  return FALSE;
}

/* A stranger's own words for its own trouble: 500, 502, 503, 504, 529. */
static gboolean
tells_server_error (const char *text)
{
  for (const char *at = text; (at = strchr (at, '5')) != NULL; at++)
    if ((at == text || !g_ascii_isalnum (at[-1])) && g_ascii_isdigit (at[1]) &&
        g_ascii_isdigit (at[2]) && !g_ascii_isalnum (at[3]) && (at[1] == '0' || at[1] == '2'))
      return TRUE;
  return strstr (text, "service unavailable") != NULL || strstr (text, "bad gateway") != NULL;
}

static char *
quote (const char *cause, const char *text)
{
  g_autofree char *safe = muster_safe_text (text, -1, FALSE);
  g_autofree char *cut = muster_cut_text (safe, strlen (safe), QUOTE_BYTES);

  return g_strdup_printf ("%s: “%s”", cause, cut != NULL ? cut : safe);
}

/* How many different services say so; the first of them in @first. */
static guint
count_saying (const char *cause, const MusterSign *signs, char **texts, guint n, guint *first)
{
  g_autoptr (GHashTable) services = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (cues); k++)
      if (strcmp (cues[k].cause, cause) == 0 && says (&cues[k], texts[i]))
        {
          if (g_hash_table_size (services) == 0)
            *first = i;
          g_hash_table_add (services, (gpointer) &signs[i].service);
          break;
        }
  return g_hash_table_size (services);
}

/**
 * muster_outside_cause_find:
 * @signs: (array length=n): what was said while it failed
 * @n: how many
 * @load: how many times the usual traffic comes in; 0: not known
 *
 * Looks for what no change of ours does: a certificate runs out, names are not found by several
 * services, a machine is taken by others, somebody else's service fails, one record cannot be
 * read, twice the usual traffic comes.
 *
 * Returns: (transfer full) (nullable): what, with who says so
 */
char *
muster_outside_cause_find (const MusterSign *signs, guint n, double load)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint first = 0;

  n = MIN (n, SIGNS_MAX);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, g_ascii_strdown (signs[i].text, -1));
  for (guint k = 0; k < G_N_ELEMENTS (cues); k++)
    if (count_saying (cues[k].cause, signs, (char **) texts->pdata, n, &first) >= cues[k].services)
      return quote (cues[k].cause, signs[first].text);
  for (guint i = 0; i < n; i++)
    {
      const char *text = g_ptr_array_index (texts, i);

      if (names_stranger (text) && tells_server_error (text))
        return quote (PROVIDER, signs[i].text);
    }
  if (load >= LOAD_MANY)
    return g_strdup_printf ("%.1f times the usual traffic comes in", load);
  return NULL;
}
