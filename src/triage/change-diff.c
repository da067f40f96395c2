/* change-diff.c - what a change does, as far as its lines tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What moves code puts back every word that it takes away. So what is gone afterwards tells more
 * than what is new: a guard, a limit, a call that nobody makes any more. */
#include "triage/change-diff.h"

#include "triage/change-setting.h"
#include "triage/words.h"

#include <string.h>

#define LINES_MAX    2000
#define GONE_TOLD    4
#define PAIRS_WITHIN 40 /* lines of either sign that are compared with one another */

typedef struct
{
  GPtrArray *removed, *added; /* of char *: lines of code */
  GHashTable *after;          /* of char *: words that are there afterwards */
} Lines;

static gboolean
is_comment (const char *line)
{
  static const char *const signs[] = { "//", "#", "/*", "*", "--", "<!--", ";" };
  const char *begin = line + strspn (line, " \t");

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (begin, signs[i]))
      return TRUE;
  return *begin == '\0';
}

static void
add_words (GHashTable *words, const char *line)
{
  MusterWords walk;
  char word[MUSTER_WORD_BYTES];

  muster_words_begin (&walk, line, -1);
  while (muster_words_next (&walk, word))
    g_hash_table_add (words, g_strdup (word));
}

/* Context is there before and after. */
static void
take_line (Lines *self, const char *line)
{
  if (g_str_has_prefix (line, "+++") || g_str_has_prefix (line, "---") ||
      g_str_has_prefix (line, "@@"))
    return;
  if (line[0] != '-' && line[0] != '+')
    {
      add_words (self->after, line);
      return;
    }
  if (is_comment (line + 1))
    return;
  g_ptr_array_add (line[0] == '-' ? self->removed : self->added, g_strdup (line + 1));
  if (line[0] == '+')
    add_words (self->after, line + 1);
}

static void
read_lines (Lines *self, const char *diff)
{
  gsize n = strnlen (diff, MUSTER_CHANGE_DIFF_BYTES_MAX);
  const char *end = diff + n;

  for (guint i = 0; diff < end && i < LINES_MAX; i++)
    {
      const char *stop = memchr (diff, '\n', (gsize) (end - diff));
      g_autofree char *line = NULL;

      stop = stop != NULL ? stop : end;
      line = g_strndup (diff, (gsize) (stop - diff));
      take_line (self, line);
      diff = stop + 1;
    }
}

/* --- what is gone --- */

static gboolean
is_in (const char *word, const char *const *list, guint n)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (word, list[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_guard (const char *word)
{
  static const char *const guards[] = {
    "lock",      "unlock",   "mutex",   "mu",       "sync",     "atomic",  "limit",    "max",
    "min",       "retry",    "retries", "tries",    "attempts", "timeout", "delay",    "sleep",
    "backoff",   "deadline", "check",   "validate", "verify",   "if",      "nil",      "null",
    "none",      "catch",    "try",     "close",    "defer",    "finally", "register", "leeway",
    "tolerance", "grace",    "skew",    "bound",    "throttle", "guard",   "assert",
  };

  return is_in (word, guards, G_N_ELEMENTS (guards));
}

static void
find_gone (const Lines *self, MusterChangeDiff *out)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) told = g_string_new (NULL);
  guint n_told = 0;

  for (guint i = 0; i < self->removed->len; i++)
    {
      MusterWords walk;
      char word[MUSTER_WORD_BYTES];

      muster_words_begin (&walk, g_ptr_array_index (self->removed, i), -1);
      while (muster_words_next (&walk, word))
        {
          if (g_ascii_isdigit (word[0]) || g_hash_table_contains (self->after, word) ||
              !g_hash_table_add (seen, g_strdup (word)))
            continue;
          out->n_gone++;
          out->n_guards += is_guard (word);
          if (n_told < GONE_TOLD && (is_guard (word) || muster_word_is_telling (word)))
            g_string_append_printf (told, "%s%s", n_told++ > 0 ? ", " : "", word);
        }
    }
  if (told->len > 0)
    out->gone = g_strdup (told->str);
}

/* --- what is new, or another --- */

static gboolean
has_call (const char *line)
{
  static const char *const calls[] = { "select", "query", "exec", "fetch", "rpc", "dial" };
  MusterWords walk;
  char word[MUSTER_WORD_BYTES];

  muster_words_begin (&walk, line, -1);
  while (muster_words_next (&walk, word))
    if (is_in (word, calls, G_N_ELEMENTS (calls)))
      return TRUE;
  return FALSE;
}

static guint
count_calls (const GPtrArray *lines)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += has_call (g_ptr_array_index (lines, i));
  return n;
}

static void
find_settings (const Lines *self, MusterChangeDiff *out)
{
  for (guint i = 0; i < MIN (self->removed->len, PAIRS_WITHIN); i++)
    for (guint k = 0; k < MIN (self->added->len, PAIRS_WITHIN); k++)
      {
        g_autofree char *words = NULL;
        double weight = muster_change_setting (g_ptr_array_index (self->removed, i),
                                               g_ptr_array_index (self->added, k), &words);

        if (weight <= out->setting)
          continue;
        out->setting = weight;
        g_free (out->change);
        out->change = g_steal_pointer (&words);
      }
}

/**
 * muster_change_diff_read:
 * @self: (out): what it says; to be cleared
 * @diff: (nullable): a unified diff, or its lines alone; the first 16 KiB are read
 *
 * Reads what a change takes away and does not put back, which setting gets another value, and
 * whether it calls more. Comments count for nothing.
 */
void
muster_change_diff_read (MusterChangeDiff *self, const char *diff)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) after = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Lines lines = { removed, added, after };

  memset (self, 0, sizeof *self);
  if (diff == NULL)
    return;
  read_lines (&lines, diff);
  self->n_removed = removed->len;
  self->n_added = added->len;
  find_gone (&lines, self);
  find_settings (&lines, self);
  self->adds_calls = count_calls (added) > count_calls (removed);
}

/**
 * muster_change_diff_clear:
 * @self: what was read
 *
 * Frees what it holds.
 */
void
muster_change_diff_clear (MusterChangeDiff *self)
{
  g_clear_pointer (&self->gone, g_free);
  g_clear_pointer (&self->change, g_free);
}

/* --- files --- */

static gboolean
has_one_of (const char *text, const char *const *parts, guint n)
{
  for (guint i = 0; i < n; i++)
    if (strstr (text, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
ends_with_one_of (const char *text, const char *const *ends, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;
  return FALSE;
}

static MusterPathsKind
kind_of (const char *path)
{
  static const char *const versions[] = {
    "go.mod",     "go.sum",      "package.json", "package-lock.json", "yarn.lock",   "cargo.toml",
    "cargo.lock", "poetry.lock", "pom.xml",      "requirements.txt",  "gemfile.lock"
  };
  static const char *const harmless[] = {
    ".md",  ".rst",    ".css",       ".scss",      ".less",         ".adoc",        ".svg",
    ".png", "license", "codeowners", ".gitignore", ".golangci.yml", ".editorconfig"
  };
  static const char *const folders[] = { "/docs/",    "/documentation/", "/test/",
                                         "/tests/",   "/testdata/",      "/__tests__/",
                                         "_test.",    ".test.",          ".spec.",
                                         "/.github/", "/.circleci/",     "/fixtures/" };
  g_autofree char *slashed = g_strconcat ("/", path, NULL);

  if (ends_with_one_of (path, versions, G_N_ELEMENTS (versions)))
    return MUSTER_PATHS_VERSIONS;
  if (ends_with_one_of (path, harmless, G_N_ELEMENTS (harmless)) ||
      has_one_of (slashed, folders, G_N_ELEMENTS (folders)))
    return MUSTER_PATHS_HARMLESS;
  return MUSTER_PATHS_CODE;
}

/**
 * muster_paths_kind:
 * @files: (nullable): paths, one a line
 *
 * Returns: the most dangerous kind of them
 */
MusterPathsKind
muster_paths_kind (const char *files)
{
  g_autofree char *lower = files != NULL ? g_ascii_strdown (files, -1) : NULL;
  g_auto (GStrv) paths = lower != NULL ? g_strsplit (lower, "\n", LINES_MAX) : NULL;
  MusterPathsKind worst = MUSTER_PATHS_UNKNOWN;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      MusterPathsKind kind = kind_of (g_strstrip (paths[i]));

      if (paths[i][0] != '\0' && (worst == MUSTER_PATHS_UNKNOWN || kind < worst))
        worst = kind;
    }
  return worst;
}
