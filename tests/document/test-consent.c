/* test-consent.c - what is allowed once stays allowed, and nothing else is */

#include "folder.h"
#include "ouro-consent.h"

#include <string.h>

static void
test_only_the_document_named_is_allowed (Folder       *folder,
                                         gconstpointer data)
{
  g_autoptr (GFile) directory = folder_get_file (folder, "state");
  g_autoptr (GFile) one = folder_get_file (folder, "one.py");
  g_autoptr (GFile) other = folder_get_file (folder, "one.py2");
  g_autoptr (GError) error = NULL;

  g_assert_false (ouro_consent_is_given (directory, one));
  g_assert_true (ouro_consent_give (directory, one, &error));
  g_assert_no_error (error);
  g_assert_true (ouro_consent_is_given (directory, one));
  g_assert_false (ouro_consent_is_given (directory, other));
  g_assert_true (ouro_consent_give (directory, other, &error));
  g_assert_true (ouro_consent_is_given (directory, one));
}

static void
test_the_file_does_not_grow_for_ever (Folder       *folder,
                                      gconstpointer data)
{
  g_autoptr (GFile) directory = folder_get_file (folder, "state");
  g_autoptr (GFile) first = folder_get_file (folder, "0.py");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < 510; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.py", i);
      g_autoptr (GFile) document = folder_get_file (folder, name);

      g_assert_true (ouro_consent_give (directory, document, NULL));
      g_assert_true (ouro_consent_is_given (directory, document));
    }
  g_assert_false (ouro_consent_is_given (directory, first));

  text = folder_read (folder, "state/may-run-for-real");
  g_assert_true (ouro_consent_give (directory, first, NULL));
  g_assert_true (ouro_consent_give (directory, first, NULL));
  again = folder_read (folder, "state/may-run-for-real");
  g_assert_cmpuint (strlen (again), <=, strlen (text) + 2);
}

static void
test_a_file_of_somebody_elses_making_allows_nothing (Folder       *folder,
                                                     gconstpointer data)
{
  g_autoptr (GFile) directory = folder_get_file (folder, ".");
  g_autoptr (GFile) one = folder_get_file (folder, "one.py");

  folder_fill (folder, "may-run-for-real", "\0\xff\n\n*\n", 7);
  g_assert_false (ouro_consent_is_given (directory, one));
  g_assert_true (ouro_consent_give (directory, one, NULL));
  g_assert_true (ouro_consent_is_given (directory, one));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Folder       *folder,
                  gconstpointer data);
  } tests[] = {
    { "/consent/only-the-document-named-is-allowed", test_only_the_document_named_is_allowed },
    { "/consent/the-file-does-not-grow-for-ever", test_the_file_does_not_grow_for_ever },
    { "/consent/a-file-of-somebody-elses-making-allows-nothing", test_a_file_of_somebody_elses_making_allows_nothing },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Folder, NULL, folder_set_up, tests[i].test, folder_tear_down);
  return g_test_run ();
}
