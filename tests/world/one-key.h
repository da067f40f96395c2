/* one-key.h - a small hub with one integration key: what most worked cases begin with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "small-hub.h"

#define FIRING   MUSTER_REPORT_FIRING
#define RESOLVED MUSTER_REPORT_RESOLVED

typedef struct
{
  SmallHub *hub;
  MusterUlid key;
  MusterReportSummary last; /* of what was reported last */
} OneKey;

typedef struct
{
  const char *name;
  void (*func) (OneKey *self, gconstpointer unused);
} OneKeyCase;

void one_key_add_cases (const OneKeyCase *cases, guint n);
/* Reports an alert, "a=b,c=d". */
void one_key_report (OneKey *self, MusterReportStatus status, const char *labels);
void one_key_resolve (OneKey *self, guint incident);
const MusterIncident *one_key_incident (const OneKey *self, guint number);
guint one_key_n_incidents (const OneKey *self);
guint one_key_n_held (const OneKey *self); /* alerts that something holds back */
