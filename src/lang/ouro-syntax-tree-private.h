/* ouro-syntax-tree-private.h - what the dump has to know of a tree, and what it knows of constants */
#pragma once

#include "ouro-parser.h"

const OuroDialect *ouro_syntax_tree_get_dialect (const OuroSyntaxTree *self);

/* A CONSTANT, and a str, as repr () prints them. */
void ouro_syntax_dump_constant (GString        *out,
                                const OuroNode *constant);
void ouro_syntax_dump_text (GString    *out,
                            const char *text,
                            gsize       length);
