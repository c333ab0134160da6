/* ouro-profile.c - the facts themselves
 *
 * Sources: CPython 3.11.7, 3.12.1 and 3.13.5 source and runs; runs of 3.14.10 and 3.15.2. Where a column
 * repeats its neighbour the fact did not change.
 */
#include "ouro-profile.h"

#define TUPLES(n) [OURO_FREELIST_TUPLE_1... OURO_FREELIST_TUPLE_20] = n

static const OuroProfile profile_3_11 = {
  .name = "3.11",
  .release = "3.11.7",
  .minor = 11,
  .threshold = { 700, 10, 10 },
  .collects_in_allocation = TRUE,
  .full_collection_untracks_dicts = TRUE,
  .tuple_tracked_at_birth = TRUE,
  .small_int_max = 256,
  .immortal_count = 1000000000,
  .polls_after_every_call = TRUE,
  .freelist = { [OURO_FREELIST_LIST] = 80, [OURO_FREELIST_DICT] = 80, [OURO_FREELIST_SLICE] = 1, [OURO_FREELIST_FLOAT] = 100, TUPLES (2000) },
  .size_str_ascii = 49,
  .size_str_other = 72,
  .size_tuple = 40,
  .size_function = 152,
  .size_code = 192,
  .size_instance = 56,
  .size_managed = 16,
  .size_class = 1688,
  .size_class_slots = 920,
  .size_module = 72,
  .size_map = 48,
  .size_partial = 80,
  .size_range_iterator = 48,
  .size_rlock = 64,
  .size_frame = 152,
  .size_generator = 176,
  .size_import_error = 112,
  .size_syntax_error = 152,
  .deleting_item_shrinks = TRUE,
};

static const OuroProfile profile_3_12 = {
  .name = "3.12",
  .release = "3.12.1",
  .minor = 12,
  .threshold = { 700, 10, 10 },
  .full_collection_untracks_dicts = TRUE,
  .immortals_frozen = 375,
  .tuple_tracked_at_birth = TRUE,
  .small_int_max = 256,
  .immortal_count = 4294967295u,
  .identifier_strings_immortal = TRUE,
  .comprehensions_inlined = TRUE,
  .polls_after_every_call = TRUE,
  .freelist = { [OURO_FREELIST_LIST] = 80, [OURO_FREELIST_DICT] = 80, [OURO_FREELIST_SLICE] = 1, [OURO_FREELIST_FLOAT] = 100, TUPLES (2000) },
  .size_str_ascii = 41,
  .size_str_other = 56,
  .size_tuple = 40,
  .size_function = 160,
  .size_code = 200,
  .size_instance = 48,
  .size_managed = 16,
  .size_class = 1704,
  .size_class_slots = 936,
  .size_module = 72,
  .size_map = 48,
  .size_partial = 80,
  .size_range_iterator = 40,
  .size_rlock = 64,
  .size_frame = 152,
  .size_generator = 176,
  .size_import_error = 120,
  .size_syntax_error = 152,
  .deleting_item_shrinks = TRUE,
};

static const OuroProfile profile_3_13 = {
  .name = "3.13",
  .release = "3.13.5",
  .minor = 13,
  .threshold = { 2000, 10, 10 },
  .full_collection_untracks_dicts = TRUE,
  .tuple_tracked_at_birth = TRUE,
  .small_int_max = 256,
  .immortal_count = 4294967295u,
  .comprehensions_inlined = TRUE,
  .freelist = { [OURO_FREELIST_LIST] = 80, [OURO_FREELIST_DICT] = 80, [OURO_FREELIST_SLICE] = 1, [OURO_FREELIST_FLOAT] = 100, TUPLES (2000) },
  .size_str_ascii = 41,
  .size_str_other = 56,
  .size_tuple = 40,
  .size_function = 160,
  .size_code = 208,
  .size_instance = 48,
  .size_managed = 16,
  .size_class = 1712,
  .size_class_slots = 944,
  .size_module = 72,
  .size_map = 48,
  .size_partial = 80,
  .size_range_iterator = 40,
  .size_rlock = 64,
  .size_frame = 168,
  .size_generator = 176,
  .size_import_error = 120,
  .size_syntax_error = 152,
};

static const OuroProfile profile_3_14 = {
  .name = "3.14",
  .release = "3.14.10",
  .minor = 14,
  .threshold = { 2000, 10, 10 },
  .clears_weakrefs_after_finalizers = TRUE,
  .dict_tracked_at_birth = TRUE,
  .small_int_max = 256,
  .immortal_count = 3221225472u,
  .locals_are_borrowed = TRUE,
  .comprehensions_inlined = TRUE,
  .frame_releases_backward = TRUE,
  .swapped_stores_backward = TRUE,
  .call_arguments_backward = TRUE,
  .with_keeps_manager = TRUE,
  .freelist = { [OURO_FREELIST_LIST] = 80, [OURO_FREELIST_DICT] = 80, [OURO_FREELIST_LIST_ITERATOR] = 10, [OURO_FREELIST_TUPLE_ITERATOR] = 10, [OURO_FREELIST_METHOD] = 20, [OURO_FREELIST_BUILTIN] = 16, [OURO_FREELIST_BUILTIN_OF_CLASS] = 16, [OURO_FREELIST_SLICE] = 1, [OURO_FREELIST_FLOAT] = 100, [OURO_FREELIST_INT] = 100, [OURO_FREELIST_RANGE] = 6, [OURO_FREELIST_RANGE_ITERATOR] = 6, TUPLES (2000) },
  .size_str_ascii = 41,
  .size_str_other = 56,
  .size_tuple = 48,
  .size_function = 168,
  .size_code = 216,
  .size_instance = 48,
  .size_managed = 16,
  .size_class = 1720,
  .size_class_slots = 952,
  .size_module = 72,
  .size_map = 56,
  .size_partial = 96,
  .size_range_iterator = 40,
  .size_rlock = 72,
  .size_frame = 184,
  .size_generator = 184,
  .size_import_error = 120,
  .size_syntax_error = 160,
  .small_lists_keep_array = TRUE,
  .deleting_item_shrinks = TRUE,
};

static const OuroProfile profile_3_15 = {
  .name = "3.15",
  .release = "3.15.2",
  .minor = 15,
  .threshold = { 2000, 10, 10 },
  .weakrefs_outlive_finalizers = TRUE,
  .clears_weakrefs_after_finalizers = TRUE,
  .stats_have_candidates = TRUE,
  .dict_tracked_at_birth = TRUE,
  .atomic_frozenset_untracked = TRUE,
  .small_int_max = 1024,
  .immortal_count = 3221225472u,
  .locals_are_borrowed = TRUE,
  .comprehensions_inlined = TRUE,
  .iterators_are_virtual = TRUE,
  .frame_releases_backward = TRUE,
  .swapped_stores_backward = TRUE,
  .call_arguments_backward = TRUE,
  .with_keeps_manager = TRUE,
  .freelist = { [OURO_FREELIST_LIST] = 80, [OURO_FREELIST_DICT] = 80, [OURO_FREELIST_LIST_ITERATOR] = 10, [OURO_FREELIST_TUPLE_ITERATOR] = 10, [OURO_FREELIST_METHOD] = 20, [OURO_FREELIST_BUILTIN] = 16, [OURO_FREELIST_BUILTIN_OF_CLASS] = 16, [OURO_FREELIST_SLICE] = 1, [OURO_FREELIST_FLOAT] = 100, [OURO_FREELIST_INT] = 100, [OURO_FREELIST_COMPLEX] = 100, [OURO_FREELIST_RANGE] = 6, [OURO_FREELIST_RANGE_ITERATOR] = 6, TUPLES (2000) },
  .size_str_ascii = 41,
  .size_str_other = 56,
  .size_tuple = 48,
  .size_function = 168,
  .size_code = 216,
  .size_instance = 48,
  .size_managed = 16,
  .size_class = 1728,
  .size_class_slots = 960,
  .size_module = 120,
  .size_map = 56,
  .size_partial = 96,
  .size_range_iterator = 40,
  .size_rlock = 72,
  .size_frame = 184,
  .size_generator = 184,
  .size_import_error = 120,
  .size_syntax_error = 160,
  .bytearray_keeps_bytes = TRUE,
  .small_lists_keep_array = TRUE,
  .deleting_item_shrinks = TRUE,
};

static const OuroProfile *const profiles[] = {
  &profile_3_11,
  &profile_3_12,
  &profile_3_13,
  &profile_3_14,
  &profile_3_15,
  NULL,
};

const OuroProfile *
ouro_profile_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; profiles[i] != NULL; i++)
    if (g_str_equal (profiles[i]->name, name))
      return profiles[i];
  return NULL;
}

const OuroProfile *
ouro_profile_get_default (void)
{
  return &profile_3_15;
}

const OuroProfile *const *
ouro_profile_list (void)
{
  return profiles;
}
