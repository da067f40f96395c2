/* check-notification.c - what Nagios and its relatives notify of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Their notification commands post macros by their names, as Nagios' manual lists them and Icinga's
 * scripts have them in their environment: NOTIFICATIONTYPE, HOSTNAME, SERVICEDESC, SERVICESTATE, ….
 * Case and underscores do not count, nor does the prefix NAGIOS_ or ICINGA_: "host_name" will do.
 */
#include "sources/check-notification.h"
#include "sources/fill.h"

static const MusterStatusWord types[] = { { "PROBLEM", MUSTER_REPORT_FIRING },
                                          { "RECOVERY", MUSTER_REPORT_RESOLVED },
                                          { "ACKNOWLEDGEMENT", MUSTER_REPORT_ACKNOWLEDGED },
                                          { NULL, MUSTER_REPORT_FIRING } };

/* What is unknown is nobody's page, and a host that cannot be reached is down behind another. */
static const MusterSeverityWord states[] = {
  { "critical", MUSTER_SEVERITY_MAJOR },    { "down", MUSTER_SEVERITY_MAJOR },
  { "unreachable", MUSTER_SEVERITY_MINOR }, { "warning", MUSTER_SEVERITY_LOW },
  { "unknown", MUSTER_SEVERITY_LOW },       { NULL, MUSTER_SEVERITY_NONE }
};

static gboolean
is_macro (MusterText name, const char *macro)
{
  static const char *const prefixes[] = { "NAGIOS_", "ICINGA_" };
  const char *p = name.bytes, *end = name.bytes + name.n;

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (name.n > strlen (prefixes[i]) &&
        g_ascii_strncasecmp (p, prefixes[i], strlen (prefixes[i])) == 0)
      p = name.bytes + strlen (prefixes[i]);
  for (; p < end; p++)
    {
      if (*p == '_')
        continue;
      if (*macro == '\0' || g_ascii_toupper (*p) != *macro)
        return FALSE;
      macro++;
    }
  return *macro == '\0';
}

/* The first of the macros that says something; a macro that was not expanded does not. */
static MusterText
get (const MusterValue *whole, const char *const *macros)
{
  for (gsize i = 0; macros[i] != NULL; i++)
    for (const MusterValue *member = whole->first; member != NULL; member = member->next)
      if (member->name.n > 0 && is_macro (member->name, macros[i]) && member->text.n > 0 &&
          member->text.bytes[0] != '$')
        return member->text;
  return (MusterText){ 0 };
}
#define GET(whole, ...) get (whole, (const char *const[]){ __VA_ARGS__, NULL })

static void
set_words (MusterDraft *draft, const MusterValue *whole, MusterText host, MusterText service)
{
  MusterText state =
      service.n > 0 ? GET (whole, "SERVICESTATE", "STATE") : GET (whole, "HOSTSTATE", "STATE");
  MusterText output =
      service.n > 0 ? GET (whole, "SERVICEOUTPUT", "OUTPUT") : GET (whole, "HOSTOUTPUT", "OUTPUT");

  muster_draft_set_severity (draft, state, states);
  muster_pairs_add (&draft->labels, "alertname", service.n > 0 ? service : muster_text ("Host"));
  muster_pairs_add (&draft->labels, "host", host);
  muster_pairs_add (&draft->labels, "address", GET (whole, "HOSTADDRESS", "ADDRESS"));
  muster_pairs_add (&draft->labels, "hostgroup", GET (whole, "HOSTGROUPNAME"));
  muster_pairs_add (&draft->annotations, "output", muster_text_first_line (output));
  muster_pairs_add (&draft->annotations, "description",
                    GET (whole, "LONGSERVICEOUTPUT", "LONGHOSTOUTPUT"));
  muster_pairs_add (&draft->annotations, "author",
                    GET (whole, "NOTIFICATIONAUTHORNAME", "NOTIFICATIONAUTHOR"));
  muster_pairs_add (&draft->annotations, "comment", GET (whole, "NOTIFICATIONCOMMENT"));
  muster_draft_set_title (
      draft, service.n > 0
                 ? muster_draft_printf (draft, "%.*s on %.*s is %.*s", MUSTER_TEXT_ARGS (service),
                                        MUSTER_TEXT_ARGS (host), MUSTER_TEXT_ARGS (state))
                 : muster_draft_printf (draft, "%.*s is %.*s", MUSTER_TEXT_ARGS (host),
                                        MUSTER_TEXT_ARGS (state)));
}

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  MusterText host = GET (whole, "HOSTNAME", "HOST", "HOSTALIAS");
  MusterText service = GET (whole, "SERVICEDESC", "SERVICENAME", "SERVICE");

  muster_draft_set_status (draft, GET (whole, "NOTIFICATIONTYPE", "TYPE"), types);
  if (host.n == 0)
    muster_draft_flaw (draft, "HOSTNAME is missing");
  /* as Icinga writes it; no name has an exclamation mark */
  muster_draft_set_dedup (draft, service.n > 0 ? muster_draft_printf (draft, "%.*s!%.*s",
                                                                      MUSTER_TEXT_ARGS (host),
                                                                      MUSTER_TEXT_ARGS (service))
                                               : host);
  muster_draft_set_time (draft, service.n > 0 ? GET (whole, "LASTSERVICESTATECHANGE", "TIMET")
                                              : GET (whole, "LASTHOSTSTATECHANGE", "TIMET"));
  muster_draft_set_url (draft, service.n > 0 ? GET (whole, "SERVICENOTESURL", "SERVICEACTIONURL")
                                             : GET (whole, "HOSTNOTESURL", "HOSTACTIONURL"));
  set_words (draft, whole, host, service);
}

/* Flapping, downtimes and custom notifications say nothing that an alert begins or ends with: they
 * are taken, and nothing is made of them. */
static gboolean
is_about_state (const MusterValue *whole)
{
  static const char *const others[] = { "FLAPPINGSTART",     "FLAPPINGSTOP",    "FLAPPINGEND",
                                        "FLAPPINGDISABLED",  "DOWNTIMESTART",   "DOWNTIMEEND",
                                        "DOWNTIMECANCELLED", "DOWNTIMEREMOVED", "CUSTOM" };
  MusterText type = GET (whole, "NOTIFICATIONTYPE", "TYPE");

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (muster_text_is (type, others[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_known_type (const MusterValue *whole)
{
  MusterText type = GET (whole, "NOTIFICATIONTYPE", "TYPE");

  for (gsize i = 0; types[i].word != NULL; i++)
    if (muster_text_is (type, types[i].word))
      return TRUE;
  return !is_about_state (whole);
}

/**
 * muster_check_notification_decode:
 * @source: the source's name
 * @in: the request
 * @reader: a reader
 * @out: empty
 * @error: return location for a #MusterBaseError
 *
 * Reads one notification of a host or of a service.
 *
 * Returns: FALSE if it is none
 */
gboolean
muster_check_notification_decode (const char *source,
                                  const MusterIntake *in,
                                  MusterJsonReader *reader,
                                  MusterReports *out,
                                  GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, source, in, reader, out);

  if (whole != NULL && !is_known_type (whole))
    muster_json_reader_fail (reader, "NOTIFICATIONTYPE is none of Nagios' or Icinga's");
  else if (whole != NULL && is_about_state (whole))
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}
