/* event.c - one thing that happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/event.h"

#include <string.h>

static int
find_fact (const MusterEvent *self, MusterFactName name)
{
  const MusterEventSpec *spec = muster_event_spec (self->kind);

  for (guint i = 0; i < spec->n_facts; i++)
    if (spec->facts[i] == name)
      return (int) i;
  return -1;
}

static int
find_set_fact (const MusterEvent *self, MusterFactName name)
{
  int i = find_fact (self, name);

  return i >= 0 && (self->facts_set & (1u << i)) != 0 ? i : -1;
}

static const MusterField *
find_field (const MusterEvent *self, MusterFieldName name)
{
  const MusterEventSpec *spec = muster_event_spec (self->kind);

  for (guint i = 0; i < spec->n_fields; i++)
    if (spec->fields[i] == name)
      return (self->fields_set & (1u << i)) != 0 ? &self->fields[i] : NULL;
  return NULL;
}

/**
 * muster_event_has:
 * @self: an event
 * @name: a fact
 *
 * Returns: whether the fact is set
 */
gboolean
muster_event_has (const MusterEvent *self, MusterFactName name)
{
  return find_set_fact (self, name) >= 0;
}

/**
 * muster_event_int:
 * @self: an event
 * @name: a fact that is a number, an instant in µs, a word of an enumeration or a truth
 *
 * Returns: its value; when not set 0, and %MUSTER_NO_TIME for an instant
 */
gint64
muster_event_int (const MusterEvent *self, MusterFactName name)
{
  int i = find_set_fact (self, name);

  if (i >= 0)
    return self->facts[i].number;
  return muster_fact_type (name) == MUSTER_TYPE_INSTANT ? MUSTER_NO_TIME : 0;
}

/**
 * muster_event_ulid:
 * @self: an event
 * @name: a fact that is an id
 *
 * Returns: its value, the null id when not set
 */
MusterUlid
muster_event_ulid (const MusterEvent *self, MusterFactName name)
{
  int i = find_set_fact (self, name);

  return i >= 0 ? self->facts[i].id : (MusterUlid){ 0, 0 };
}

/**
 * muster_event_token:
 * @self: an event
 * @name: a fact that is a token or a hash
 *
 * Returns: (nullable): its text
 */
const char *
muster_event_token (const MusterEvent *self, MusterFactName name)
{
  int i = find_set_fact (self, name);

  return i >= 0 ? self->facts[i].text : NULL;
}

/**
 * muster_event_has_field:
 * @self: an event
 * @name: a payload field
 *
 * Returns: whether it is there: not left out, not erased, not withheld
 */
gboolean
muster_event_has_field (const MusterEvent *self, MusterFieldName name)
{
  return find_field (self, name) != NULL;
}

/**
 * muster_event_text:
 * @self: an event
 * @name: a payload field that is text or JSON
 *
 * Returns: its bytes in the batch; empty when not there
 */
MusterText
muster_event_text (const MusterEvent *self, MusterFieldName name)
{
  const MusterField *field = find_field (self, name);

  return field != NULL ? field->text : (MusterText){ "", 0 };
}

/**
 * muster_event_dup_text:
 * @self: an event
 * @name: a payload field that is text or JSON
 *
 * Returns: (transfer full): a copy; "" when not there
 */
char *
muster_event_dup_text (const MusterEvent *self, MusterFieldName name)
{
  return muster_text_dup (muster_event_text (self, name));
}

/**
 * muster_event_dup_field:
 * @self: an event
 * @name: a payload field that is text or JSON
 *
 * Returns: (transfer full) (nullable): a copy; %NULL when not there
 */
char *
muster_event_dup_field (const MusterEvent *self, MusterFieldName name)
{
  return muster_event_has_field (self, name) ? muster_event_dup_text (self, name) : NULL;
}

/**
 * muster_event_labels:
 * @self: an event
 * @name: a payload field that is an object of strings
 *
 * Returns: (nullable): the set, in the batch
 */
const MusterLabelSet *
muster_event_labels (const MusterEvent *self, MusterFieldName name)
{
  const MusterField *field = find_field (self, name);

  return field != NULL ? &field->labels : NULL;
}

/**
 * muster_event_set_int:
 * @self: an event
 * @name: a fact of its kind that is held as a number
 * @value: the value; %MUSTER_NO_TIME leaves it unset
 *
 * Sets a fact.
 */
void
muster_event_set_int (MusterEvent *self, MusterFactName name, gint64 value)
{
  int i = find_fact (self, name);

  g_return_if_fail (i >= 0);
  if (value == MUSTER_NO_TIME)
    return;
  self->facts[i].number = value;
  self->facts_set |= (guint16) (1u << i);
}

/**
 * muster_event_set_ulid:
 * @self: an event
 * @name: a fact of its kind that is an id
 * @value: the value; the null id leaves it unset
 *
 * Sets a fact.
 */
void
muster_event_set_ulid (MusterEvent *self, MusterFactName name, MusterUlid value)
{
  int i = find_fact (self, name);

  g_return_if_fail (i >= 0);
  if (muster_ulid_is_null (value))
    return;
  self->facts[i].id = value;
  self->facts_set |= (guint16) (1u << i);
}

/**
 * muster_event_set_token:
 * @self: an event
 * @name: a fact of its kind that is a token or a hash
 * @token: (nullable): static, or in the batch's arena; %NULL leaves it unset
 *
 * Sets a fact.
 */
void
muster_event_set_token (MusterEvent *self, MusterFactName name, const char *token)
{
  int i = find_fact (self, name);

  g_return_if_fail (i >= 0);
  if (token == NULL)
    return;
  self->facts[i].text = token;
  self->facts_set |= (guint16) (1u << i);
}

static gboolean
facts_equal (MusterFactType type, const MusterFact *a, const MusterFact *b)
{
  if (type == MUSTER_TYPE_ULID)
    return muster_ulid_equal (a->id, b->id);
  if (type == MUSTER_TYPE_TOKEN || type == MUSTER_TYPE_HASH)
    return strcmp (a->text, b->text) == 0;
  return a->number == b->number;
}

static gboolean
fields_equal (MusterFieldType type, const MusterField *a, const MusterField *b)
{
  if (type == MUSTER_FIELD_TYPE_LABELS)
    return muster_label_set_equal (&a->labels, &b->labels);
  return a->text.n == b->text.n && memcmp (a->text.bytes, b->text.bytes, a->text.n) == 0;
}

/**
 * muster_event_equal:
 * @a: an event
 * @b: another, of any batch
 *
 * Returns: whether they say the same
 */
gboolean
muster_event_equal (const MusterEvent *a, const MusterEvent *b)
{
  const MusterEventSpec *spec = muster_event_spec (a->kind);

  if (a->seq != b->seq || a->at_us != b->at_us || a->claimed_us != b->claimed_us ||
      a->kind != b->kind || a->version != b->version || a->payload != b->payload ||
      a->incident != b->incident || a->facts_set != b->facts_set ||
      a->fields_set != b->fields_set || a->actor.type != b->actor.type ||
      !muster_ulid_equal (a->actor.id, b->actor.id) || !muster_ulid_equal (a->command, b->command))
    return FALSE;
  for (guint i = 0; i < spec->n_facts; i++)
    if ((a->facts_set & (1u << i)) != 0 &&
        !facts_equal (muster_fact_type (spec->facts[i]), &a->facts[i], &b->facts[i]))
      return FALSE;
  for (guint i = 0; i < spec->n_fields; i++)
    if ((a->fields_set & (1u << i)) != 0 &&
        !fields_equal (muster_field_type (spec->fields[i]), &a->fields[i], &b->fields[i]))
      return FALSE;
  return TRUE;
}
