/* symptom-index.h - where the services of open incidents fail, and with which alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/symptom.h"
G_BEGIN_DECLS

/* Where something may be wrong. */
typedef struct
{
  MusterUlid service;
  guint64 where;
  MusterUlid drill;
} MusterSite;

/* As a site's .where: wherever it is, for alerts that do not say where they are. */
#define MUSTER_SITE_ANYWHERE G_MAXUINT64

/* Whose a symptom is. */
typedef struct
{
  guint incident;
  MusterUlid drill;
} MusterSymptomOwner;

/* A kind of alert in a place, of a service that fails in an incident. */
typedef struct
{
  guint incident;
  MusterUlid service;
} MusterNamesake;

typedef struct _MusterSymptomIndex MusterSymptomIndex;

MusterSymptomIndex *muster_symptom_index_new (void);
void muster_symptom_index_free (MusterSymptomIndex *self);
void muster_symptom_index_enter (MusterSymptomIndex *self,
                                 const MusterSymptomOwner *owner,
                                 const MusterSymptom *symptom);
/* One more kind of alert of a symptom that is in it. */
void muster_symptom_index_enter_kind (MusterSymptomIndex *self,
                                      const MusterSymptomOwner *owner,
                                      const MusterSymptom *symptom,
                                      guint64 kind);
void muster_symptom_index_leave (MusterSymptomIndex *self,
                                 const MusterSymptomOwner *owner,
                                 const MusterSymptom *symptom);
/* Of guint: incidents, oldest first; NULL: none. */
const GArray *muster_symptom_index_find (const MusterSymptomIndex *self, const MusterSite *site);
/* Of MusterNamesake: those that ring so there, by @site's where and drill; NULL: none. */
const GArray *muster_symptom_index_find_kind (const MusterSymptomIndex *self,
                                              const MusterSite *site,
                                              guint64 kind);

G_END_DECLS
