/* budgets.c - labels and annotations that are too many, too long or foreign (security R8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "decoded.h"

static const Frame label_frames[] = {
  { "alertmanager",
    "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Good\"}},"
    "{\"status\":\"firing\",\"labels\":{",
    "}}]}" },
  { "generic",
    "[{\"summary\":\"Good\",\"labels\":{\"alertname\":\"Good\"}},{\"summary\":\"s\",\"labels\":{",
    "}}]" },
  { "grafana",
    "{\"version\":\"1\",\"orgId\":1,\"alerts\":[{\"status\":\"firing\",\"labels\":{"
    "\"alertname\":\"Good\"}},{\"status\":\"firing\",\"labels\":{",
    "}}]}" },
  { "prometheus", "[{\"labels\":{\"alertname\":\"Good\"}},{\"labels\":{", "}}]" },
};

/* 30: one set over budget is folded, a long value is cut; the other alert is kept. */
static void
test_label_budgets (void)
{
  g_autofree char *name_128 = repeat ("n", 128), *name_129 = repeat ("n", 129);
  g_autofree char *value_mib = repeat ("é", 512 * 1024);
  g_autofree char *value_kib = repeat ("v", 1024), *value_more = repeat ("v", 1025);
  const struct
  {
    const char *name;
    const char *value;
    gboolean folded;
    gboolean cut;
  } cases[] = {
    { "job", value_kib, FALSE, FALSE }, { "job", value_more, FALSE, TRUE },
    { "job", value_mib, FALSE, TRUE },  { name_128, "x", FALSE, FALSE },
    { name_129, "x", TRUE, FALSE },
  };

  for (gsize f = 0; f < G_N_ELEMENTS (label_frames); f++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *hole =
            g_strdup_printf ("\"alertname\":\"X\",\"%s\":\"%s\"", cases[i].name, cases[i].value);
        g_auto (Decoded) decoded = { 0 };
        const MusterReport *report;

        g_assert_true (decode_framed (&decoded, &label_frames[f], hole, strlen (hole)));
        g_assert_cmpuint (decoded.reports->reports->len, ==, 2);
        assert_value (&get_report (&decoded, 0)->labels, "alertname", "Good");
        report = get_report (&decoded, 1);
        g_assert_cmpuint (decoded.reports->values_over_budget, ==, cases[i].folded);
        g_assert_cmpint ((report->marks & MUSTER_MARK_OVERFLOW) != 0, ==, cases[i].folded);
        g_assert_cmpint ((report->marks & MUSTER_MARK_CUT) != 0, ==, cases[i].cut);
        g_assert_cmpint (report->status, ==, MUSTER_REPORT_FIRING);
        assert_value (&report->labels, "alertname", cases[i].folded ? "LabelSetOverBudget" : "X");
        for (guint l = 0; l < report->labels.n; l++)
          {
            g_assert_cmpuint (report->labels.items[l].value_n, <=, 1024);
            g_assert_true (g_utf8_validate_len (report->labels.items[l].value,
                                                report->labels.items[l].value_n, NULL));
          }
      }
}

static void
test_65_labels (void)
{
  for (guint extra = 62; extra <= 66; extra++)
    for (gsize f = 0; f < G_N_ELEMENTS (label_frames); f++)
      {
        g_autoptr (GString) hole = g_string_new ("\"alertname\":\"X\"");
        g_auto (Decoded) decoded = { 0 };

        for (guint i = 0; i < extra; i++)
          g_string_append_printf (hole, ",\"l%u\":\"v\"", i);
        /* what is empty does not count */
        g_string_append (hole, ",\"e1\":\"\",\"e2\":\"\",\"e3\":\"\"");
        g_assert_true (decode_framed (&decoded, &label_frames[f], hole->str, hole->len));
        g_assert_cmpuint (decoded.reports->values_over_budget, ==, extra + 1 > 64);
        g_assert_cmpuint (get_report (&decoded, 1)->labels.n, ==, extra + 1 > 64 ? 2 : extra + 1);
      }
}

/* One overflow report stands for all, is as bad as the worst, and fires if any does. */
static void
test_overflow_is_one (void)
{
  g_autofree char *long_name = repeat ("n", 129);
  GString *body = g_string_new ("{\"version\":\"4\",\"alerts\":[");
  const MusterReport *report;
  g_auto (Decoded) decoded = { 0 };
  g_autofree char *lines = NULL;
  gsize n;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (body,
                            "%s{\"status\":\"%s\",\"labels\":{\"alertname\":\"A%u\","
                            "\"severity\":\"%s\",\"%s\":\"v\"}}",
                            i > 0 ? "," : "", i == 500 ? "firing" : "resolved", i,
                            i == 700 ? "critical" : "warning", long_name);
  g_string_append (body, "]}");
  n = body->len;
  g_assert_true (decode (&decoded, "alertmanager", g_string_free (body, FALSE), n));
  g_assert_cmpuint (decoded.reports->reports->len, ==, 1);
  g_assert_cmpuint (decoded.reports->values_over_budget, ==, 1000);
  g_assert_cmpuint (decoded.reports->refusals->len, ==, 1000);
  report = get_report (&decoded, 0);
  g_assert_cmpint (report->status, ==, MUSTER_REPORT_FIRING);
  g_assert_cmpint (report->severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_cmpuint (report->marks, ==, MUSTER_MARK_OVERFLOW);
  lines = dup_value (&report->annotations, "muster_folded");
  g_assert_true (g_str_has_suffix (lines, "\nand 992 more"));
}

static void
test_annotation_budget (void)
{
  for (guint n_annotations = 1; n_annotations <= 256; n_annotations *= 2)
    {
      g_autofree char *text = repeat ("ü", 20000 / n_annotations);
      GString *body = g_string_new ("[{\"labels\":{\"alertname\":\"X\"},\"annotations\":{");
      const MusterReport *report;
      g_auto (Decoded) decoded = { 0 };
      gsize n, bytes = 0;

      for (guint i = 0; i < n_annotations; i++)
        g_string_append_printf (body, "%s\"a%u\":\"%s\"", i > 0 ? "," : "", i, text);
      g_string_append (body, "}}]");
      n = body->len;
      g_assert_true (decode (&decoded, "prometheus", g_string_free (body, FALSE), n));
      report = get_report (&decoded, 0);
      g_assert_true (report->marks & MUSTER_MARK_CUT);
      g_assert_cmpuint (report->annotations.n, ==, MIN (n_annotations, 64));
      for (guint i = 0; i < report->annotations.n; i++)
        {
          const MusterLabel *label = &report->annotations.items[i];

          g_assert_true (g_utf8_validate_len (label->value, label->value_n, NULL));
          bytes += label->name_n + label->value_n;
        }
      g_assert_cmpuint (bytes, <=, 8192);
      g_assert_cmpuint (bytes, >, 6000);
    }
}

/* A short text is not cut to make room for a long one. */
static void
test_annotations_share_fairly (void)
{
  g_autofree char *long_text = repeat ("x", 100000);
  char *body = g_strdup_printf ("[{\"labels\":{\"alertname\":\"X\"},\"annotations\":"
                                "{\"description\":\"%s\",\"summary\":\"short\"}}]",
                                long_text);
  g_auto (Decoded) decoded = { 0 };

  g_assert_true (decode (&decoded, "prometheus", body, strlen (body)));
  assert_value (&get_report (&decoded, 0)->annotations, "summary", "short");
}

/* 32 */
static void
test_label_names (void)
{
  static const struct
  {
    const char *sent;
    const char *mapped; /* NULL: the alert is refused */
  } cases[] = {
    { "__proto__", "__proto__" },
    { "constructor", "constructor" },
    { "_", "_" },
    { "", NULL },
    { "a-b", "a_b" },
    { "a b", "a_b" },
    { "7z", "_7z" },
    { "jоb", "j_b" }, /* a Cyrillic letter */
    { "日本", "__" },
    { "\\u202ejob", "_job" },
    { "\\ud83d\\ude00", "_" },
    { "alertname ", "alertname_" },
  };

  for (gsize f = 0; f < G_N_ELEMENTS (label_frames); f++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *hole =
            g_strdup_printf ("\"alertname\":\"X\",\"%s\":\"value\"", cases[i].sent);
        g_auto (Decoded) decoded = { 0 };
        const MusterReport *report;
        gboolean renamed = g_strcmp0 (cases[i].sent, cases[i].mapped) != 0;

        g_assert_true (decode_framed (&decoded, &label_frames[f], hole, strlen (hole)));
        if (cases[i].mapped == NULL)
          {
            g_assert_cmpuint (decoded.reports->reports->len, ==, 1);
            g_assert_cmpuint (decoded.reports->refusals->len, ==, 1);
            continue;
          }
        report = get_report (&decoded, 1);
        assert_value (&report->labels, cases[i].mapped, "value");
        assert_value (&report->labels, "alertname", "X");
        g_assert_cmpint ((report->marks & MUSTER_MARK_RENAMED) != 0, ==, renamed);
        g_assert_cmpuint (report->annotations.n, ==, renamed);
      }
}

/* Mapped names stay unlike each other, and do not depend on the order of the members. */
static void
test_mapped_names_do_not_collide (void)
{
  static const char *const holes[] = {
    "\"a-b\":\"1\",\"a.b\":\"2\",\"a_b\":\"3\",\"a b\":\"4\",\"a_b_2\":\"5\"",
    "\"a_b_2\":\"5\",\"a b\":\"4\",\"a_b\":\"3\",\"a.b\":\"2\",\"a-b\":\"1\"",
  };

  for (gsize f = 0; f < G_N_ELEMENTS (label_frames); f++)
    for (gsize i = 0; i < G_N_ELEMENTS (holes); i++)
      {
        g_auto (Decoded) decoded = { 0 };
        const MusterLabelSet *labels;

        g_assert_true (decode_framed (&decoded, &label_frames[f], holes[i], strlen (holes[i])));
        labels = &get_report (&decoded, 1)->labels;
        assert_value (labels, "a_b", "3");
        assert_value (labels, "a_b_2", "5");
        assert_value (labels, "a_b_3", "4");
        assert_value (labels, "a_b_4", "1");
        assert_value (labels, "a_b_5", "2");
      }
}

/* 64 names that all map to the same one, in many alerts: still quick, still unlike. */
static void
test_mapping_is_not_quadratic_in_numbers (void)
{
  GString *body = g_string_new ("[");
  g_auto (Decoded) decoded = { 0 };
  gsize n;

  for (guint a = 0; a < 1000; a++)
    {
      g_string_append (body, a > 0 ? ",{\"labels\":{" : "{\"labels\":{");
      for (guint i = 0; i < 64; i++)
        {
          g_string_append (body, i > 0 ? ",\"" : "\"");
          g_string_append_unichar (body, 0x400 + i);
          g_string_append_printf (body, "\":\"%u\"", a);
        }
      g_string_append (body, "}}");
    }
  g_string_append_c (body, ']');
  n = body->len;
  g_assert_true (decode (&decoded, "prometheus", g_string_free (body, FALSE), n));
  g_assert_cmpuint (decoded.reports->reports->len, ==, 1000);
  for (guint i = 0; i < 64; i++)
    for (guint j = 0; j < i; j++)
      {
        const MusterLabel *items = get_report (&decoded, 999)->labels.items;

        g_assert_false (items[i].name_n == items[j].name_n &&
                        memcmp (items[i].name, items[j].name, items[i].name_n) == 0);
      }
}

/* 33, 34, 35: kept as sent; what shows it escapes it. */
static void
test_texts_are_kept_raw (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } cases[] = {
    { "a\\u202eb\\u2066c", "a\xe2\x80\xae"
                           "b\xe2\x81\xa6"
                           "c" },
    { "\\u001b]0;x\\u0007", "\x1b]0;x\x07" },
    { "\\u001b[2J\\u009b", "\x1b[2J\xc2\x9b" },
    { "<b>x &amp <a href=\\\"javascript:1\\\">", "<b>x &amp <a href=\"javascript:1\">" },
  };

  for (gsize f = 0; f < G_N_ELEMENTS (label_frames); f++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *hole = g_strdup_printf ("\"alertname\":\"%s\"", cases[i].json);
        g_auto (Decoded) decoded = { 0 };

        g_assert_true (decode_framed (&decoded, &label_frames[f], hole, strlen (hole)));
        assert_value (&get_report (&decoded, 1)->labels, "alertname", cases[i].text);
        g_assert_cmpuint (get_report (&decoded, 1)->marks, ==, 0);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/budgets/label-budgets", test_label_budgets);
  g_test_add_func ("/sources/budgets/65-labels", test_65_labels);
  g_test_add_func ("/sources/budgets/overflow-is-one", test_overflow_is_one);
  g_test_add_func ("/sources/budgets/annotation-budget", test_annotation_budget);
  g_test_add_func ("/sources/budgets/annotations-share-fairly", test_annotations_share_fairly);
  g_test_add_func ("/sources/budgets/label-names", test_label_names);
  g_test_add_func ("/sources/budgets/mapped-names", test_mapped_names_do_not_collide);
  g_test_add_func ("/sources/budgets/many-foreign-names", test_mapping_is_not_quadratic_in_numbers);
  g_test_add_func ("/sources/budgets/texts-are-kept-raw", test_texts_are_kept_raw);
  return g_test_run ();
}
