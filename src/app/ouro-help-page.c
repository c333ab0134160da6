/* ouro-help-page.c - a page of the help */

#include "ouro-help-page.h"

#include <glib/gi18n-lib.h>

#define FOLDER "/io/github/ouroboros/Ouroboros/help/"

/* Marks inside a text, and how Pango writes them. */
static const struct
{
  const char *name;
  const char *pango;
} marks[] = {
  { "code", "tt" },
  { "em", "i" },
  { "gui", "b" },
  { "key", "b" },
};

typedef struct
{
  OuroHelpPage *page;
  GString      *text; /* of the title or block that is being read, or NULL */
  char         *section;
  gboolean      is_in_section;
} Reader;

const char *const *
ouro_help_page_list (void)
{
  static const char *const names[] = {
    "first-steps",
    "picture",
    "time",
    "clicks",
    "collector",
    "versions",
    "unsupported",
    "keyboard",
    "command-line",
    NULL,
  };

  return names;
}

static void
free_block (gpointer data)
{
  OuroHelpBlock *block = data;

  g_free (block->section);
  g_free (block->text);
  g_free (block);
}

void
ouro_help_page_free (OuroHelpPage *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* Reading ----------------------------------------------------------------------------------- */

static const char *
find_mark (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].name, name))
      return marks[i].pango;

  return NULL;
}

static gboolean
find_kind (const char   *name,
           OuroHelpKind *kind)
{
  static const char *const names[] = {
    [OURO_HELP_HEADING] = "title", [OURO_HELP_PARAGRAPH] = "p", [OURO_HELP_ITEM] = "item", [OURO_HELP_CODE] = "code"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

static void
start_element (GMarkupParseContext *context,
               const char          *name,
               const char         **attributes,
               const char         **values,
               gpointer             data,
               GError             **error)
{
  Reader      *reader = data;
  OuroHelpKind kind;

  if (reader->text != NULL && find_mark (name) != NULL)
    g_string_append_printf (reader->text, "<%s>", name);
  else if (reader->text == NULL && find_kind (name, &kind))
    reader->text = g_string_new (NULL);
  else if (reader->text == NULL && g_str_equal (name, "section"))
    {
      g_free (reader->section);
      reader->section = NULL;
      reader->is_in_section = TRUE;
      g_markup_collect_attributes (name, attributes, values, error, G_MARKUP_COLLECT_STRDUP | G_MARKUP_COLLECT_OPTIONAL, "id", &reader->section, G_MARKUP_COLLECT_INVALID);
    }
  else if (reader->text != NULL || !(g_str_equal (name, "page") || g_str_equal (name, "list")))
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT, "<%s> does not belong here", name);
}

/* The message as a translator has it: blanks and line ends are one blank, as xgettext makes them. */
static char *
dup_message (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", 0);
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (message, "%s%s", message->len > 0 ? " " : "", words[i]);

  return g_string_free (g_steal_pointer (&message), FALSE);
}

static char *
dup_pango (const char *message)
{
  g_autoptr (GString) markup = g_string_new (message);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    for (guint is_end = 0; is_end < 2; is_end++)
      {
        g_autofree char *mark = g_strdup_printf ("<%s%s>", is_end ? "/" : "", marks[i].name);
        g_autofree char *pango = g_strdup_printf ("<%s%s>", is_end ? "/" : "", marks[i].pango);

        g_string_replace (markup, mark, pango, 0);
      }

  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static void
end_text (Reader      *reader,
          OuroHelpKind kind)
{
  g_autoptr (GString) text = g_steal_pointer (&reader->text);
  g_autofree char *message = dup_message (text->str);
  OuroHelpBlock   *block;

  if (kind == OURO_HELP_HEADING && !reader->is_in_section)
    {
      g_free (reader->page->title);
      reader->page->title = g_strdup (_ (message));
      return;
    }

  block = g_new0 (OuroHelpBlock, 1);
  block->kind = kind;
  block->section = g_strdup (reader->section);
  block->text = kind == OURO_HELP_CODE ? g_strdup (text->str) : dup_pango (_ (message));
  g_ptr_array_add (reader->page->blocks, block);
}

static void
end_element (GMarkupParseContext *context,
             const char          *name,
             gpointer             data,
             GError             **error)
{
  Reader       *reader = data;
  const GSList *open = g_markup_parse_context_get_element_stack (context);
  OuroHelpKind  kind;
  const char   *around = open->next != NULL ? open->next->data : "";

  if (reader->text != NULL && find_kind (name, &kind) && !find_kind (around, &(OuroHelpKind){ 0 }))
    end_text (reader, kind);
  else if (reader->text != NULL)
    g_string_append_printf (reader->text, "</%s>", name);
  else if (g_str_equal (name, "section"))
    {
      reader->is_in_section = FALSE;
      g_clear_pointer (&reader->section, g_free);
    }
}

static void
read_text (GMarkupParseContext *context,
           const char          *text,
           gsize                length,
           gpointer             data,
           GError             **error)
{
  Reader          *reader = data;
  const GSList    *open = g_markup_parse_context_get_element_stack (context);
  g_autofree char *escaped = NULL;

  if (reader->text == NULL)
    return;

  /* Code that stands alone is plain text. */
  if (g_str_equal (open->data, "code") && !find_kind (open->next->data, &(OuroHelpKind){ 0 }))
    {
      g_string_append_len (reader->text, text, length);
      return;
    }
  escaped = g_markup_escape_text (text, length);
  g_string_append (reader->text, escaped);
}

OuroHelpPage *
ouro_help_page_parse (const char *text,
                      gssize      length,
                      GError    **error)
{
  const GMarkupParser parser = { start_element, end_element, read_text };
  g_autoptr (OuroHelpPage) page = g_new0 (OuroHelpPage, 1);
  Reader reader = { .page = page };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
  gboolean is_read;

  page->blocks = g_ptr_array_new_with_free_func (free_block);
  is_read = g_markup_parse_context_parse (context, text, length, error) && g_markup_parse_context_end_parse (context, error);
  g_free (reader.section);
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);
  if (is_read && page->title == NULL)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_MISSING_ATTRIBUTE, "a page without a title");
      return NULL;
    }

  return is_read ? g_steal_pointer (&page) : NULL;
}

OuroHelpPage *
ouro_help_page_load (const char *name,
                     GError    **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ".page", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;

  if (bytes == NULL)
    return NULL;

  length = g_bytes_get_size (bytes);
  return ouro_help_page_parse (g_bytes_get_data (bytes, NULL), (gssize)length, error);
}
