/* settings.c - what a person chose for this console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/settings.h"

#include <gio/gio.h>
#include <string.h>

#define GROUP          "console"
#define KEY_HUB        "hub"
#define KEY_TIME       "time"
#define KEY_APPEARANCE "appearance"
#define KEY_LETTERS    "letter-keys"
#define KEY_SOUNDS     "sounds"
#define KEY_PRESENTING "presenting"

struct _MusterSettings
{
  GObject parent_instance;
  GKeyFile *keys;
  GFile *file;
  char *hub; /* (nullable) */
  gboolean is_saving;
  gboolean is_dirty; /* changed since that save began */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char *const appearances[] = {
  [MUSTER_APPEARANCE_SYSTEM] = "system",
  [MUSTER_APPEARANCE_LIGHT] = "light",
  [MUSTER_APPEARANCE_DARK] = "dark",
};

G_DEFINE_FINAL_TYPE (MusterSettings, muster_settings, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  MusterSettings *self = MUSTER_SETTINGS (object);

  g_key_file_unref (self->keys);
  g_clear_object (&self->file);
  g_free (self->hub);
  G_OBJECT_CLASS (muster_settings_parent_class)->finalize (object);
}

static void
muster_settings_class_init (MusterSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_settings_init (MusterSettings *self)
{
  self->keys = g_key_file_new ();
}

/**
 * muster_settings_default_path:
 *
 * Returns: (transfer full) (type filename): where a person's choices are kept
 */
char *
muster_settings_default_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "muster", "console.ini", NULL);
}

/**
 * muster_settings_new:
 * @path: (type filename): a file, which need not be there; what cannot be read is as if it were
 *   not there
 *
 * Returns: (transfer full): the settings in it
 */
MusterSettings *
muster_settings_new (const char *path)
{
  MusterSettings *self = g_object_new (MUSTER_TYPE_SETTINGS, NULL);
  g_autoptr (GError) error = NULL;

  self->file = g_file_new_for_path (path);
  if (!g_key_file_load_from_file (self->keys, path, G_KEY_FILE_KEEP_COMMENTS, &error) &&
      !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_message ("settings are not read: %s", error->message);
  self->hub = g_key_file_get_string (self->keys, GROUP, KEY_HUB, NULL);
  return self;
}

static void save (MusterSettings *self);

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_message ("settings are not saved: %s", error->message);
  self->is_saving = FALSE;
  if (self->is_dirty)
    save (self);
}

/* One after another: of two at once the older could be the last. */
static void
save (MusterSettings *self)
{
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (self->file));
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize n;

  self->is_dirty = self->is_saving;
  if (self->is_saving)
    return;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_message ("settings are not saved: there is no folder %s", folder);
      return;
    }
  text = g_key_file_to_data (self->keys, &n, NULL);
  bytes = g_bytes_new_take (text, n);
  self->is_saving = TRUE;
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       saved_cb, g_object_ref (self));
}

static void
set_value (MusterSettings *self, const char *key, const char *value)
{
  g_autofree char *was = g_key_file_get_value (self->keys, GROUP, key, NULL);

  if (g_strcmp0 (was, value) == 0)
    return;
  if (value)
    g_key_file_set_value (self->keys, GROUP, key, value);
  else
    g_key_file_remove_key (self->keys, GROUP, key, NULL);
  save (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * muster_settings_is_saved:
 * @self: settings
 *
 * Returns: whether the file says what they are, or cannot be written
 */
gboolean
muster_settings_is_saved (MusterSettings *self)
{
  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), TRUE);
  return !self->is_saving;
}

/**
 * muster_settings_get_hub:
 * @self: settings
 *
 * Returns: (nullable) (transfer none): %MUSTER_HUB_PRIVATE, the address of a hub, or %NULL: the
 *   person has not chosen yet
 */
const char *
muster_settings_get_hub (MusterSettings *self)
{
  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), NULL);
  return self->hub;
}

/**
 * muster_settings_set_hub:
 * @self: settings
 * @hub: (nullable): as muster_settings_get_hub() returns it
 */
void
muster_settings_set_hub (MusterSettings *self, const char *hub)
{
  g_autofree char *copy = g_strdup (hub);

  g_return_if_fail (MUSTER_IS_SETTINGS (self));
  g_free (self->hub);
  self->hub = g_steal_pointer (&copy);
  set_value (self, KEY_HUB, self->hub);
}

/**
 * muster_settings_get_local_time:
 * @self: settings
 *
 * Returns: whether times are shown in the zone of this computer, not in UTC
 */
gboolean
muster_settings_get_local_time (MusterSettings *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), FALSE);
  value = g_key_file_get_value (self->keys, GROUP, KEY_TIME, NULL);
  return g_strcmp0 (value, "local") == 0;
}

/**
 * muster_settings_set_local_time:
 * @self: settings
 * @local_time: whether times are shown in the zone of this computer
 */
void
muster_settings_set_local_time (MusterSettings *self, gboolean local_time)
{
  g_return_if_fail (MUSTER_IS_SETTINGS (self));
  set_value (self, KEY_TIME, local_time ? "local" : "utc");
}

/**
 * muster_settings_get_appearance:
 * @self: settings
 *
 * Returns: the colours that the person wants
 */
MusterAppearance
muster_settings_get_appearance (MusterSettings *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), MUSTER_APPEARANCE_SYSTEM);
  value = g_key_file_get_value (self->keys, GROUP, KEY_APPEARANCE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (appearances); i++)
    if (g_strcmp0 (value, appearances[i]) == 0)
      return (MusterAppearance) i;
  return MUSTER_APPEARANCE_SYSTEM;
}

/**
 * muster_settings_set_appearance:
 * @self: settings
 * @appearance: the colours that the person wants
 */
void
muster_settings_set_appearance (MusterSettings *self, MusterAppearance appearance)
{
  g_return_if_fail (MUSTER_IS_SETTINGS (self));
  g_return_if_fail ((guint) appearance < G_N_ELEMENTS (appearances));
  set_value (self, KEY_APPEARANCE, appearances[appearance]);
}

/* What is not said, or not understood, is as @otherwise. */
static gboolean
get_flag (MusterSettings *self, const char *key, gboolean otherwise)
{
  g_autofree char *value = g_key_file_get_value (self->keys, GROUP, key, NULL);

  return otherwise ? g_strcmp0 (value, "false") != 0 : g_strcmp0 (value, "true") == 0;
}

/**
 * muster_settings_get_letter_keys:
 * @self: settings
 *
 * Returns: whether single letters act on the row that has the focus
 */
gboolean
muster_settings_get_letter_keys (MusterSettings *self)
{
  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), TRUE);
  return get_flag (self, KEY_LETTERS, TRUE);
}

/**
 * muster_settings_set_letter_keys:
 * @self: settings
 * @letter_keys: whether single letters act on the row that has the focus
 */
void
muster_settings_set_letter_keys (MusterSettings *self, gboolean letter_keys)
{
  g_return_if_fail (MUSTER_IS_SETTINGS (self));
  set_value (self, KEY_LETTERS, letter_keys ? "true" : "false");
}

/**
 * muster_settings_get_sounds:
 * @self: settings
 *
 * Returns: whether pages may be heard
 */
gboolean
muster_settings_get_sounds (MusterSettings *self)
{
  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), TRUE);
  return get_flag (self, KEY_SOUNDS, TRUE);
}

/**
 * muster_settings_set_sounds:
 * @self: settings
 * @sounds: whether pages may be heard
 */
void
muster_settings_set_sounds (MusterSettings *self, gboolean sounds)
{
  g_return_if_fail (MUSTER_IS_SETTINGS (self));
  set_value (self, KEY_SOUNDS, sounds ? "true" : "false");
}

/**
 * muster_settings_get_presenting:
 * @self: settings
 *
 * Returns: whether pages must not cover the screens
 */
gboolean
muster_settings_get_presenting (MusterSettings *self)
{
  g_return_val_if_fail (MUSTER_IS_SETTINGS (self), FALSE);
  return get_flag (self, KEY_PRESENTING, FALSE);
}

/**
 * muster_settings_set_presenting:
 * @self: settings
 * @presenting: whether pages must not cover the screens
 */
void
muster_settings_set_presenting (MusterSettings *self, gboolean presenting)
{
  g_return_if_fail (MUSTER_IS_SETTINGS (self));
  set_value (self, KEY_PRESENTING, presenting ? "true" : "false");
}
