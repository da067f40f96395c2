/* policy-usage.c - what leads to a policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-usage.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/rule-draft.h"
#include "console/rule-members.h"
#include "world/recipients.h"
#include "world/rules.h"

/* --- routes --- */

static const MusterRuleKind *
find_kind (void)
{
  guint n;
  const MusterRuleKind *kinds = muster_rule_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (kinds[i].name, MUSTER_RULES_ROUTES) == 0)
      return &kinds[i];
  return kinds;
}

static const MusterRuleField *
find_field (const MusterRuleKind *kind, const char *name)
{
  guint i = 0;

  while (i + 1 < MUSTER_RULE_FIELDS_MAX && g_strcmp0 (kind->fields[i].name, name) != 0)
    i++;
  return &kind->fields[i];
}

static gboolean
leads_to (const MusterRuleDraft *routes, guint route, const char *target)
{
  g_autofree char *to = muster_rule_draft_dup (routes, route, find_field (find_kind (), "to"));

  return strcmp (to, target) == 0;
}

static void
find_routes (MusterPolicyUsage *self, const MusterDirectory *directory, const char *target)
{
  const MusterObject *object =
      muster_directory_resolve (directory, MUSTER_OBJECT_RULES, MUSTER_RULES_ROUTES);
  g_autoptr (MusterRuleDraft) routes = NULL;

  if (!object || !object->body)
    return;
  routes = muster_rule_draft_new (find_kind (), object->body);
  for (guint i = 0; i < muster_rule_draft_count (routes); i++)
    {
      g_autofree char *name = NULL;

      if (!leads_to (routes, i, target))
        continue;
      name = muster_rule_draft_dup (routes, i, find_field (find_kind (), "name"));
      if (*name)
        g_ptr_array_add (self->routes, muster_safe_text (name, -1, FALSE));
      else
        /* TRANSLATORS: a rule without a name: which one it is */
        g_ptr_array_add (self->routes, g_strdup_printf (_ ("Rule %u"), i + 1));
    }
}

/**
 * muster_policy_usage_new:
 * @directory: what is configured
 * @policy: its name
 *
 * Returns: (transfer full): the services and routes that lead to it
 */
MusterPolicyUsage *
muster_policy_usage_new (const MusterDirectory *directory, const char *policy)
{
  MusterPolicyUsage *self = g_new0 (MusterPolicyUsage, 1);
  const GPtrArray *objects = muster_directory_objects (directory);
  g_autofree char *target = g_strconcat ("policy:", policy, NULL);

  self->services = g_ptr_array_new ();
  self->routes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      g_autofree char *name = NULL;

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_SERVICE) != 0)
        continue;
      name = muster_directory_dup_member (object, MUSTER_OBJECT_POLICY);
      if (g_strcmp0 (name, policy) == 0)
        g_ptr_array_add (self->services, (gpointer) object);
    }
  find_routes (self, directory, target);
  return self;
}

/**
 * muster_policy_usage_free:
 * @self: what leads to a policy
 */
void
muster_policy_usage_free (MusterPolicyUsage *self)
{
  g_ptr_array_unref (self->services);
  g_ptr_array_unref (self->routes);
  g_free (self);
}

/**
 * muster_policy_usage_describe:
 * @self: what leads to a policy
 *
 * Returns: (transfer full) (nullable): how many services and routes; %NULL: none
 */
char *
muster_policy_usage_describe (const MusterPolicyUsage *self)
{
  guint n = self->services->len, m = self->routes->len;
  g_autofree char *services = g_strdup_printf (ngettext ("%u service", "%u services", n), n);
  g_autofree char *routes = g_strdup_printf (ngettext ("%u route", "%u routes", m), m);

  if (n == 0 && m == 0)
    return NULL;
  if (n == 0 || m == 0)
    return g_strdup (n > 0 ? services : routes);
  /* TRANSLATORS: what leads to a policy: "2 services" and "1 route" */
  return g_strdup_printf (_ ("%s and %s"), services, routes);
}

/* --- another name --- */

static char *
quote (const char *text)
{
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, text);
  return g_string_free (out, FALSE);
}

/**
 * muster_policy_rename_in_service:
 * @service: one that leads to a policy
 * @name: another name of it
 *
 * Returns: (transfer full): its body with that name
 */
char *
muster_policy_rename_in_service (const MusterObject *service, const char *name)
{
  g_autoptr (GPtrArray) members = muster_rule_members_new ();
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;
  MusterText member;

  muster_json_reader_begin (reader, service->body, strlen (service->body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &member))
    muster_rule_members_read (members, reader, member);
  muster_rule_members_set (members, MUSTER_OBJECT_POLICY, quote (name));
  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_rule_members_write (members, &writer);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

/**
 * muster_policy_rename_in_routes:
 * @routes: (nullable): the object that has them
 * @from: the name of a policy
 * @name: another name of it
 *
 * Returns: (transfer full) (nullable): its body with that name; %NULL: none leads to it
 */
char *
muster_policy_rename_in_routes (const MusterObject *routes, const char *from, const char *name)
{
  const MusterRuleField *field = find_field (find_kind (), "to");
  g_autofree char *old = g_strconcat ("policy:", from, NULL);
  g_autofree char *new = g_strconcat ("policy:", name, NULL);
  g_autoptr (MusterRuleDraft) draft = NULL;
  gboolean has_any = FALSE;

  if (!routes || !routes->body)
    return NULL;
  draft = muster_rule_draft_new (find_kind (), routes->body);
  for (guint i = 0; i < muster_rule_draft_count (draft); i++)
    if (leads_to (draft, i, old))
      {
        muster_rule_draft_set (draft, i, field, new);
        has_any = TRUE;
      }
  return has_any ? muster_rule_draft_write (draft) : NULL;
}
