/* pull-work.c - what an Alertmanager told, given to the committer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Alerts that it tells people of are reports as if they had been posted. What it holds back is not
 * brought in, but neither is it over. An alert is over when no member of the set has had it for two
 * rounds: one that cannot be asked still has what it had, and one that began anew says nothing by
 * what it lacks, each for the grace that is configured.
 */
#include "hub/pull-reading.h"
#include "world/reporting.h"

#define ROUNDS 2

typedef struct
{
  MusterWork work; /* first */
  MusterPulls *pulls;
  MusterUlid set;
  char *url;                  /* NULL: nobody of the set answers */
  MusterPullReading *reading; /* NULL where url is */
} PullWork;

static void
work_free (MusterWork *work)
{
  PullWork *self = (PullWork *) work;

  g_clear_pointer (&self->reading, muster_pull_reading_free);
  g_free (self->url);
  g_free (self);
}

static void
add_id (GHashTable *set, MusterUlid id)
{
  g_hash_table_insert (set, g_memdup2 (&id, sizeof id), NULL);
}

/* --- what it has --- */

static void
see (MusterPullMember *member, const MusterAlertIndex *alerts, const MusterReports *reports)
{
  for (guint i = 0; i < reports->reports->len; i++)
    {
      const MusterReport *report = &g_array_index (reports->reports, MusterReport, i);
      const MusterAlertIdentity identity = { muster_pull_set_key (member->set),
                                             { NULL, 0 },
                                             &report->labels };
      const MusterAlert *alert = muster_alert_index_find (alerts, &identity);

      if (alert != NULL && alert->status == MUSTER_ALERT_FIRING)
        add_id (member->view, alert->id);
    }
}

static void
see_all (MusterPullMember *member, const MusterAlertIndex *alerts, const MusterPullReading *reading)
{
  for (guint i = 0; i < G_N_ELEMENTS (reading->parts); i++)
    for (guint at = 0; at < reading->parts[i]->len; at++)
      see (member, alerts,
           ((const MusterPullPart *) g_ptr_array_index (reading->parts[i], at))->reports);
}

/* --- what nobody has --- */

typedef struct
{
  const MusterAlertIndex *alerts;
  MusterUlid key;
  GHashTable *known;
} Search;

static gboolean
is_pulled (const MusterAlert *alert)
{
  return alert->status == MUSTER_ALERT_FIRING && !alert->timed && alert->dedup_n == 0;
}

static void
search_cb (MusterAlert *alert, gpointer user_data)
{
  Search *self = user_data;

  if (is_pulled (alert) &&
      muster_ulid_equal (muster_alert_index_key (self->alerts, alert), self->key))
    add_id (self->known, alert->id);
}

/* Also what fired before the hub began: it may be over since. */
static void
find_known (MusterPullSet *set, const MusterAlertIndex *alerts)
{
  Search search = { alerts, muster_pull_set_key (set), NULL };

  if (set->known != NULL)
    return;
  set->known = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
  search.known = set->known;
  if (muster_alert_index_firing_of (alerts, search.key) > 0)
    muster_alert_index_foreach (alerts, search_cb, &search);
}

static void
merge_views (MusterPullSet *set)
{
  for (guint i = 0; i < set->members->len; i++)
    {
      const MusterPullMember *member = g_ptr_array_index (set->members, i);
      GHashTableIter iter;
      gpointer id;

      if (!muster_pull_member_counts (member))
        continue;
      g_hash_table_iter_init (&iter, member->view);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_insert (set->known, g_memdup2 (id, sizeof (MusterUlid)), NULL);
    }
}

static gboolean
is_seen (const MusterPullSet *set, const MusterUlid *id)
{
  for (guint i = 0; i < set->members->len; i++)
    {
      const MusterPullMember *member = g_ptr_array_index (set->members, i);

      if (muster_pull_member_counts (member) && g_hash_table_contains (member->view, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_settled (const MusterPullMember *self)
{
  MusterClock *clock = muster_pulls_get_settings (self->set->pulls)->clock;

  return muster_clock_boot_us (clock) - self->instance_boot_us >= self->set->body.grace_us;
}

static guint
count_members (const MusterPullSet *set)
{
  guint n = 0;

  for (guint i = 0; i < set->members->len; i++)
    n += muster_pull_member_counts (g_ptr_array_index (set->members, i));
  return n;
}

static void
add_resolved (MusterReports *out, const MusterAlertIndex *alerts, const MusterAlert *alert)
{
  MusterReport *report = muster_reports_add (out);
  gsize bytes = (gsize) alert->n_labels * sizeof (MusterLabel);

  report->status = MUSTER_REPORT_RESOLVED;
  report->labels.items = muster_arena_alloc (out->arena, bytes + 1);
  muster_alert_get_labels (alerts, alert, &report->labels);
}

/* Missing for so many polls in a row that each member was asked as often as it has to be. */
static void
end_missing (MusterPullSet *set, const MusterAlertIndex *alerts, MusterReports *out)
{
  guint patience = ROUNDS * count_members (set);
  GHashTableIter iter;
  gpointer id, missed;

  g_hash_table_iter_init (&iter, set->known);
  while (g_hash_table_iter_next (&iter, &id, &missed))
    {
      const MusterAlert *alert = muster_alert_index_get (alerts, *(const MusterUlid *) id);
      guint n = GPOINTER_TO_UINT (missed) + 1;

      if (alert == NULL || !is_pulled (alert))
        g_hash_table_iter_remove (&iter);
      else if (is_seen (set, id))
        g_hash_table_iter_replace (&iter, NULL);
      else if (n < patience)
        g_hash_table_iter_replace (&iter, GUINT_TO_POINTER (n));
      else
        {
          add_resolved (out, alerts, alert);
          g_hash_table_iter_remove (&iter);
        }
    }
}

/* --- on the main thread --- */

/* One alert a set, of its own object. */
static void
tell_down (MusterPullSet *set, MusterCommitter *committer, gboolean is_down)
{
  static const char title[] = "cannot be reached: alerts and their ends may be missed";
  g_autoptr (MusterReports) reports = muster_reports_new ();
  MusterReport *report = muster_reports_add (reports);
  const char *key = "unreachable";
  g_autofree char *text = g_strdup_printf ("Alertmanager %s %s", set->name, title);
  MusterLabel items[] = { muster_make_label ("alertmanager", set->name),
                          muster_make_label ("alertname", "AlertmanagerUnreachable") };
  MusterReportSummary summary;

  report->status = is_down ? MUSTER_REPORT_FIRING : MUSTER_REPORT_RESOLVED;
  report->severity = MUSTER_SEVERITY_MINOR;
  report->labels = (MusterLabelSet){ items, G_N_ELEMENTS (items) };
  report->dedup = (MusterText){ key, strlen (key) };
  report->title = (MusterText){ text, strlen (text) };
  muster_committer_report (committer, reports, set->id, &summary);
  set->is_down_told = is_down;
}

static void
take (PullWork *self, MusterPullMember *member, MusterCommitter *committer)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (muster_committer_get_world (committer));
  MusterClock *clock = muster_pulls_get_settings (self->pulls)->clock;
  MusterPullSet *set = member->set;
  g_autoptr (MusterReports) ended = muster_reports_new ();
  MusterReportSummary summary;
  MusterPoisonNote note;

  find_known (set, alerts);
  muster_pull_reading_report (self->reading, committer);
  note = muster_pull_reading_begin (self->reading);
  member->failures = 0;
  member->polled_us = muster_clock_now_us (clock);
  member->polled_boot_us = muster_clock_boot_us (clock);
  g_hash_table_remove_all (member->view);
  see_all (member, alerts, self->reading);
  merge_views (set);
  if (is_settled (member))
    end_missing (set, alerts, ended);
  if (ended->reports->len > 0)
    muster_committer_report (committer, ended, muster_pull_set_key (set), &summary);
  muster_pull_reading_end (self->reading, note);
  tell_down (set, committer, FALSE);
}

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  PullWork *self = (PullWork *) work;
  MusterPullSet *set = muster_pulls_find_set (self->pulls, self->set);
  MusterPullMember *member =
      self->url != NULL ? muster_pulls_find (self->pulls, self->set, self->url) : NULL;

  if (member != NULL)
    {
      take (self, member, committer);
      muster_pull_member_go_on (member);
    }
  else if (set != NULL && self->url == NULL)
    tell_down (set, committer, TRUE);
  work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

static gboolean
is_failing (const MusterPullSet *set)
{
  return muster_committer_is_failing (muster_pulls_get_settings (set->pulls)->committer);
}

static PullWork *
work_new (const MusterPullSet *set)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free };
  PullWork *self = g_new0 (PullWork, 1);

  self->work.funcs = &funcs;
  self->pulls = set->pulls;
  self->set = set->id;
  return self;
}

/**
 * muster_pull_submit:
 * @self: a member
 * @reading: (transfer full): what it told, decoded
 *
 * Hands it over; then the member goes on.
 */
void
muster_pull_submit (MusterPullMember *self, MusterPullReading *reading)
{
  PullWork *work = work_new (self->set);

  work->url = g_strdup (self->url);
  work->reading = reading;
  if (is_failing (self->set))
    {
      work_free (&work->work);
      muster_pull_member_end (self, g_strdup ("what it told cannot be stored now"));
      return;
    }
  muster_committer_submit (muster_pulls_get_settings (self->set->pulls)->committer, &work->work);
}

/**
 * muster_pull_submit_down:
 * @set: a set of whose members none answers
 *
 * Raises an alert about that.
 */
void
muster_pull_submit_down (MusterPullSet *set)
{
  PullWork *work = work_new (set);

  if (is_failing (set))
    work_free (&work->work);
  else
    muster_committer_submit (muster_pulls_get_settings (set->pulls)->committer, &work->work);
}
