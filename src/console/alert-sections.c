/* alert-sections.c - puts alerts in the order in which they are listed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-sections.h"

/* The alerts of one state, held back for one reason. */
typedef struct
{
  MusterAlertState state;
  const char *reason;
  GPtrArray *alerts;
} Section;

static void
section_clear (gpointer data)
{
  g_ptr_array_unref (((Section *) data)->alerts);
}

/* There are few: two states, and a reason for each silence or rule. */
static Section *
find_section (GArray *sections, MusterAlertState state, const char *reason)
{
  Section section = { state, reason, NULL };

  for (guint i = 0; i < sections->len; i++)
    {
      Section *at = &g_array_index (sections, Section, i);

      if (at->state == state && g_strcmp0 (at->reason, reason) == 0)
        return at;
    }
  g_array_append_val (sections, section);
  g_array_index (sections, Section, sections->len - 1).alerts = g_ptr_array_new ();
  return &g_array_index (sections, Section, sections->len - 1);
}

static MusterAlertItem *
make_heading (const Section *section, const GPtrArray *old)
{
  MusterAlertItem *heading =
      muster_alert_item_new_heading (section->state, section->reason, section->alerts->len);

  for (guint i = 0; old && i < old->len; i++)
    if (g_str_equal (muster_alert_item_get_title (g_ptr_array_index (old, i)),
                     muster_alert_item_get_title (heading)))
      {
        g_object_unref (heading);
        return g_object_ref (g_ptr_array_index (old, i));
      }
  return heading;
}

/**
 * muster_alert_sections:
 * @passing: (element-type MusterAlertItem): alerts, the newest first
 * @old: (nullable) (element-type MusterAlertItem): the headings before
 * @headings: (element-type MusterAlertItem): with a free function; gets those of the list
 *
 * Returns: (transfer container) (element-type MusterAlertItem): what fires, what is held back for
 *   each reason, and what is over, each under its heading
 */
GPtrArray *
muster_alert_sections (const GPtrArray *passing, const GPtrArray *old, GPtrArray *headings)
{
  g_autoptr (GArray) sections = g_array_new (FALSE, FALSE, sizeof (Section));
  GPtrArray *rows = g_ptr_array_sized_new (passing->len + 2);

  g_array_set_clear_func (sections, section_clear);
  for (guint i = 0; i < passing->len; i++)
    {
      MusterAlertItem *item = g_ptr_array_index (passing, i);
      MusterAlertState state = muster_alert_item_get_state (item);
      Section *section = find_section (
          sections, state,
          state == MUSTER_ALERT_STATE_HELD ? muster_alert_item_get_reason (item) : NULL);

      g_ptr_array_add (section->alerts, item);
    }
  for (guint state = MUSTER_ALERT_STATE_FIRING; state <= MUSTER_ALERT_STATE_RESOLVED; state++)
    for (guint i = 0; i < sections->len; i++)
      {
        const Section *section = &g_array_index (sections, Section, i);
        MusterAlertItem *heading;

        if (section->state != (MusterAlertState) state)
          continue;
        heading = make_heading (section, old);
        g_ptr_array_add (headings, heading);
        g_ptr_array_add (rows, heading);
        g_ptr_array_extend (rows, section->alerts, NULL, NULL);
      }
  return rows;
}
