/* markdown.c - nothing from outside acts in a postmortem (security R28, hostile inputs 33-37)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "story.h"

#include <string.h>

static char *
write_export (const MusterExport *in)
{
  GString *out = g_string_new (NULL);

  g_assert_true (muster_exporter_find ("markdown")->write (in, out, NULL));
  return g_string_free (out, FALSE);
}

static char *
write_markdown (const Story *story, const char *service)
{
  const MusterExport in = story_export (story, service);

  return write_export (&in);
}

/* Everywhere that text from outside goes. */
static char *
write_with (const char *text)
{
  g_autoptr (Story) story = story_new (7);
  const MusterExportSuspect suspect = { story_time ("14:20:00"), text, text, text, text };
  MusterExport in;
  MusterEvent *event;

  story_open (story, "14:25:02", text, MUSTER_SEVERITY_MAJOR);
  story_fire (story, "14:25:02", text, 1);
  event = story_event (story, "14:26:00", MUSTER_EVENT_INCIDENT_IMPACT_SET, STORY_SARAH);
  muster_batch_set_text (story->batch, event, MUSTER_FIELD_TEXT, text, -1);
  story_fold (story, event);
  story_of (story, "14:28:00", MUSTER_EVENT_ENTRY_PINNED,
            story_note (story, "14:27:00", STORY_MIKE, text));
  story_task (story, "14:29:00", text, STORY_MIKE, MUSTER_NO_TIME);
  in = story_export (story, text);
  in.suspects = &suspect;
  in.n_suspects = 1;
  in.outside = text;
  return write_export (&in);
}

static guint
count_lines (const char *text, const char *prefix)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], prefix);
  return n;
}

/* Is @active in the text without a backslash before it? */
static gboolean
is_active (const char *text, const char *active)
{
  for (const char *at = strstr (text, active); at != NULL; at = strstr (at + 1, active))
    if (at == text || at[-1] != '\\')
      return TRUE;
  return FALSE;
}

static void
test_hostile (void)
{
  static const struct
  {
    const char *text;
    const char *shown;    /* is in the document */
    const char *never[4]; /* are not, but after a backslash */
  } cases[] = {
    { "a\xe2\x80\xae"
      "b",
      "a\\<U+202E\\>b",
      { "\xe2\x80\xae" } },
    { "a\xe2\x81\xa6"
      "b",
      "a\\<U+2066\\>b",
      { "\xe2\x81\xa6" } },
    { "\x1b]0;x\x07", "\\<U+001B\\>", { "\x1b", "\x07" } },
    { "\x1b[2J", "U+001B", { "\x1b" } },
    { "a\xc2\x9b"
      "b",
      "a\\<U+009B\\>b",
      { "\xc2\x9b" } },
    { "a\x9b"
      "b",
      "a\\<\\\\x9B\\>b",
      { "\x9b" } },
    { "<b>x", "\\<b\\>x", { "<b>" } },
    { "x &amp", "x \\&amp", { "&amp" } },
    { "<a href=\"javascript:1\">", "\\<a href", { "<a" } },
    { "<script>alert(1)</script>", "\\<script\\>", { "<script", "</script" } },
    { "<img src=x onerror=1>", "\\<img", { "<img" } },
    { "</title>", "\\</title\\>", { "</title" } },
    { "[x](javascript:1)", "\\[x\\](javascript:1)", { "[x", "](" } },
    { "![](http://t/?leak)", "!\\[\\]", { "[]", "](", "://" } },
    { "see http://t/ and www.t.example", "see http", { "://", "www.t" } },
    { "# Root Cause", "\\# Root Cause", { "# Root Cause (" } },
    { "a `code` *b* _c_ ~d~ |e|", "\\`code\\` \\*b\\* \\_c\\_", { "`", "~", "|" } },
    { "a\n# Root Cause\n- [x] done\n\n> b", "a \\# Root Cause - \\[x\\] done  \\> b", { NULL } },
    { "a\r\n***\r\nb", "a  \\*\\*\\*  b", { "\r" } },
    { "$x$", "\\$x\\$", { "$x$" } },
  };
  g_autofree char *plain = write_with ("x");
  guint headings = count_lines (plain, "#"), items = count_lines (plain, "- ");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = write_with (cases[i].text);

      g_test_message ("case %u", i);
      g_assert_true (g_utf8_validate (out, -1, NULL));
      g_assert_nonnull (strstr (out, cases[i].shown));
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].never) && cases[i].never[j] != NULL; j++)
        g_assert_false (is_active (out, cases[i].never[j]));
      g_assert_cmpuint (count_lines (out, "#"), ==, headings);
      g_assert_cmpuint (count_lines (out, "- "), ==, items);
      g_assert_cmpuint (count_lines (out, "1. 14:20:00 - "), ==, 1);
      g_assert_cmpuint (count_lines (out, "   - "), ==, 2);
      g_assert_cmpuint (count_lines (out, ">"), ==, 1); /* the draft's */
    }
}

/* No wording assigns fault (ui.md, words). */
static void
test_blameless (void)
{
  static const char *const never[] = { "fault",       "blame",  "careless", "should have",
                                       "human error", "forgot", "please",   "!" };
  g_autoptr (Story) story = story_new (7);
  g_autofree char *out = NULL;

  story_open (story, "14:25:02", "x", MUSTER_SEVERITY_MAJOR);
  story_plain (story, "15:25:02", MUSTER_EVENT_INCIDENT_REOPENED, STORY_MIKE);
  story_stage (story, "16:10:00", MUSTER_STAGE_RESOLVED, STORY_SARAH);
  out = write_markdown (story, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_null (strstr (out, never[i]));
  g_assert_nonnull (strstr (out, "had no commander"));
}

static void
test_sections (void)
{
  static const char *const sections[] = { "\n## Incident Summary\n",  "\n## Timeline\n",
                                          "\n## Changes Before It\n", "\n## Root Cause\n",
                                          "\n## What Went Well\n",    "\n## What Went Wrong\n",
                                          "\n## Action Items\n" };
  g_autofree char *out = write_with ("x");
  const char *at = out;

  g_assert_cmpuint (count_lines (out, "## "), ==, G_N_ELEMENTS (sections));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      at = strstr (at, sections[i]);
      g_assert_nonnull (at);
    }
}

/* Likeliest first, with what speaks for it and what would refute it; nothing where there is none.
 */
static void
test_changes (void)
{
  const MusterExportSuspect suspects[] = {
    { story_time ("14:20:00"), "db", "Fewer connections", "+1.42 took effect 5 min before it began",
      "if it goes on after a rollback" },
    { story_time ("14:20:00") - G_TIME_SPAN_DAY, NULL, "New theme", "", NULL },
  };
  g_autoptr (Story) story = story_new (7);
  g_autofree char *none = NULL, *two = NULL, *outside = NULL;
  MusterExport in;

  story_open (story, "14:25:02", "x", MUSTER_SEVERITY_MAJOR);
  none = write_markdown (story, NULL);
  g_assert_null (strstr (none, "Changes"));
  in = story_export (story, NULL);
  in.suspects = suspects;
  in.n_suspects = 2;
  in.n_more_suspects = 3;
  two = write_export (&in);
  g_assert_nonnull (strstr (two, "\n1. 14:20:00 - db: Fewer connections\n"
                                 "   - Reasons: \\+1.42 took effect 5 min before it began\n"
                                 "   - Would be refuted: if it goes on after a rollback\n"
                                 "2. 2026-03-05 14:20:00 - New theme\n"
                                 "\nAnd 3 more changes.\n"
                                 "\n## Root Cause\n"));
  in.n_suspects = in.n_more_suspects = 0;
  in.outside = "a certificate is out of date";
  outside = write_export (&in);
  g_assert_nonnull (
      strstr (outside, "\nMaybe no change began it: a certificate is out of date\n\n## Root"));
}

static void
test_draft_says_so (void)
{
  g_autoptr (Story) story = story_new (7);
  g_autofree char *open = NULL, *closed = NULL;

  story_open (story, "14:25:02", "x", MUSTER_SEVERITY_MAJOR);
  open = write_markdown (story, NULL);
  story_stage (story, "15:10:00", MUSTER_STAGE_RESOLVED, STORY_SARAH);
  closed = write_markdown (story, NULL);
  g_assert_nonnull (strstr (open, "> Draft"));
  g_assert_nonnull (strstr (open, "impact not over yet, still open"));
  g_assert_null (strstr (closed, "Draft"));
  g_assert_nonnull (strstr (closed, "open 44 minutes 58 seconds"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/hostile", test_hostile);
  g_test_add_func ("/markdown/blameless", test_blameless);
  g_test_add_func ("/markdown/sections", test_sections);
  g_test_add_func ("/markdown/changes", test_changes);
  g_test_add_func ("/markdown/draft-says-so", test_draft_says_so);
  return g_test_run ();
}
