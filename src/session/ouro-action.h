/* ouro-action.h - a click is a statement
 *
 * Each gesture proposes the Python that it stands for; nothing is done until one proposal is appended (ouro_session_append ()). What
 * Python could not do has no statement but an explanation.
 *
 * Objects are named by their birth number (OuroCard.key), and addressed as ouro-address.h says.
 */
#pragma once

#include "ouro-run.h"

typedef enum {
  OURO_NEW_LIST,
  OURO_NEW_DICT,
  OURO_NEW_TUPLE,
  OURO_NEW_SET,
  OURO_NEW_OBJECT, /* an instance of a small class, which comes with it when the program has none */
  OURO_NEW_INT,
  OURO_NEW_FLOAT,
  OURO_NEW_STR,
  OURO_NEW_FUNCTION,
  OURO_N_NEW,
} OuroNew;

typedef enum {
  OURO_INPUT_NONE,
  OURO_INPUT_NAME, /* an identifier */
  OURO_INPUT_KEY,  /* a literal that can be a key */
} OuroInput;

typedef struct
{
  char     *label;       /* for a menu: "as item [2]", "instead of item [0]", "under a key ..."; translated */
  char     *statements;  /* whole lines of Python, each ended by a newline; "{}" stands for what needs_input asks for; NULL: cannot be done */
  char     *reason;      /* why not, or what it will do; translated; or NULL */
  char     *needs_input; /* what has to be typed first ("Name of the attribute", "Key"), translated; or NULL */
  char     *suggestion;  /* what could be typed; or NULL */
  OuroInput input;
} OuroProposal;

void ouro_proposal_free (OuroProposal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroProposal, ouro_proposal_free)

/* The statements with the input filled in; NULL and an error when it does not fit (no identifier, no literal). */
char *ouro_proposal_fill (const OuroProposal *self,
                          const char         *input,
                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/* All return arrays of OuroProposal that free what they hold; the best first, never empty. */

/* A new object under a fresh name. */
OuroProposal *ouro_action_create (OuroRun *run,
                                  OuroNew  what) G_GNUC_WARN_UNUSED_RESULT;
/* from shall hold to: as an item, under a key, as an attribute. slot: the row that the gesture began at, or -1. */
GPtrArray *ouro_action_refer (OuroRun *run,
                              guint32  from,
                              int      slot,
                              guint32  to) G_GNUC_WARN_UNUSED_RESULT;
/* A name for an object (needs input; the suggestion is a fresh name); rename: a second name and del of the first. */
GPtrArray *ouro_action_name (OuroRun *run,
                             guint32  object) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ouro_action_rebind (OuroRun    *run,
                               const char *name,
                               guint32     object) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ouro_action_rename (OuroRun    *run,
                               const char *name) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ouro_action_delete_name (OuroRun    *run,
                                    const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* Take a reference away: del x[i], x[i] = None, x.clear () ... */
GPtrArray *ouro_action_delete_reference (OuroRun *run,
                                         guint32  holder,
                                         int      slot) G_GNUC_WARN_UNUSED_RESULT;
/* On an object itself: its names and the references to it, one by one; for what no name reaches an explanation. */
GPtrArray *ouro_action_delete_object (OuroRun *run,
                                      guint32  object) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ouro_action_collect (OuroRun *run,
                                guint    generation) G_GNUC_WARN_UNUSED_RESULT;
