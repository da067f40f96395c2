/* drill-file.c - a drill: a story that is played into a hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/drill-file.h"

#include "base/instant.h"
#include "base/json-writer.h"
#include "wire/drill-post.h"
#include "wire/drill-schema.h"

#include <string.h>

/* A story that comes to more than this is refused: it was meant to be short. */
#define ALERTS_MAX    100000
#define STEPS_MAX     10000
#define LENGTH_MAX_US (366 * G_TIME_SPAN_DAY)

typedef struct
{
  const char *file;
  const MusterDrillPlay *play;
  MusterDrill *drill;
  GHashTable *names; /* name → MusterDrillStep, of steps that have one */
  GPtrArray *ofs;    /* of MusterYaml, beside the steps: whose answer a step wants; or NULL */
  guint n_alerts;
} Reading;

static void
step_free (gpointer data)
{
  MusterDrillStep *self = data;

  g_free (self->body);
  g_free (self->path);
  g_free (self->as);
  g_free (self->arguments);
  g_free (self->text);
  g_free (self);
}

/**
 * muster_drill_free:
 * @self: a drill
 *
 * Frees it.
 */
void
muster_drill_free (MusterDrill *self)
{
  g_free (self->title);
  g_free (self->about);
  g_ptr_array_unref (self->team);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* --- times --- */

static gint64
get_offset (const Reading *self, const char *text)
{
  gint64 value_us = 0;

  if (muster_duration_parse (text, &value_us, NULL))
    return value_us;
  muster_instant_parse (text, -1, &value_us);
  return value_us - self->drill->start_us;
}

static gint64
get_time (const Reading *self, gint64 offset_us)
{
  guint speed = self->drill->fixed ? 1 : MAX (self->play->speed, 1);

  return self->drill->start_us + offset_us / speed;
}

static gint64
when_cb (const char *text, gpointer user_data)
{
  const Reading *self = user_data;

  return get_time (self, get_offset (self, text));
}

/* A time with Z says nothing in a story that begins when it is told. */
static gboolean
check_when (const Reading *self, const MusterYaml *node, GError **error)
{
  gint64 offset_us;

  if (node == NULL)
    return TRUE;
  if (!self->drill->fixed && !muster_is_duration (node->text))
    {
      muster_shape_fail (self->file, node, error,
                         "a drill without “start” has no times, only durations since its start");
      return FALSE;
    }
  offset_us = get_offset (self, node->text);
  if (offset_us >= -LENGTH_MAX_US && offset_us <= LENGTH_MAX_US)
    return TRUE;
  muster_shape_fail (self->file, node, error, "this is more than a year from the start");
  return FALSE;
}

/* --- steps --- */

static MusterDrillStep *
add_step (Reading *self, MusterDrillStepType type, gint64 offset_us, const MusterYaml *of)
{
  MusterDrillStep *step = g_new0 (MusterDrillStep, 1);

  step->type = type;
  step->offset_us = offset_us;
  step->at_us = get_time (self, offset_us);
  step->of = MUSTER_DRILL_NONE;
  g_ptr_array_add (self->drill->steps, step);
  g_ptr_array_add (self->ofs, (gpointer) of);
  return step;
}

static gboolean
check_room (Reading *self, const MusterYaml *node, guint n_steps, guint64 n_alerts, GError **error)
{
  self->n_alerts += (guint) MIN (n_alerts, ALERTS_MAX + 1);
  if (self->drill->steps->len + n_steps <= STEPS_MAX && self->n_alerts <= ALERTS_MAX)
    return TRUE;
  muster_shape_fail (self->file, node, error,
                     "with this the drill has more than %d steps or %d alerts", STEPS_MAX,
                     ALERTS_MAX);
  return FALSE;
}

static guint
get_number (const MusterYaml *node)
{
  gint64 value = 0;

  muster_yaml_int (node, &value);
  return (guint) value;
}

static gboolean
check_alerts (const Reading *self, const MusterYaml *alerts, const char *label, GError **error)
{
  for (guint i = 0; i < alerts->items->len; i++)
    {
      const MusterYaml *alert = g_ptr_array_index (alerts->items, i);

      if (!check_when (self, muster_yaml_get (alert, "startsAt"), error) ||
          !check_when (self, muster_yaml_get (alert, "endsAt"), error))
        return FALSE;
      if (label != NULL && muster_yaml_get (muster_yaml_get (alert, "labels"), label) == NULL)
        {
          muster_shape_fail (self->file, alert, error, "this alert has no label “%s” to count by",
                             label);
          return FALSE;
        }
    }
  return TRUE;
}

static void
add_post (Reading *self, gint64 offset_us, const MusterDrillBatch *batch)
{
  MusterDrillStep *step = add_step (self, MUSTER_DRILL_POST, offset_us, NULL);
  MusterDrillTimes times = { when_cb, self, step->at_us };

  step->source = "alertmanager";
  step->body = muster_drill_write_post (batch, &times);
}

static gboolean
read_post (Reading *self, const MusterYaml *post, gint64 offset_us, GError **error)
{
  const MusterYaml *repeat = muster_yaml_get (post, "repeat");
  const MusterYaml *n = repeat != NULL ? muster_yaml_get (repeat, "n") : NULL;
  const MusterYaml *every = repeat != NULL ? muster_yaml_get (repeat, "every") : NULL;
  gboolean many = n != NULL && n->type == MUSTER_YAML_SEQUENCE;
  guint n_posts = many ? n->items->len : 1;
  gint64 every_us = every != NULL ? get_offset (self, every->text) : 0;
  MusterDrillBatch batch = { .alerts = muster_yaml_get (post, "alerts"), .first = 1, .n = 1 };

  if (repeat != NULL)
    batch.label = muster_yaml_get (repeat, "label")->text;
  if (!check_alerts (self, batch.alerts, batch.label, error))
    return FALSE;
  for (guint i = 0; i < n_posts; i++)
    {
      if (n != NULL)
        batch.n = get_number (many ? g_ptr_array_index (n->items, i) : n);
      if (!check_room (self, post, 1, (guint64) batch.n * batch.alerts->items->len, error))
        return FALSE;
      add_post (self, offset_us + i * every_us, &batch);
      batch.first += batch.n;
    }
  return TRUE;
}

static char *
write_arguments (const Reading *self, const MusterYaml *arguments)
{
  g_autoptr (GString) json = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, json);
  muster_json_begin_object (&writer);
  for (guint i = 0; arguments != NULL && i < arguments->items->len; i++)
    {
      const MusterYaml *name = g_ptr_array_index (arguments->keys, i);
      const MusterYaml *value = g_ptr_array_index (arguments->items, i);
      g_autoptr (GString) raw = g_string_new (NULL);

      muster_json_name (&writer, name->text);
      if (strcmp (name->text, "due") == 0) /* a date, whatever the speed */
        muster_json_instant (&writer, self->drill->start_us + get_offset (self, value->text));
      else if (muster_is_drill_time_argument (name->text))
        muster_json_instant (&writer, get_time (self, get_offset (self, value->text)));
      else
        {
          muster_yaml_append_json (value, raw);
          muster_json_raw (&writer, raw->str, raw->len);
        }
    }
  muster_json_end_object (&writer);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
check_arguments (const Reading *self, const MusterYaml *arguments, GError **error)
{
  for (guint i = 0; arguments != NULL && i < arguments->items->len; i++)
    {
      const MusterYaml *name = g_ptr_array_index (arguments->keys, i);

      if (muster_is_drill_time_argument (name->text) &&
          !check_when (self, g_ptr_array_index (arguments->items, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remember_name (Reading *self, const MusterYaml *node, MusterDrillStep *step, GError **error)
{
  const MusterYaml *name = muster_yaml_get (node, "name");

  if (name == NULL)
    return TRUE;
  if (muster_yaml_get (node, "times") != NULL || g_hash_table_contains (self->names, name->text))
    {
      g_autofree char *quoted = muster_shape_quote (name->text);

      muster_shape_fail (self->file, name, error, "more than one step would be called %s", quoted);
      return FALSE;
    }
  g_hash_table_insert (self->names, name->text, step);
  return TRUE;
}

static gboolean
read_command (Reading *self, const MusterYaml *node, gint64 offset_us, GError **error)
{
  const char *word = muster_yaml_get (node, "command")->text;
  const MusterYaml *arguments = muster_yaml_get (node, "arguments");
  const MusterYaml *incident = muster_yaml_get (node, "incident");
  const MusterYaml *times = muster_yaml_get (node, "times");
  gboolean declares = strcmp (word, "declare") == 0;
  guint n = times != NULL ? get_number (muster_yaml_get (times, "n")) : 1;
  gint64 every_us = times != NULL ? get_offset (self, muster_yaml_get (times, "every")->text) : 0;
  MusterDrillStep *step = NULL;

  if (!check_arguments (self, arguments, error) || !check_room (self, node, n, 0, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      step = add_step (self, MUSTER_DRILL_COMMAND, offset_us + i * every_us,
                       muster_yaml_get (node, "of"));
      step->path =
          declares ? g_strdup ("/v1/incidents") : g_strdup_printf ("/v1/incidents/{id}/%s", word);
      step->as = g_strdup (muster_yaml_get (node, "as")->text);
      step->arguments = write_arguments (self, arguments);
      if (!declares)
        step->incident = i + (incident != NULL ? get_number (incident) : 1);
    }
  return remember_name (self, node, step, error);
}

static gboolean
read_step (Reading *self, const MusterYaml *node, GError **error)
{
  const MusterYaml *at = muster_yaml_get (node, "at");
  const MusterYaml *post = muster_yaml_get (node, "post");
  const MusterYaml *hint = muster_yaml_get (node, "hint");
  gint64 offset_us;

  if (!check_when (self, at, error))
    return FALSE;
  offset_us = get_offset (self, at->text);
  if (offset_us < 0)
    {
      muster_shape_fail (self->file, at, error, "this is before the start of the drill");
      return FALSE;
    }
  if (post != NULL)
    return read_post (self, post, offset_us, error);
  if (hint == NULL)
    return read_command (self, node, offset_us, error);
  if (!check_room (self, node, 1, 0, error))
    return FALSE;
  add_step (self, MUSTER_DRILL_HINT, offset_us, NULL)->text = g_strdup (hint->text);
  return TRUE;
}

/* --- the whole --- */

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const MusterDrillStep *x = *(const MusterDrillStep *const *) a;
  const MusterDrillStep *y = *(const MusterDrillStep *const *) b;

  return (x->offset_us > y->offset_us) - (x->offset_us < y->offset_us);
}

/* Sorts by time, steps of one instant as in the file, and says of each which one it is of. */
static gboolean
sort_steps (Reading *self, GError **error)
{
  g_autoptr (GPtrArray) in_file = g_ptr_array_copy (self->drill->steps, NULL, NULL);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  g_ptr_array_set_free_func (in_file, NULL);
  g_ptr_array_sort (self->drill->steps, compare_steps); /* stable */
  for (guint i = 0; i < self->drill->steps->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (self->drill->steps, i), GUINT_TO_POINTER (i));
  for (guint i = 0; i < in_file->len; i++)
    {
      MusterDrillStep *step = g_ptr_array_index (in_file, i);
      const MusterYaml *of = g_ptr_array_index (self->ofs, i);
      const MusterDrillStep *other;

      if (of == NULL)
        continue;
      other = g_hash_table_lookup (self->names, of->text);
      if (other != NULL)
        step->of = GPOINTER_TO_UINT (g_hash_table_lookup (places, other));
      if (other == NULL || step->of >= GPOINTER_TO_UINT (g_hash_table_lookup (places, step)))
        {
          g_autofree char *quoted = muster_shape_quote (of->text);

          muster_shape_fail (self->file, of, error, "no earlier step is called %s", quoted);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_in_team (const GPtrArray *team, const MusterReference *reference)
{
  for (guint i = 0; i < team->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (team, i);

      if (strcmp (object->type, reference->types) == 0 &&
          strcmp (object->name, reference->node->text) == 0)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
read_team (const char *file, const MusterYaml *root, const GArray *references, GError **error)
{
  const MusterYaml *team = muster_yaml_get (root, "team");
  g_autoptr (GPtrArray) objects = NULL;

  if (team == NULL)
    objects = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_team_object_free);
  else
    objects = muster_team_file_read (file, team, NULL, error);
  for (guint i = 0; objects != NULL && i < references->len; i++)
    {
      const MusterReference *reference = &g_array_index (references, MusterReference, i);
      g_autofree char *quoted = NULL;

      if (is_in_team (objects, reference))
        continue;
      quoted = muster_shape_quote (reference->node->text);
      muster_shape_fail (file, reference->node, error, "there is no %s %s", reference->types,
                         quoted);
      return NULL;
    }
  return g_steal_pointer (&objects);
}

static gboolean
read_head (Reading *self, const MusterYaml *root, GError **error)
{
  MusterDrill *drill = self->drill;
  const MusterYaml *about = muster_yaml_get (root, "about");
  const MusterYaml *acts = muster_yaml_get (root, "acts");
  const MusterYaml *start = muster_yaml_get (root, "start");
  const MusterYaml *begin = muster_yaml_get (root, "begin");
  gint64 before_us = 0;

  if (start != NULL && begin != NULL)
    {
      muster_shape_fail (self->file, begin, error,
                         "a story of fixed times is played from its start");
      return FALSE;
    }
  if (begin != NULL)
    muster_duration_parse (begin->text, &before_us, NULL);
  drill->title = g_strdup (muster_yaml_get (root, "title")->text);
  drill->about = about != NULL ? g_strdup (about->text) : NULL;
  drill->always = acts != NULL && strcmp (acts->text, "always") == 0;
  drill->fixed = start != NULL;
  drill->start_us = self->play->start_us - before_us / MAX (self->play->speed, 1);
  if (start != NULL)
    muster_instant_parse (start->text, -1, &drill->start_us);
  return TRUE;
}

static gboolean
read_steps (Reading *self, const MusterYaml *steps, GError **error)
{
  for (guint i = 0; i < steps->items->len; i++)
    if (!read_step (self, g_ptr_array_index (steps->items, i), error))
      return FALSE;
  return sort_steps (self, error);
}

/**
 * muster_drill_parse:
 * @file: the file's name, for errors
 * @text: its bytes
 * @n: how many
 * @play: when and how fast it is to be played
 * @error: (out): MUSTER_BASE_ERROR; its message begins with "FILE:LINE:COLUMN: "
 *
 * Reads a drill and works it out to the last alert and instant, so that playing it is no more than
 * going through the steps.
 *
 * Returns: (transfer full) (nullable): the drill
 */
MusterDrill *
muster_drill_parse (const char *file,
                    const char *text,
                    gsize n,
                    const MusterDrillPlay *play,
                    GError **error)
{
  g_autoptr (MusterYaml) root = muster_yaml_parse (file, text, n, error);
  g_autoptr (GArray) references = g_array_new (FALSE, FALSE, sizeof (MusterReference));
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ofs = g_ptr_array_new ();
  g_autoptr (GPtrArray) team = NULL;
  g_autoptr (MusterDrill) drill = NULL;
  MusterShapeReport report = { file, references };
  Reading reading = { file, play, NULL, names, ofs, 0 };

  if (root == NULL || !muster_shape_check (&muster_drill_schema, root, &report, error))
    return NULL;
  team = read_team (file, root, references, error);
  if (team == NULL)
    return NULL;
  drill = reading.drill = g_new0 (MusterDrill, 1);
  drill->team = g_steal_pointer (&team);
  drill->steps = g_ptr_array_new_with_free_func (step_free);
  if (!read_head (&reading, root, error) ||
      !read_steps (&reading, muster_yaml_get (root, "steps"), error))
    return NULL;
  return g_steal_pointer (&drill);
}
