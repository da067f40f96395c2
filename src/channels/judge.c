/* judge.c - what an answer means, as far as HTTP or SMTP itself says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/judge.h"

#include "base/safe-text.h"
#include "channels/answer.h"

#include <string.h>

#define REASON_BYTES_MAX 200
#define RETRY_WAIT_S     1 /* or longer, as who sends has been waiting */
#define LIMITED_WAIT_S   60
#define MAIL_WAIT_S      1

static void
set (MusterVerdict *out, MusterVerdictKind kind, gboolean broken, double wait_s)
{
  muster_verdict_clear (out);
  *out = (MusterVerdict){ .kind = kind, .broken = broken };
  if (kind == MUSTER_VERDICT_RETRY || kind == MUSTER_VERDICT_LIMITED)
    out->wait_s = muster_answer_round_wait (wait_s);
}

/* "HTTP 403: action_prohibited" */
static char *
make_reason (const MusterChannelAnswer *answer, const char *protocol)
{
  gsize n = MIN (answer->body_n, MUSTER_ANSWER_BODY_MAX);
  g_autofree char *safe = muster_safe_text (answer->body, (gssize) n, TRUE);
  g_autofree char *cut = NULL;

  g_strdelimit (g_strstrip (safe), "\n\t", ' ');
  cut = muster_cut_text (safe, strlen (safe), REASON_BYTES_MAX);
  if (*safe == '\0')
    return g_strdup_printf ("%s %u", protocol, answer->status);
  return g_strdup_printf ("%s %u: %s", protocol, answer->status, cut != NULL ? cut : safe);
}

/**
 * muster_judge_refused:
 * @answer: what was answered
 * @broken: whether every page will be, until somebody changes the settings
 * @out: the verdict
 *
 * Refused for good.
 */
void
muster_judge_refused (const MusterChannelAnswer *answer, gboolean broken, MusterVerdict *out)
{
  set (out, MUSTER_VERDICT_REFUSED, broken, 0);
  out->reason = make_reason (answer, "HTTP");
}

/**
 * muster_judge_retry:
 * @answer: what was answered
 * @out: the verdict
 *
 * To be tried again.
 */
void
muster_judge_retry (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  set (out, MUSTER_VERDICT_RETRY, FALSE, muster_answer_get_wait (answer, RETRY_WAIT_S));
  out->reason = make_reason (answer, "HTTP");
}

/**
 * muster_judge_limited:
 * @answer: what was answered
 * @wait_s: seconds that it says; 0: as Retry-After says
 * @out: the verdict
 *
 * Too many, for now.
 */
void
muster_judge_limited (const MusterChannelAnswer *answer, double wait_s, MusterVerdict *out)
{
  if (!(wait_s > 0))
    wait_s = muster_answer_get_wait (answer, LIMITED_WAIT_S);
  set (out, MUSTER_VERDICT_LIMITED, FALSE, wait_s);
  out->reason = make_reason (answer, "HTTP");
}

/**
 * muster_judge_http:
 * @answer: what was answered
 * @out: (out): the verdict; to be cleared
 *
 * 2xx is sent; 429 too many; 408, 425 and 5xx try again, but not 501 and 505, which will not
 * change. Any other is refused: as redirects are not followed, 3xx too. Where what is wrong is the
 * address or who we are, no page will get through.
 */
void
muster_judge_http (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  guint status = answer->status;

  *out = (MusterVerdict){ 0 };
  if (status >= 200 && status < 300)
    set (out, MUSTER_VERDICT_SENT, FALSE, 0);
  else if (status == 429)
    muster_judge_limited (answer, 0, out);
  else if (status == 408 || status == 425 || (status >= 500 && status != 501 && status != 505))
    muster_judge_retry (answer, out);
  else
    muster_judge_refused (answer, status < 400 || (status != 400 && status != 413 && status != 422),
                          out);
}

/* RFC 3463's class of what is wrong, "1" of "5.1.1": it stands behind the code. */
static gboolean
has_subject (const MusterChannelAnswer *answer, char subject)
{
  return answer->body_n > 4 && g_ascii_isdigit (answer->body[0]) && answer->body[1] == '.' &&
         answer->body[2] == subject && answer->body[3] == '.';
}

/**
 * muster_judge_smtp:
 * @answer: the reply that ended it; its body is the text behind the code
 * @out: (out): the verdict; to be cleared
 *
 * 2yz is sent, 4yz may be tried again (RFC 5321 §4.2.1). Of what is refused for good, an address
 * that there is not (RFC 3463 X.1.z) and who we are (RFC 4954) stay refused.
 */
void
muster_judge_smtp (const MusterChannelAnswer *answer, MusterVerdict *out)
{
  guint status = answer->status;

  *out = (MusterVerdict){ 0 };
  if (status >= 200 && status < 300)
    set (out, MUSTER_VERDICT_SENT, FALSE, 0);
  else if (status >= 400 && status < 500)
    set (out, MUSTER_VERDICT_RETRY, FALSE, MAIL_WAIT_S);
  else
    set (out, MUSTER_VERDICT_REFUSED,
         has_subject (answer, '1') || status == 530 || status == 534 || status == 535 ||
             status == 538,
         0);
  if (out->kind != MUSTER_VERDICT_SENT)
    out->reason = make_reason (answer, "SMTP");
}
