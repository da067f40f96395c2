/* visible-json.c - JSON for a terminal: its strings hide nothing (security R9)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/visible-json.h"

#include "base/safe-text.h"
#include "base/text-scan.h"

#define ESCAPE_BYTES_MAX 12 /* two halves of a character beyond U+FFFF */

struct _MusterVisibleJson
{
  GObject parent_instance;
};

static void converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterVisibleJson,
                               muster_visible_json,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, converter_init))

/* The bytes of a JSON text that show @p, which is @n long, in @out; as it is, or escaped. */
static guint
show (const char *p, guint n, char *out)
{
  gunichar c = n > 0 ? g_utf8_get_char (p) : 0xfffd; /* no UTF-8, so no JSON: rather not repeated */

  if (n > 0 && muster_is_safe_character (c))
    {
      memcpy (out, p, n);
      return n;
    }
  if (c < 0x10000)
    return (guint) g_snprintf (out, ESCAPE_BYTES_MAX + 1, "\\u%04x", c);
  c -= 0x10000;
  return (guint) g_snprintf (out, ESCAPE_BYTES_MAX + 1, "\\u%04x\\u%04x", 0xd800 + (c >> 10),
                             0xdc00 + (c & 0x3ff));
}

/* A character that the next piece may end. */
static gboolean
is_cut (const char *p, const char *end)
{
  return end - p < 4 && muster_utf8_length (p, end) == 0 &&
         g_utf8_get_char_validated (p, end - p) == (gunichar) -2;
}

static GConverterResult
convert (GConverter *converter,
         const void *in,
         gsize in_n,
         void *out,
         gsize out_n,
         GConverterFlags flags,
         gsize *n_read,
         gsize *n_written,
         GError **error)
{
  const char *p = in, *end = p + in_n;
  gboolean is_end = (flags & G_CONVERTER_INPUT_AT_END) != 0;
  char shown[ESCAPE_BYTES_MAX + 1];

  *n_read = *n_written = 0;
  while (p < end && (is_end || !is_cut (p, end)))
    {
      guint n = muster_utf8_length (p, end);
      guint shown_n = show (p, n, shown);

      if (*n_written + shown_n > out_n)
        break;
      memcpy ((char *) out + *n_written, shown, shown_n);
      *n_written += shown_n;
      p += MAX (n, 1);
    }
  *n_read = (gsize) (p - (const char *) in);
  if (*n_read == 0 && in_n > 0)
    {
      gboolean needs_more = !is_end && is_cut (p, end);

      g_set_error_literal (error, G_IO_ERROR,
                           needs_more ? G_IO_ERROR_PARTIAL_INPUT : G_IO_ERROR_NO_SPACE,
                           "There is no room for a whole character");
      return G_CONVERTER_ERROR;
    }
  if (is_end && p == end)
    return G_CONVERTER_FINISHED;
  return (flags & G_CONVERTER_FLUSH) != 0 && p == end ? G_CONVERTER_FLUSHED : G_CONVERTER_CONVERTED;
}

static void
reset (GConverter *converter)
{
}

static void
converter_init (GConverterIface *iface)
{
  iface->convert = convert;
  iface->reset = reset;
}

static void
muster_visible_json_class_init (MusterVisibleJsonClass *klass)
{
}

static void
muster_visible_json_init (MusterVisibleJson *self)
{
}

/**
 * muster_visible_json_new:
 *
 * Returns: (transfer full): a converter, for a stream that ends at a terminal
 */
GConverter *
muster_visible_json_new (void)
{
  return g_object_new (MUSTER_TYPE_VISIBLE_JSON, NULL);
}
