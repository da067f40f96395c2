/* grouping-bench.c - what it costs to decide about an alert, with all kinds of rules at work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * grouping-bench [--alerts=N] [--services=N] [--routes=N] [--inhibitions=N] [--silences=N]
 *                [--no-graph] [--flood=N] [--per-second=N] [--distinct=N]
 *
 * A world in memory, without HTTP, JSON or a disk: what monitors report, decoded, is decided and
 * folded, in requests of a hundred, at a manual clock's --per-second. One line of JSON.
 */
#include "hub/configure.h"
#include "process-usage.h"
#include "wire/team-file.h"
#include "world/alerts-joined.h"
#include "world/alerts-report.h"
#include "world/commands.h"
#include "world/due.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PER_REQUEST 100
#define START_US    (G_GINT64_CONSTANT (1772805600) * G_USEC_PER_SEC)
#define LAYERS      5
#define KINDS       25

typedef struct
{
  int alerts, services, routes, inhibitions, silences, flood, per_second, distinct;
  gboolean no_graph;
} Options;

typedef struct
{
  MusterWorld *world;
  MusterUlidSource ids;
  guint64 n_ids;
  MusterDecideContext context;
  MusterUlid key;
  MusterReports *reports;
  guint64 n_events;
} Bench;

/* The same run gives the same ids. */
static void
count_up (gpointer user_data, guchar *bytes, gsize n)
{
  Bench *self = user_data;
  guint64 number = ++self->n_ids;

  for (gsize i = n; i-- > 0; number >>= 8)
    bytes[i] = (guchar) number;
}

/* --- what is configured --- */

/* Each layer depends on two or three services of the one below it. */
static void
append_services (const Options *options, GString *out)
{
  int layer_n = MAX (options->services / LAYERS, 1);

  g_string_append (out, "services:\n");
  for (int i = 0; i < options->services; i++)
    {
      g_string_append_printf (out, "  - {name: svc-%d, team: ops, tier: %d", i, i % 3 + 1);
      if (i >= layer_n && !options->no_graph)
        {
          int below = i - i % layer_n - layer_n;

          g_string_append_printf (out, ", depends_on: [svc-%d, svc-%d]",
                                  below + (i * 7 + 1) % layer_n, below + (i * 7 + 2) % layer_n);
        }
      g_string_append (out, "}\n");
    }
}

static char *
write_team (const Options *options)
{
  GString *out = g_string_new ("people: [{name: ana, role: admin}]\n"
                               "teams: [{name: ops, people: [ana]}]\n");

  append_services (options, out);
  g_string_append (out, "severity_map:\n"
                        "  - {match: 'severity=\"page\",tier=\"1\"', severity: 1}\n"
                        "  - {match: 'severity=\"critical\",env=\"test\"', severity: 4}\n"
                        "inhibit:\n"
                        "  - {name: down, source: alertname=\"ClusterDown\", target: "
                        "'severity=~\"warning|info\"', equal: [cluster]}\n");
  for (int i = 0; i < options->inhibitions; i++)
    g_string_append_printf (out,
                            "  - {name: i%d, source: alertname=\"ClusterDown%d\", target: "
                            "'severity=~\"warning|info\"', equal: [cluster]}\n",
                            i, i);
  g_string_append (out, "routes:\n");
  for (int i = 0; i < options->routes; i++)
    g_string_append_printf (out,
                            "  - {name: r%d, match: ['namespace=~\"team-%d.*\"', "
                            "'severity!=\"none\"'], to: {team: ops}}\n",
                            i, i + 100);
  g_string_append (out, "  - {to: {team: ops}}\n"
                        "grouping:\n"
                        "  rules:\n"
                        "    - {name: batch, match: 'job=\"batch\"', by: [job, namespace]}\n"
                        "    - {name: edge, match: 'cluster=~\"edge-.*\"', by: [cluster]}\n"
                        "  by: [alertname, cluster, service]\n");
  return g_string_free (out, FALSE);
}

static void
run_command (Bench *self, MusterCommand *command)
{
  g_autoptr (MusterCommand) owned = command;
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_autoptr (GError) error = NULL;
  guint incident;

  command->access = MUSTER_ACCESS_ADMIN;
  if (!muster_world_decide (self->world, &self->context, command, batch, &incident, &error))
    g_error ("%s: %s", command->spec->name, error->message);
  muster_world_apply (self->world, batch, 0);
}

static MusterUlid
add_key (Bench *self, const Options *options)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));
  MusterCommand *command = muster_command_new (muster_command_by_name ("key.add"));
  MusterUlid key;

  muster_command_set_text (command, "service", "svc-0");
  command->secret = g_strdup ("0123456789abcdef");
  run_command (self, command);
  key = ((const MusterObject *) g_ptr_array_index (objects, objects->len - 1))->id;
  command = muster_command_new (muster_command_by_name ("key.configure"));
  command->object = key;
  muster_command_set_int (command, "flood", options->flood);
  run_command (self, command);
  return key;
}

static void
configure (Bench *self, const Options *options)
{
  g_autofree char *team = write_team (options);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects =
      muster_team_file_parse ("team.yaml", team, strlen (team), NULL, &error);

  if (objects == NULL || !muster_world_configure (self->world, &self->context, objects, &error))
    g_error ("%s", error->message);
  self->key = add_key (self, options);
  for (int i = 0; i < options->silences; i++)
    {
      g_autofree char *matchers = g_strdup_printf ("namespace=\"team-%d\",pod=~\"x-.*\"", i % 8);
      MusterCommand *command = muster_command_new (muster_command_by_name ("silence.set"));

      muster_command_set_text (command, "matchers", matchers);
      muster_command_set_int (command, "endsAt", START_US + G_TIME_SPAN_HOUR);
      run_command (self, command);
    }
}

/* --- what is reported --- */

static MusterLabel
label (const char *name, char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

/* As Prometheus labels what fails in a cluster: see posts.c. */
static void
add_report (Bench *self, const Options *options, guint64 number)
{
  static const char *const severities[] = { "critical", "warning", "info" };
  MusterArena *arena = self->reports->arena;
  guint service = (guint) (number % (guint64) options->services);
  char text[6][64];
  MusterReport *report = muster_reports_add (self->reports);

  g_snprintf (text[0], sizeof text[0], "ServiceAlert%u",
              (guint) (number / (guint64) options->services % KINDS));
  g_snprintf (text[1], sizeof text[1], "team-%u", service % 8);
  g_snprintf (text[2], sizeof text[2], "svc-%u", service);
  g_snprintf (text[3], sizeof text[3], "10.%u.%u.%u:9100", (guint) (number >> 16) & 255,
              (guint) (number >> 8) & 255, (guint) number & 255);
  g_snprintf (text[4], sizeof text[4], "svc-%u-7f8d9c6b5-%" G_GUINT64_FORMAT, service, number);
  g_snprintf (text[5], sizeof text[5], "%s", severities[number % G_N_ELEMENTS (severities)]);
  report->labels.items = muster_arena_alloc (arena, 8 * sizeof (MusterLabel));
  report->labels.n = 8;
  for (guint i = 0; i < 6; i++)
    {
      static const char *const names[] = { "alertname", "namespace", "service",
                                           "instance",  "pod",       "severity" };

      report->labels.items[i] =
          label (names[i], muster_arena_strndup (arena, text[i], strlen (text[i])));
    }
  report->labels.items[6] = label ("cluster", muster_arena_strndup (arena, "prod-eu-1", 9));
  report->labels.items[7] = label ("job", muster_arena_strndup (arena, "kubernetes-pods", 15));
}

static void
end_batch (Bench *self, MusterBatch *batch)
{
  self->n_events += muster_batch_length (batch);
  muster_batch_unref (batch);
}

static void
report_all (Bench *self, const Options *options)
{
  const gint64 step_us = PER_REQUEST * G_USEC_PER_SEC / options->per_second;

  for (int at = 0; at < options->alerts; at += PER_REQUEST)
    {
      MusterBatch *batch = muster_batch_new ();
      MusterReportSummary summary;

      muster_reports_reset (self->reports);
      for (int i = at; i < MIN (at + PER_REQUEST, options->alerts); i++)
        add_report (self, options, (guint64) (i % options->distinct));
      muster_world_report (self->world, &self->context, self->reports, self->key, batch, &summary);
      self->context.now_us += step_us;
      if (muster_world_next_deadline (self->world) <= self->context.now_us)
        muster_world_run_due (self->world, &self->context, batch, 10000);
      muster_world_tell_joined_due (self->world, &self->context, batch);
      end_batch (self, batch);
    }
}

static void
print (const Bench *self, const Options *options, const ProcessUsage *before, gint64 span_us)
{
  ProcessUsage after = process_usage_of (getpid ());
  double n = options->alerts;

  printf ("{\"alerts\":%d,\"alerts_per_s\":%.0f,\"cpu_us\":%.3f,\"events\":%" G_GUINT64_FORMAT
          ",\"incidents\":%u,\"rss_bytes\":%" G_GINT64_FORMAT "}\n",
          options->alerts, n * G_USEC_PER_SEC / (double) span_us,
          (double) (after.cpu_us - before->cpu_us) / n, self->n_events,
          muster_world_last_incident (self->world), after.resident_bytes);
}

int
main (int argc, char **argv)
{
  Options options = { .alerts = 200000,
                      .services = 200,
                      .routes = 60,
                      .inhibitions = 10,
                      .silences = 100,
                      .per_second = 2000,
                      .distinct = G_MAXINT };
  const GOptionEntry entries[] = {
    { "alerts", 0, 0, G_OPTION_ARG_INT, &options.alerts, NULL, NULL },
    { "services", 0, 0, G_OPTION_ARG_INT, &options.services, NULL, NULL },
    { "routes", 0, 0, G_OPTION_ARG_INT, &options.routes, NULL, NULL },
    { "inhibitions", 0, 0, G_OPTION_ARG_INT, &options.inhibitions, NULL, NULL },
    { "silences", 0, 0, G_OPTION_ARG_INT, &options.silences, NULL, NULL },
    { "flood", 0, 0, G_OPTION_ARG_INT, &options.flood, NULL, NULL },
    { "per-second", 0, 0, G_OPTION_ARG_INT, &options.per_second, NULL, NULL },
    { "distinct", 0, 0, G_OPTION_ARG_INT, &options.distinct, NULL, NULL },
    { "no-graph", 0, 0, G_OPTION_ARG_NONE, &options.no_graph, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 3, 4 });
  g_autoptr (MusterReports) reports = muster_reports_new ();
  Bench bench = { .world = world, .reports = reports };
  ProcessUsage before;
  gint64 began_us;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (options.alerts <= 0 || options.services <= 0 || options.per_second <= 0 ||
      options.distinct <= 0)
    g_error ("see the head of grouping-bench.c");
  muster_ulid_source_init (&bench.ids, count_up, &bench);
  bench.context.ids = &bench.ids;
  bench.context.now_us = START_US;
  configure (&bench, &options);
  before = process_usage_of (getpid ());
  began_us = g_get_monotonic_time ();
  report_all (&bench, &options);
  print (&bench, &options, &before, g_get_monotonic_time () - began_us);
  return 0;
}
