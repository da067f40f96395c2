/* joint-choices.c - which incidents and services are offered first, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/joint-choices.h"
#include "small-hub.h"

#include <string.h>

static void
put_service (SmallHub *hub, const char *name, const char *body)
{
  MusterCommand *command = small_hub_command (hub, "config.put", 0);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", MUSTER_OBJECT_SERVICE);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  g_assert_true (small_hub_do (hub, command, NULL, &error));
  g_assert_no_error (error);
}

static const MusterIncident *
declare (SmallHub *hub, const char *title, const char *service)
{
  MusterCommand *command = small_hub_command (hub, "incident.declare", 0);
  g_autoptr (GError) error = NULL;
  guint number;

  muster_command_set_text (command, "title", title);
  if (service != NULL)
    muster_command_set_text (command, "service", service);
  g_assert_true (small_hub_do (hub, command, &number, &error));
  g_assert_no_error (error);
  return muster_world_get_incident (hub->world, number);
}

static SmallHub *
make_hub (void)
{
  SmallHub *hub = small_hub_new (1);

  put_service (hub, "payments-db", "{}");
  put_service (hub, "payments", "{\"depends_on\":[\"payments-db\"]}");
  put_service (hub, "checkout", "{\"depends_on\":[\"payments\"]}");
  put_service (hub, "wiki", "{}");
  return hub;
}

static const MusterChoice *
get (const GPtrArray *choices, guint i)
{
  g_assert_cmpuint (i, <, choices->len);
  return g_ptr_array_index (choices, i);
}

static void
test_incidents (void)
{
  g_autoptr (SmallHub) hub = make_hub ();
  const MusterIncident *old = declare (hub, "The wiki is slow", "wiki");
  const MusterIncident *one, *upstream, *unknown;
  g_autoptr (GPtrArray) choices = NULL;

  small_hub_advance (hub, 2 * G_TIME_SPAN_HOUR);
  upstream = declare (hub, "The database is down", "payments-db");
  unknown = declare (hub, "Something", NULL);
  small_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  one = declare (hub, "Nobody can pay", "checkout");
  choices = muster_joint_choices (hub->world, one);
  g_assert_cmpuint (choices->len, ==, 3);
  g_assert_cmpstr (get (choices, 0)->title, ==, upstream->title);
  g_assert_true (get (choices, 0)->is_likely);
  g_assert_nonnull (
      strstr (get (choices, 0)->detail, "this depends on payments-db, 2 hops · 4 min"));
  g_assert_cmpstr (get (choices, 1)->title, ==, unknown->title);
  g_assert_false (get (choices, 1)->is_likely);
  g_assert_cmpstr (get (choices, 2)->title, ==, old->title);
  g_assert_false (get (choices, 2)->is_likely);
}

/* Not itself, nor what is over. */
static void
test_not_offered (void)
{
  g_autoptr (SmallHub) hub = make_hub ();
  const MusterIncident *over = declare (hub, "Over", "checkout");
  const MusterIncident *one = declare (hub, "Here", "checkout");
  MusterCommand *resolve = small_hub_command (hub, "incident.resolve", over->number);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GError) error = NULL;

  muster_command_set_text (resolve, "reason", "it is");
  g_assert_true (small_hub_do (hub, resolve, NULL, &error));
  choices = muster_joint_choices (hub->world, one);
  g_assert_cmpuint (choices->len, ==, 0);
}

static void
test_services (void)
{
  static const char *const ranking[] = { "payments-db", "checkout", NULL };
  g_autoptr (SmallHub) hub = make_hub ();
  const MusterIncident *one = declare (hub, "Nobody can pay", "checkout");
  g_autoptr (GPtrArray) choices = muster_about_choices (hub->world, one, ranking);

  g_assert_cmpuint (choices->len, ==, 4);
  g_assert_cmpstr (get (choices, 0)->id, ==, "payments-db");
  g_assert_true (get (choices, 0)->is_likely);
  g_assert_cmpstr (get (choices, 1)->detail, ==, "what it is about now");
  g_assert_cmpstr (get (choices, 2)->id, ==, "payments");
  g_assert_false (get (choices, 2)->is_likely);
}

static void
test_ranking (void)
{
  static const struct
  {
    const char *json;
    const char *names; /* NULL: it is none */
  } cases[] = {
    { "{\"id\":\"INC-1\",\"ranking\":[{\"service\":\"a\",\"score\":0.5},{\"service\":\"b\"}]}",
      "a b" },
    { "{\"ranking\":[{\"service\":null},{\"score\":1}]}", "" },
    { "{\"ranking\":null}", "" },
    { "{}", "" },
    { "[]", NULL },
    { "{\"ranking\":[{\"service\":\"a\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].json, strlen (cases[i].json));
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) names = muster_about_read_ranking (bytes, &error);
      g_autofree char *joined = names != NULL ? g_strjoinv (" ", names) : NULL;

      g_assert_cmpstr (joined, ==, cases[i].names);
      g_assert_true ((names == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-choices/incidents", test_incidents);
  g_test_add_func ("/joint-choices/not-offered", test_not_offered);
  g_test_add_func ("/joint-choices/services", test_services);
  g_test_add_func ("/joint-choices/ranking", test_ranking);
  return g_test_run ();
}
