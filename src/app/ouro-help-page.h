/* ouro-help-page.h - a page of the help
 *
 * A page is a small XML file in data/help/, which the program carries with it: a title, then paragraphs <p>, lists <list> of
 * <item>, pieces of Python <code>, and a <section> with a title of its own, all in one row. Inside a text stand <key>, <gui>, <code> and
 * <em>. Each text is one message for translators, with these marks in it (po/its/help.its); code that stands alone is none.
 */
#pragma once

#include <gio/gio.h>

typedef enum {
  OURO_HELP_HEADING,
  OURO_HELP_PARAGRAPH,
  OURO_HELP_ITEM,
  OURO_HELP_CODE,
} OuroHelpKind;

typedef struct
{
  OuroHelpKind kind;
  char        *section; /* the id of the section it stands in, or NULL */
  char        *text;    /* Pango markup, translated; of CODE plain text */
} OuroHelpBlock;

typedef struct
{
  char      *title;  /* plain text, translated */
  GPtrArray *blocks; /* of OuroHelpBlock */
} OuroHelpPage;

/* The names of all pages, in the order in which they are read; NULL comes last. */
const char *const *ouro_help_page_list (void);

/* The page of one of these names. */
OuroHelpPage *ouro_help_page_load (const char *name,
                                   GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* A page from its text: G_MARKUP_ERROR where it is not as described above. */
OuroHelpPage *ouro_help_page_parse (const char *text,
                                    gssize      length,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void          ouro_help_page_free (OuroHelpPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroHelpPage, ouro_help_page_free)
