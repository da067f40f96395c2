/* samples.c - pages and settings that every channel is tried with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "samples.h"

#include <string.h>

#define OPENED_US (SAMPLE_NOW_US - 132 * G_TIME_SPAN_SECOND)

static const MusterPageLink links[] = {
  { "acknowledge", "Acknowledge", "https://hub.example/a/4T0KEN" },
  { "resolve", "Resolve", "https://hub.example/a/5T0KEN?x=1&y=2" },
};

/* Markup, mentions, line breaks, controls and lies of every format. */
static const MusterPageLink hostile_links[] = {
  { "acknowledge", "Ack\r\n\"><b>now</b>", "https://hub.example/a/OK" },
  { "resolve", "Bad", "javascript:alert(1)" },
  { "join", "Break", "https://hub.example/\r\nX-Evil: 1" },
  { "escalate", "Quote", "https://hub.example/\"><script>" },
};

const Sample samples[] = {
  { "page",
    { .kind = MUSTER_PAGE_INCIDENT,
      .id = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x1 },
      .incident = { G_GUINT64_CONSTANT (0x019cc38800000000), 0x2a },
      .number = 42,
      .n_incidents = 1,
      .title = "Payment errors over 5 %",
      .text = "Checkout fails for one in twenty.\nRunbook: check the queue first.",
      .service = "payments",
      .severity = MUSTER_SEVERITY_CRITICAL,
      .firing = 12,
      .opened_us = OPENED_US,
      .made_us = SAMPLE_NOW_US - G_TIME_SPAN_SECOND,
      .url = "https://hub.example/i/42",
      .reply_to = "reply+01kk1rm4a42@hub.example",
      .links = links,
      .n_links = G_N_ELEMENTS (links) } },
  { "bundle",
    { .kind = MUSTER_PAGE_BUNDLE,
      .id = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x2 },
      .incident = { G_GUINT64_CONSTANT (0x019cc38800000000), 0x2b },
      .number = 43,
      .n_incidents = 3,
      .title = "Größere Störung: 支払い",
      .text = "INC-43 Größere Störung\nINC-44 Disk full\nINC-45 Slow queries",
      .severity = MUSTER_SEVERITY_MAJOR,
      .firing = 1,
      .opened_us = OPENED_US,
      .made_us = SAMPLE_NOW_US } },
  { "resolved",
    { .kind = MUSTER_PAGE_RESOLVED,
      .id = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x3 },
      .incident = { G_GUINT64_CONSTANT (0x019cc38800000000), 0x2a },
      .number = 42,
      .n_incidents = 1,
      .title = "Payment errors over 5 %",
      .service = "payments",
      .severity = MUSTER_SEVERITY_NONE,
      .opened_us = OPENED_US,
      .resolved_us = SAMPLE_NOW_US,
      .made_us = SAMPLE_NOW_US,
      .url = "https://hub.example/i/42" } },
  { "hostile",
    { .kind = MUSTER_PAGE_INCIDENT,
      .id = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x4 },
      .incident = { G_GUINT64_CONSTANT (0x019cc38800000000), 0x2c },
      .number = 44,
      .n_incidents = 1,
      .title = "=?UTF-8?B?eA==?= a\r\nBcc: evil@example.com\r\n\r\n<!channel> @everyone "
               "\xff\xe2\x80\xae",
      .text = "<script>alert(1)</script> [x](https://evil.example) **b** `c` &amp;\n.\n"
              "--=_muster_01KK1RM40000000000000004--\n=3D <@U1> <https://evil.example|ok>\n\n"
              "    @channel @all # h\t\n",
      .service = "a\"b<i>\nc\x1b[31m",
      .severity = MUSTER_SEVERITY_INFO,
      .firing = 1,
      .opened_us = OPENED_US,
      .made_us = SAMPLE_NOW_US,
      .url = "file:///etc/passwd",
      .links = hostile_links,
      .n_links = G_N_ELEMENTS (hostile_links) } },
  { "notice",
    { .kind = MUSTER_PAGE_NOTICE,
      .id = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x5 },
      .incident = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x5 },
      .title = "Your shifts of payments changed",
      .text = "You are on call Sat 7 Mar 09:00 to Sun 8 Mar 09:00, instead of ben, because ana "
              "made an override: <b>dentist</b>",
      .severity = MUSTER_SEVERITY_NONE,
      .opened_us = OPENED_US,
      .made_us = SAMPLE_NOW_US } },
  { "test",
    { .kind = MUSTER_PAGE_TEST,
      .id = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x6 },
      .incident = { G_GUINT64_CONSTANT (0x019cc38a10000000), 0x6 },
      .title = "Test page",
      .text = "There is nothing to do.",
      .severity = MUSTER_SEVERITY_NONE,
      .opened_us = OPENED_US,
      .made_us = SAMPLE_NOW_US } },
  { NULL, { 0 } },
};

static void
set (MusterChannelSettings *settings, const char *name, const char *value)
{
  const struct
  {
    const char *name;
    const char **place;
  } places[] = {
    { "url", &settings->url },       { "user", &settings->user },
    { "secret", &settings->secret }, { "old-secret", &settings->old_secret },
    { "from", &settings->from },     { "to", &settings->to },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].name, name) == 0)
      {
        *places[i].place = value;
        return;
      }
  g_assert_not_reached ();
}

void
sample_settings_read (SampleSettings *self, const char *fixtures, const char *channel)
{
  g_autofree char *path = g_build_filename (fixtures, channel, "settings", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  *self = (SampleSettings){ .texts = g_ptr_array_new_with_free_func (g_free) };
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], ' ');

      g_assert_nonnull (value);
      *value = '\0';
      g_ptr_array_add (self->texts, g_strdup (value + 1));
      set (&self->settings, lines[i], g_ptr_array_index (self->texts, self->texts->len - 1));
    }
}

void
sample_settings_clear (SampleSettings *self)
{
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}
