/* ouro-document.c - a program's file: read, and written so that nothing is lost */

#include "ouro-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A chain of symbolic links that is longer is taken for a circle. Source: Linux, include/linux/namei.h, MAXSYMLINKS */
#define MOST_LINKS 40

#define BLOCK_BYTES (64 * 1024)

G_DEFINE_QUARK (ouro - document - error - quark, ouro_document_error)

/* --- Messages ------------------------------------------------------------------------------- */

/* The reason in our own words where people meet it often; otherwise as the system says it. */
static const char *
describe (const GError *error)
{
  static const struct
  {
    int         code;
    const char *words;
  } reasons[] = {
    { G_IO_ERROR_NOT_FOUND, N_ ("there is no such file or folder") },
      { G_IO_ERROR_IS_DIRECTORY, N_ ("it is a folder, not a file") },
        { G_IO_ERROR_NOT_DIRECTORY, N_ ("a part of its path is not a folder") },
          { G_IO_ERROR_PERMISSION_DENIED, N_ ("permission denied") },
            { G_IO_ERROR_READ_ONLY, N_ ("the disk can only be read") },
              { G_IO_ERROR_NO_SPACE, N_ ("the disk is full") },
                { G_IO_ERROR_FILENAME_TOO_LONG, N_ ("its name is too long") },
                  { G_IO_ERROR_TOO_MANY_LINKS, N_ ("its symbolic links run in a circle") },
                };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_error_matches (error, G_IO_ERROR, reasons[i].code))
      return _ (reasons[i].words);

  return error->message;
}

/* Puts the name of the file before the reason, once. */
static void
take_error (GError **error,
            GFile   *file,
            GError  *reason)
{
  g_autofree char *name = g_file_get_parse_name (file);

  g_set_error (error, reason->domain, reason->code, "%s: %s", name, describe (reason));
  g_error_free (reason);
}

/* --- Reading -------------------------------------------------------------------------------- */

static GError *
error_not_text (const char *text,
                gsize       place)
{
  guint line = 1;

  for (gsize i = 0; i < place; i++)
    line += text[i] == '\n';

  return g_error_new (OURO_DOCUMENT_ERROR, OURO_DOCUMENT_ERROR_NOT_TEXT,
                      _ ("it is not UTF-8 text (line %u, byte 0x%02x)"), line, (guchar)text[place]);
}

/* All that the stream holds, ended by '\0'. */
static GByteArray *
read_bytes (GInputStream *stream,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n_read;

  do
    {
      guint length = bytes->len;

      g_byte_array_set_size (bytes, length + BLOCK_BYTES);
      if (!g_input_stream_read_all (stream, bytes->data + length, BLOCK_BYTES, &n_read, cancellable, error))
        return NULL;
      g_byte_array_set_size (bytes, length + (guint)n_read);
      if (bytes->len > OURO_DOCUMENT_MAX_BYTES)
        {
          g_set_error (error, OURO_DOCUMENT_ERROR, OURO_DOCUMENT_ERROR_TOO_LARGE,
                       _ ("it is larger than %u MB"), OURO_DOCUMENT_MAX_BYTES >> 20);
          return NULL;
        }
    }
  while (n_read == BLOCK_BYTES);

  g_byte_array_append (bytes, (const guint8 *)"", 1);

  return g_steal_pointer (&bytes);
}

static char *
read_text (GFile        *file,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = NULL;
  const char *text, *end;

  if (stream == NULL)
    return NULL;
  bytes = read_bytes (G_INPUT_STREAM (stream), cancellable, error);
  if (bytes == NULL)
    return NULL;

  text = (const char *)bytes->data;
  if (!g_utf8_validate_len (text, bytes->len - 1, &end))
    {
      g_propagate_error (error, error_not_text (text, end - text));
      return NULL;
    }

  return (char *)g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

static char *
load (GFile        *file,
      GCancellable *cancellable,
      GError      **error)
{
  GError *reason = NULL;
  char   *text = read_text (file, cancellable, &reason);

  if (text == NULL)
    take_error (error, file, reason);

  return text;
}

char *
ouro_document_load (GFile   *file,
                    GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return load (file, NULL, error);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  char   *text = load (data, cancellable, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

void
ouro_document_load_async (GFile              *file,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ouro_document_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_set_return_on_cancel (task, TRUE); /* a pipe may never end */
  g_task_run_in_thread (task, load_in_thread);
}

char *
ouro_document_load_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ouro_document_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Writing -------------------------------------------------------------------------------- */

/* Where the links of a path lead in the end, whether there is a file or not; NULL and errno for a circle. */
static char *
follow_links (const char *path)
{
  g_autofree char *target = g_strdup (path);

  for (guint i = 0; i < MOST_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = NULL;

      if (link == NULL)
        return g_steal_pointer (&target);
      folder = g_path_get_dirname (target);
      g_free (target);
      target = g_path_is_absolute (link) ? g_steal_pointer (&link) : g_build_filename (folder, link, NULL);
    }

  errno = ELOOP;
  return NULL;
}

/* Whether the disk must have the bytes before we go on. A picture can be made again, a program cannot. */
typedef enum {
  SYNCED,
  UNSYNCED,
} Care;

/* 0 or errno. */
static int
write_all (int     fd,
           GBytes *contents)
{
  gsize       left;
  const char *data = g_bytes_get_data (contents, &left);

  while (left > 0)
    {
      ssize_t n_written = write (fd, data, left);

      if (n_written < 0 && errno != EINTR)
        return errno;
      data += MAX (n_written, 0);
      left -= MAX (n_written, 0);
    }

  return 0;
}

/* A device or a pipe has nothing that could be lost. */
static int
write_directly (const char *path,
                GBytes     *contents)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  int code;

  if (fd < 0)
    return errno;
  code = write_all (fd, contents);
  if (close (fd) < 0 && code == 0)
    code = errno;

  return code;
}

/* The new name in the folder lasts, too. Not all file systems can promise that, so failing is no error. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Fills the draft, with the rights of the file that it is to replace. */
static int
write_draft (int                fd,
             GBytes            *contents,
             const struct stat *before,
             Care               care)
{
  int code = write_all (fd, contents);

  if (code == 0 && before != NULL && fchmod (fd, before->st_mode & 07777) < 0)
    code = errno;
  if (code == 0 && care == SYNCED && fsync (fd) < 0)
    code = errno;
  if (close (fd) < 0 && code == 0)
    code = errno;

  return code;
}

/* before: the file that was there, or NULL. */
static int
replace (const char        *path,
         GBytes            *contents,
         const struct stat *before,
         Care               care)
{
  g_autofree char *draft = g_strconcat (path, ".XXXXXX", NULL);
  int              fd, code;

  if (before != NULL && faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) < 0) /* renaming would not ask */
    return errno;

  fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    return errno;
  code = write_draft (fd, contents, before, care);
  if (code == 0 && g_rename (draft, path) < 0)
    code = errno;
  if (code != 0)
    g_unlink (draft);
  else if (care == SYNCED)
    sync_folder (path);

  return code;
}

static int
write_local (const char *path,
             GBytes     *contents,
             Care        care)
{
  g_autofree char *target = follow_links (path);
  struct stat      there;

  if (target == NULL)
    return errno;
  if (stat (target, &there) < 0)
    return errno == ENOENT ? replace (target, contents, NULL, care) : errno;
  if (S_ISDIR (there.st_mode))
    return EISDIR;
  if (!S_ISREG (there.st_mode))
    return write_directly (target, contents);

  return replace (target, contents, &there, care);
}

static gboolean
write_anywhere (GFile        *file,
                GBytes       *contents,
                Care          care,
                GCancellable *cancellable,
                GError      **error)
{
  const char *path = g_file_peek_path (file);
  gsize       size;
  const char *data = g_bytes_get_data (contents, &size);
  int         code;

  if (path == NULL)
    return g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);

  code = write_local (path, contents, care);
  if (code != 0)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));

  return code == 0;
}

static gboolean
write_bytes (GFile        *file,
             GBytes       *contents,
             Care          care,
             GCancellable *cancellable,
             GError      **error)
{
  GError *reason = NULL;

  if (write_anywhere (file, contents, care, cancellable, &reason))
    return TRUE;
  take_error (error, file, reason);

  return FALSE;
}

gboolean
ouro_document_write (GFile   *file,
                     GBytes  *contents,
                     GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file) && contents != NULL, FALSE);

  return write_bytes (file, contents, UNSYNCED, NULL, error);
}

typedef struct
{
  GFile  *file;
  GBytes *contents;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->file);
  g_bytes_unref (save->contents);
  g_free (save);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Save   *save = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (write_bytes (save->file, save->contents, SYNCED, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ouro_document_save_async (GFile              *file,
                          const char         *text,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (G_IS_FILE (file) && text != NULL);

  save = g_new (Save, 1);
  save->file = g_object_ref (file);
  save->contents = g_bytes_new (text, strlen (text));
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ouro_document_save_async);
  g_task_set_task_data (task, save, (GDestroyNotify)save_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
ouro_document_save_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ouro_document_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
