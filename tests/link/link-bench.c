/* link-bench.c - a link, its clock and its chance, in the test's hands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link-bench.h"
#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1772807102000000) /* 2026-03-06T14:25:02Z */

static void
fill_least (gpointer unused, guchar *bytes, gsize n)
{
  memset (bytes, 0, n);
}

static void
line_cb (gint64 seq, const char *bytes, gsize n, gpointer user_data)
{
  LinkBench *self = user_data;

  g_string_append_printf (self->heard, "%" G_GINT64_FORMAT ":", seq);
  g_string_append_len (self->heard, bytes, (gssize) n);
  g_string_append_c (self->heard, ' ');
}

static void
pulse_cb (const char *bytes, gsize n, gpointer user_data)
{
  LinkBench *self = user_data;

  g_string_append_printf (self->heard, "pulse:%.*s ", (int) n, bytes);
}

static void
reset_cb (const char *bytes, gsize n, gpointer user_data)
{
  LinkBench *self = user_data;

  g_string_append_printf (self->heard, "reset:%.*s ", (int) n, bytes);
}

static const MusterLinkListener listener = {
  .line = line_cb,
  .pulse = pulse_cb,
  .reset = reset_cb,
};

static void
state_cb (MusterHubLink *link, gpointer user_data)
{
  static const char *const words[] = {
    [MUSTER_LINK_OFFLINE] = "offline ",
    [MUSTER_LINK_CONNECTING] = "connecting ",
    [MUSTER_LINK_LIVE] = "live ",
    [MUSTER_LINK_STALE] = "stale ",
  };
  LinkBench *self = user_data;

  g_string_append (self->states, words[muster_hub_link_get_state (link)]);
}

void
link_bench_make_link (LinkBench *self, const char *url, const char *token)
{
  MusterHubLinkOptions options = {
    .url = url, .token = token, .clock = self->clock, .fill = fill_least
  };
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->link);
  self->link = muster_hub_link_new (&options, &error);
  g_assert_no_error (error);
  muster_hub_link_set_listener (self->link, &listener, self);
  g_signal_connect (self->link, "state-changed", G_CALLBACK (state_cb), self);
}

static void
begin (LinkBench *self)
{
  memset (self, 0, sizeof *self);
  self->clock = muster_clock_new_manual (NOW_US);
  self->heard = g_string_new (NULL);
  self->states = g_string_new (NULL);
}

void
link_bench_start_at (LinkBench *self, const char *url)
{
  begin (self);
  link_bench_make_link (self, url, NULL);
}

void
link_bench_start (LinkBench *self)
{
  begin (self);
  stub_hub_start_tcp (&self->hub);
  link_bench_make_link (self, self->hub.url, NULL);
}

void
link_bench_stop (LinkBench *self)
{
  g_clear_object (&self->link);
  stub_settle ();
  if (self->hub.service != NULL)
    stub_hub_stop (&self->hub);
  g_string_free (self->heard, TRUE);
  g_string_free (self->states, TRUE);
  g_assert_finalize_object (self->clock); /* nothing of the link is left */
}

void
link_bench_wait_state (LinkBench *self, MusterLinkState state)
{
  while (muster_hub_link_get_state (self->link) != state)
    g_main_context_iteration (NULL, TRUE);
}

void
link_bench_wait_heard (LinkBench *self, const char *heard)
{
  while (self->heard->len < strlen (heard))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->heard->str, ==, heard);
  g_string_truncate (self->heard, 0);
}

void
link_bench_advance_to_retry (LinkBench *self)
{
  gint64 at_us = muster_hub_link_get_retry_at_us (self->link);

  g_assert_cmpint (at_us, !=, G_MAXINT64);
  muster_clock_advance (self->clock, at_us - muster_clock_boot_us (self->clock));
}

StubGuest *
link_bench_open_stream (LinkBench *self, gint64 seq)
{
  StubGuest *guest;

  muster_hub_link_open (self->link, seq, NULL);
  guest = stub_hub_next (&self->hub);
  stub_guest_send (guest, STREAM_HEAD, -1);
  link_bench_wait_state (self, MUSTER_LINK_LIVE);
  return guest;
}
