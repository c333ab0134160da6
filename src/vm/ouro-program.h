/* ouro-program.h - what a machine runs: a text, compiled, and the modules beside it that it imports
 *
 * Compiling finds out all that is imported, in the text and in the modules that it imports, by statements or by __import__ ()
 * with a name that stands in the text. A name that the simulator's library does not have is asked for at the reader; what that does not have either is refused, as is
 * everything that is not simulated, before anything runs. A module beside the program that is not Python is no reason to
 * refuse: importing it raises SyntaxError when it comes to it.
 */
#pragma once

#include "ouro-code.h"
#include "ouro-profile.h"

typedef struct _OuroProgram OuroProgram;

#define OURO_PROGRAM_ERROR (ouro_program_error_quark ())
GQuark ouro_program_error_quark (void);

typedef enum {
  OURO_PROGRAM_ERROR_SYNTAX,      /* the message is all that Python prints, with the line and the caret */
  OURO_PROGRAM_ERROR_UNSUPPORTED, /* Python, but not in the part that is simulated: "file:line:column: why" */
} OuroProgramError;

/* The text of a module of the program's own, whose name is a plain identifier, or NULL when there is none; *file becomes its
 * name in tracebacks and __file__. Both are the caller's, to be freed with g_free (). */
typedef char *(*OuroReadModuleFunc) (const char *name,
                                     char      **file,
                                     gpointer    data);

/* file: the name in tracebacks. read may be NULL: there are no modules beside it. */
OuroProgram *ouro_program_new (const char        *text,
                               const char        *file,
                               const OuroProfile *profile,
                               OuroReadModuleFunc read,
                               gpointer           data,
                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void         ouro_program_free (OuroProgram *self);

/* One expression in the scope of the module, for ouro_vm_evaluate (). */
OuroCodeUnit *ouro_program_compile_expression (const char        *text,
                                               const OuroProfile *profile,
                                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroProgram, ouro_program_free)
