/* address.c - which addresses a check may be pointed at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/address.h"
#include <string.h>

/* ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (NAT64, RFC 6052) hold an IPv4 address. */
static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
static const guint8 nat64[12] = { 0, 0x64, 0xff, 0x9b };

static GInetAddress *
embedded_ipv4 (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return NULL;
  if (memcmp (bytes, mapped, sizeof mapped) != 0 && memcmp (bytes, nat64, sizeof nat64) != 0)
    return NULL;
  return g_inet_address_new_from_bytes (bytes + 12, G_SOCKET_FAMILY_IPV4);
}

/**
 * muster_probe_address_complaint:
 * @address: an address, after resolution
 *
 * Checks look at private networks and at this machine: that is what they are for. Link-local
 * addresses are refused because a cloud answers there with the machine's own credentials, and
 * multicast, broadcast and the unspecified address because they are no one host.
 *
 * Returns: (nullable): NULL, or a constant such as "is a link-local address"
 */
const char *
muster_probe_address_complaint (GInetAddress *address)
{
  g_autoptr (GInetAddress) inner = embedded_ipv4 (address);
  const guint8 *bytes;

  if (inner != NULL)
    return muster_probe_address_complaint (inner);
  bytes = g_inet_address_to_bytes (address);
  if (g_inet_address_get_is_link_local (address))
    return "is a link-local address";
  if (g_inet_address_get_is_multicast (address))
    return "is a multicast address";
  if (g_inet_address_get_is_any (address))
    return "is the unspecified address";
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 &&
      (bytes[0] == 0 || bytes[0] >= 240))
    return "is a reserved address";
  return NULL;
}

static gboolean
is_in (const guint8 *bytes, guint8 first, guint8 second, guint8 second_mask)
{
  return bytes[0] == first && (bytes[1] & second_mask) == second;
}

static gboolean
is_private_ipv4 (const guint8 *bytes)
{
  return bytes[0] == 10 || is_in (bytes, 172, 16, 0xf0) || is_in (bytes, 192, 168, 0xff) ||
         is_in (bytes, 100, 64, 0xc0) ||                 /* CGNAT, RFC 6598 */
         is_in (bytes, 198, 18, 0xfe) ||                 /* benchmarks, RFC 2544 */
         (is_in (bytes, 192, 0, 0xff) && bytes[2] == 0); /* RFC 6890 */
}

/* Unique local, site-local of old, and what leads into IPv4 by other ways than NAT64's own prefix.
 */
static gboolean
is_private_ipv6 (const guint8 *bytes)
{
  static const guint8 local_nat64[6] = { 0, 0x64, 0xff, 0x9b, 0, 1 }; /* RFC 8215 */
  static const guint8 teredo[4] = { 0x20, 0x01, 0, 0 };
  static const guint8 compatible[12] = { 0 };

  return (bytes[0] & 0xfe) == 0xfc || is_in (bytes, 0xfe, 0xc0, 0xc0) ||
         is_in (bytes, 0x20, 0x02, 0xff) || /* 6to4 */
         memcmp (bytes, local_nat64, sizeof local_nat64) == 0 ||
         memcmp (bytes, teredo, sizeof teredo) == 0 ||
         memcmp (bytes, compatible, sizeof compatible) == 0;
}

/**
 * muster_public_address_complaint:
 * @address: an address, after resolution
 *
 * Returns: (nullable): NULL, or a constant such as "is a private address"
 */
const char *
muster_public_address_complaint (GInetAddress *address)
{
  g_autoptr (GInetAddress) inner = embedded_ipv4 (address);
  const char *complaint = muster_probe_address_complaint (address);
  const guint8 *bytes = g_inet_address_to_bytes (address);
  gboolean is_ipv4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;

  if (complaint != NULL)
    return complaint;
  if (inner != NULL)
    return muster_public_address_complaint (inner);
  if (g_inet_address_get_is_loopback (address))
    return "is this machine's own";
  if (is_ipv4 ? is_private_ipv4 (bytes) : is_private_ipv6 (bytes))
    return "is a private address";
  return NULL;
}
