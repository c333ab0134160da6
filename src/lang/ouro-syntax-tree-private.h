/* ouro-syntax-tree-private.h - what the dump has to know of a tree */
#pragma once

#include "ouro-parser.h"

const OuroDialect *ouro_syntax_tree_get_dialect (const OuroSyntaxTree *self);
