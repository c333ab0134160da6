/* test-profile.c - the facts of each version, as cpython.md 0.1 lists them */
#include "ouro-profile.h"

static void
test_profiles_are_found_by_name (void)
{
  g_assert_cmpstr (ouro_profile_find ("3.11")->release, ==, "3.11.7");
  g_assert_cmpstr (ouro_profile_find ("3.15")->name, ==, "3.15");
  g_assert_null (ouro_profile_find ("3.10"));
  g_assert_null (ouro_profile_find (""));
  g_assert_null (ouro_profile_find ("3.15.2"));
}

static void
test_the_list_goes_from_the_oldest_to_the_default (void)
{
  const OuroProfile *const *list = ouro_profile_list ();
  guint                     n = 0;

  for (; list[n] != NULL; n++)
    {
      if (n > 0)
        g_assert_cmpint (list[n]->minor, ==, list[n - 1]->minor + !list[n]->is_free_threaded);
      g_assert_true (ouro_profile_find (list[n]->name) == list[n]);
    }
  g_assert_cmpuint (list[0]->minor, ==, 11);
  g_assert_cmpuint (n, ==, 6);
  g_assert_true (ouro_profile_get_default () == list[n - 1]);
}

/* The rows of the table of cpython.md 0.1 that the profile has. */
static void
test_versions_differ_as_measured (void)
{
  const struct
  {
    const char *name;
    guint       threshold;
    gboolean    collects_in_allocation, dict_tracked, dicts_untracked, tuple_tracked, frozenset_untracked, borrows;
    guint32     immortal_count;
    gint        small_int_max;
    gboolean    backward, weakrefs_outlive, keeps_array, virtual_iterators;
    guint       tuple, str;
  } rows[] = {
    { "3.11", 700, TRUE, FALSE, TRUE, TRUE, FALSE, FALSE, 1000000000, 256, FALSE, FALSE, FALSE, FALSE, 40, 49 },
    { "3.12", 700, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, 4294967295, 256, FALSE, FALSE, FALSE, FALSE, 40, 41 },
    { "3.13", 2000, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, 4294967295, 256, FALSE, FALSE, FALSE, FALSE, 40, 41 },
    { "3.13t", 2000, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, 4294967295, 256, FALSE, FALSE, FALSE, FALSE, 40, 57 },
    { "3.14", 2000, FALSE, TRUE, FALSE, FALSE, FALSE, TRUE, 3221225472, 256, TRUE, FALSE, TRUE, FALSE, 48, 41 },
    { "3.15", 2000, FALSE, TRUE, FALSE, FALSE, TRUE, TRUE, 3221225472, 1024, TRUE, TRUE, TRUE, TRUE, 48, 41 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const OuroProfile *profile = ouro_profile_find (rows[i].name);

      g_assert_cmpuint (profile->threshold[0], ==, rows[i].threshold);
      g_assert_cmpuint (profile->threshold[1], ==, 10);
      g_assert_cmpuint (profile->threshold[2], ==, 10);
      g_assert_cmpint (profile->collects_in_allocation, ==, rows[i].collects_in_allocation);
      g_assert_cmpint (profile->dict_tracked_at_birth, ==, rows[i].dict_tracked);
      g_assert_cmpint (profile->full_collection_untracks_dicts, ==, rows[i].dicts_untracked);
      g_assert_cmpint (profile->tuple_tracked_at_birth, ==, rows[i].tuple_tracked);
      g_assert_cmpint (profile->atomic_frozenset_untracked, ==, rows[i].frozenset_untracked);
      g_assert_cmpint (profile->locals_are_borrowed, ==, rows[i].borrows);
      g_assert_cmpuint (profile->immortal_count, ==, rows[i].immortal_count);
      g_assert_cmpint (profile->small_int_max, ==, rows[i].small_int_max);
      g_assert_cmpint (profile->frame_releases_backward, ==, rows[i].backward);
      g_assert_cmpint (profile->weakrefs_outlive_finalizers, ==, rows[i].weakrefs_outlive);
      g_assert_cmpint (profile->small_lists_keep_array, ==, rows[i].keeps_array);
      g_assert_cmpint (profile->iterators_are_virtual, ==, rows[i].virtual_iterators);
      g_assert_cmpuint (profile->size_tuple, ==, rows[i].tuple);
      g_assert_cmpuint (profile->size_str_ascii, ==, rows[i].str);
    }
}

static void
test_the_free_threaded_build_differs_from_the_other (void)
{
  const OuroProfile *build = ouro_profile_find ("3.13");
  const OuroProfile *free_threaded = ouro_profile_find ("3.13t");

  g_assert_false (build->is_free_threaded);
  g_assert_true (free_threaded->is_free_threaded);
  g_assert_cmpstr (free_threaded->release, ==, build->release);
  g_assert_cmpuint (build->count_batch, ==, 0);
  g_assert_cmpuint (free_threaded->count_batch, ==, 512);
  g_assert_true (free_threaded->counts_are_biased && free_threaded->constants_are_immortal);
  g_assert_cmpuint (free_threaded->size_header, ==, 2 * build->size_header);
  g_assert_cmpuint (free_threaded->size_weakref, ==, 88);
  g_assert_cmpuint (free_threaded->size_function, ==, build->size_function);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/profiles-are-found-by-name", test_profiles_are_found_by_name);
  g_test_add_func ("/profile/the-list-goes-from-the-oldest-to-the-default", test_the_list_goes_from_the_oldest_to_the_default);
  g_test_add_func ("/profile/versions-differ-as-measured", test_versions_differ_as_measured);
  g_test_add_func ("/profile/the-free-threaded-build-differs-from-the-other", test_the_free_threaded_build_differs_from_the_other);
  return g_test_run ();
}
