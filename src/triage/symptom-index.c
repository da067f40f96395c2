/* symptom-index.c - where the services of open incidents fail, and with which alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/symptom-index.h"

struct _MusterSymptomIndex
{
  GHashTable *sites; /* MusterSite → GArray of guint: open incidents, oldest first */
  GHashTable *names; /* MusterSite, with the kind in .service.lo → GArray of MusterNamesake */
};

static guint
hash_site (gconstpointer data)
{
  const MusterSite *site = data;

  return muster_ulid_hash (&site->service) ^ (guint) (site->where * 0x9e3779b97f4a7c15u >> 32) ^
         muster_ulid_hash (&site->drill);
}

static gboolean
sites_equal (gconstpointer a, gconstpointer b)
{
  const MusterSite *x = a, *y = b;

  return muster_ulid_equal (x->service, y->service) && x->where == y->where &&
         muster_ulid_equal (x->drill, y->drill);
}

/**
 * muster_symptom_index_new:
 *
 * Returns: (transfer full): one of nothing
 */
MusterSymptomIndex *
muster_symptom_index_new (void)
{
  MusterSymptomIndex *self = g_new0 (MusterSymptomIndex, 1);

  self->sites =
      g_hash_table_new_full (hash_site, sites_equal, g_free, (GDestroyNotify) g_array_unref);
  self->names =
      g_hash_table_new_full (hash_site, sites_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * muster_symptom_index_free:
 * @self: an index
 *
 * Frees it.
 */
void
muster_symptom_index_free (MusterSymptomIndex *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->sites);
  g_free (self);
}

/* --- services --- */

static void
enter_site (MusterSymptomIndex *self,
            const MusterSymptomOwner *owner,
            const MusterSymptom *symptom,
            guint64 where)
{
  const MusterSite site = { symptom->service, where, owner->drill };
  GArray *numbers = g_hash_table_lookup (self->sites, &site);
  guint i;

  if (numbers == NULL)
    {
      numbers = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->sites, g_memdup2 (&site, sizeof site), numbers);
    }
  for (i = 0; i < numbers->len && g_array_index (numbers, guint, i) < owner->incident; i++)
    continue;
  if (i == numbers->len || g_array_index (numbers, guint, i) != owner->incident)
    g_array_insert_val (numbers, i, owner->incident);
}

static void
leave_site (MusterSymptomIndex *self,
            const MusterSymptomOwner *owner,
            const MusterSymptom *symptom,
            guint64 where)
{
  const MusterSite site = { symptom->service, where, owner->drill };
  GArray *numbers = g_hash_table_lookup (self->sites, &site);

  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    if (g_array_index (numbers, guint, i) == owner->incident)
      g_array_remove_index (numbers, i);
  if (numbers != NULL && numbers->len == 0)
    g_hash_table_remove (self->sites, &site);
}

/* --- kinds of alerts --- */

static MusterSite
site_of_kind (MusterUlid drill, guint64 where, guint64 kind)
{
  return (MusterSite){ { 0, kind }, where, drill };
}

/**
 * muster_symptom_index_enter_kind:
 * @self: an index
 * @owner: whose the symptom is
 * @symptom: one that was entered
 * @kind: a kind of alert that it has now
 *
 * Lets it be found by that kind.
 */
void
muster_symptom_index_enter_kind (MusterSymptomIndex *self,
                                 const MusterSymptomOwner *owner,
                                 const MusterSymptom *symptom,
                                 guint64 kind)
{
  const MusterSite site = site_of_kind (owner->drill, symptom->where, kind);
  const MusterNamesake namesake = { owner->incident, symptom->service };
  GArray *list = g_hash_table_lookup (self->names, &site);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (MusterNamesake));
      g_hash_table_insert (self->names, g_memdup2 (&site, sizeof site), list);
    }
  g_array_append_val (list, namesake);
}

static void
leave_kind (MusterSymptomIndex *self,
            const MusterSymptomOwner *owner,
            const MusterSymptom *symptom,
            guint64 kind)
{
  const MusterSite site = site_of_kind (owner->drill, symptom->where, kind);
  GArray *list = g_hash_table_lookup (self->names, &site);

  for (guint i = list != NULL ? list->len : 0; i-- > 0;)
    {
      const MusterNamesake *namesake = &g_array_index (list, MusterNamesake, i);

      if (namesake->incident == owner->incident &&
          muster_ulid_equal (namesake->service, symptom->service))
        g_array_remove_index (list, i);
    }
  if (list != NULL && list->len == 0)
    g_hash_table_remove (self->names, &site);
}

/* --- both --- */

/**
 * muster_symptom_index_enter:
 * @self: an index
 * @owner: whose the symptom is
 * @symptom: what fails
 *
 * Lets it be found by its service, its place and its kinds of alerts.
 */
void
muster_symptom_index_enter (MusterSymptomIndex *self,
                            const MusterSymptomOwner *owner,
                            const MusterSymptom *symptom)
{
  enter_site (self, owner, symptom, symptom->where);
  enter_site (self, owner, symptom, MUSTER_SITE_ANYWHERE);
  for (guint i = 0; i < symptom->n_kinds; i++)
    muster_symptom_index_enter_kind (self, owner, symptom, symptom->kinds[i].kind);
}

/**
 * muster_symptom_index_leave:
 * @self: an index
 * @owner: whose the symptom is
 * @symptom: one that was entered
 *
 * Lets it be found no longer.
 */
void
muster_symptom_index_leave (MusterSymptomIndex *self,
                            const MusterSymptomOwner *owner,
                            const MusterSymptom *symptom)
{
  leave_site (self, owner, symptom, symptom->where);
  leave_site (self, owner, symptom, MUSTER_SITE_ANYWHERE);
  for (guint i = 0; i < symptom->n_kinds; i++)
    leave_kind (self, owner, symptom, symptom->kinds[i].kind);
}

/**
 * muster_symptom_index_find:
 * @self: an index
 * @site: a service in a place
 *
 * Returns: (transfer none) (nullable) (element-type guint): the incidents that it fails in, oldest
 *   first
 */
const GArray *
muster_symptom_index_find (const MusterSymptomIndex *self, const MusterSite *site)
{
  return g_hash_table_lookup (self->sites, site);
}

/**
 * muster_symptom_index_find_kind:
 * @self: an index
 * @site: a place; its service does not count
 * @kind: a kind of alert
 *
 * Returns: (transfer none) (nullable) (element-type MusterNamesake): who rings so there
 */
const GArray *
muster_symptom_index_find_kind (const MusterSymptomIndex *self,
                                const MusterSite *site,
                                guint64 kind)
{
  const MusterSite at = site_of_kind (site->drill, site->where, kind);

  return g_hash_table_lookup (self->names, &at);
}
