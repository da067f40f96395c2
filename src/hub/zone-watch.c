/* zone-watch.c - whether the zone data of the system is still what this process reckons by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A process keeps the zones that it has read. So after an update of the system its shifts, pages
 * and windows are those of the old data, an hour off perhaps, until it starts anew: then whoever's
 * shifts move is told (world/zone-changes). Somebody has to know that it is time to.
 */
#include "hub/zone-watch.h"

#include "world/own-alert.h"

#include <glib/gstdio.h>

#define EVERY_US G_TIME_SPAN_HOUR
#define FOLDER   "/usr/share/zoneinfo" /* as GLib has it, without TZDIR */

struct _MusterZoneWatch
{
  MusterCommitter *committer; /* borrowed */
  MusterClock *clock;
  MusterAlarm *alarm;
  char *stamp; /* of the data as it was at the start */
};

/* Which data it is, as far as the files' entries say: an update puts new files in their place. */
static char *
read_stamp (void)
{
  static const char *const names[] = { "tzdata.zi", "tzdata.zi.gz", "zone1970.tab", "." };
  const char *folder = g_getenv ("TZDIR");
  GString *stamp = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder != NULL ? folder : FOLDER, names[i], NULL);
      GStatBuf entry;

      if (g_stat (path, &entry) == 0)
        g_string_append_printf (stamp, "%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT "\n", names[i],
                                (guint64) entry.st_ino, (gint64) entry.st_mtime);
    }
  return g_string_free (stamp, FALSE);
}

/* --- telling --- */

typedef struct
{
  MusterWork work; /* first */
  gboolean is_other;
} ToldWork;

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  const ToldWork *self = (const ToldWork *) work;
  MusterWorld *world = muster_committer_get_world (committer);

  muster_world_report_own (
      world, muster_committer_get_context (committer),
      &(MusterOwnAlert){
          .name = "ZoneDataChanged",
          .kind = "zone-data",
          .status = self->is_other ? MUSTER_REPORT_FIRING : MUSTER_REPORT_RESOLVED,
          .severity = MUSTER_SEVERITY_LOW,
          .title = "The time zone data of this system has changed since the hub started",
          .description = "Shifts are reckoned by the data of then. Start the hub anew: whoever's "
                         "shifts move by it is told",
      },
      muster_committer_get_batch (committer));
  work->wait_seq = muster_world_get_seq (world);
  return MUSTER_WORK_DONE;
}

static void
work_free (MusterWork *work)
{
  g_free (work);
}

static void
tell (MusterZoneWatch *self, gboolean is_other)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free };
  ToldWork *work = g_new0 (ToldWork, 1);

  work->work.funcs = &funcs;
  work->is_other = is_other;
  muster_committer_submit (self->committer, &work->work);
}

static void
due_cb (gpointer user_data)
{
  MusterZoneWatch *self = user_data;
  g_autofree char *stamp = read_stamp ();

  if (g_strcmp0 (stamp, self->stamp) != 0 && !muster_committer_is_failing (self->committer))
    tell (self, TRUE); /* and no more */
  else
    muster_alarm_set (self->alarm, muster_clock_boot_us (self->clock) + EVERY_US);
}

/**
 * muster_zone_watch_new:
 * @committer: who is told; it outlives the watch
 * @clock: a clock
 *
 * Begins to look. What another process found is over with it.
 *
 * Returns: (transfer full): a watch
 */
MusterZoneWatch *
muster_zone_watch_new (MusterCommitter *committer, MusterClock *clock)
{
  MusterZoneWatch *self = g_new0 (MusterZoneWatch, 1);

  self->committer = committer;
  self->clock = g_object_ref (clock);
  self->stamp = read_stamp ();
  self->alarm = muster_alarm_new_boot (clock, due_cb, self);
  muster_alarm_set (self->alarm, muster_clock_boot_us (clock) + EVERY_US);
  tell (self, FALSE);
  return self;
}

/**
 * muster_zone_watch_free:
 * @self: a watch
 *
 * Ends it.
 */
void
muster_zone_watch_free (MusterZoneWatch *self)
{
  muster_alarm_free (self->alarm);
  g_object_unref (self->clock);
  g_free (self->stamp);
  g_free (self);
}
