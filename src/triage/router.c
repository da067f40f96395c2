/* router.c - who is to hear of an alert: an ordered tree of rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/router.h"

typedef struct
{
  const MusterLabelSet *labels;
  gint64 at_us;
  MusterRouteTrace trace;
  gpointer user_data;
  GPtrArray *found;
} Search;

/**
 * muster_route_new:
 * @parent: (nullable): what it stands under
 *
 * Returns: (transfer full): a route that matches everything and leads nowhere of its own
 */
MusterRoute *
muster_route_new (const MusterRoute *parent)
{
  MusterRoute *self = g_new0 (MusterRoute, 1);

  self->parent = parent;
  self->matchers = muster_matchers_new ();
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_route_free);
  return self;
}

/**
 * muster_route_free:
 * @self: a route
 *
 * Frees it, and those under it.
 */
void
muster_route_free (MusterRoute *self)
{
  g_ptr_array_unref (self->children);
  muster_matchers_free (self->matchers);
  g_clear_pointer (&self->hours, muster_hours_free);
  g_free (self->target.name);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/**
 * muster_route_get_target:
 * @self: a route
 *
 * Returns: (transfer none): whom it leads to; of no kind, where it leads nowhere
 */
const MusterRouteTarget *
muster_route_get_target (const MusterRoute *self)
{
  while (self->target.kind == NULL && self->parent != NULL)
    self = self->parent;
  return &self->target;
}

/**
 * muster_route_get_severity:
 * @self: a route
 *
 * Returns: the severity that it gives; none, where it leaves what the alert has
 */
MusterSeverity
muster_route_get_severity (const MusterRoute *self)
{
  while (self->severity == MUSTER_SEVERITY_NONE && self->parent != NULL)
    self = self->parent;
  return self->severity;
}

static MusterRouteOutcome
try_route (const MusterRoute *route, const Search *search)
{
  MusterPatternResult result = muster_matchers_match (route->matchers, search->labels);

  if (result == MUSTER_PATTERN_TOO_COSTLY)
    return MUSTER_ROUTE_TOO_COSTLY;
  if (result == MUSTER_PATTERN_NO)
    return MUSTER_ROUTE_OTHER_LABELS;
  if (route->hours != NULL && !muster_hours_contain (route->hours, search->at_us))
    return MUSTER_ROUTE_OTHER_HOURS;
  return MUSTER_ROUTE_MATCHED;
}

/* Alertmanager's walk. It goes no deeper than the configuration is allowed to be. */
static void
walk (const GPtrArray *routes, Search *search)
{
  for (guint i = 0; i < routes->len; i++)
    {
      const MusterRoute *route = g_ptr_array_index (routes, i);
      MusterRouteOutcome outcome = try_route (route, search);
      guint before = search->found->len;

      if (search->trace != NULL)
        search->trace (route, outcome, search->user_data);
      if (outcome != MUSTER_ROUTE_MATCHED)
        continue;
      walk (route->children, search);
      if (search->found->len == before)
        g_ptr_array_add (search->found, (gpointer) route);
      if (!route->goes_on)
        return;
    }
}

/**
 * muster_routes_find:
 * @routes: (element-type MusterRoute): in order
 * @labels: of an alert
 * @at_us: when it is to be routed
 * @trace: (nullable) (scope call): told of each rule that is looked at
 * @user_data: for @trace
 *
 * Returns: (transfer full) (element-type MusterRoute): those that take it
 */
GPtrArray *
muster_routes_find (const GPtrArray *routes,
                    const MusterLabelSet *labels,
                    gint64 at_us,
                    MusterRouteTrace trace,
                    gpointer user_data)
{
  Search search = { labels, at_us, trace, user_data, g_ptr_array_new () };

  walk (routes, &search);
  return search.found;
}

/**
 * muster_routes_catch_all:
 * @routes: (element-type MusterRoute): in order
 *
 * Returns: whether the last one matches everything at all times and leads somewhere
 */
gboolean
muster_routes_catch_all (const GPtrArray *routes)
{
  const MusterRoute *last = routes->len > 0 ? g_ptr_array_index (routes, routes->len - 1) : NULL;

  return last != NULL && last->matchers->items->len == 0 && last->hours == NULL &&
         last->target.kind != NULL;
}
