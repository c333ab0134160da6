/* ouro-program-private.h - the sources of a program, for the machine */
#pragma once

#include "ouro-heap.h"
#include "ouro-parser.h"
#include "ouro-program.h"

typedef struct
{
  char             *name; /* under which it is imported; "__main__" for the program itself, the first */
  char             *file;
  char             *text;
  OuroCodeUnit     *unit;     /* NULL: it is not Python, or the machine has taken it */
  OuroSyntaxProblem problem;  /* why it is not */
  char             *warnings; /* all that Python prints when it compiles the text, "" mostly */
  OuroId            code;     /* of the machine; OURO_NO_ID when it is not Python */
} OuroModuleText;

guint           ouro_program_get_n_texts (const OuroProgram *self);
OuroModuleText *ouro_program_get_text (const OuroProgram *self,
                                       guint              index);

/* NULL when there is none of that name. */
OuroModuleText *ouro_program_find_text (const OuroProgram *self,
                                        const char        *name);

/* The names of the library's modules that are imported, in the order of the text. */
const char *const *ouro_program_get_library (const OuroProgram *self);
