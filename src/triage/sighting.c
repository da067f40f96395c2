/* sighting.c - what an alert tells of where something is wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/sighting.h"

#include <string.h>

#define HASH_MASK ((G_GUINT64_CONSTANT (1) << 53) - 1)

static const MusterHashSeed seed = { 0x6d75737465723031u, 0x7369676874303031u };

/* Nothing crosses these: the same service in two clusters is two things. */
static const char *const where_names[] = { "cluster",     "cluster_name",
                                           "k8s_cluster", "kubernetes_cluster",
                                           "environment", "env" };
/* They tell one process of many from another, and not what is wrong. */
static const char *const volatile_names[] = { "pod",
                                              "instance",
                                              "replica",
                                              "prometheus_replica",
                                              "prometheus",
                                              "receive",
                                              "node",
                                              "host",
                                              "hostname",
                                              "container_id",
                                              "id",
                                              "uid",
                                              "pod_name",
                                              "pod_uid",
                                              "pod_template_hash",
                                              "replicaset",
                                              "endpoint",
                                              "controller_revision" };

static gboolean
is_one_of (const MusterLabel *label, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    if (strlen (names[i]) == label->name_n && memcmp (names[i], label->name, label->name_n) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_where (const MusterLabel *label)
{
  return label->value_n > 0 && is_one_of (label, where_names, G_N_ELEMENTS (where_names));
}

/* A number that JSON can hold, and not 0. */
static guint64
fold_hash (guint64 hash)
{
  return MAX (hash & HASH_MASK, 1);
}

static guint64
hash_label (const MusterLabel *label)
{
  return muster_hash_bytes (seed, label->name, label->name_n) * 31 +
         muster_hash_bytes (seed, label->value, label->value_n);
}

/* --- words of a name --- */

/* Calls @word with "no", "requests", "received" of "NoRequestsReceived", "no_requests received". */
static gsize
next_word (const char *text, gsize n, gsize *at, char word[16])
{
  gsize length = 0, i = *at;

  while (i < n && !g_ascii_isalpha (text[i]))
    i++;
  for (gsize begin = i; i < n && g_ascii_isalpha (text[i]); i++)
    {
      gboolean is_upper = g_ascii_isupper (text[i]);

      if (i > begin && is_upper &&
          (g_ascii_islower (text[i - 1]) || (i + 1 < n && g_ascii_islower (text[i + 1]))))
        break;
      if (length < 15)
        word[length++] = g_ascii_tolower (text[i]);
    }
  word[length] = '\0';
  *at = i;
  return length;
}

static guint
cue_of (const char *word)
{
  static const char *const starved[] = { "no",   "absent", "missing", "zero",
                                         "idle", "silent", "stalled", "inactive" };
  static const char *const workload[] = {
    "pod",     "pods",    "container", "containers", "crash",      "crashing",      "crashloop",
    "oom",     "killed",  "restart",   "restarts",   "restarting", "unschedulable", "evicted",
    "process", "replica", "replicas",  "deployment", "throttling", "looping",       "down"
  };

  for (guint i = 0; i < G_N_ELEMENTS (starved); i++)
    if (strcmp (word, starved[i]) == 0)
      return MUSTER_CUE_STARVED;
  for (guint i = 0; i < G_N_ELEMENTS (workload); i++)
    if (strcmp (word, workload[i]) == 0)
      return MUSTER_CUE_WORKLOAD;
  return 0;
}

static guint
read_cues (const char *name, gsize n)
{
  char word[16];
  guint cues = 0;

  for (gsize at = 0; next_word (name, n, &at, word) > 0;)
    cues |= cue_of (word);
  /* "no replicas" is about the replicas */
  return (cues & MUSTER_CUE_WORKLOAD) != 0 ? MUSTER_CUE_WORKLOAD : cues;
}

/* --- labels --- */

/**
 * muster_sighting_read:
 * @self: a sighting
 * @labels: of an alert
 *
 * Fills in what labels say: where, of which name, and which of them last.
 */
void
muster_sighting_read (MusterSighting *self, const MusterLabelSet *labels)
{
  gsize n = 0;
  const char *name = muster_label_set_get (labels, "alertname", &n);

  self->where = 0;
  self->kind = name != NULL ? fold_hash (muster_hash_bytes (seed, name, n)) : 0;
  self->cues = name != NULL ? read_cues (name, n) : 0;
  self->n_labels = 0;
  for (guint i = 0; i < labels->n; i++)
    {
      const MusterLabel *label = &labels->items[i];

      if (is_where (label))
        self->where = fold_hash (self->where + hash_label (label));
      if (self->n_labels < MUSTER_SIGHTING_LABELS_MAX &&
          !is_one_of (label, volatile_names, G_N_ELEMENTS (volatile_names)))
        self->labels[self->n_labels++] = (guint32) hash_label (label);
    }
}

/**
 * muster_sighting_choose_where:
 * @labels: of an alert
 * @out: (inout): where those that say where are added
 * @max: how many it has room for
 *
 * Chooses labels for a group: nothing groups across clusters.
 */
void
muster_sighting_choose_where (const MusterLabelSet *labels, MusterLabelSet *out, guint max)
{
  for (guint i = 0; i < labels->n && out->n < max; i++)
    if (is_where (&labels->items[i]))
      out->items[out->n++] = labels->items[i];
}

/**
 * muster_sighting_is_telling:
 * @label: of an alert
 *
 * Returns: whether it may tell what is wrong: names of processes and places, of the service and of
 *   how bad it is do not
 */
gboolean
muster_sighting_is_telling (const MusterLabel *label)
{
  static const char *const known[] = { "service", "service_name", "severity", "priority",
                                       "team",    "namespace",    "job",      "app" };

  return !is_where (label) && !is_one_of (label, known, G_N_ELEMENTS (known)) &&
         !is_one_of (label, volatile_names, G_N_ELEMENTS (volatile_names));
}

/**
 * muster_sighting_likeness:
 * @self: a sighting
 * @labels: hashes of another's labels
 * @n: how many
 *
 * Returns: the share of labels that both have among those that either has (Jaccard), 0 to 1
 */
double
muster_sighting_likeness (const MusterSighting *self, const guint32 *labels, guint n)
{
  guint both = 0;

  if (self->n_labels + n == 0)
    return 0;
  for (guint i = 0; i < self->n_labels; i++)
    for (guint k = 0; k < n; k++)
      if (self->labels[i] == labels[k])
        {
          both++;
          break;
        }
  return (double) both / (double) (self->n_labels + n - both);
}
