/* ouro-warnings.c - what CPython says about a text without refusing it */
#include "ouro-warnings.h"

static void
clear_warning (gpointer data)
{
  OuroWarning *warning = data;

  g_free (warning->message);
}

GArray *
ouro_warnings_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (OuroWarning));

  g_array_set_clear_func (self, clear_warning);
  return self;
}

void
ouro_warnings_add (GArray *self,
                   guint32 line,
                   guint32 start,
                   char   *message)
{
  OuroWarning warning = { line, start, message };

  g_array_append_val (self, warning);
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  guint32 first = ((const OuroWarning *)a)->start;
  guint32 second = ((const OuroWarning *)b)->start;

  return (first > second) - (first < second);
}

void
ouro_warnings_sort (GArray *self)
{
  g_array_sort (self, compare_starts);
}
