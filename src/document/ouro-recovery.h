/* ouro-recovery.h - unsaved text outlives a crash
 *
 * One small journal for each open window, in the user's state directory: there while the window has text that is in no
 * file, removed when the text is saved or given up. A window that died leaves its journal behind, and the next one
 * offers it.
 *
 * Journal  a first line "ouroboros-unsaved 1", a line with the URI of the document (empty: untitled), then the text as it is.
 *          A lock file beside it is locked while the window lives; the system unlocks it when the process dies,
 *          however it dies.
 * Threads  keep () and forget () never wait: a thread of the recovery's own writes, the latest text wins.
 */
#pragma once

#include <gio/gio.h>

#define OURO_TYPE_RECOVERY (ouro_recovery_get_type ())
G_DECLARE_FINAL_TYPE (OuroRecovery, ouro_recovery, OURO, RECOVERY, GObject)

/* directory: NULL for the user's own. Nothing is written before there is something to keep. */
OuroRecovery *ouro_recovery_new (GFile *directory) G_GNUC_WARN_UNUSED_RESULT;

/* The text as it is now; written within a second. file may be NULL: untitled. */
void ouro_recovery_keep (OuroRecovery *self,
                         const char   *text,
                         GFile        *file);

/* Saved, or given up on purpose. */
void ouro_recovery_forget (OuroRecovery *self);

/* Writes what waits, and waits for it: at the end of the program and in tests. The last reference does the same, so what has not
 * been forgotten by then will be offered again. */
void ouro_recovery_flush (OuroRecovery *self);

/* Why the latest text could not be kept (the disk is full ...): a line to show; NULL when all is well. Free with g_free (). */
char *ouro_recovery_dup_problem (OuroRecovery *self) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char      *text;
  GFile     *file;    /* or NULL */
  GDateTime *time;    /* of the last change, local time */
  char      *journal; /* private */
  int        lock;    /* private; while it is held no other window is offered the same */
} OuroRecovered;

/* What windows that died left behind, not those that still live: array of OuroRecovered, which it frees; the latest first. */
GPtrArray *ouro_recovery_list (GFile *directory) G_GNUC_WARN_UNUSED_RESULT;
void       ouro_recovered_free (OuroRecovered *self);

/* It has been taken over (its text is kept by another recovery, or saved) or refused: its journal goes. */
void ouro_recovered_discard (OuroRecovered *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroRecovered, ouro_recovered_free)
