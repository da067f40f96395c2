/* process-usage.c - what a process has used so far, from outside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "process-usage.h"
#include <time.h>
#include <unistd.h>

static gint64
cpu_us_of (int pid)
{
  struct timespec used;
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    g_error ("process %d is not there", pid);
  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static gint64
resident_bytes_of (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", pid);
  g_autofree char *text = NULL;
  char *pages;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s cannot be read", path);
  g_ascii_strtoull (text, &pages, 10); /* the whole size comes first */
  return (gint64) g_ascii_strtoull (pages, NULL, 10) * sysconf (_SC_PAGESIZE);
}

/**
 * process_usage_of:
 * @pid: a process of the same user
 *
 * Its CPU time comes from its own clock, in nanoseconds; that of /proc/PID/stat is in ticks of 10
 * ms, a tenth of some of what is measured here.
 *
 * Returns: what it has used
 */
ProcessUsage
process_usage_of (int pid)
{
  return (ProcessUsage){ cpu_us_of (pid), resident_bytes_of (pid) };
}
