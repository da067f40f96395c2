/* severity.h - how bad: SEV-1 to SEV-5 (protocol §1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_SEVERITY_NONE, /* not said */
  MUSTER_SEVERITY_CRITICAL,
  MUSTER_SEVERITY_MAJOR,
  MUSTER_SEVERITY_MINOR,
  MUSTER_SEVERITY_LOW,
  MUSTER_SEVERITY_INFO,
} MusterSeverity;

gboolean muster_severity_parse (const char *text, gssize n, MusterSeverity *out);
MusterSeverity muster_severity_worst (MusterSeverity one, MusterSeverity other);
const char *muster_severity_word (MusterSeverity self); /* "Major", untranslated, N_() */
/* The severity an alert's own words ask for; only a rule or a person makes it SEV-1. */
MusterSeverity muster_severity_from_alert (const char *text, gssize n);

G_END_DECLS
