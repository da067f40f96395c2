/* process-usage.h - what a process has used so far, from outside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  gint64 cpu_us; /* user and system, all threads */
  gint64 resident_bytes;
} ProcessUsage;

/* Aborts when there is no such process: a measurement without its subject is none. */
ProcessUsage process_usage_of (int pid);

G_END_DECLS
