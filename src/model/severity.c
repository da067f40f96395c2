/* severity.c - how bad: SEV-1 to SEV-5 (protocol §1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/severity.h"
#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *word;
  MusterSeverity severity;
} SeverityWord;

/* What people and scripts may say. */
static const SeverityWord words[] = {
  { "critical", MUSTER_SEVERITY_CRITICAL }, { "high", MUSTER_SEVERITY_MAJOR },
  { "major", MUSTER_SEVERITY_MAJOR },       { "medium", MUSTER_SEVERITY_MINOR },
  { "minor", MUSTER_SEVERITY_MINOR },       { "low", MUSTER_SEVERITY_LOW },
  { "info", MUSTER_SEVERITY_INFO },
};

/* What monitors say, one step milder: they cry wolf, and SEV-1 wakes a company. */
static const SeverityWord alert_words[] = {
  { "critical", MUSTER_SEVERITY_MAJOR }, { "page", MUSTER_SEVERITY_MAJOR },
  { "p1", MUSTER_SEVERITY_MAJOR },       { "error", MUSTER_SEVERITY_MINOR },
  { "high", MUSTER_SEVERITY_MINOR },     { "p2", MUSTER_SEVERITY_MINOR },
  { "warning", MUSTER_SEVERITY_LOW },    { "medium", MUSTER_SEVERITY_LOW },
  { "p3", MUSTER_SEVERITY_LOW },
};

static MusterSeverity
find_word (const SeverityWord *list, gsize list_n, const char *text, gsize n)
{
  for (gsize i = 0; i < list_n; i++)
    if (strlen (list[i].word) == n && g_ascii_strncasecmp (list[i].word, text, n) == 0)
      return list[i].severity;
  return MUSTER_SEVERITY_NONE;
}

/**
 * muster_severity_parse:
 * @text: "2", "SEV-2", "SEV2" or a word such as "high", in any case
 * @n: its bytes, or -1 if it ends with a zero
 * @out: the severity, untouched on failure
 *
 * Reads what a person or a script means (protocol §1). Not for alerts' own labels.
 *
 * Returns: FALSE if it is none of these
 */
gboolean
muster_severity_parse (const char *text, gssize n, MusterSeverity *out)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;
  MusterSeverity severity = find_word (words, G_N_ELEMENTS (words), text, length);

  if (severity != MUSTER_SEVERITY_NONE)
    {
      *out = severity;
      return TRUE;
    }
  if (length > 3 && g_ascii_strncasecmp (text, "sev", 3) == 0)
    {
      gsize skip = text[3] == '-' ? 4 : 3;

      text += skip;
      length -= skip;
    }
  if (length != 1 || text[0] < '1' || text[0] > '5')
    return FALSE;
  *out = (MusterSeverity) (text[0] - '0');
  return TRUE;
}

/**
 * muster_severity_word:
 * @self: a severity
 *
 * Returns: its word, to be translated where it is shown; "" for none
 */
const char *
muster_severity_word (MusterSeverity self)
{
  switch (self)
    {
    case MUSTER_SEVERITY_NONE:
      return "";
    case MUSTER_SEVERITY_CRITICAL:
      /* Translators: severity SEV-1 of an incident */
      return N_ ("Critical");
    case MUSTER_SEVERITY_MAJOR:
      /* Translators: severity SEV-2 of an incident */
      return N_ ("Major");
    case MUSTER_SEVERITY_MINOR:
      /* Translators: severity SEV-3 of an incident */
      return N_ ("Minor");
    case MUSTER_SEVERITY_LOW:
      /* Translators: severity SEV-4 of an incident */
      return N_ ("Low");
    case MUSTER_SEVERITY_INFO:
      /* Translators: severity SEV-5 of an incident */
      return N_ ("Info");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * muster_severity_from_alert:
 * @text: what a monitor says, most often its label "severity"
 * @n: its bytes, or -1 if it ends with a zero
 *
 * Maps a monitor's word, in any case, to a severity (protocol §1). What is unknown or not said is
 * Info; never SEV-1.
 *
 * Returns: SEV-2 to SEV-5
 */
MusterSeverity
muster_severity_from_alert (const char *text, gssize n)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;
  MusterSeverity severity = find_word (alert_words, G_N_ELEMENTS (alert_words), text, length);

  return severity != MUSTER_SEVERITY_NONE ? severity : MUSTER_SEVERITY_INFO;
}

/**
 * muster_severity_worst:
 * @one: a severity, or %MUSTER_SEVERITY_NONE
 * @other: another
 *
 * Returns: the graver of both; one that is not said does not count
 */
MusterSeverity
muster_severity_worst (MusterSeverity one, MusterSeverity other)
{
  if (one == MUSTER_SEVERITY_NONE || other == MUSTER_SEVERITY_NONE)
    return MAX (one, other);
  return MIN (one, other);
}
