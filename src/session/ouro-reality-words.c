/* ouro-reality-words.c - what a check against real Python has found, in words for people */
#include "ouro-reality.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A value is shown whole up to here. */
#define MAX_CHARACTERS 300

char *
ouro_reality_dup_question (const OuroPython *python)
{
  g_autofree char *who = NULL;

  /* Translators: for instance “CPython 3.11.2 (/usr/bin/python3)” */
  who = g_strdup_printf (_ ("CPython %s (%s)"), python->release, python->path);
  if (python->danger == NULL)
    return g_strdup_printf (_ ("The program is run for real, by %s, in a sandbox: it sees neither your files nor the network, and is stopped after %g seconds."), who, OURO_REALITY_SECONDS);

  /* Translators: the second %s is a reason: “bubblewrap (bwrap) is not installed” */
  return g_strdup_printf (_ ("The program is run for real, by %s, WITHOUT a sandbox: %s. It can do whatever you can do: read and change your files and use the network. Go on only if you trust it."),
                             who, python->danger);
}

/* What a field is called; it begins a sentence. */
static const char *
get_field_words (const char *field)
{
  static const struct
  {
    const char *field;
    const char *words;
  } table[] = {
    { "line", N_ ("the line of the statement that finishes") },
      { "names", N_ ("the names") },
        { "type", N_ ("the type") },
          { "value", N_ ("the value") },
            { "refs", N_ ("the references that it holds") },
              { "identity", N_ ("which object it is") },
                { "rc", N_ ("the reference count") },
                  { "tracked", N_ ("whether the collector tracks it") },
                    { "gen", N_ ("the generation") },
                      { "size", N_ ("the size in bytes") },
                        { "dict", N_ ("how attributes are stored") },
                          { "garbage", N_ ("the objects that no name leads to") },
                            { "count", N_ ("gc.get_count()") },
                              { "gc", N_ ("the collections") },
                                { "stdout", N_ ("what is printed") },
                                  { "exc", N_ ("the exception") },
                                    { "exit", N_ ("what is printed at the end") },
                                  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].field, field) == 0)
      return _ (table[i].words);
  return field;
}

static char *
dup_place (const OuroReality *self)
{
  if (self->line > 0)
    /* Translators: the place of a difference */
    return g_strdup_printf (_ ("statement %u (line %u)"), self->statement, self->line);
  return self->statement > 0 ? g_strdup_printf (_ ("statement %u"), self->statement) : NULL;
}

char *
ouro_reality_dup_verdict (const OuroReality *self)
{
  const char      *what = get_field_words (self->field);
  g_autofree char *place = dup_place (self);
  g_autofree char *subject = NULL;

  if (self->agrees && self->is_outcome)
    return g_strdup_printf (_ ("Prints the same as CPython %s"), self->release);
  if (self->agrees)
    /* Translators: %s is a release of CPython */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Agrees with CPython %s: %u statement", "Agrees with CPython %s: %u statements", self->n_statements),
                            self->release, self->n_statements);
  if (what == NULL)
    return g_strdup_printf (_ ("Differs from CPython %s"), self->release);

  /* Translators: what differs, and of which object: “the reference count of a[0]” */
  subject = self->where != NULL && !g_str_equal (self->field, "exit") ? g_strdup_printf (_ ("%s: %s"), self->where, what) : g_strdup (what);
  if (place == NULL)
    return g_strdup_printf (_ ("Differs from CPython %s: %s"), self->release, subject);
  /* Translators: a release, a place (“statement 3 (line 7)”), what differs */
  return g_strdup_printf (_ ("Differs from CPython %s after %s: %s"), self->release, place, subject);
}

static char *
dup_shortened (const char *value)
{
  if (g_utf8_strlen (value, -1) <= MAX_CHARACTERS)
    return g_strdup (value);

  return g_strdup_printf ("%.*s…", (int)(g_utf8_offset_to_pointer (value, MAX_CHARACTERS) - value), value);
}

char *
ouro_reality_dup_values (const OuroReality *self)
{
  g_autofree char *expected = NULL;
  g_autofree char *actual = NULL;

  if (self->agrees)
    return NULL;
  if (self->expected == NULL || self->actual == NULL)
    return self->message != NULL ? dup_shortened (self->message) : NULL;
  expected = dup_shortened (self->expected);
  actual = dup_shortened (self->actual);
  return g_strdup_printf (_ ("CPython %s: %s\nSimulation: %s"), self->release, expected, actual);
}

char *
ouro_reality_dup_note (const OuroReality *self,
                       const OuroProfile *wanted)
{
  if (wanted != NULL && wanted != self->profile)
    return g_strdup_printf (_ ("Compared was the simulation of CPython %s; the document is shown under %s."), self->profile->name, wanted->name);
  if (self->is_outcome)
    return g_strdup (_ ("Only what it prints and how it ends was compared: it takes too many steps to look at the heap after each, or the build is free-threaded."));
  if (!self->has_counts)
    return g_strdup (_ ("Collections and their counts were not compared: what an import allocates depends on the disk."));
  if (!self->is_same_release)
    return g_strdup_printf (_ ("The simulation of CPython %s follows %s."), self->profile->name, self->profile->release);
  return NULL;
}
