/* drill-post.c - the alerts of a drill as Alertmanager would send them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/drill-post.h"

#include "base/json-writer.h"

#include <string.h>

/* What Alertmanager writes where an alert has no end (wire-formats 2.1). */
#define NO_END "0001-01-01T00:00:00Z"

static gint64
time_of (const MusterYaml *alert, const char *key, const MusterDrillTimes *times)
{
  const MusterYaml *node = muster_yaml_get (alert, key);

  return node != NULL ? times->when (node->text, times->user_data) : times->at_us;
}

static void
write_labels (MusterJsonWriter *writer, const MusterYaml *labels, const char *counted, guint number)
{
  muster_json_begin_object (writer);
  for (guint i = 0; labels != NULL && i < labels->items->len; i++)
    {
      const MusterYaml *name = g_ptr_array_index (labels->keys, i);
      const MusterYaml *value = g_ptr_array_index (labels->items, i);
      g_autofree char *text = NULL;

      if (counted != NULL && strcmp (name->text, counted) == 0)
        text = g_strdup_printf ("%s-%05u", value->text, number);
      muster_json_member_string (writer, name->text, text != NULL ? text : value->text);
    }
  muster_json_end_object (writer);
}

static void
write_alert (MusterJsonWriter *writer,
             const MusterYaml *alert,
             const char *counted,
             guint number,
             const MusterDrillTimes *times)
{
  const MusterYaml *status = muster_yaml_get (alert, "status");
  const MusterYaml *url = muster_yaml_get (alert, "generatorURL");
  gboolean resolved = status != NULL && strcmp (status->text, "resolved") == 0;

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "status", resolved ? "resolved" : "firing");
  muster_json_name (writer, "labels");
  write_labels (writer, muster_yaml_get (alert, "labels"), counted, number);
  muster_json_name (writer, "annotations");
  write_labels (writer, muster_yaml_get (alert, "annotations"), NULL, 0);
  muster_json_member_instant (writer, "startsAt", time_of (alert, "startsAt", times));
  if (resolved || muster_yaml_get (alert, "endsAt") != NULL)
    muster_json_member_instant (writer, "endsAt", time_of (alert, "endsAt", times));
  else
    muster_json_member_string (writer, "endsAt", NO_END);
  muster_json_member_string (writer, "generatorURL", url != NULL ? url->text : "");
  muster_json_end_object (writer);
}

static gboolean
any_fires (const MusterYaml *alerts)
{
  for (guint i = 0; i < alerts->items->len; i++)
    {
      const MusterYaml *status = muster_yaml_get (g_ptr_array_index (alerts->items, i), "status");

      if (status == NULL || strcmp (status->text, "firing") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
write_empty (MusterJsonWriter *writer, const char *name)
{
  muster_json_name (writer, name);
  muster_json_begin_object (writer);
  muster_json_end_object (writer);
}

/**
 * muster_drill_write_post:
 * @batch: which alerts
 * @times: when
 *
 * Returns: (transfer full): a body of Alertmanager's webhook, version 4
 */
char *
muster_drill_write_post (const MusterDrillBatch *batch, const MusterDrillTimes *times)
{
  GString *out = g_string_new (NULL);
  guint n = batch->label != NULL ? batch->n : 1;
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "version", "4");
  muster_json_member_string (&writer, "groupKey", "{}:{}");
  muster_json_member_int (&writer, "truncatedAlerts", 0);
  muster_json_member_string (&writer, "status", any_fires (batch->alerts) ? "firing" : "resolved");
  muster_json_member_string (&writer, "receiver", "drill");
  write_empty (&writer, "groupLabels");
  write_empty (&writer, "commonLabels");
  write_empty (&writer, "commonAnnotations");
  muster_json_member_string (&writer, "externalURL", "");
  muster_json_name (&writer, "alerts");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < batch->alerts->items->len; j++)
      write_alert (&writer, g_ptr_array_index (batch->alerts->items, j), batch->label,
                   batch->first + i, times);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}
