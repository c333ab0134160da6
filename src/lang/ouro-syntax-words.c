/* ouro-syntax-words.c - words of the compiler's SyntaxErrors that are not the same in every version */
#include "ouro-syntax-words.h"

const char *
ouro_dialect_get_parameter_word (const OuroDialect *dialect)
{
  return dialect->minor >= 15 ? "parameter" : "argument";
}
