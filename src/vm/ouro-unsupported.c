/* ouro-unsupported.c - builtins that CPython has and the simulator has not */
#include "ouro-unsupported.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *reason; /* with the name in it; NULL where there is no more to say than that it is not simulated */
} Builtin;

#define NO_TEXT_RUNS    N_ ("“%s ()” is not simulated: a program here is only what its text says, and cannot make more of it while it runs")
#define OF_THE_PROMPT   N_ ("“%s” belongs to Python's interactive prompt, and a program here has none")
#define ENDS_THE_PROMPT N_ ("“%s ()” belongs to Python's interactive prompt: a program ends itself with sys.exit ()")
#define FOR_COROUTINES  N_ ("“%s ()” is for coroutines, which are not simulated")
#define FOR_GROUPS      N_ ("“%s” is not simulated: there are no exception groups here")

static const Builtin builtins[] = {
  { "BaseExceptionGroup", FOR_GROUPS },
  { "ExceptionGroup", FOR_GROUPS },
  { "UnicodeTranslateError", NULL },
  { "aiter", FOR_COROUTINES },
  { "anext", FOR_COROUTINES },
  { "breakpoint", N_ ("“%s ()” is not simulated: here every statement can be stopped at, with the buttons below the picture") },
    { "compile", NO_TEXT_RUNS },
    { "copyright", OF_THE_PROMPT },
    { "credits", OF_THE_PROMPT },
    { "eval", NO_TEXT_RUNS },
    { "exec", NO_TEXT_RUNS },
    { "exit", ENDS_THE_PROMPT },
    { "help", OF_THE_PROMPT },
    { "license", OF_THE_PROMPT },
    { "memoryview", NULL },
    { "open", N_ ("“%s ()” is not simulated: a program here cannot touch files") },
      { "quit", ENDS_THE_PROMPT },
  };

static char *
dup_words (const char *name,
           const char *reason)
{
  g_autoptr (GString) words = g_string_new (reason != NULL ? _ (reason) : _ ("“%s” is not simulated"));

  g_string_replace (words, "%s", name, 0);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Of one version: names separated by blanks. */
static char **
split_further (const OuroProfile *profile)
{
  return g_strsplit (profile->further_builtins != NULL ? profile->further_builtins : "", " ", 0);
}

char *
ouro_unsupported_dup_reason (const char   *name,
                             gconstpointer profile)
{
  g_auto (GStrv) further = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (g_str_equal (builtins[i].name, name))
      return dup_words (name, builtins[i].reason);
  further = split_further (profile);
  return g_strv_contains ((const char *const *)further, name) ? dup_words (name, NULL) : NULL;
}

void
ouro_unsupported_add_names (const OuroProfile *profile,
                            GPtrArray         *names)
{
  g_auto (GStrv) further = split_further (profile);

  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    g_ptr_array_add (names, g_strdup (builtins[i].name));
  for (guint i = 0; further[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (further[i]));
}
