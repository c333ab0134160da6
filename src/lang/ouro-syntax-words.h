/* ouro-syntax-words.h - words of the compiler's SyntaxErrors that are not the same in every version */
#pragma once

#include "ouro-dialect.h"

/* What a parameter is called: "duplicate argument 'x' in function definition" (Python/symtable.c). */
const char *ouro_dialect_get_parameter_word (const OuroDialect *dialect);
