/* meminfo.c - what the kernel says of memory and of pressure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/meminfo.h"
#include <string.h>

/* The number after "NAME:" in kB, as bytes. */
static guint64
find_kilobytes (const char *text, const char *name)
{
  gsize name_n = strlen (name);

  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      if (strncmp (line, name, name_n) == 0 && line[name_n] == ':')
        {
          guint64 kilobytes = g_ascii_strtoull (line + name_n + 1, NULL, 10);
          return kilobytes <= G_MAXUINT64 / 1024 ? kilobytes * 1024 : 0;
        }
    }
  return 0;
}

/**
 * muster_meminfo_parse:
 * @text: the content of /proc/meminfo (proc(5))
 * @out: (out caller-allocates): what it says, in bytes
 *
 * Returns: FALSE if it does not tell the total and what is available
 */
gboolean
muster_meminfo_parse (const char *text, MusterMeminfo *out)
{
  out->total = find_kilobytes (text, "MemTotal");
  out->available = find_kilobytes (text, "MemAvailable");
  out->free = find_kilobytes (text, "MemFree");
  out->cached = find_kilobytes (text, "Cached");
  out->dirty = find_kilobytes (text, "Dirty");
  out->swap_total = find_kilobytes (text, "SwapTotal");
  out->swap_free = find_kilobytes (text, "SwapFree");
  return out->total > 0 && out->available <= out->total && strstr (text, "MemAvailable:") != NULL;
}

static gboolean
parse_average (const char *line, const char *end, const char *name, double *out)
{
  const char *at = g_strstr_len (line, end - line, name);
  char *number_end;

  if (at == NULL)
    return FALSE;
  at += strlen (name);
  *out = g_ascii_strtod (at, &number_end);
  return number_end > at && number_end <= end && *out >= 0 && *out <= 100;
}

/**
 * muster_pressure_parse:
 * @text: the content of a file in /proc/pressure
 * @kind: "some" or "full"
 * @out: (out caller-allocates): that line's averages
 *
 * Reads a line such as "some avg10=0.00 avg60=0.12 avg300=0.05 total=6790" (the kernel's
 * Documentation/accounting/psi.rst).
 *
 * Returns: FALSE if there is no such line, or a share is not from 0 to 100
 */
gboolean
muster_pressure_parse (const char *text, const char *kind, MusterPressure *out)
{
  gsize kind_n = strlen (kind);

  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      const char *end;

      line += *line == '\n';
      end = line + strcspn (line, "\n");
      if (strncmp (line, kind, kind_n) == 0 && line[kind_n] == ' ')
        return parse_average (line, end, " avg10=", &out->avg10) &&
               parse_average (line, end, " avg60=", &out->avg60) &&
               parse_average (line, end, " avg300=", &out->avg300);
    }
  return FALSE;
}
