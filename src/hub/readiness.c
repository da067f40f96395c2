/* readiness.c - whether everybody can be reached, before somebody has to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/readiness.h"

#include "oncall/personal-rules.h"

#include <string.h>

#define LATE_US    (5 * G_TIME_SPAN_MINUTE) /* who is told only then has little time left */
#define BIT(fault) (1u << (fault))

/* --- channels --- */

static void
clear_channel (gpointer data)
{
  MusterReadyChannel *self = data;

  g_free (self->type);
  g_free (self->by);
}

static gboolean
is_desktop (const MusterReadyChannel *self)
{
  return strcmp (self->type, MUSTER_CHANNEL_DESKTOP) == 0;
}

/* What was changed since a page came may be wrong now. */
static MusterReachable
judge (const MusterReadyChannel *self, guint64 changed_seq)
{
  const MusterPageReach *reach = self->reach;

  if (!is_desktop (self) && self->by == NULL)
    return MUSTER_REACHABLE_NOT;
  if (reach == NULL)
    return MUSTER_REACHABLE_UNTESTED;
  if (muster_page_reach_is_failing (reach))
    return MUSTER_REACHABLE_FAILING;
  return reach->worked_us != MUSTER_NO_TIME &&
                 (is_desktop (self) || reach->worked_seq > changed_seq)
             ? MUSTER_REACHABLE_WORKS
             : MUSTER_REACHABLE_UNTESTED;
}

static void
add_channel (MusterReady *self,
             const MusterWorld *world,
             const char *type,
             const GPtrArray *objects)
{
  g_autoptr (GPtrArray) reaches = muster_contacts_read (self->person->contact);
  const MusterContact *contact = muster_contacts_find (reaches, type);
  const MusterChannelObject *object =
      contact != NULL ? muster_contact_choose (contact, objects) : NULL;
  MusterReadyChannel channel = {
    .type = g_strdup (type),
    .reach = muster_page_reaches_get (muster_world_get_page_reaches (world), self->person->id, type)
  };

  if (object != NULL && muster_channel_find (object->config->type) != NULL)
    channel.by = g_strdup (object->name);
  channel.state =
      judge (&channel, MAX (self->person->seq, object != NULL ? object->seq : (guint64) 0));
  g_array_append_val (self->channels, channel);
}

/**
 * muster_ready_channel_fault:
 * @self: a channel of somebody's
 *
 * Returns: the #MusterFault that it has; -1: none
 */
int
muster_ready_channel_fault (const MusterReadyChannel *self)
{
  static const int faults[] = {
    [MUSTER_REACHABLE_UNTESTED] = MUSTER_FAULT_UNTESTED,
    [MUSTER_REACHABLE_WORKS] = -1,
    [MUSTER_REACHABLE_FAILING] = MUSTER_FAULT_FAILING,
    [MUSTER_REACHABLE_NOT] = MUSTER_FAULT_UNREACHABLE,
  };

  return is_desktop (self) ? -1 : faults[self->state];
}

/* --- people --- */

static gboolean
may_take_a_page (const MusterReadyChannel *self)
{
  return is_desktop (self) || self->state == MUSTER_REACHABLE_WORKS ||
         self->state == MUSTER_REACHABLE_UNTESTED;
}

static guint
find_faults (const MusterReady *self)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (self->person->contact, TRUE);
  g_autoptr (GPtrArray) contacts = muster_contacts_read (self->person->contact);
  guint n_ways = 0, n_beside = 0, faults = 0;

  for (guint i = 0; i < self->channels->len; i++)
    {
      const MusterReadyChannel *channel = &g_array_index (self->channels, MusterReadyChannel, i);
      int fault = muster_ready_channel_fault (channel);

      n_ways += may_take_a_page (channel);
      n_beside += !is_desktop (channel);
      if (fault >= 0)
        faults |= BIT (fault);
    }
  if (contacts->len == 0)
    return BIT (MUSTER_FAULT_NO_CHANNEL);
  if (n_ways == 0)
    faults |= BIT (MUSTER_FAULT_NO_WAY);
  if (n_beside == 0)
    faults |= BIT (MUSTER_FAULT_CONSOLE_ONLY);
  if (((const MusterPersonalRule *) g_ptr_array_index (rules, 0))->after_us >= LATE_US)
    faults |= BIT (MUSTER_FAULT_LATE);
  return faults;
}

/**
 * muster_ready_new:
 * @world: a hub's world
 * @person: of it
 * @objects: (element-type MusterChannelObject): what is configured of channels
 *
 * Returns: (transfer full): how they can be reached
 */
MusterReady *
muster_ready_new (const MusterWorld *world, const MusterObject *person, const GPtrArray *objects)
{
  g_autoptr (GPtrArray) types = muster_personal_channels_read (person->contact);
  MusterReady *self = g_new (MusterReady, 1);

  *self = (MusterReady){ .person = person,
                         .channels = g_array_new (FALSE, FALSE, sizeof (MusterReadyChannel)) };
  g_array_set_clear_func (self->channels, clear_channel);
  for (guint i = 0; i < types->len; i++)
    add_channel (self, world, g_ptr_array_index (types, i), objects);
  self->faults = find_faults (self);
  return self;
}

/**
 * muster_ready_free:
 * @self: (transfer full): how somebody can be reached
 */
void
muster_ready_free (MusterReady *self)
{
  g_array_unref (self->channels);
  g_free (self);
}

/**
 * muster_ready_word:
 * @self: how somebody can be reached
 *
 * Returns: "no", "partly" or "yes"
 */
const char *
muster_ready_word (const MusterReady *self)
{
  if ((self->faults & (BIT (MUSTER_FAULT_NO_CHANNEL) | BIT (MUSTER_FAULT_NO_WAY))) != 0)
    return "no";
  return self->faults != 0 ? "partly" : "yes";
}

/* --- words --- */

static const struct
{
  const char *name, *words;
  const char *of_one; /* "%s": the channel's type; nullable */
} faults[] = {
  [MUSTER_FAULT_NO_CHANNEL] = { "no-channel", "They have no channel", NULL },
  [MUSTER_FAULT_NO_WAY] = { "no-way", "None of their channels takes pages", NULL },
  [MUSTER_FAULT_CONSOLE_ONLY] = { "console-only", "Nothing but a console tells them", NULL },
  [MUSTER_FAULT_UNREACHABLE] = { "unreachable", "Nothing is configured for a channel of theirs",
                                 "No channel of the type %s is configured" },
  [MUSTER_FAULT_FAILING] = { "failing", "Pages do not come by a channel of theirs",
                             "Pages do not come by %s" },
  [MUSTER_FAULT_UNTESTED] = { "untested", "A channel of theirs is not tested",
                              "Pages by %s are not tested" },
  [MUSTER_FAULT_LATE] = { "late", "Their first page comes after five minutes or more", NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (faults) == MUSTER_N_FAULTS);

/**
 * muster_fault_name:
 * @self: what is wrong
 *
 * Returns: for machines: "console-only"
 */
const char *
muster_fault_name (MusterFault self)
{
  return faults[self].name;
}

/**
 * muster_fault_describe:
 * @self: what is wrong
 * @type: (nullable): a channel's
 *
 * Returns: (transfer full): for people
 */
char *
muster_fault_describe (MusterFault self, const char *type)
{
  g_auto (GStrv) parts = NULL;

  if (type == NULL || faults[self].of_one == NULL)
    return g_strdup (faults[self].words);
  parts = g_strsplit (faults[self].of_one, "%s", 2);
  return g_strjoinv (type, parts);
}
