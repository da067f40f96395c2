/* shuffled.c - webhooks twice, late and in any order (security P14, hostile input 60)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An oracle that is as plain as can be reads the same messages, and must end as the hub does.
 */
#include "small-hub.h"

#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define STREAMS 600
#else
#define STREAMS 10000
#endif
#define NAMES      3 /* groups */
#define PODS       3
#define ALERTS     (NAMES * PODS)
#define TIMES_MAX  4 /* that an alert fires */
#define MINUTES    G_TIME_SPAN_MINUTE
#define PER_HUB    25 /* streams by one hub, each by a key of its own */
#define MESSAGES_N 256

typedef struct
{
  guint alert;
  gboolean is_end;
  gint64 starts_us, ends_us;
} Message;

/* What has been believed of an alert so far. */
typedef struct
{
  gboolean is_known, fires;
  gint64 starts_us;
} Belief;

static guint
random_below (GRand *rand, guint n)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) n);
}

/* Each alert fires up to four times, half an hour apart, and its last end may be still to come;
 * three in ten messages come twice. */
static guint
make_messages (GRand *rand, gint64 now_us, Message *out)
{
  guint n = 0;

  for (guint alert = 0; alert < ALERTS; alert++)
    {
      guint times_n = random_below (rand, TIMES_MAX + 1);

      for (guint i = 0; i < times_n; i++)
        {
          gint64 starts_us = now_us - (times_n - i) * 30 * MINUTES + random_below (rand, 60);
          gint64 ends_us = starts_us + (1 + random_below (rand, 20)) * MINUTES;
          guint copies = 1 + (random_below (rand, 10) < 3);

          for (guint copy = 0; copy < copies; copy++)
            out[n++] = (Message){ alert, FALSE, starts_us, 0 };
          copies = 1 + (random_below (rand, 10) < 3);
          if (i + 1 == times_n && random_below (rand, 2) == 0)
            copies = 0;
          for (guint copy = 0; copy < copies; copy++)
            out[n++] = (Message){ alert, TRUE, starts_us, ends_us };
        }
    }
  g_assert_cmpuint (n, <=, MESSAGES_N);
  return n;
}

/* All of them anywhere, or each a few places from where it was. */
static void
shuffle (GRand *rand, Message *messages, guint n)
{
  guint reach = random_below (rand, 2) == 0 ? n : 6;

  for (guint i = 0; i + 1 < n; i++)
    {
      guint j = i + random_below (rand, MIN (reach, n - i));
      Message kept = messages[i];

      messages[i] = messages[j];
      messages[j] = kept;
    }
}

/* --- the oracle --- */

static void
believe (Belief *self, const Message *message)
{
  if (message->is_end)
    {
      gboolean ended_before = message->ends_us <= self->starts_us;

      if (self->fires && !ended_before)
        self->fires = FALSE;
    }
  else if (!self->is_known || (!self->fires && message->starts_us > self->starts_us - 5 * MINUTES))
    *self = (Belief){ TRUE, TRUE, message->starts_us };
}

/* --- the hub --- */

static void
report (SmallHub *hub, MusterUlid key, const char *service, const Message *message)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterReportSummary summary;
  char name[16], pod[16];
  MusterLabel items[] = { { "alertname", name, 9, 0 },
                          { "pod", pod, 3, 0 },
                          { "service", service, 7, (guint16) strlen (service) } };
  MusterReport *one = muster_reports_add (reports);

  items[0].value_n = (guint16) g_snprintf (name, sizeof name, "Down%u", message->alert / PODS);
  items[1].value_n = (guint16) g_snprintf (pod, sizeof pod, "p%u", message->alert % PODS);
  one->labels = (MusterLabelSet){ items, G_N_ELEMENTS (items) };
  one->status = message->is_end ? MUSTER_REPORT_RESOLVED : MUSTER_REPORT_FIRING;
  one->starts_us = message->starts_us;
  one->ends_us = message->is_end ? message->ends_us : MUSTER_NO_TIME;
  muster_world_report (hub->world, &hub->context, reports, key, batch, &summary);
  muster_world_tell_joined (hub->world, &hub->context, batch);
}

typedef struct
{
  MusterUlid key;
  const MusterWorld *world;
  const Belief *beliefs;
  guint seen_n, firing_n;
  guint incidents[NAMES];
} Check;

static void
check_alert (MusterAlert *alert, gpointer user_data)
{
  Check *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  g_autofree char *name = NULL;
  g_autofree char *pod = NULL;
  guint group, number = muster_world_number_of (self->world, alert);
  const Belief *belief;

  if (!muster_ulid_equal (muster_alert_index_key (alerts, alert), self->key))
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  name = muster_label_set_dup_value (&labels, "alertname");
  pod = muster_label_set_dup_value (&labels, "pod");
  group = (guint) (name[4] - '0');
  belief = &self->beliefs[group * PODS + (guint) (pod[1] - '0')];
  g_assert_true (belief->is_known);
  g_assert_cmpint (alert->status == MUSTER_ALERT_FIRING, ==, belief->fires);
  g_assert_cmpint (alert->starts_us, ==, belief->starts_us);
  self->seen_n++;
  self->firing_n += belief->fires;
  if (self->incidents[group] == 0)
    self->incidents[group] = number;
  g_assert_cmpuint (number, ==, self->incidents[group]);
}

/* One alert of each identity, as the oracle has it; one incident of each group. */
static void
check (SmallHub *hub, MusterUlid key, const Belief *beliefs, guint incidents_before)
{
  Check self = { .key = key, .world = hub->world, .beliefs = beliefs };
  guint known_n = 0, groups_n = 0;

  for (guint i = 0; i < ALERTS; i++)
    known_n += beliefs[i].is_known;
  muster_alert_index_foreach (muster_world_get_alerts (hub->world), check_alert, &self);
  g_assert_cmpuint (self.seen_n, ==, known_n);
  g_assert_cmpuint (self.firing_n, ==,
                    muster_alert_index_firing_of (muster_world_get_alerts (hub->world), key));
  for (guint i = 0; i < NAMES; i++)
    groups_n += self.incidents[i] != 0;
  g_assert_cmpuint (muster_world_last_incident (hub->world) - incidents_before, ==, groups_n);
}

static void
play (SmallHub *hub, guint number)
{
  g_autofree char *service = g_strdup_printf ("service-%u", number);
  MusterUlid key = small_hub_key (hub, service, (MusterUlid){ 0, 0 });
  guint incidents_before = muster_world_last_incident (hub->world);
  Message messages[MESSAGES_N];
  Belief beliefs[ALERTS] = { 0 };
  guint n = make_messages (hub->rand, hub->context.now_us, messages);

  shuffle (hub->rand, messages, n);
  for (guint i = 0; i < n; i++)
    {
      believe (&beliefs[messages[i].alert], &messages[i]);
      report (hub, key, service, &messages[i]);
      hub->context.now_us += random_below (hub->rand, 2000000);
    }
  check (hub, key, beliefs, incidents_before);
}

static void
test_streams (void)
{
  for (guint i = 0; i < STREAMS; i += PER_HUB)
    {
      g_autoptr (SmallHub) hub = small_hub_new ((guint32) g_test_rand_int ());

      for (guint j = 0; j < PER_HUB; j++)
        play (hub, j);
    }
}

/* In the words of the rule, one by one. */
static void
test_cases (void)
{
  static const struct
  {
    const char *messages; /* F or R, and which time */
    gboolean fires;
  } cases[] = {
    { "F1R1", FALSE },     { "F1F1R1R1R1", FALSE },
    { "F1R1F2", TRUE },    { "F1R1F2R1", TRUE },    /* the end of the time before ends nothing */
    { "F2R1", TRUE },      { "F1R1F2R2F1", FALSE }, /* nor does its beginning begin anything */
    { "F2R2F1F1", FALSE }, { "R1F1", TRUE },        /* nobody can know: rather a page too many */
    { "F1R1F1", TRUE },                             /* a sender that lost sight of it */
    { "F2F1R1R2", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmallHub) hub = small_hub_new ((guint32) g_test_rand_int ());
      MusterUlid key = small_hub_key (hub, "shop", (MusterUlid){ 0, 0 });

      for (const char *c = cases[i].messages; *c != '\0'; c += 2)
        {
          gint64 starts_us = hub->context.now_us - ('3' - c[1]) * 30 * MINUTES;
          Message message = { 0, c[0] == 'R', starts_us, starts_us + 10 * MINUTES };

          report (hub, key, "shop", &message);
        }
      g_test_message ("%s", cases[i].messages);
      g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (hub->world)), ==,
                        cases[i].fires);
      g_assert_cmpuint (muster_world_last_incident (hub->world), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/shuffled/cases", test_cases);
  g_test_add_func ("/world/shuffled/streams", test_streams);
  return g_test_run ();
}
