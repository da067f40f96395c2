/* gate.c - whether an alert is reason enough for a new incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rule of grouping may want several alerts of a group to fire at once, or wait a while for an
 * alert to be over by itself. What waits is held back in sight, and comes out as soon as its group
 * has an incident. The worst alerts wait for nothing.
 */
#include "world/gate.h"

#include "base/crypto.h"
#include "world/attach.h"

#include <string.h>

#define LEARNED_MAX_S 300 /* what usually lasts longer is worth a look at once */

/* The same for the same group in every hub and after every start. */
static MusterUlid
group_id (const MusterLabelSet *group)
{
  g_autoptr (GString) text = g_string_new (NULL);
  MusterSha256 hash;
  MusterUlid id;

  for (guint i = 0; i < group->n; i++)
    {
      g_string_append_len (text, group->items[i].name, group->items[i].name_n);
      g_string_append_c (text, '\0');
      g_string_append_len (text, group->items[i].value, group->items[i].value_n);
      g_string_append_c (text, '\0');
    }
  muster_sha256 (&(MusterPiece){ text->str, text->len }, 1, &hash);
  memcpy (&id, hash.bytes, sizeof id);
  return id;
}

static guint
count_waiting (const MusterWorld *world, MusterUlid group, MusterUlid id)
{
  const MusterSuppressions *suppressions = muster_world_get_suppressions (world);
  const MusterSuppression *own = muster_suppressions_get (suppressions, id);
  gboolean is_counted = own != NULL && muster_ulid_equal (own->suppressor.id, group);

  return muster_suppressions_count_of (suppressions, group) + !is_counted;
}

static char *
tell_threshold (const MusterGroupingRule *rule)
{
  return rule->name != NULL
             ? g_strdup_printf ("%s: until %u fire at once", rule->name, rule->at_least)
             : g_strdup_printf ("until %u fire at once", rule->at_least);
}

/* How long to wait from when the alert came, µs; 0: not at all. */
static gint64
find_pause (const MusterWorld *world,
            const MusterGroupingRule *rule,
            const MusterReport *report,
            const MusterObject *service,
            char **why)
{
  g_autofree char *name = NULL;
  guint usual;

  if (rule->pause == MUSTER_PAUSE_NONE)
    return 0;
  if (rule->pause == MUSTER_PAUSE_FIXED)
    {
      *why = rule->name != NULL ? g_strdup (rule->name) : NULL;
      return rule->pause_us;
    }
  name = muster_label_set_dup_value (&report->labels, "alertname");
  usual = name != NULL ? muster_duration_usual (muster_durations_get (
                             muster_world_get_durations (world),
                             service != NULL ? service->id : (MusterUlid){ 0, 0 }, name))
                       : 0;
  if (usual == 0 || usual > LEARNED_MAX_S)
    return 0;
  *why = g_strdup_printf ("9 of 10 were over within %u s", usual);
  return usual * (gint64) G_USEC_PER_SEC;
}

/**
 * muster_gate_find:
 * @self: a body
 * @report: an alert of it that nothing else holds back
 * @id: its id, which tells when it came first
 *
 * Says whether an alert has to wait for an incident of its own, and until when.
 *
 * Returns: what holds it back; by nothing, where nothing does
 */
MusterHold
muster_gate_find (const MusterReporting *self, const MusterReport *report, MusterUlid id)
{
  const MusterGroupingRule *rule =
      muster_grouping_find (muster_world_get_rules (self->world)->grouping, &report->labels);
  const MusterArrival arrival = { report, self->key, self->drill, self->context->now_us };
  g_auto (MusterAttachment) attachment = { 0 };
  MusterHold hold = { .until_us = MUSTER_NO_TIME };
  gint64 until_us;

  if ((rule->at_least <= 1 && rule->pause == MUSTER_PAUSE_NONE) ||
      self->severity == MUSTER_SEVERITY_CRITICAL || !muster_ulid_is_null (self->drill))
    return hold;
  muster_world_attach (self->world, &arrival, &attachment);
  if (attachment.incident != 0)
    return hold;
  hold.suppressor.id = group_id (&attachment.group);
  if (count_waiting (self->world, hold.suppressor.id, id) < rule->at_least)
    {
      hold.suppressor.by = MUSTER_SUPPRESSED_BY_THRESHOLD;
      hold.why = tell_threshold (rule);
      return hold;
    }
  until_us = muster_ulid_get_time (id) +
             find_pause (self->world, rule, report, attachment.service, &hold.why);
  if (until_us <= self->context->now_us)
    {
      muster_hold_clear (&hold);
      return hold;
    }
  hold.suppressor.by = MUSTER_SUPPRESSED_BY_PAUSE;
  hold.until_us = until_us;
  return hold;
}

/**
 * muster_gate_open:
 * @world: a hub's world
 * @group: the labels of a group that has an open incident now
 *
 * What waits for it is looked at anew.
 */
void
muster_gate_open (MusterWorld *world, const MusterLabelSet *group)
{
  MusterSuppressions *suppressions = muster_world_get_suppressions (world);

  if (muster_suppressions_count (suppressions) > 0)
    muster_suppressions_orphan (suppressions, group_id (group));
}
