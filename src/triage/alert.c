/* alert.c - an alert as the index keeps it, one packed allocation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Head, then a PackedLabel each, then the bytes: names that have no symbol, values, dedup key. */
#include "triage/alert.h"

#include <string.h>

typedef struct
{
  guint16 symbol; /* MUSTER_SYMBOL_NONE: the name stands before the value, after its length */
  guint16 value_n;
} PackedLabel;

static gsize
packed_size (const MusterAlertIdentity *identity, const guint16 *names)
{
  gsize n = sizeof (MusterAlert) + identity->labels->n * sizeof (PackedLabel) + identity->dedup.n;

  for (guint i = 0; i < identity->labels->n; i++)
    {
      n += identity->labels->items[i].value_n;
      /* cppcheck-suppress uninitvar; the caller has set them all */
      if (names[i] == MUSTER_SYMBOL_NONE)
        n += 1 + identity->labels->items[i].name_n;
    }
  return n;
}

/**
 * muster_alert_pack:
 * @symbols: where label names are kept
 * @identity: what it is; labels and dedup key are copied
 *
 * Packs labels and dedup key behind a head that says nothing else yet.
 *
 * Returns: (transfer full): one allocation, for g_free()
 */
MusterAlert *
muster_alert_pack (MusterSymbols *symbols, const MusterAlertIdentity *identity)
{
  const MusterLabelSet *labels = identity->labels;
  guint16 names[MUSTER_ALERT_LABELS_MAX];
  guint n = MIN (labels->n, G_N_ELEMENTS (names));
  MusterAlert *alert;
  PackedLabel *packed;
  char *bytes;

  for (guint i = 0; i < n; i++)
    names[i] = muster_symbols_add (symbols, i, labels->items[i].name, labels->items[i].name_n);
  alert = g_malloc (packed_size (&(MusterAlertIdentity){ identity->key, identity->dedup,
                                                         &(MusterLabelSet){ labels->items, n } },
                                 names));
  memset (alert, 0, sizeof *alert);
  packed = (PackedLabel *) (alert + 1);
  bytes = (char *) (packed + n);
  for (guint i = 0; i < n; i++)
    {
      const MusterLabel *label = &labels->items[i];

      packed[i] = (PackedLabel){ names[i], label->value_n };
      if (names[i] == MUSTER_SYMBOL_NONE)
        {
          *bytes++ = (char) label->name_n;
          memcpy (bytes, label->name, label->name_n);
          bytes += label->name_n;
        }
      memcpy (bytes, label->value, label->value_n);
      bytes += label->value_n;
    }
  memcpy (bytes, identity->dedup.bytes, identity->dedup.n);
  alert->n_labels = (guint16) n;
  alert->dedup_n = (guint16) identity->dedup.n;
  return alert;
}

/**
 * muster_alert_unpack:
 * @alert: an alert
 * @symbols: (nullable): those it was packed with; unused without @out
 * @out: (nullable) (out): room for @alert->n_labels
 *
 * Fills in views of its labels, good while alert and symbols are.
 *
 * Returns: its sender's own key; n is 0 if its labels identify it
 */
MusterText
muster_alert_unpack (const MusterAlert *alert, const MusterSymbols *symbols, MusterLabel *out)
{
  const PackedLabel *packed = (const PackedLabel *) (alert + 1);
  const char *bytes = (const char *) (packed + alert->n_labels);

  for (guint i = 0; i < alert->n_labels; i++)
    {
      gsize name_n = 0;
      const char *name;

      if (packed[i].symbol == MUSTER_SYMBOL_NONE)
        {
          name_n = (guchar) *bytes++;
          name = bytes;
          bytes += name_n;
        }
      else
        name = out != NULL ? muster_symbols_get (symbols, packed[i].symbol, &name_n) : NULL;
      if (out != NULL)
        out[i] = (MusterLabel){ name, bytes, (guint16) name_n, packed[i].value_n };
      bytes += packed[i].value_n;
    }
  return (MusterText){ bytes, alert->dedup_n };
}

/**
 * muster_alert_get_dedup:
 * @alert: an alert
 *
 * Returns: its sender's own key; n is 0 if its labels identify it
 */
MusterText
muster_alert_get_dedup (const MusterAlert *alert)
{
  return muster_alert_unpack (alert, NULL, NULL);
}
