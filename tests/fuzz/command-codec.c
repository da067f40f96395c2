/* command-codec.c - bodies of commands: what is decoded can be written and read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte of the input says which row of the command table the rest is for.
 */
#include "wire/command-codec.h"
#include "planted.h"
#include "world/commands.h"

#define REQUIRE(condition)                                                                         \
  do                                                                                               \
    {                                                                                              \
      if (!(condition))                                                                            \
        g_error ("%s", #condition);                                                                \
    }                                                                                              \
  while (0)

#ifdef MUSTER_PLANTED_BUG
static void
look_for_bug (const MusterCommand *command)
{
  /* a claimed time before 1970 */
  if (command->claimed_us != MUSTER_NO_TIME && command->claimed_us < 0)
    muster_planted_bug ();
}
#endif

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (MusterCommand) command = NULL, again = NULL;
  g_autoptr (GString) body = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  const MusterCommandRow *rows;
  guint n;

  if (size == 0)
    return 0;
  rows = muster_command_rows (&n);
  command = muster_command_decode_json (&rows[data[0] % n].spec, (const char *) data + 1, size - 1,
                                        &error);
  REQUIRE ((command != NULL) == (error == NULL));
  if (command == NULL)
    return 0;
#ifdef MUSTER_PLANTED_BUG
  look_for_bug (command);
#endif
  body = g_string_new (NULL);
  muster_command_append_json (command, body);
  again = muster_command_decode_json (command->spec, body->str, body->len, &error);
  REQUIRE (again != NULL && again->arguments_set == command->arguments_set);
  second = g_string_new (NULL);
  muster_command_append_json (again, second);
  REQUIRE (g_string_equal (body, second));
  return 0;
}
