/* one-key.c - a small hub with one integration key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"

static void
set_up (OneKey *self, gconstpointer unused)
{
  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  self->key = small_hub_key (self->hub, "shop", (MusterUlid){ 0, 0 });
}

static void
tear_down (OneKey *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

void
one_key_add_cases (const OneKeyCase *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    g_test_add (cases[i].name, OneKey, NULL, set_up, cases[i].func, tear_down);
}

void
one_key_report (OneKey *self, MusterReportStatus status, const char *labels)
{
  small_hub_alert (self->hub, self->key, status, labels, &self->last);
}

void
one_key_resolve (OneKey *self, guint incident)
{
  g_assert_true (small_hub_do (
      self->hub, small_hub_command (self->hub, "incident.resolve", incident), NULL, NULL));
}

const MusterIncident *
one_key_incident (const OneKey *self, guint number)
{
  return muster_world_get_incident (self->hub->world, number);
}

guint
one_key_n_incidents (const OneKey *self)
{
  return muster_world_last_incident (self->hub->world);
}

guint
one_key_n_held (const OneKey *self)
{
  return muster_suppressions_count (muster_world_get_suppressions (self->hub->world));
}
