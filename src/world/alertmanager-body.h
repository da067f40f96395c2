/* alertmanager-body.h - the Alertmanagers that the hub asks by itself, as they are configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/directory.h"
G_BEGIN_DECLS

#define MUSTER_ALERTMANAGER_URLS_MAX        8
#define MUSTER_ALERTMANAGER_INTERVAL_MIN_US G_USEC_PER_SEC

/* What an object "alertmanager" says: {"urls":["http://10.0.0.1:9093","http://10.0.0.2:9093"],
 * "interval":"30s","grace":"2m","key":"01J…","silences":true,"token":{"secret":"NAME"}}. The urls
 * are of one Alertmanager, or of those of one cluster; all but them may be left out. */
typedef struct
{
  char **urls;        /* without a slash at the end */
  gint64 interval_us; /* between two questions; 30 s by default */
  gint64 grace_us;    /* one that started less than this ago ends no alert; 2 min by default */
  MusterUlid key;     /* of the integration key by which they send as well; null: they do not */
  gboolean silences;  /* silences and acknowledgements go through to them; TRUE by default */
  char *token;        /* the secret's name; nullable */
} MusterAlertmanagerBody;

gboolean
muster_alertmanager_body_read (const char *body, MusterAlertmanagerBody *out, GError **error);
void muster_alertmanager_body_clear (MusterAlertmanagerBody *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterAlertmanagerBody, muster_alertmanager_body_clear)
/* May an object say so? */
gboolean
muster_alertmanager_check (const MusterDirectory *directory, const char *body, GError **error);

G_END_DECLS
