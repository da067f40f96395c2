/* meminfo.h - what the kernel says of memory and of pressure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Bytes; 0 where the kernel does not say. */
typedef struct
{
  guint64 total;
  guint64 available;
  guint64 free;
  guint64 cached;
  guint64 dirty;
  guint64 swap_total;
  guint64 swap_free;
} MusterMeminfo;

/* One line of /proc/pressure/…: the share of time in which some tasks waited, in percent. */
typedef struct
{
  double avg10;
  double avg60;
  double avg300;
} MusterPressure;

gboolean muster_meminfo_parse (const char *text, MusterMeminfo *out);
gboolean muster_pressure_parse (const char *text, const char *kind, MusterPressure *out);

G_END_DECLS
