/* ouro-recovery.c - unsaved text outlives a crash
 *
 * The window puts the latest text in one place; a thread takes it from there when it has rested a moment, so fast typing costs
 * one copy of the text and no waiting.
 */

#include "ouro-recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ouro-document.h"

#define MAGIC        "ouroboros-unsaved 1\n"
#define JOURNAL_END  ".journal"
#define LOCK_END     ".lock"
#define REST         (400 * G_TIME_SPAN_MILLISECOND)
#define MOST_OFFERED 100

/* What the thread is to do next. */
typedef enum {
  NOTHING,
  KEEP,
  FORGET,
} Order;

struct _OuroRecovery
{
  GObject parent_instance;

  GFile *directory;
  char  *journal; /* path; the thread's own, as is lock */
  int    lock;    /* -1: not yet made */

  GMutex   mutex; /* guards all below */
  GCond    changed;
  Order    order;
  char    *text; /* to keep */
  char    *uri;
  gboolean is_urgent;  /* do not rest */
  gboolean is_working; /* the thread has taken an order and not done it yet */
  gboolean is_over;
  char    *problem;
  GThread *thread; /* NULL until there is something to do */
};

G_DEFINE_FINAL_TYPE (OuroRecovery, ouro_recovery, G_TYPE_OBJECT)

static GFile *
get_directory (GFile *directory)
{
  g_autofree char *path = NULL;

  if (directory != NULL)
    return g_object_ref (directory);
  path = g_build_filename (g_get_user_state_dir (), "ouroboros", "unsaved", NULL);

  return g_file_new_for_path (path);
}

/* --- The thread ----------------------------------------------------------------------------- */

/* An open lock file that nobody else has locked; -1 and errno otherwise. */
static int
open_lock (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      close (fd);
      fd = -1;
    }

  return fd;
}

/* Chooses a name that no other window has. */
static gboolean
claim_journal (OuroRecovery *self)
{
  const char *folder = g_file_peek_path (self->directory);

  if (self->lock >= 0)
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) < 0)
    return FALSE;

  for (guint i = 0; i < 100 && self->lock < 0; i++)
    {
      g_autofree char *stem = g_strdup_printf ("%s/%08x", folder, g_random_int ());
      g_autofree char *lock = g_strconcat (stem, LOCK_END, NULL);
      g_autofree char *journal = g_strconcat (stem, JOURNAL_END, NULL);

      if (g_file_test (lock, G_FILE_TEST_EXISTS))
        continue;
      self->lock = open_lock (lock);
      if (self->lock < 0 && errno != EWOULDBLOCK)
        return FALSE;
      if (self->lock >= 0)
        self->journal = g_steal_pointer (&journal);
    }

  return self->lock >= 0;
}

static char *
write_journal (OuroRecovery *self,
               const char   *text,
               const char   *uri)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  if (!claim_journal (self))
    return g_strdup_printf ("%s: %s", g_file_peek_path (self->directory), g_strerror (errno));

  contents = g_strconcat (MAGIC, uri, "\n", text, NULL);
  if (!g_file_set_contents_full (self->journal, contents, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    return g_strdup (error->message);

  return NULL;
}

static char *
lock_of_journal (const char *journal)
{
  g_autofree char *stem = g_strndup (journal, strlen (journal) - strlen (JOURNAL_END));

  return g_strconcat (stem, LOCK_END, NULL);
}

/* The lock goes last: a lock without a journal means nothing, a journal without a lock is offered. */
static void
remove_journal (const char *journal,
                int         lock_fd)
{
  g_autofree char *lock = lock_of_journal (journal);

  g_unlink (journal);
  g_unlink (lock);
  close (lock_fd);
}

static void
drop_journal (OuroRecovery *self)
{
  if (self->lock < 0)
    return;

  remove_journal (self->journal, self->lock);
  self->lock = -1;
  g_clear_pointer (&self->journal, g_free);
}

/* Waits until there is an order, and until the text has rested. FALSE when there will be no more. */
static gboolean
wait_for_order (OuroRecovery *self)
{
  gint64 deadline;

  while (self->order == NOTHING)
    {
      if (self->is_over)
        return FALSE;
      g_cond_wait (&self->changed, &self->mutex);
    }

  deadline = g_get_monotonic_time () + REST;
  while (self->order == KEEP && !self->is_urgent && !self->is_over)
    if (!g_cond_wait_until (&self->changed, &self->mutex, deadline))
      break;

  return TRUE;
}

static gpointer
work (gpointer data)
{
  OuroRecovery *self = data;

  g_mutex_lock (&self->mutex);
  while (wait_for_order (self))
    {
      Order            order = self->order;
      g_autofree char *text = g_steal_pointer (&self->text);
      g_autofree char *uri = g_steal_pointer (&self->uri);
      char            *problem = NULL;

      self->order = NOTHING;
      self->is_working = TRUE;
      g_mutex_unlock (&self->mutex);
      if (order == KEEP)
        problem = write_journal (self, text, uri);
      else
        drop_journal (self);
      g_mutex_lock (&self->mutex);

      self->is_working = FALSE;
      g_free (self->problem);
      self->problem = problem;
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* --- The window's side ---------------------------------------------------------------------- */

static void
give_order (OuroRecovery *self,
            Order         order,
            const char   *text,
            GFile        *file)
{
  g_mutex_lock (&self->mutex);
  g_free (self->text);
  g_free (self->uri);
  self->order = order;
  self->text = g_strdup (text);
  self->uri = file != NULL ? g_file_get_uri (file) : g_strdup ("");
  if (self->thread == NULL)
    self->thread = g_thread_new ("recovery", work, self);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

static void
ouro_recovery_finalize (GObject *object)
{
  OuroRecovery *self = OURO_RECOVERY (object);

  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (self->thread);

  if (self->lock >= 0)
    close (self->lock);
  g_object_unref (self->directory);
  g_free (self->journal);
  g_free (self->text);
  g_free (self->uri);
  g_free (self->problem);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (ouro_recovery_parent_class)->finalize (object);
}

static void
ouro_recovery_class_init (OuroRecoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ouro_recovery_finalize;
}

static void
ouro_recovery_init (OuroRecovery *self)
{
  self->lock = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
}

OuroRecovery *
ouro_recovery_new (GFile *directory)
{
  OuroRecovery *self = g_object_new (OURO_TYPE_RECOVERY, NULL);

  self->directory = get_directory (directory);

  return self;
}

void
ouro_recovery_keep (OuroRecovery *self,
                    const char   *text,
                    GFile        *file)
{
  g_return_if_fail (OURO_IS_RECOVERY (self) && text != NULL);

  give_order (self, KEEP, text, file);
}

void
ouro_recovery_forget (OuroRecovery *self)
{
  g_return_if_fail (OURO_IS_RECOVERY (self));

  if (self->thread != NULL) /* otherwise nothing has ever been kept */
    give_order (self, FORGET, NULL, NULL);
}

void
ouro_recovery_flush (OuroRecovery *self)
{
  g_return_if_fail (OURO_IS_RECOVERY (self));

  g_mutex_lock (&self->mutex);
  self->is_urgent = TRUE;
  g_cond_broadcast (&self->changed);
  while (self->order != NOTHING || self->is_working)
    g_cond_wait (&self->changed, &self->mutex);
  self->is_urgent = FALSE;
  g_mutex_unlock (&self->mutex);
}

char *
ouro_recovery_dup_problem (OuroRecovery *self)
{
  char *problem;

  g_return_val_if_fail (OURO_IS_RECOVERY (self), NULL);

  g_mutex_lock (&self->mutex);
  problem = g_strdup (self->problem);
  g_mutex_unlock (&self->mutex);

  return problem;
}

/* --- What was left behind ------------------------------------------------------------------- */

static GDateTime *
get_time (const char *path)
{
  GStatBuf there;

  return g_date_time_new_from_unix_local (g_stat (path, &there) == 0 ? there.st_mtime : 0);
}

/* Takes the text apart from the two lines above it; FALSE when this is no journal. */
static gboolean
parse (OuroRecovered *self,
       const char    *contents)
{
  g_autofree char *uri = NULL;
  const char      *end;

  if (!g_str_has_prefix (contents, MAGIC))
    return FALSE;
  contents += strlen (MAGIC);
  end = strchr (contents, '\n');
  if (end == NULL)
    return FALSE;

  uri = g_strndup (contents, end - contents);
  self->file = uri[0] != '\0' ? g_file_new_for_uri (uri) : NULL;
  self->text = g_strdup (end + 1);

  return TRUE;
}

/* NULL when its window lives, or when it is none of ours. */
static OuroRecovered *
recover (const char *journal)
{
  g_autoptr (OuroRecovered) self = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *lock_path = lock_of_journal (journal);
  int              lock = open_lock (lock_path);

  if (lock < 0)
    return NULL;

  self = g_new0 (OuroRecovered, 1);
  self->lock = lock;
  self->journal = g_strdup (journal);
  self->time = get_time (journal);
  file = g_file_new_for_path (journal);
  contents = ouro_document_load (file, NULL);
  if (contents == NULL || !parse (self, contents))
    return NULL;

  return g_steal_pointer (&self);
}

static gint
compare_times (gconstpointer a,
               gconstpointer b)
{
  const OuroRecovered *const *one = a;
  const OuroRecovered *const *other = b;

  return g_date_time_compare ((*other)->time, (*one)->time);
}

GPtrArray *
ouro_recovery_list (GFile *directory)
{
  g_autoptr (GFile) place = get_directory (directory);
  g_autoptr (GDir) folder = g_dir_open (g_file_peek_path (place), 0, NULL);
  GPtrArray  *found = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_recovered_free);
  const char *name;

  while (folder != NULL && found->len < MOST_OFFERED && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, JOURNAL_END))
      {
        g_autofree char *path = g_build_filename (g_file_peek_path (place), name, NULL);
        OuroRecovered   *recovered = recover (path);

        if (recovered != NULL)
          g_ptr_array_add (found, recovered);
      }
  g_ptr_array_sort (found, compare_times);

  return found;
}

void
ouro_recovered_free (OuroRecovered *self)
{
  if (self == NULL)
    return;

  if (self->lock >= 0)
    close (self->lock);
  g_clear_object (&self->file);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_free (self->journal);
  g_free (self->text);
  g_free (self);
}

void
ouro_recovered_discard (OuroRecovered *self)
{
  g_return_if_fail (self != NULL);

  if (self->lock < 0)
    return;
  remove_journal (self->journal, self->lock);
  self->lock = -1;
}
