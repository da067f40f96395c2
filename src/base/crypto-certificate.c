/* crypto-certificate.c - is a text signed by who a certificate is of?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto-certificate.h"

#include "base/error.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct _MusterCertificate
{
  gnutls_x509_crt_t certificate;
  gnutls_pubkey_t key;
};

/**
 * muster_certificate_new:
 * @pem: a PEM text; what follows its first certificate is passed over
 * @n: bytes of it
 * @error: MUSTER_BASE_ERROR_SYNTAX
 *
 * Whether anybody may be believed who shows it is not looked at: that is for who fetched it.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
MusterCertificate *
muster_certificate_new (const char *pem, gsize n, GError **error)
{
  g_autoptr (MusterCertificate) self = g_new0 (MusterCertificate, 1);
  const gnutls_datum_t text = { (unsigned char *) pem, (unsigned int) MIN (n, G_MAXINT) };
  int status;

  gnutls_x509_crt_init (&self->certificate);
  gnutls_pubkey_init (&self->key);
  status = gnutls_x509_crt_import (self->certificate, &text, GNUTLS_X509_FMT_PEM);
  if (status >= 0)
    status = gnutls_pubkey_import_x509 (self->key, self->certificate, 0);
  if (status >= 0)
    return g_steal_pointer (&self);
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "It is no certificate: %s",
               gnutls_strerror (status));
  return NULL;
}

/**
 * muster_certificate_free:
 * @self: (transfer full): a certificate
 */
void
muster_certificate_free (MusterCertificate *self)
{
  gnutls_pubkey_deinit (self->key);
  gnutls_x509_crt_deinit (self->certificate);
  g_free (self);
}

/**
 * muster_certificate_is_in_force:
 * @at_us: an instant, UTC
 *
 * Returns: whether it has begun by then and has not ended
 */
gboolean
muster_certificate_is_in_force (const MusterCertificate *self, gint64 at_us)
{
  gint64 at_s = at_us / G_USEC_PER_SEC;

  return at_s >= (gint64) gnutls_x509_crt_get_activation_time (self->certificate) &&
         at_s <= (gint64) gnutls_x509_crt_get_expiration_time (self->certificate);
}

/**
 * muster_certificate_verify:
 * @how: which signature it is
 * @text: what was signed, @text_n bytes
 * @signature: @signature_n bytes
 *
 * SHA-1 is taken where a sender has nothing better: its signatures are about what was just sent,
 * and nobody finds a second text for one that is given.
 *
 * Returns: whether the certificate's key made the signature
 */
gboolean
muster_certificate_verify (const MusterCertificate *self,
                           MusterSigned how,
                           const char *text,
                           gsize text_n,
                           const guchar *signature,
                           gsize signature_n)
{
  const gnutls_datum_t data = { (unsigned char *) text, (unsigned int) text_n };
  const gnutls_datum_t sign = { (unsigned char *) signature, (unsigned int) signature_n };
  gboolean is_sha1 = how == MUSTER_SIGNED_RSA_SHA1;

  if (text_n > G_MAXINT || signature_n > G_MAXINT)
    return FALSE;
  return gnutls_pubkey_verify_data2 (
             self->key, is_sha1 ? GNUTLS_SIGN_RSA_SHA1 : GNUTLS_SIGN_RSA_SHA256,
             is_sha1 ? GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1 : 0, &data, &sign) >= 0;
}
