/* yaml-scalar.c - what a YAML scalar means in the core schema (YAML 1.2.2, §10.3)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-writer.h"
#include "base/yaml.h"
#include <math.h>

#define INT_MAX_JSON (G_GINT64_CONSTANT (1) << 53)

static gboolean
is_plain (const MusterYaml *self)
{
  return self != NULL && self->type == MUSTER_YAML_SCALAR && !self->quoted;
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  return g_strv_contains (words, text);
}

/**
 * muster_yaml_is_null:
 * @self: (nullable): a node
 *
 * Returns: whether nothing stands there: no node, or a plain null, Null, NULL, ~ or empty text
 */
gboolean
muster_yaml_is_null (const MusterYaml *self)
{
  static const char *const words[] = { "", "~", "null", "Null", "NULL", NULL };

  return self == NULL || (is_plain (self) && is_one_of (self->text, words));
}

/* Digits of @base, all of them and at least one. */
static gboolean
parse_digits (const char *text, guint base, gint64 *out)
{
  gint64 value = 0;

  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    {
      int digit = g_ascii_xdigit_value (*text);

      if (digit < 0 || digit >= (int) base)
        return FALSE;
      value = value * base + digit;
      if (value > INT_MAX_JSON)
        return FALSE;
    }
  *out = value;
  return TRUE;
}

/**
 * muster_yaml_int:
 * @self: (nullable): a node
 * @out: (out): its value, untouched on failure
 *
 * Returns: whether it is a whole number within ±2^53: decimal, 0o octal or 0x hexadecimal
 */
gboolean
muster_yaml_int (const MusterYaml *self, gint64 *out)
{
  const char *text;
  gint64 value;

  if (!is_plain (self))
    return FALSE;
  text = self->text;
  if (g_str_has_prefix (text, "0o"))
    return parse_digits (text + 2, 8, out);
  if (g_str_has_prefix (text, "0x"))
    return parse_digits (text + 2, 16, out);
  if (*text == '-' || *text == '+')
    text++;
  if (!parse_digits (text, 10, &value))
    return FALSE;
  *out = *self->text == '-' ? -value : value;
  return TRUE;
}

/**
 * muster_yaml_bool:
 * @self: (nullable): a node
 * @out: (out): its value, untouched on failure
 *
 * Returns: whether it is true or false, with any of the core schema's capitals; "yes" and "on" are
 *   texts
 */
gboolean
muster_yaml_bool (const MusterYaml *self, gboolean *out)
{
  static const char *const yes[] = { "true", "True", "TRUE", NULL };
  static const char *const no[] = { "false", "False", "FALSE", NULL };

  if (!is_plain (self))
    return FALSE;
  if (!is_one_of (self->text, yes) && !is_one_of (self->text, no))
    return FALSE;
  *out = is_one_of (self->text, yes);
  return TRUE;
}

static const char *
skip_digits (const char *p)
{
  while (g_ascii_isdigit (*p))
    p++;
  return p;
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? and finite; .inf and .nan have no JSON */
static gboolean
parse_float (const char *text, double *out)
{
  const char *p = *text == '-' || *text == '+' ? text + 1 : text;
  const char *whole = p;
  const char *fraction;
  gsize n_digits;

  p = skip_digits (p);
  n_digits = (gsize) (p - whole);
  if (*p == '.')
    {
      fraction = p + 1;
      p = skip_digits (fraction);
      n_digits += (gsize) (p - fraction);
    }
  if (n_digits == 0)
    return FALSE;
  if (*p == 'e' || *p == 'E')
    {
      const char *exponent = p[1] == '-' || p[1] == '+' ? p + 2 : p + 1;

      p = skip_digits (exponent);
      if (p == exponent)
        return FALSE;
    }
  *out = g_ascii_strtod (text, NULL);
  return *p == '\0' && isfinite (*out);
}

static void
write_scalar (const MusterYaml *self, MusterJsonWriter *json)
{
  gint64 number;
  double value;
  gboolean truth;

  if (muster_yaml_is_null (self))
    muster_json_null (json);
  else if (muster_yaml_bool (self, &truth))
    muster_json_bool (json, truth);
  else if (muster_yaml_int (self, &number))
    muster_json_int (json, number);
  else if (is_plain (self) && strpbrk (self->text, ".eE") != NULL &&
           parse_float (self->text, &value))
    muster_json_double (json, value);
  else
    muster_json_string (json, self->text);
}

/* The tree is at most 64 deep: muster_yaml_parse() saw to that. */
static void
write_node (const MusterYaml *self, MusterJsonWriter *json)
{
  if (self->type == MUSTER_YAML_SCALAR)
    {
      write_scalar (self, json);
      return;
    }
  if (self->type == MUSTER_YAML_SEQUENCE)
    muster_json_begin_array (json);
  else
    muster_json_begin_object (json);
  for (guint i = 0; i < self->items->len; i++)
    {
      if (self->keys != NULL)
        muster_json_name (json, ((const MusterYaml *) g_ptr_array_index (self->keys, i))->text);
      write_node (g_ptr_array_index (self->items, i), json);
    }
  if (self->type == MUSTER_YAML_SEQUENCE)
    muster_json_end_array (json);
  else
    muster_json_end_object (json);
}

/**
 * muster_yaml_append_json:
 * @self: (nullable): a tree; NULL is null
 * @out: where its JSON goes, which a strict reader takes if no mapping has over 256 members
 *
 * Plain scalars are read by the core schema; whole numbers beyond 2^53, .inf and .nan, which JSON
 * has not, stay texts.
 */
void
muster_yaml_append_json (const MusterYaml *self, GString *out)
{
  MusterJsonWriter json;

  g_return_if_fail (out != NULL);

  muster_json_writer_init (&json, out);
  if (self == NULL)
    muster_json_null (&json);
  else
    write_node (self, &json);
}
