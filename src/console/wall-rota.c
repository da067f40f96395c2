/* wall-rota.c - which incident leads the war-room screen, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/wall-rota.h"

/* A live incident, as it was when last looked at. */
typedef struct
{
  guint number;
  MusterSeverity severity;
  MusterStage stage;
  gint64 since_us;
} Live;

struct _MusterWallRota
{
  GArray *live;       /* of Live, in the order in which they are shown */
  GArray *order;      /* of guint: their numbers */
  guint n_turning;    /* of them, from the first on, take turns */
  guint lead;         /* n of INC-n; 0: none */
  gint64 until_us;    /* when its turn ends */
  gboolean taken;     /* it has something new to tell: until then nobody else may lead */
  gboolean is_primed; /* a world was seen */
  gboolean pinned;
};

/**
 * muster_wall_rota_new:
 *
 * Returns: (transfer full): a rota without incidents
 */
MusterWallRota *
muster_wall_rota_new (void)
{
  MusterWallRota *self = g_new0 (MusterWallRota, 1);

  self->live = g_array_new (FALSE, FALSE, sizeof (Live));
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
muster_wall_rota_free (MusterWallRota *self)
{
  g_array_unref (self->live);
  g_array_unref (self->order);
  g_free (self);
}

static gboolean
is_mitigated (const Live *live)
{
  return live->stage >= MUSTER_STAGE_MONITOR;
}

/* Not yet in Monitor first, then the worst, then the oldest. */
static int
compare_live (gconstpointer a, gconstpointer b)
{
  const Live *x = a, *y = b;

  if (is_mitigated (x) != is_mitigated (y))
    return is_mitigated (x) ? 1 : -1;
  if (x->severity != y->severity)
    return x->severity < y->severity ? -1 : 1;
  if (x->since_us != y->since_us)
    return x->since_us < y->since_us ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static const Live *
find_live (const GArray *list, guint number)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Live *live = &g_array_index (list, Live, i);

      if (live->number == number)
        return live;
    }
  return NULL;
}

static GArray *
list_live (const MusterWorld *world)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Live));

  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);
      Live live;

      if (incident == NULL || !muster_incident_is_open (incident))
        continue;
      live = (Live){ i, incident->severity, incident->stage,
                     muster_incident_clock_start_us (incident) };
      g_array_append_val (list, live);
    }
  g_array_sort (list, compare_live);
  return list;
}

/* The first in the order that has something new to tell; NULL: none has. */
static const Live *
find_news (const MusterWallRota *self, const GArray *before)
{
  for (guint i = 0; i < self->live->len; i++)
    {
      const Live *live = &g_array_index (self->live, Live, i);
      const Live *was = find_live (before, live->number);

      if (was == NULL ? live->severity <= MUSTER_SEVERITY_MAJOR
                      : was->stage != live->stage || was->severity != live->severity)
        return live;
    }
  return NULL;
}

static void
lead (MusterWallRota *self, guint number, gint64 until_us, gboolean taken)
{
  self->lead = number;
  self->until_us = until_us;
  self->taken = taken;
}

static void
list_order (MusterWallRota *self)
{
  self->n_turning = 0;
  g_array_set_size (self->order, 0);
  for (guint i = 0; i < self->live->len; i++)
    {
      const Live *live = &g_array_index (self->live, Live, i);

      g_array_append_val (self->order, live->number);
      self->n_turning += !is_mitigated (live);
    }
  if (self->n_turning == 0)
    self->n_turning = self->live->len;
}

/**
 * muster_wall_rota_update:
 * @self: a rota
 * @world: the world
 * @now_us: the present, µs UTC
 */
void
muster_wall_rota_update (MusterWallRota *self, const MusterWorld *world, gint64 now_us)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->live);
  const Live *news;

  self->live = list_live (world);
  list_order (self);
  news = self->is_primed ? find_news (self, before) : NULL;
  self->is_primed = TRUE;
  if (self->live->len == 0)
    lead (self, 0, G_MAXINT64, FALSE);
  else if (find_live (self->live, self->lead) == NULL)
    lead (self, g_array_index (self->order, guint, 0), now_us + MUSTER_WALL_TURN_US, FALSE);
  if (news != NULL && !self->pinned)
    lead (self, news->number, now_us + MUSTER_WALL_TAKEOVER_US, TRUE);
}

/**
 * muster_wall_rota_turn:
 * @self: a rota
 * @now_us: the present, µs UTC; a clock that went back ends the turn
 *
 * Returns: whether the next one leads now
 */
gboolean
muster_wall_rota_turn (MusterWallRota *self, gint64 now_us)
{
  const guint was = self->lead;
  guint next = 0;

  if (was == 0 || self->pinned ||
      (now_us < self->until_us && now_us > self->until_us - 2 * MUSTER_WALL_TAKEOVER_US))
    return FALSE;
  /* after news the round begins anew, with the worst */
  for (guint i = 0; i < self->n_turning && !self->taken; i++)
    if (g_array_index (self->order, guint, i) == was)
      next = (i + 1) % self->n_turning;
  lead (self, g_array_index (self->order, guint, next), now_us + MUSTER_WALL_TURN_US, FALSE);
  return self->lead != was;
}

/**
 * muster_wall_rota_set_pinned:
 * @self: a rota
 * @pinned: whether the one that leads now goes on until it is resolved
 */
void
muster_wall_rota_set_pinned (MusterWallRota *self, gboolean pinned)
{
  self->pinned = pinned;
}

/**
 * muster_wall_rota_get_lead:
 * @self: a rota
 *
 * Returns: n of INC-n; 0: nothing is live
 */
guint
muster_wall_rota_get_lead (const MusterWallRota *self)
{
  return self->lead;
}

/**
 * muster_wall_rota_get_order:
 * @self: a rota
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): all live incidents, until the next update
 */
const guint *
muster_wall_rota_get_order (const MusterWallRota *self, guint *n)
{
  *n = self->order->len;
  return (const guint *) (gpointer) self->order->data;
}
