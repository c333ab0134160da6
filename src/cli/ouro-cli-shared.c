/* ouro-cli-shared.c - what the commands share: options, messages, files in and bytes out */

#include "ouro-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "ouro-document.h"

static void G_GNUC_PRINTF (1, 0)
  print_message (const char *format,
                 va_list     arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  g_strdelimit (message, "\r\n", ' ');
  g_printerr ("ouroboros: %s\n", message);
}

int
ouro_cli_fail (const char *format,
               ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_message (format, arguments);
  va_end (arguments);

  return OURO_CLI_FAILED;
}

int
ouro_cli_refuse (const char *format,
                 ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_message (format, arguments);
  va_end (arguments);

  return OURO_CLI_WRONG_USE;
}

int
ouro_cli_fail_before_run (const GError *error)
{
  if (!g_error_matches (error, OURO_RUN_ERROR, OURO_RUN_ERROR_SYNTAX))
    return ouro_cli_fail ("%s", error->message);

  g_printerr ("%s%s", error->message, g_str_has_suffix (error->message, "\n") ? "" : "\n");

  return OURO_CLI_FAILED;
}

gboolean
ouro_cli_parse (int                argc,
                char             **argv,
                const GOptionEntry options[],
                const char        *purpose,
                char             **file)
{
  g_autofree char *name = g_strconcat ("ouroboros ", argv[0], NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) files = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry rest[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, _ ("FILE") },
      { NULL },
  };

  g_set_prgname (name);
  g_option_context_set_summary (context, purpose);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, rest, GETTEXT_PACKAGE);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      ouro_cli_refuse (_ ("%s: %s (see %s --help)"), name, error->message, name);
      return FALSE;
    }
  if (file == NULL && files != NULL)
    {
      ouro_cli_refuse (_ ("%s takes no file (see %s --help)"), name, name);
      return FALSE;
    }
  if (file == NULL)
    return TRUE;
  if (files == NULL || g_strv_length (files) != 1)
    {
      ouro_cli_refuse (_ ("%s takes one file (see %s --help)"), name, name);
      return FALSE;
    }

  *file = g_steal_pointer (&files[0]);

  return TRUE;
}

const OuroProfile *
ouro_cli_find_profile (const char *name)
{
  const OuroProfile *const *list = ouro_profile_list ();
  const OuroProfile        *profile = name != NULL ? ouro_profile_find (name) : ouro_profile_get_default ();
  g_autoptr (GString) names = NULL;

  if (profile != NULL)
    return profile;

  names = g_string_new (NULL);
  for (guint i = 0; list[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", list[i]->name);
  ouro_cli_refuse (_ ("--python %s: there are %s"), name, names->str);

  return NULL;
}

GFile *
ouro_cli_new_file (const char *path)
{
  return g_vfs_get_file_for_path (g_vfs_get_local (), path);
}

char *
ouro_cli_load (const char *file)
{
  g_autoptr (GFile) location = ouro_cli_new_file (file);
  g_autoptr (GError) error = NULL;
  char *text = ouro_document_load (location, &error);

  if (text == NULL)
    ouro_cli_fail ("%s", error->message);

  return text;
}

char *
ouro_cli_dup_traceback_name (const char *file)
{
  g_autofree char *name = g_filename_to_utf8 (file, -1, NULL, NULL, NULL);
  g_autofree char *shown = name != NULL ? g_steal_pointer (&name) : g_filename_display_name (file);
  g_autofree char *folder = g_get_current_dir ();

  return g_path_is_absolute (file) ? g_steal_pointer (&shown) : g_build_filename (folder, shown, NULL);
}

gboolean
ouro_cli_write (int         fd,
                const char *bytes,
                gsize       length)
{
  while (length > 0)
    {
      ssize_t n_written = write (fd, bytes, length);

      if (n_written >= 0)
        {
          bytes += n_written;
          length -= n_written;
        }
      else if (errno != EINTR)
        return FALSE;
    }

  return TRUE;
}

int
ouro_cli_fail_output (void)
{
  int code = errno;

  if (code == EPIPE)
    return 128 + SIGPIPE;

  return ouro_cli_fail (_ ("standard output: %s"), g_strerror (code));
}
