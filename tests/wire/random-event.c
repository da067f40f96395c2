/* random-event.c - events of every kind, with anything in them that may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "random-event.h"
#include "model/severity.h"
#include "model/stage.h"

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static guint64
random_64 (void)
{
  return (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
}

static MusterUlid
random_ulid (void)
{
  return (MusterUlid){ random_64 (), random_64 () | 1 };
}

/* Between 1970 and 2100, whole seconds and fractions of every length; seldom the year 1. */
static gint64
random_instant (void)
{
  static const gint64 units[] = { 1000000, 100000, 1000, 10, 1 };
  gint64 unit = units[pick (G_N_ELEMENTS (units))];
  gint64 at_us = (gint64) (random_64 () % G_GUINT64_CONSTANT (4102444800000000));

  return pick (50) == 0 ? G_GINT64_CONSTANT (-62135596800000000) : at_us / unit * unit;
}

static void
append_random_character (GString *out)
{
  static const char *const characters[] = { "\"", "\\", "\n", "\t", "\x01", "\x1f", "\x7f",
                                            "é",  "語", "😀",  " ",  "<",    "/",    "\u2028" };

  if (pick (4) == 0)
    g_string_append (out, characters[pick (G_N_ELEMENTS (characters))]);
  else
    g_string_append_c (out, (char) g_test_rand_int_range ('a', 'z' + 1));
}

static char *
random_text (guint max)
{
  GString *text = g_string_new (NULL);
  guint n = 1 + pick (pick (8) == 0 ? max : 12);

  for (guint i = 0; i < n; i++)
    append_random_character (text);
  return g_string_free (text, FALSE);
}

static char *
random_token (guint n, const char *alphabet)
{
  char *token = g_malloc0 (n + 1);

  for (guint i = 0; i < n; i++)
    token[i] = alphabet[pick ((guint) strlen (alphabet))];
  return token;
}

static void
set_random_token (MusterBatch *batch, MusterEvent *event, MusterFactName name)
{
  gboolean is_hash = muster_fact_type (name) == MUSTER_TYPE_HASH;
  guint n = is_hash ? 64 : 1 + pick (64);
  g_autofree char *token =
      random_token (n, is_hash ? "0123456789abcdef" : "abcdefghijklmnopqrstuvwxyz0123456789._-");

  muster_event_set_token (event, name, muster_arena_strndup (batch->arena, token, n));
}

static gint64
random_int (void)
{
  gint64 value = (gint64) (random_64 () & ((G_GUINT64_CONSTANT (1) << 53) - 1));

  value >>= pick (54);
  return pick (2) == 0 ? value : -value;
}

static void
set_random_fact (MusterBatch *batch, MusterEvent *event, MusterFactName name)
{
  switch (muster_fact_type (name))
    {
    case MUSTER_TYPE_INT:
      muster_event_set_int (event, name, random_int ());
      return;
    case MUSTER_TYPE_BOOL:
      muster_event_set_int (event, name, pick (2));
      return;
    case MUSTER_TYPE_ULID:
      muster_event_set_ulid (event, name, random_ulid ());
      return;
    case MUSTER_TYPE_INSTANT:
      muster_event_set_int (event, name, random_instant ());
      return;
    case MUSTER_TYPE_SEVERITY:
      muster_event_set_int (event, name, 1 + pick (MUSTER_SEVERITY_INFO));
      return;
    case MUSTER_TYPE_STAGE:
      muster_event_set_int (event, name, pick (MUSTER_N_STAGES));
      return;
    case MUSTER_TYPE_ROLE:
      muster_event_set_int (event, name, pick (MUSTER_ROLE_OBSERVER + 1));
      return;
    case MUSTER_TYPE_ACCESS:
      muster_event_set_int (event, name, 1 << pick (8));
      return;
    case MUSTER_TYPE_TOKEN:
    case MUSTER_TYPE_HASH:
      set_random_token (batch, event, name);
      return;
    default:
      g_assert_not_reached ();
    }
}

static void
set_random_labels (MusterBatch *batch, MusterEvent *event, MusterFieldName name)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  MusterLabel labels[20];
  guint n = 1 + pick (G_N_ELEMENTS (labels));

  for (guint i = 0; i < n; i++)
    {
      char *label = g_strdup_printf ("label_%u", i);
      char *value = random_text (300);

      g_ptr_array_add (texts, label);
      g_ptr_array_add (texts, value);
      labels[i] = (MusterLabel){ label, value, (guint16) strlen (label), (guint16) strlen (value) };
    }
  muster_batch_set_labels (batch, event, name, &(MusterLabelSet){ labels, n });
}

static void
set_random_field (MusterBatch *batch, MusterEvent *event, MusterFieldName name)
{
  static const char *const documents[] = { "{\"a\": [1,2,{\"b\":null}]}", "[]", "\"x\\n\\u00e9\"",
                                           "-1.5e300", "true" };
  g_autofree char *text = random_text (3000);

  switch (muster_field_type (name))
    {
    case MUSTER_FIELD_TYPE_TEXT:
      muster_batch_set_text (batch, event, name, text, -1);
      return;
    case MUSTER_FIELD_TYPE_LABELS:
      set_random_labels (batch, event, name);
      return;
    case MUSTER_FIELD_TYPE_JSON:
      muster_batch_set_text (batch, event, name, documents[pick (G_N_ELEMENTS (documents))], -1);
      return;
    default:
      g_assert_not_reached ();
    }
}

MusterEvent *
random_event_of_kind (MusterBatch *batch, guint64 seq, MusterEventKind kind)
{
  const MusterEventSpec *spec = muster_event_spec (kind);
  MusterEvent *event = muster_batch_add (batch, kind);

  event->seq = seq;
  event->at_us = random_instant ();
  event->actor.type = (MusterActorType) pick (MUSTER_ACTOR_SCREEN + 1);
  if (event->actor.type != MUSTER_ACTOR_HUB)
    event->actor.id = random_ulid ();
  if (pick (2) == 0)
    event->command = random_ulid ();
  if (pick (2) == 0)
    event->incident = 1 + (guint) (random_64 () % G_MAXUINT >> pick (32));
  if (pick (4) == 0)
    event->claimed_us = random_instant ();
  for (guint i = 0; i < spec->n_facts; i++)
    if (pick (3) != 0)
      set_random_fact (batch, event, spec->facts[i]);
  for (guint i = 0; i < spec->n_fields; i++)
    if (pick (3) != 0)
      set_random_field (batch, event, spec->fields[i]);
  return event;
}

MusterEvent *
random_event (MusterBatch *batch, guint64 seq)
{
  guint kind = (guint) g_test_rand_int_range (MUSTER_EVENT_UNKNOWN + 1, MUSTER_N_EVENT_KINDS);

  return random_event_of_kind (batch, seq, (MusterEventKind) kind);
}
