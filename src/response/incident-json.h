/* incident-json.h - what every JSON of an incident says alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "model/incident.h"
G_BEGIN_DECLS

/* How a person is written: one value, null for the null id. */
typedef struct
{
  void (*write) (MusterJsonWriter *writer, MusterUlid person, gconstpointer user_data);
  gconstpointer user_data;
} MusterPersonJson;

/* An instant, or null where it is MUSTER_NO_TIME. */
void muster_json_member_time (MusterJsonWriter *writer, const char *name, gint64 at_us);

/* Members of an open object: "roles", "alerts" and "tasks". */
void muster_incident_write_roles (const MusterIncident *incident,
                                  MusterJsonWriter *writer,
                                  const MusterPersonJson *people);
void muster_incident_write_alerts (const MusterIncident *incident, MusterJsonWriter *writer);
void muster_incident_write_tasks (const MusterIncident *incident,
                                  MusterJsonWriter *writer,
                                  const MusterPersonJson *people);

G_END_DECLS
