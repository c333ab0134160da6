/* versions.c - how Python 3.11 to 3.15 read and compile, for tests */
#include "versions.h"

OuroDialect
get_dialect (guint minor)
{
  return (OuroDialect){
    .minor = minor,
    .nested_fstrings = minor >= 12,
    .type_statement = minor >= 12,
    .type_parameter_defaults = minor >= 13,
    .unparenthesised_except = minor >= 14,
    .template_strings = minor >= 14,
    .lazy_imports = minor >= 15,
    .comprehension_unpacking = minor >= 15,
    .signed_patterns = minor >= 15,
    .invalid_escape_warns = minor >= 12,
  };
}

OuroLowering
get_lowering (guint minor)
{
  return (OuroLowering){
    .inline_comprehensions = minor >= 12,
    .virtual_iterators = minor >= 15,
    .borrow_locals = minor >= 14,
    .swap_constants = minor >= 14,
    .with_keeps_manager = minor >= 14,
    .super_without_object = minor >= 12,
    .slices_without_object = minor >= 12,
    .slices_are_constants = minor >= 14,
    .functions_begin_with_none = minor < 14,
    .folded_items_stay = minor < 12,
    .keys_are_one_constant = minor < 14,
    .classes_know_their_line = minor >= 13,
    .annotations_are_lazy = minor >= 14,
    .generators_have_handlers = minor >= 12,
    .keyword_names_on_stack = minor >= 13,
    .warns_of_type = minor >= 12,
    .warns_once_of_line = minor == 13,
    .warns_of_literals_only = minor >= 14,
    .copies_are_silent = minor >= 14,
    .finally_warns_of_exits = minor >= 14,
  };
}
