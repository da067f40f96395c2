/* api-page-links.c - GET and POST /a/TOKEN: links in pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mail scanners and previews follow links, so a GET does nothing but ask; the answer is a POST with
 * a field that only the form has. What is served needs no script and leads nowhere else.
 */
#include "channels/escape.h"
#include "hub/page-offer.h"
#include "hub/routes.h"

#include <glib/gi18n.h>
#include <string.h>

#define ANSWER      "answer=yes"
#define TITLE_BYTES 400

typedef struct
{
  MusterWork work; /* first */
  MusterPageToken token;
  gboolean is_answer;
} LinkWork;

/* --- what is shown --- */

static const char head[] =
    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    "<meta name=\"robots\" content=\"noindex\"><meta name=\"color-scheme\" content=\"light dark\">"
    "<title>Muster</title><style>"
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}"
    "h1{font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}"
    "button{font:inherit;font-weight:600;padding:.7rem 1.6rem;border:0;border-radius:.6rem;"
    "background:#1c71d8;color:#fff;min-height:44px;cursor:pointer}"
    "button:focus-visible{outline:3px solid;outline-offset:2px}"
    "p{overflow-wrap:anywhere}</style></head><body><main>\n";
static const char foot[] = "</main></body></html>\n";

static MusterAnswer *
make_answer (guint status, GString *html /* transfer full */)
{
  MusterAnswer *answer = muster_answer_new_take (status, "text/html; charset=utf-8", html);

  muster_answer_add_header (answer, "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
                            "frame-ancestors 'none'; base-uri 'none'");
  muster_answer_add_header (answer, "Cache-Control", "no-store");
  muster_answer_add_header (answer, "Referrer-Policy", "no-referrer");
  muster_answer_add_header (answer, "X-Content-Type-Options", "nosniff");
  return answer;
}

/* @title and @text are safe in HTML. */
static GString *
begin_page (const char *title, const char *text)
{
  GString *html = g_string_new (head);

  g_string_append_printf (html, "<h1>%s</h1>\n<p>%s</p>\n", title, text);
  return html;
}

static MusterAnswer *
say (guint status, const char *title, const char *text)
{
  g_autofree char *safe_title = muster_page_fit (title, TITLE_BYTES, FALSE, muster_escape_html);
  g_autofree char *safe_text = muster_page_fit (text, TITLE_BYTES, FALSE, muster_escape_html);

  return make_answer (status, g_string_append (begin_page (safe_title, safe_text), foot));
}

static MusterAnswer *
say_unknown (void)
{
  return say (404, _ ("This link leads nowhere"),
              _ ("It is not complete, or another hub has written it. Answer in Muster."));
}

/* "SEV-2 INC-7: Payment errors" */
static char *
make_title (const MusterIncident *incident)
{
  return g_strdup_printf ("SEV-%d INC-%u: %s", (int) incident->severity, incident->number,
                          incident->title);
}

static MusterAnswer *
ask (const LinkWork *self,
     const MusterDirectory *directory,
     const MusterIncident *incident,
     const MusterObject *person)
{
  g_autofree char *line = make_title (incident);
  g_autofree char *title = muster_page_fit (line, TITLE_BYTES, FALSE, muster_escape_html);
  g_autofree char *name = muster_page_fit (muster_directory_title (directory, person->id),
                                           TITLE_BYTES, FALSE, muster_escape_html);
  /* Translators: a person's name */
  g_autofree char *text = g_strdup_printf (_ ("You answer as %s."), name);
  GString *html = begin_page (title, text);

  g_string_append_printf (html,
                          "<form method=\"post\"><input type=\"hidden\" name=\"answer\" "
                          "value=\"yes\"><button autofocus>%s</button></form>\n",
                          muster_page_action_title (self->token.action));
  return make_answer (200, g_string_append (html, foot));
}

static const char *
describe (const MusterIncident *incident)
{
  if (!muster_incident_is_open (incident))
    return _ ("It is resolved.");
  return incident->acknowledged ? _ ("It is acknowledged: nobody else is paged.")
                                : _ ("Nobody has acknowledged it yet.");
}

/* --- what is done --- */

static MusterAnswer *
act (const LinkWork *self,
     MusterCommitter *committer,
     const MusterIncident *incident,
     const MusterObject *person)
{
  g_autoptr (MusterCommand) command = muster_page_token_command (&self->token, person->id);
  g_autofree char *title = make_title (incident);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  MusterDecided decided;

  if (!muster_committer_decide (committer, command, &decided, &error))
    return say (409, title, error->message);
  incident =
      muster_world_get_incident (muster_committer_get_world (committer), self->token.incident);
  text =
      g_strdup_printf ("%s %s", decided.is_repeat ? _ ("This link was used already.") : _ ("Done."),
                       describe (incident));
  return say (200, title, text);
}

static MusterAnswer *
answer (const LinkWork *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_world_get_incident (world, self->token.incident);
  const MusterPage *page =
      incident != NULL ? muster_incident_find_page (incident, self->token.page) : NULL;
  const MusterObject *person =
      page != NULL ? muster_directory_get (muster_world_get_directory (world), page->person) : NULL;

  if (person == NULL || person->removed)
    return say_unknown ();
  if (muster_committer_now_us (committer) - page->at_us > MUSTER_PAGE_LINK_US)
    return say (410, _ ("This link is over a day old"),
                _ ("What was so then need not be so now. Answer in Muster."));
  return self->is_answer ? act (self, committer, incident, person)
                         : ask (self, muster_world_get_directory (world), incident, person);
}

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  LinkWork *self = (LinkWork *) work;

  work->answer = answer (self, committer);
  work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

static void
work_free (MusterWork *work)
{
  g_free (work);
}

/* --- requests --- */

/**
 * muster_is_page_link_path:
 * @target: of a request
 *
 * Returns: whether it is a link of a page
 */
gboolean
muster_is_page_link_path (const MusterTarget *target)
{
  return target->segments_n == 2 && strcmp (target->segments[0], "a") == 0;
}

static gboolean
is_answer (const MusterCall *call)
{
  gsize n;
  const char *body = (const char *) muster_request_get_body (call->request, &n);

  return n == strlen (ANSWER) && memcmp (body, ANSWER, n) == 0;
}

static MusterAnswer *
refuse (const MusterCall *call)
{
  MusterAnswer *refusal;
  guint retry_s = 0;

  if (muster_request_may_guess (call->request, &retry_s))
    return say_unknown ();
  refusal = say (429, _ ("Too many links that lead nowhere"), _ ("Wait, then try again."));
  muster_answer_add_retry_after (refusal, MAX (retry_s, 1));
  return refusal;
}

/**
 * muster_page_link_handle:
 * @call: a request for a link of a page
 *
 * Asks, by GET, whether to do what the link is for, and does it by POST.
 */
void
muster_page_link_handle (MusterCall *call)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free };
  const char *method = muster_request_get_method (call->request);
  const char *text = call->target->segments[1];
  MusterPageToken token;
  LinkWork *work;

  if (!muster_page_offers_read (call->api->offers, text, strlen (text), &token) ||
      token.action == MUSTER_PAGE_REPLY)
    {
      muster_call_answer (call, refuse (call));
      return;
    }
  work = g_new0 (LinkWork, 1);
  work->work.funcs = &funcs;
  work->token = token;
  work->is_answer = strcmp (method, "POST") == 0 && is_answer (call);
  muster_call_submit (call, &work->work);
}
