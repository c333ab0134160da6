/* ouro-parser-blame.h - what people do wrong, by the rule in which they do it
 *
 * Each function stands for the invalid_ alternatives of one rule of Grammar/python.gram, in their
 * order there. It is called in the second reading, standing where the rule begins. It looks for the
 * mistakes and reports the first; when there is none it comes back, standing where it stood. The
 * versions differ in which mistakes they know and how they word them.
 */
#pragma once

#include "ouro-parser-private.h"

/* ouro-parser-blame-expressions.c */
void ouro_parser_blame_arithmetic (OuroParser *self);
void ouro_parser_blame_comprehension (OuroParser *self);
void ouro_parser_blame_dict (OuroParser *self);
void ouro_parser_blame_dict_comprehension (OuroParser *self);
void ouro_parser_blame_expression (OuroParser *self);
void ouro_parser_blame_factor (OuroParser *self);
void ouro_parser_blame_field (OuroParser *self,
                              gboolean    is_template);
void ouro_parser_blame_for_if_clause (OuroParser *self);
void ouro_parser_blame_for_target (OuroParser *self);
void ouro_parser_blame_group (OuroParser *self);
void ouro_parser_blame_named_expression (OuroParser *self);
void ouro_parser_blame_sequence_item (OuroParser *self);
void ouro_parser_blame_strings (OuroParser *self);

/* ouro-parser-blame-calls.c */
void ouro_parser_blame_arguments (OuroParser *self);
void ouro_parser_blame_default (OuroParser *self);
void ouro_parser_blame_double_starred_parameter (OuroParser *self,
                                                 gboolean    is_lambda);
void ouro_parser_blame_keyword (OuroParser *self);
void ouro_parser_blame_parameters (OuroParser *self,
                                   gboolean    is_lambda);
void ouro_parser_blame_star_parameter (OuroParser *self,
                                       gboolean    is_lambda);
void ouro_parser_blame_starred (OuroParser *self);
void ouro_parser_blame_starred_unpacking (OuroParser *self);
void ouro_parser_blame_type_param (OuroParser *self);
void ouro_parser_blame_type_params (OuroParser *self);

/* ouro-parser-blame-simple.c */
void ouro_parser_blame_alias (OuroParser *self,
                              gboolean    may_be_dotted);
void ouro_parser_blame_assert (OuroParser *self);
void ouro_parser_blame_assignment (OuroParser *self);
void ouro_parser_blame_del (OuroParser *self);
void ouro_parser_blame_import (OuroParser *self);
void ouro_parser_blame_import_targets (OuroParser *self);
void ouro_parser_blame_raise (OuroParser *self);

/* ouro-parser-blame-compound.c */
void ouro_parser_blame_as_pattern (OuroParser *self);
void ouro_parser_blame_block (OuroParser *self);
void ouro_parser_blame_branch (OuroParser   *self,
                               OuroTokenKind word);
void ouro_parser_blame_case (OuroParser *self);
void ouro_parser_blame_class (OuroParser *self);
void ouro_parser_blame_class_pattern (OuroParser *self);
void ouro_parser_blame_def (OuroParser *self);
void ouro_parser_blame_else (OuroParser *self);
void ouro_parser_blame_except (OuroParser *self,
                               gboolean    is_star);
void ouro_parser_blame_except_indent (OuroParser *self,
                                      gboolean    is_star);
void ouro_parser_blame_finally (OuroParser *self);
void ouro_parser_blame_for (OuroParser *self);
void ouro_parser_blame_mapping_pattern (OuroParser *self);
void ouro_parser_blame_match (OuroParser *self);
void ouro_parser_blame_try (OuroParser *self);
void ouro_parser_blame_with (OuroParser *self);
void ouro_parser_blame_with_indent (OuroParser *self);
void ouro_parser_blame_with_item (OuroParser *self);

/* Reports the part of the expression that cannot be a target, if there is one. */
void ouro_parser_blame_target (OuroParser     *self,
                               const OuroNode *node,
                               OuroTargets     targets);

/* The span of the token just read. */
static inline OuroSpan
ouro_parser_last_span (OuroParser *self)
{
  return ouro_parser_token_span (self, ouro_parser_get_token (self, self->mark - 1));
}

/* Two mistakes that 3.13 reports also where it does not look for any. */
static inline gboolean
ouro_parser_is_eager (OuroParser *self)
{
  return self->blaming || self->dialect->minor == 13;
}

/* Whether the next token is of that kind. */
static inline gboolean
ouro_parser_at (OuroParser   *self,
                OuroTokenKind kind)
{
  return ouro_parser_peek (self) == kind;
}
